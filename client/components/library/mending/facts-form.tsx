import { useEffect, useRef, useState } from "preact/hooks";
import { type CorrectionInput, correctionLimits } from "../../../../server/corrections-protocol.ts";
import { languageName } from "../../../formats.ts";
import { usePage } from "../../../page.ts";
import type { LibraryStrings } from "../../../strings/library-strings.ts";
import { FormButtons } from "./form-buttons.tsx";
import type { Mending } from "./mending.ts";

type Metadata = Extract<CorrectionInput, { type: "metadata" }>;
type Language = NonNullable<Metadata["language"]>;

const recordLanguages = ["es", "en", "pt", "fr"] as const satisfies readonly Language[];

export interface FactsFormProps {
  readonly mending: Mending;
  readonly reading: LibraryStrings["reading"];
}

const factsButtonId = "mend-facts";

/** What the record is, which can be said where it was read wrongly. */
export function FactsEditor({ mending, reading }: FactsFormProps) {
  const [open, setOpen] = useState(false);
  return (
    <div class="mend">
      <button
        type="button"
        id={factsButtonId}
        class="button-quiet mend-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {mending.text.facts.edit}
      </button>
      {open && (
        <FactsForm
          mending={mending}
          reading={reading}
          closed={() => {
            setOpen(false);
            window.document.getElementById(factsButtonId)?.focus();
          }}
        />
      )}
    </div>
  );
}

function FactsForm({ mending, reading, closed }: FactsFormProps & { readonly closed: () => void }) {
  const { language } = usePage();
  const { text, document } = mending;
  const [before] = useState(() => ({
    title: document.title,
    body: document.body ?? "",
    sessionDate: document.sessionDate ?? "",
    documentDate: document.documentDate ?? "",
    language: document.language,
  }));
  const [values, setValues] = useState(before);
  const [sending, setSending] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const correction = metadataOf(before, values);
    if (sending) return;
    if (correction === null) return closed();
    setSending(true);
    const done = await mending.change({ type: "correct", correction }, [factsButtonId]);
    setSending(false);
    if (done) closed();
  };
  const set = (field: keyof typeof values) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [field]: event.currentTarget.value });
  return (
    <form
      class="mend-form"
      aria-label={text.facts.form}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape") closed();
      }}
    >
      <label class="choice">
        <span>{reading.title}</span>
        <textarea
          ref={first}
          class="field mend-title"
          rows={2}
          maxLength={correctionLimits.titleCharacters}
          value={values.title}
          onInput={set("title")}
        />
      </label>
      <label class="choice">
        <span>{reading.body}</span>
        <input
          class="field"
          type="text"
          maxLength={correctionLimits.nameCharacters}
          value={values.body}
          onInput={set("body")}
        />
      </label>
      <div class="mend-row">
        {(["sessionDate", "documentDate"] as const).map((field) => (
          <label key={field} class="choice">
            <span>{reading[field]}</span>
            <input class="field" type="date" value={values[field]} onInput={set(field)} />
          </label>
        ))}
        <label class="choice">
          <span>{reading.language}</span>
          <select class="field" value={values.language} onChange={set("language")}>
            {[...new Set<string>([...recordLanguages, document.language])].map((code) => (
              <option key={code} value={code}>
                {languageName(code, language)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="quiet mend-hint">{text.facts.unknown}</p>
      <FormButtons apply={text.apply} cancel={mending.cancel} sending={sending} closed={closed} />
    </form>
  );
}

interface FactValues {
  readonly title: string;
  readonly body: string;
  readonly sessionDate: string;
  readonly documentDate: string;
  readonly language: string;
}

/** Only what is said otherwise than before; null where nothing is. A record has a title. */
function metadataOf(before: FactValues, now: FactValues): Metadata | null {
  const correction: Metadata = { type: "metadata" };
  if (now.title.trim() !== "" && now.title !== before.title) correction.title = now.title.trim();
  for (const field of ["body", "sessionDate", "documentDate"] as const) {
    if (now[field] !== before[field]) correction[field] = now[field].trim() === "" ? null : now[field].trim();
  }
  const language = recordLanguages.find((code) => code === now.language);
  if (language !== undefined && language !== before.language) correction.language = language;
  return Object.keys(correction).length === 1 ? null : correction;
}
