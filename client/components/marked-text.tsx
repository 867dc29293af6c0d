import type { LayeredSpan } from "../text/runs.ts";
import { cutIntoRuns } from "../text/runs.ts";
import { memo } from "./memo.ts";

export type Light = "cited" | "answering" | "found" | "found-current";

export interface MarkedTextProps {
  readonly text: string;
  /** Offset of the text in its source, which the spans are offsets into. */
  readonly base: number;
  readonly spans: readonly LayeredSpan<Light>[];
}

/** Text with lit parts. What is lit is exactly the text between the offsets; the text itself is never changed. */
export const MarkedText = memo(function MarkedText({ text, base, spans }: MarkedTextProps) {
  if (spans.length === 0) return <>{text}</>;
  return (
    <>
      {cutIntoRuns(text, base, spans).map((run) =>
        run.layers.length === 0 ? (
          run.text
        ) : (
          <mark key={run.start} class={run.layers.map((layer) => `lit-${layer}`).join(" ")}>
            {run.text}
          </mark>
        ),
      )}
    </>
  );
});
