import { useState } from "preact/hooks";
import { isPending, type Turn } from "../conversation.ts";
import { formatInstant, joinNames } from "../formats.ts";
import { usePage } from "../page.ts";
import { EvidenceView } from "./evidence.tsx";
import { lazyComponent } from "./lazy.tsx";
import { LeadText, linesOfSides } from "./lead-text.tsx";
import { memo } from "./memo.ts";
import { UnderstoodChips } from "./understood-chips.tsx";

const TurnTools = lazyComponent(async () => (await import("./turn-tools.tsx")).TurnTools);
const EditQuestion = lazyComponent(async () => (await import("./edit-question.tsx")).EditQuestion);

export interface TurnViewProps {
  readonly turn: Turn;
  /** False while the page still finds time to draw this answer. */
  readonly drawn: boolean;
  readonly latest: boolean;
  /** Index of the citation whose source is open, if it is one of this turn's. */
  readonly openIndex: number | null;
}

/** One question and its answer. */
export const TurnView = memo(function TurnView({ turn, drawn, latest, openIndex }: TurnViewProps) {
  const { actions, strings, language } = usePage();
  const [editing, setEditing] = useState(false);
  const heading = `question-${turn.id}`;
  return (
    <article
      class="turn"
      aria-labelledby={heading}
      data-phase={turn.phase}
      data-comparison={turn.response?.sides === undefined ? undefined : true}
    >
      <h2 id={heading} class={editing ? "visually-hidden" : "turn-question verbatim"} dir="auto" tabIndex={-1}>
        {turn.asked.question}
      </h2>
      <p class="print-only">{strings.citation.askedOn(formatInstant(turn.askedAt, language))}</p>
      {editing && (
        <EditQuestion
          question={turn.asked.question}
          save={(question) => {
            setEditing(false);
            actions.edit(turn.id, question);
          }}
          cancel={() => {
            setEditing(false);
            document.getElementById(`edit-${turn.id}`)?.focus();
          }}
        />
      )}
      <div class="turn-answer" aria-busy={isPending(turn)}>
        {drawn && <Answer turn={turn} openIndex={openIndex} />}
        {drawn && !isPending(turn) && <TurnTools turn={turn} latest={latest} edit={() => setEditing(true)} />}
      </div>
    </article>
  );
});

function Answer({ turn, openIndex }: { readonly turn: Turn; readonly openIndex: number | null }) {
  const { strings } = usePage();
  const language = turn.language ?? undefined;
  return (
    <>
      {turn.understood !== null && <UnderstoodChips turn={turn} understood={turn.understood} />}
      {turn.phase === "waiting" && <p class="turn-searching">{strings.turn.searching}</p>}
      <Reason turn={turn} />
      {turn.lead !== "" && (
        <p class="turn-lead" lang={language}>
          <LeadText turn={turn} text={linesOfSides(turn)?.first ?? turn.lead} />
        </p>
      )}
      <Failure turn={turn} />
      <EvidenceView turn={turn} openIndex={openIndex} />
      {turn.phase === "complete" && <Suggestions turn={turn} />}
    </>
  );
}

/** A label of the outcome; what it means for this question the lead tells. */
function Reason({ turn: { response } }: { readonly turn: Turn }) {
  const { strings, language } = usePage();
  if (response?.outcome !== "not-found" || response.reason === undefined) return null;
  const unknown = response.unknown ?? [];
  if (response.reason === "not-a-question") return null;
  return (
    <p class="turn-reason overline" data-reason={response.reason}>
      {unknown.length > 0
        ? strings.evidence.unknown(strings.evidence.reasons[response.reason], joinNames(unknown, language))
        : strings.evidence.reasons[response.reason]}
    </p>
  );
}

function Failure({ turn }: { readonly turn: Turn }) {
  const { strings } = usePage();
  if (turn.phase === "stopped") return <p class="notice">{strings.answering.stopped}</p>;
  if (turn.phase !== "failed") return null;
  return (
    <div class="notice notice-problem">
      <p>
        <strong>{turn.problem?.title ?? strings.answering.failed}</strong>
      </p>
      <p>{turn.problem?.detail ?? (turn.failure === null ? null : strings.turn.failures[turn.failure])}</p>
      {turn.problem?.errors.map((error) => (
        <p key={error.path}>
          {error.path}: {error.message}
        </p>
      ))}
    </div>
  );
}

function Suggestions({ turn }: { readonly turn: Turn }) {
  const { strings, actions } = usePage();
  const suggestions = turn.response?.suggestions ?? [];
  if (suggestions.length === 0) return null;
  return (
    <div class="suggestions">
      <h3 class="overline">{strings.turn.suggestions}</h3>
      <ul lang={turn.language ?? undefined}>
        {suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button type="button" class="suggestion" onClick={() => actions.ask(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
