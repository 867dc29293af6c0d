import { useEffect } from "preact/hooks";
import type { DocumentSummary, InterventionList } from "../../server/document-protocol.ts";
import { formatDate } from "../formats.ts";
import { useShell } from "../page.ts";
import { detailedOnArrival } from "../record/loading.ts";
import { speakerNames } from "../record/speaker-names.ts";
import { allRecords, documentPath, libraryPath, recommendationsPath } from "../routes.ts";
import type { State } from "../state.ts";
import { Link } from "./link.tsx";
import "./arrival.css";

/** What can be asked: example questions, and the sessions with their speakers. */
export function Arrival({ state }: { readonly state: State }) {
  const { strings, loader } = useShell();
  const { collection, examples } = state;
  const examplesWanted = collection.phase === "ready" && collection.value.length > 0 && examples.phase === "loading";
  useEffect(() => {
    if (examplesWanted) void loader.loadExamples();
  }, [examplesWanted, state.language]);
  return (
    <div class="arrival">
      <h1>{strings.arrival.heading}</h1>
      <p class="arrival-introduction">{strings.arrival.introduction}</p>
      <Examples {...state} />
      <Sessions state={state} />
    </div>
  );
}

function Examples({ examples, collection }: Pick<State, "examples" | "collection">) {
  const { strings, actions } = useShell();
  const none = examples.phase === "ready" && examples.value.length === 0;
  const nothingToAsk = collection.phase === "ready" && collection.value.length === 0;
  if (none || nothingToAsk || collection.phase === "failed") return null;
  return (
    <section class="examples" aria-labelledby="examples-heading" aria-busy={examples.phase === "loading"}>
      <h2 id="examples-heading" class="overline">
        {strings.arrival.examples}
      </h2>
      <ul>
        {examples.phase === "ready"
          ? examples.value.map((question) => (
              <li key={question}>
                <button type="button" class="example" onClick={() => actions.ask(question)}>
                  {question}
                </button>
              </li>
            ))
          : [0, 1, 2, 3, 4].map((place) => <li key={place} class="placeholder example" aria-hidden="true" />)}
      </ul>
    </section>
  );
}

function Sessions({ state }: { readonly state: State }) {
  const { strings, loader } = useShell();
  const { collection } = state;
  if (collection.phase === "loading") return <p class="quiet">{strings.arrival.loading}</p>;
  if (collection.phase === "failed") {
    return (
      <div class="notice notice-problem">
        <p>
          {strings.arrival.failed} {collection.problem?.detail}
        </p>
        <button type="button" class="button" onClick={() => void loader.loadCollection()}>
          {strings.connection.retry}
        </button>
      </div>
    );
  }
  const libraryAddress = libraryPath(allRecords);
  const count = collection.value.length;
  if (count === 0) {
    return (
      <p class="notice">
        {strings.arrival.empty} <Link path={libraryAddress}>{strings.arrival.addRecords}</Link>
      </p>
    );
  }
  return (
    <section aria-labelledby="sessions-heading">
      <h2 id="sessions-heading" class="overline">
        {strings.arrival.sessions}
      </h2>
      {count > detailedOnArrival && <p class="quiet sessions-held">{strings.arrival.held(count)}</p>}
      {collection.value.slice(0, detailedOnArrival).map((document) => (
        <Session key={document.id} document={document} interventions={state.interventions.get(document.id)} />
      ))}
      {count > 1 && (
        <p class="sessions-all">
          <Link path={libraryAddress}>{strings.arrival.allRecords(count)}</Link>
        </p>
      )}
    </section>
  );
}

interface SessionParts {
  readonly document: DocumentSummary;
  readonly interventions: ReturnType<State["interventions"]["get"]>;
}

function Session({ document, interventions }: SessionParts) {
  const { strings, language } = useShell();
  const heading = `session-${document.id}`;
  return (
    <article class="session" aria-labelledby={heading}>
      <h3 id={heading} lang={document.language} class="session-title verbatim">
        <Link path={documentPath(document.id, null, null)}>{document.title}</Link>
      </h3>
      <p class="quiet">
        {document.body !== null && <span lang={document.language}>{document.body}</span>}
        {document.sessionDate !== null && (
          <time dateTime={document.sessionDate}>{formatDate(document.sessionDate, language)}</time>
        )}
        <Link path={recommendationsPath(document.id)}>{strings.navigation.recommendations}</Link>
      </p>
      {interventions?.phase === "ready" && <Speakers document={document} interventions={interventions.value} />}
    </article>
  );
}

interface SpeakersParts {
  readonly document: DocumentSummary;
  readonly interventions: InterventionList["interventions"];
}

function Speakers({ document: { id, language }, interventions }: SpeakersParts) {
  const { strings } = useShell();
  return (
    <ul class="speakers" aria-label={strings.arrival.speakers}>
      {interventions.map(({ section, paragraph, recommendations, ...names }) => {
        const place = paragraph === null ? null : { paragraph, item: null };
        const { name, body } = speakerNames(names);
        return (
          <li key={section} class="speaker-card">
            <Link path={documentPath(id, null, place)}>
              <bdi lang={language}>{name}</bdi>
            </Link>
            {body !== null && (
              <p lang={language} class="verbatim">
                {body}
              </p>
            )}
            <p class="quiet">{strings.arrival.recommendationCount(recommendations)}</p>
          </li>
        );
      })}
    </ul>
  );
}
