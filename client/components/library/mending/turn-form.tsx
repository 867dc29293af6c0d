import { useEffect, useId, useRef, useState } from "preact/hooks";
import { correctionLimits } from "../../../../server/corrections-protocol.ts";
import { paragraphMark } from "../../../formats.ts";
import { isSaid } from "../../../library/corrections.ts";
import type { KnownSpeaker, Paragraph } from "../../../library/paragraphs.ts";
import { likeliestSame } from "../../../library/same-names.ts";
import {
  couldBeNameLine,
  labelEnd,
  leadingLabel,
  looksLikeName,
  nameIn,
  quoteOf,
} from "../../../library/turn-opening.ts";
import { shownText } from "../../../text/shown-text.ts";
import { FormButtons } from "./form-buttons.tsx";
import type { Mending } from "./mending.ts";

type Opening = "label" | "line" | "none";

export interface TurnDraft {
  readonly speaker: string;
  readonly role: string;
  readonly organization: string;
  /** Where the speaker's own words begin. */
  readonly opening: Opening;
}

export interface TurnFormProps {
  readonly mending: Mending;
  readonly paragraph: Paragraph;
  readonly focusAfter: readonly string[];
  readonly closed: (done: boolean) => void;
}

/** Says whose turn begins at a paragraph: a speaker who is known, or another by name. */
export function TurnForm({ mending, paragraph, focusAfter, closed }: TurnFormProps) {
  const { text, speakers, drafts } = mending;
  const form = text.turnForm;
  const id = useId();
  const [draft, setDraft] = useState<TurnDraft>(() => drafts.get(paragraph.start) ?? firstDraft(paragraph, speakers));
  const [sending, setSending] = useState(false);
  const [missing, setMissing] = useState(false);
  const speakerField = useRef<HTMLInputElement>(null);
  useEffect(() => speakerField.current?.focus(), []);
  const change = (changed: Partial<TurnDraft>) => {
    const next = { ...draft, ...changed };
    setDraft(next);
    drafts.set(paragraph.start, next);
  };
  const name = (speaker: string) => {
    const known = speakers.find((each) => each.name === speaker);
    setMissing(false);
    change(
      known === undefined ? { speaker } : { speaker, role: known.role ?? "", organization: known.organization ?? "" },
    );
  };
  const already = draft.speaker.trim() !== "" && isSaid(turnOf(paragraph, draft), mending.corrections) && !sending;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending) return;
    if (draft.speaker.trim() === "") {
      setMissing(true);
      speakerField.current?.focus();
      return;
    }
    if (already) return;
    setSending(true);
    const done = await mending.change({ type: "correct", correction: turnOf(paragraph, draft) }, focusAfter);
    setSending(false);
    if (!done) return;
    drafts.delete(paragraph.start);
    closed(true);
  };
  return (
    <form
      class="mend-form"
      aria-label={form.label(paragraphMark(paragraph.paragraph, null))}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape") closed(false);
      }}
    >
      <label class="choice">
        <span>{form.speaker}</span>
        <input
          ref={speakerField}
          class="field"
          type="text"
          list={`${id}-speakers`}
          autocomplete="off"
          maxLength={correctionLimits.nameCharacters}
          value={draft.speaker}
          aria-invalid={missing}
          aria-describedby={`${id}-hint`}
          onInput={(event) => name(event.currentTarget.value)}
        />
        <datalist id={`${id}-speakers`}>
          {speakers.map((known) => (
            <option key={known.name} value={known.name}>
              {[known.role, known.organization].filter((part) => part !== null).join(", ")}
            </option>
          ))}
        </datalist>
      </label>
      <p id={`${id}-hint`} class={missing ? "mend-missing" : "quiet mend-hint"} role={missing ? "alert" : undefined}>
        {missing ? form.required : form.speakerHint}
      </p>
      {(["role", "organization"] as const).map((field) => (
        <label key={field} class="choice">
          <span>
            {form[field]} <span class="quiet">({form.optional})</span>
          </span>
          <input
            class="field"
            type="text"
            autocomplete="off"
            maxLength={correctionLimits.nameCharacters}
            value={draft[field]}
            onInput={(event) => change({ [field]: event.currentTarget.value })}
          />
        </label>
      ))}
      <OpeningChoice name={`${id}-opening`} {...{ mending, paragraph, draft, change }} />
      <p class="quiet" role="status">
        {already && form.already}
      </p>
      <FormButtons
        apply={text.apply}
        cancel={mending.cancel}
        sending={sending || already}
        closed={() => closed(false)}
      />
    </form>
  );
}

interface OpeningChoiceProps extends Pick<TurnFormProps, "mending" | "paragraph"> {
  readonly name: string;
  readonly draft: TurnDraft;
  readonly change: (changed: Partial<TurnDraft>) => void;
}

/** The words that only name the speaker are not theirs. */
function OpeningChoice({ name, mending, paragraph, draft, change }: OpeningChoiceProps) {
  const form = mending.text.turnForm;
  const { text } = shownText(paragraph);
  const label = leadingLabel(text);
  const choices = [
    ...(label === null ? [] : [["label", form.afterLabel(text.slice(0, label.end))] as const]),
    ...(couldBeNameLine(text) ? [["line", form.wholeLine] as const] : []),
    ["none", form.noLabel] as const,
  ];
  if (choices.length === 1) return null;
  return (
    <fieldset class="group mend-opening">
      <legend>{form.opening}</legend>
      {choices.map(([opening, words]) => (
        <label key={opening} class="checkbox">
          <input type="radio" name={name} checked={draft.opening === opening} onChange={() => change({ opening })} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the paragraph itself seems to say; a name that is nearly one of the record's speakers is taken for theirs. */
function firstDraft(paragraph: Paragraph, speakers: readonly KnownSpeaker[]): TurnDraft {
  const { kind } = paragraph;
  const { text } = shownText(paragraph);
  const label = leadingLabel(text);
  if (label !== null && looksLikeName(label.speaker)) return { ...draftOf(label, speakers), opening: "label" };
  const isLine = couldBeNameLine(text) && looksLikeName(text) && (kind === "heading" || !/[.;!?…]$/u.test(text.trim()));
  if (isLine) return { ...draftOf(nameIn(text), speakers), opening: "line" };
  return { speaker: "", role: "", organization: "", opening: "none" };
}

function draftOf(read: ReturnType<typeof nameIn>, speakers: readonly KnownSpeaker[]): Omit<TurnDraft, "opening"> {
  const same = likeliestSame(
    read.speaker,
    speakers.map(({ name }) => name),
  );
  const known = speakers.find(({ name }) => name === same);
  return {
    speaker: known?.name ?? read.speaker,
    role: known?.role ?? read.role ?? "",
    organization: known?.organization ?? read.organization ?? "",
  };
}

function turnOf(paragraph: Paragraph, { speaker, role, organization, opening }: TurnDraft) {
  const { start, end, text } = paragraph;
  const openingEnd = opening === "line" ? end : opening === "label" ? labelEnd(paragraph) : null;
  const orNull = (value: string) => (value.trim() === "" ? null : value.trim());
  return {
    type: "turn" as const,
    start,
    quote: quoteOf(text),
    ...(openingEnd === null ? {} : { end: openingEnd }),
    speaker: speaker.trim(),
    role: orNull(role),
    organization: orNull(organization),
  };
}
