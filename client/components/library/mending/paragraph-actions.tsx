import { useState } from "preact/hooks";
import type { CorrectionInput } from "../../../../server/corrections-protocol.ts";
import { paragraphMark } from "../../../formats.ts";
import { isSaid } from "../../../library/corrections.ts";
import type { Paragraph } from "../../../library/paragraphs.ts";
import { quoteOf } from "../../../library/turn-opening.ts";
import { MarkedText } from "../../marked-text.tsx";
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
  const unsaid = sayable(paragraph, aboutSpeaker).filter(([, correction]) => !isSaid(correction, mending.corrections));
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
        {unsaid.map(([name, correction]) => (
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
      {!aboutSpeaker && <Items paragraph={paragraph} mending={mending} say={(correction) => void say(correction)} />}
    </div>
  );
}

interface ItemsProps extends Pick<ParagraphActionsProps, "mending" | "paragraph"> {
  readonly say: (correction: CorrectionInput) => void;
}

/** Items of one paragraph can be of different kinds. */
function Items({ mending: { text, document, corrections }, paragraph: { paragraph, items }, say }: ItemsProps) {
  const shown = items.filter(({ kind }) => kind === "recommendation" || kind === "key-point");
  if (shown.length === 0) return null;
  return (
    <ul class="mend-items" aria-label={text.paragraphs.itemsOf(paragraphMark(paragraph, null))}>
      {shown.map((item) => {
        const [name, correction] = otherKind(item);
        return (
          <li key={item.start}>
            <span class="quiet">{item.item}.</span>
            <span class="verbatim" lang={document.language} dir="auto">
              <MarkedText text={item.text} base={item.start} spans={[]} markup={item.markup} />
            </span>
            {!isSaid(correction, corrections) && (
              <button
                type="button"
                class="button-quiet"
                aria-label={`${paragraphMark(paragraph, item.item)}: ${text[name]}`}
                onClick={() => say(correction)}
              >
                {text[name]}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A recommendation is none; another passage is one. */
function otherKind({ start, end, text, kind }: Pick<Paragraph, "start" | "end" | "text" | "kind">) {
  const place = { start, end, quote: quoteOf(text) };
  return kind === "recommendation"
    ? (["notRecommendation", { type: "kind", ...place, kind: "key-point" }] as const)
    : (["recommendation", { type: "kind", ...place, kind: "recommendation" }] as const);
}

type Sayable = "nobody" | "heading" | "notHeading" | "recommendation" | "notRecommendation";

/** What is not so already. */
function sayable(paragraph: Paragraph, aboutSpeaker: boolean): readonly (readonly [Sayable, CorrectionInput])[] {
  const { kind, start, text, speaker, doubtful } = paragraph;
  const place = { start, quote: quoteOf(text) };
  const isHeading = kind === "heading";
  return [
    ...(speaker !== null || doubtful ? [["nobody", { type: "nobody", ...place }] as const] : []),
    isHeading
      ? (["notHeading", { type: "not-heading", ...place }] as const)
      : (["heading", { type: "heading", ...place }] as const),
    ...(!aboutSpeaker && (kind === "recommendation" || kind === "key-point") ? [otherKind(paragraph)] : []),
  ];
}
