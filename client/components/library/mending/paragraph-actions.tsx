import { useState } from "preact/hooks";
import type { CorrectionInput } from "../../../../server/corrections-protocol.ts";
import { paragraphMark } from "../../../formats.ts";
import type { Paragraph } from "../../../library/paragraphs.ts";
import { quoteOf } from "../../../library/turn-opening.ts";
import type { Mending } from "./mending.ts";
import { TurnForm } from "./turn-form.tsx";

export interface ParagraphActionsProps {
  readonly mending: Mending;
  readonly paragraph: Paragraph;
  /** Only what settles who speaks, where that is what is in doubt. */
  readonly aboutSpeaker: boolean;
  readonly focusAfter: readonly string[];
  /** Id of the first button, which the focus is led to. */
  readonly firstId: string;
  readonly done?: () => void;
}

/** What can be said of a paragraph that was taken for something else. */
export function ParagraphActions(props: ParagraphActionsProps) {
  const { mending, paragraph, aboutSpeaker, focusAfter, firstId, done } = props;
  const { text } = mending;
  const [asking, setAsking] = useState(false);
  const where = paragraphMark(paragraph.paragraph, null);
  const say = async (correction: CorrectionInput) => {
    if (await mending.change({ type: "correct", correction }, focusAfter)) done?.();
  };
  return (
    <div class="mend">
      <fieldset class="group mend-actions" aria-label={text.correctOf(where)}>
        <button
          type="button"
          id={firstId}
          class="button-quiet"
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          {text.turn}
        </button>
        {sayable(paragraph, aboutSpeaker).map(([name, correction]) => (
          <button key={name} type="button" class="button-quiet" onClick={() => void say(correction)}>
            {text[name]}
          </button>
        ))}
      </fieldset>
      {asking && (
        <TurnForm
          mending={mending}
          paragraph={paragraph}
          focusAfter={focusAfter}
          closed={(applied) => {
            setAsking(false);
            if (applied) done?.();
            else window.document.getElementById(firstId)?.focus();
          }}
        />
      )}
    </div>
  );
}

type Sayable = "nobody" | "heading" | "notHeading" | "recommendation" | "notRecommendation";

/** What is not so already. */
function sayable(paragraph: Paragraph, aboutSpeaker: boolean): readonly (readonly [Sayable, CorrectionInput])[] {
  const { kind, start, end, text, speaker, doubtful } = paragraph;
  const place = { start, quote: quoteOf(text) };
  const isHeading = kind === "heading";
  const recommends = kind === "recommendation";
  return [
    ...(speaker !== null || doubtful ? [["nobody", { type: "nobody", ...place }] as const] : []),
    isHeading
      ? (["notHeading", { type: "not-heading", ...place }] as const)
      : (["heading", { type: "heading", ...place }] as const),
    ...(aboutSpeaker || !(recommends || kind === "key-point")
      ? []
      : recommends
        ? [["notRecommendation", { type: "kind", ...place, end, kind: "key-point" }] as const]
        : [["recommendation", { type: "kind", ...place, end, kind: "recommendation" }] as const]),
  ];
}
