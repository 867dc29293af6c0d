import type { Span } from "../../server/protocol.ts";
import type { LayeredSpan } from "../text/runs.ts";
import { cutIntoRuns } from "../text/runs.ts";
import { memo } from "./memo.ts";

export type Light = "cited" | "answering" | "found" | "found-current";

export interface MarkedTextProps {
  readonly text: string;
  /** Offset of the text in its source, which the spans are offsets into. */
  readonly base: number;
  readonly spans: readonly LayeredSpan<Light>[];
  /** Marks of the source's format, which are not shown. */
  readonly markup?: readonly Span[] | undefined;
}

const noMarkup: readonly Span[] = [];

/** Text with lit parts. What is lit is exactly the text between the offsets; the words themselves are never changed. */
export const MarkedText = memo(function MarkedText({ text, base, spans, markup = noMarkup }: MarkedTextProps) {
  if (spans.length + markup.length === 0) return <>{text}</>;
  const hidden = markup.map((span) => ({ ...span, layer: "markup" as const }));
  return (
    <>
      {cutIntoRuns<Light | "markup">(text, base, [...spans, ...hidden]).map((run) =>
        run.layers.includes("markup") ? null : run.layers.length === 0 ? (
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
