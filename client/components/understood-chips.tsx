import { type Filters, passageKindSchema, type Understood } from "../../server/protocol.ts";
import type { Turn, Without } from "../conversation.ts";
import { countryName, formatDate } from "../formats.ts";
import { type Page, usePage } from "../page.ts";
import { namesFor } from "../record/local-names.ts";
import type { ChipField } from "../strings/answer-strings.ts";

const fields = [
  "sessions",
  "speakers",
  "organizations",
  "countries",
  "kinds",
  "documents",
  "dates",
] as const satisfies readonly (ChipField | keyof Understood)[];

/** What was understood from a question, each part of which the reader can take back. */
export function UnderstoodChips({ turn, understood }: { readonly turn: Turn; readonly understood: Understood }) {
  const page = usePage();
  const { strings, actions } = page;
  const chips = fields.flatMap((field) => (understood[field] ?? []).map((value) => ({ field, value })));
  const takenBack = [...fields, "inherited" as const].flatMap((field) =>
    (turn.asked.without[field] ?? []).map((value) => ({ field, value })),
  );
  if (chips.length === 0 && takenBack.length === 0 && understood.ambiguous.length === 0) return null;
  return (
    <div class="chips">
      {chips.length > 0 && (
        <ul aria-label={strings.turn.understood}>
          {chips.map(({ field, value }) => (
            <Chip
              key={`${field} ${value}`}
              turn={turn}
              field={field}
              value={value}
              inherited={understood.inherited.includes(field)}
            />
          ))}
        </ul>
      )}
      {takenBack.length > 0 && (
        <ul aria-label={strings.turn.takenBack}>
          {takenBack.map(({ field, value }) => (
            <li key={`${field} ${value}`}>
              <button
                type="button"
                class="chip chip-taken-back"
                aria-label={strings.turn.restore(chipText(page, turn, field, value))}
                onClick={() => actions.restore(turn.id, field, value)}
              >
                <s>{chipText(page, turn, field, value)}</s>
              </button>
            </li>
          ))}
        </ul>
      )}
      {understood.ambiguous.map((ambiguity) => (
        <Ambiguity key={ambiguity.text} turn={turn} understood={understood} {...ambiguity} />
      ))}
    </div>
  );
}

interface ChipProps {
  readonly turn: Turn;
  readonly field: (typeof fields)[number];
  readonly value: string;
  readonly inherited: boolean;
}

function Chip({ turn, field, value, inherited }: ChipProps) {
  const page = usePage();
  const { strings, actions } = page;
  const text = chipText(page, turn, field, value);
  // What comes from the question before is given up as a whole field: the value is not in this question.
  const takeBack = () =>
    inherited ? actions.takeBack(turn.id, "inherited", field) : actions.takeBack(turn.id, field, value);
  return (
    <li class="chip">
      <span>
        <span class="chip-field">{strings.chipFields[field]}</span> <bdi>{text}</bdi>
        {inherited && <span class="chip-inherited"> {strings.turn.inherited}</span>}
      </span>
      <button type="button" class="chip-remove" aria-label={strings.turn.remove(text)} onClick={takeBack}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}

interface AmbiguityProps {
  readonly turn: Turn;
  readonly understood: Understood;
  readonly text: string;
  readonly candidates: readonly string[];
}

const narrowable = [
  "sessions",
  "speakers",
  "organizations",
  "countries",
  "documents",
] as const satisfies readonly (keyof Filters)[];

function Ambiguity({ turn, understood, text, candidates }: AmbiguityProps) {
  const page = usePage();
  const { strings, actions } = page;
  return (
    <p class="chips-ambiguous">
      {strings.turn.ambiguous(text)}{" "}
      {candidates.map((candidate) => {
        const field = narrowable.find((name) => understood[name]?.includes(candidate)) ?? "organizations";
        return (
          <button
            key={candidate}
            type="button"
            class="button-quiet"
            onClick={() => actions.narrow(turn.id, field, candidate)}
          >
            {strings.turn.only(
              field === "sessions" || field === "documents" ? sessionText(page, turn, candidate) : candidate,
            )}
          </button>
        );
      })}
    </p>
  );
}

/** A record's session by its title and date, as a citation of the answer or the list of records tells them; else by its id. */
function sessionText({ language, loader }: Page, { citations, response }: Turn, id: string): string {
  const shown = [...citations, ...(response?.nearest ?? [])].find(({ documentId }) => documentId === id);
  const listed = loader.summaryOf(id);
  const listedTitle = listed?.translatedTitles?.find((told) => told.language === language)?.title ?? listed?.title;
  const title = shown === undefined ? listedTitle : namesFor(shown, language).documentTitle;
  if (title === undefined) return id;
  const sessionDate = shown?.sessionDate ?? listed?.sessionDate ?? null;
  return sessionDate === null ? title : `${title} (${formatDate(sessionDate, language)})`;
}

/** A value as the reader reads it: codes become names. */
function chipText(page: Page, turn: Turn, field: keyof Without, value: string): string {
  const { language, strings } = page;
  switch (field) {
    case "sessions":
    case "documents":
      return sessionText(page, turn, value);
    case "organizations": {
      const cited = turn.citations.find(({ organization }) => organization === value);
      return (cited === undefined ? null : namesFor(cited, language).organization) ?? value;
    }
    case "countries":
      return countryName(value, language);
    case "dates":
      return formatDate(value, language);
    case "kinds": {
      const kind = passageKindSchema.safeParse(value);
      return kind.success ? strings.kinds[kind.data] : value;
    }
    case "inherited": {
      const inherited = fields.find((candidate) => candidate === value);
      return `${inherited === undefined ? value : strings.chipFields[inherited]} (${strings.turn.inherited})`;
    }
    default:
      return value;
  }
}
