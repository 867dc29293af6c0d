import { useEffect, useId, useRef, useState } from "preact/hooks";
import { correctionLimits } from "../../../../server/corrections-protocol.ts";
import type { KnownSpeaker } from "../../../library/paragraphs.ts";
import { likeliestSame } from "../../../library/same-names.ts";
import { FormButtons } from "./form-buttons.tsx";
import type { Mending } from "./mending.ts";

const speakersAtFirst = 12;

/** Who speaks in the record; two names can be said to be one. */
export function SpeakerList({
  mending,
  more,
}: {
  readonly mending: Mending;
  readonly more: (count: number) => string;
}) {
  const { speakers } = mending;
  const [all, setAll] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  if (speakers.length === 0) return null;
  const shown = all ? speakers : speakers.slice(0, speakersAtFirst);
  return (
    <>
      <ul class="record-speakers">
        {shown.map((speaker, index) => (
          <Speaker
            key={speaker.name}
            mending={mending}
            speaker={speaker}
            buttonId={`mend-speaker-${index}`}
            open={opened === speaker.name}
            setOpen={(open) => setOpened(open ? speaker.name : null)}
          />
        ))}
      </ul>
      {speakers.length > shown.length && (
        <button type="button" class="button-quiet" onClick={() => setAll(true)}>
          {more(speakers.length - shown.length)}
        </button>
      )}
    </>
  );
}

interface SpeakerProps {
  readonly mending: Mending;
  readonly speaker: KnownSpeaker;
  readonly buttonId: string;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

function Speaker({ mending, speaker, buttonId, open, setOpen }: SpeakerProps) {
  const { text, document, speakers } = mending;
  return (
    <li class="record-speaker">
      <p class="speaker-name">
        <bdi lang={document.language}>{speaker.name}</bdi>
        <span class="quiet">
          {speaker.organization !== null && <span lang={document.language}>{speaker.organization} · </span>}
          {text.speakers.sections(speaker.sections)}
        </span>
      </p>
      {speakers.length > 1 && (
        <button
          type="button"
          id={buttonId}
          class="button-quiet"
          aria-expanded={open}
          aria-label={text.speakers.sameOf(speaker.name)}
          onClick={() => setOpen(!open)}
        >
          {text.speakers.same}
        </button>
      )}
      {open && (
        <SameForm
          mending={mending}
          speaker={speaker}
          focusAfter={[buttonId, "mend-speaker-0", "reading-speakers"]}
          closed={() => {
            setOpen(false);
            window.document.getElementById(buttonId)?.focus();
          }}
        />
      )}
    </li>
  );
}

interface SameFormProps extends Pick<SpeakerProps, "mending" | "speaker"> {
  readonly focusAfter: readonly string[];
  readonly closed: () => void;
}

function SameForm({ mending, speaker, focusAfter, closed }: SameFormProps) {
  const { text, document } = mending;
  const others = mending.speakers.map(({ name }) => name).filter((name) => name !== speaker.name);
  const id = useId();
  const [other, setOther] = useState(() => likeliestSame(speaker.name, others) ?? others[0] ?? "");
  /** Null until the reader chooses one: then the fuller name of the two. */
  const [called, setCalled] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLSelectElement>(null);
  useEffect(() => field.current?.focus(), []);
  const name = called ?? (other.length > speaker.name.length ? other : speaker.name);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending || name.trim() === "") return;
    setSending(true);
    const names = [speaker.name, other];
    const asked = { type: "correct", correction: { type: "same-person", names, name: name.trim() } } as const;
    const done = await mending.change({ ...asked, correction: { ...asked.correction, names } }, focusAfter);
    setSending(false);
    if (done) closed();
  };
  return (
    <form
      class="mend-form"
      aria-label={text.speakers.form(speaker.name)}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape") closed();
      }}
    >
      <div class="mend-row">
        <label class="choice">
          <span>{text.speakers.other}</span>
          <select
            ref={field}
            class="field"
            lang={document.language}
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
          >
            {others.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label class="choice">
          <span>{text.speakers.name}</span>
          <input
            class="field"
            type="text"
            list={`${id}-names`}
            autocomplete="off"
            maxLength={correctionLimits.nameCharacters}
            value={name}
            onInput={(event) => setCalled(event.currentTarget.value)}
          />
          <datalist id={`${id}-names`}>
            <option value={speaker.name} />
            <option value={other} />
          </datalist>
        </label>
      </div>
      <FormButtons apply={text.apply} cancel={mending.cancel} sending={sending} closed={closed} />
    </form>
  );
}
