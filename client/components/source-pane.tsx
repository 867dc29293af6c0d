import { useMemo, useState } from "preact/hooks";
import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { Citation } from "../../server/protocol.ts";
import { usePage } from "../page.ts";
import { attributedSince, placeNow } from "../record/place-now.ts";
import { speakerNames } from "../record/speaker-names.ts";
import { allRecords, conversationPath, documentPath, libraryPath } from "../routes.ts";
import type { Loaded, OpenSource, SourceDocument, State } from "../state.ts";
import { verifyCitation } from "../text/verification.ts";
import { shownCitations } from "./citation-walk.ts";
import { Link } from "./link.tsx";
import { SourceBar } from "./source-bar.tsx";
import { useFind } from "./source-find.ts";
import { SourceText } from "./source-text.tsx";
import { SourceTitle } from "./source-title.tsx";
import "./source.css";

export interface SourcePaneProps {
  readonly state: State;
  readonly source: OpenSource;
}

/** The document beside the answer, at the place that was asked for. */
export function SourcePane({ state, source }: SourcePaneProps) {
  const { strings, loader } = usePage();
  const loaded = combine(state.details.get(source.documentId), state.texts.get(source.documentId));
  const close = useClose(state);
  const reload = () => {
    void loader.loadDetail(source.documentId);
    void loader.loadText(source.documentId);
  };
  return (
    <section class="pane pane-source" aria-label={strings.source.label} id="source">
      {loaded.phase === "ready" ? (
        <OpenDocument key={source.documentId} state={state} source={source} document={loaded.value} close={close} />
      ) : (
        <div class="column source-state">
          <h1 class="visually-hidden">{strings.source.label}</h1>
          <button type="button" class="button" onClick={close}>
            {strings.source.close}
          </button>
          {loaded.phase === "loading" ? (
            <p class="quiet" role="status">
              {strings.source.loading}
            </p>
          ) : (
            <div class="notice notice-problem" role="alert">
              <p>{loaded.problem?.status === 404 ? strings.source.notFound : strings.source.failed}</p>
              {loaded.problem?.status === 404 && (
                <Link path={libraryPath(allRecords)}>{strings.unknownAddress.library}</Link>
              )}
              {loaded.problem?.status !== 404 && (
                <button type="button" class="button" onClick={reload}>
                  {strings.connection.retry}
                </button>
              )}
            </div>
          )}
        </div>
      )}
    </section>
  );
}

function combine(detail: Loaded<DocumentDetail> | undefined, text: Loaded<string> | undefined): Loaded<SourceDocument> {
  if (detail?.phase === "failed") return detail;
  if (text?.phase === "failed") return text;
  if (detail?.phase !== "ready" || text?.phase !== "ready") return { phase: "loading" };
  return { phase: "ready", value: { detail: detail.value, text: text.value } };
}

function useClose(state: State): () => void {
  const { navigation } = usePage();
  const { conversation } = state;
  return () => navigation.leaveSource(conversationPath(conversation.turns.length > 0 ? conversation.id : null));
}

interface OpenDocumentProps extends SourcePaneProps {
  readonly document: SourceDocument;
  readonly close: () => void;
}

function OpenDocument({ state, source, document, close }: OpenDocumentProps) {
  const { strings, language } = usePage();
  const turn = state.conversation.turns.find((candidate) => candidate.id === source.turnId);
  const citations = turn === undefined ? [] : shownCitations(turn);
  const citation = source.citationIndex === null ? undefined : citations[source.citationIndex];
  const find = useFind(document.detail);
  const translationLanguage = useMemo(() => preferredTranslation(document, language), [document, language]);
  const [sideBySide, setSideBySide] = useState(false);
  const problem = problemOf(citation, source, document);
  const lit = problem === null ? litPlace(citation, source, document.detail) : null;
  const attributed = citation === undefined || lit === null ? null : attributedSince(citation, document.detail);

  return (
    <div class="source">
      <SourceBar
        source={source}
        document={document.detail}
        turn={turn ?? null}
        citationCount={citations.length}
        find={find}
        sideBySide={translationLanguage === null ? null : sideBySide}
        setSideBySide={setSideBySide}
        close={close}
      />
      <SourceTitle document={document.detail} source={source} />
      {problem !== null && (
        <div class="notice notice-problem" role="alert" data-problem={problem}>
          <p>{problem === "not-in-source" ? strings.source.notInSource : strings.source.otherRevision}</p>
          {problem === "other-revision" && (
            <Link path={documentPath(source.documentId, null, source.place)}>{strings.source.currentRevision}</Link>
          )}
        </div>
      )}
      {attributed !== null && (
        <p class="notice" role="status" data-problem="attributed-since">
          {strings.source.attributedSince(speakerNames(attributed).name)}
        </p>
      )}
      <SourceText
        document={document}
        lit={lit}
        visit={source.visit}
        found={find.byPassage}
        sought={find.sought}
        currentMatch={find.current}
        translationLanguage={sideBySide ? translationLanguage : null}
      />
    </div>
  );
}

/** What is lit: a citation that was verified, or the paragraph that an address names. */
function litPlace(citation: Citation | undefined, source: OpenSource, detail: DocumentDetail) {
  if (citation !== undefined) {
    const { paragraph, item } = placeNow(citation, detail) ?? citation;
    return { citation, place: { paragraph, item } };
  }
  return source.place === null ? null : { citation: null, place: source.place };
}

function problemOf(citation: Citation | undefined, source: OpenSource, document: SourceDocument) {
  if (citation !== undefined) {
    const verification = verifyCitation(citation, document);
    return verification === "verified" ? null : verification;
  }
  return source.revision === null || sameRevision(source.revision, document.detail.revision) ? null : "other-revision";
}

/** Fewer digits than this could name several revisions. */
const fewestRevisionDigits = 12;

/** An address may leave out the name of the hash, and shorten it. */
function sameRevision(named: string, current: string): boolean {
  const digits = named.replace(/^sha256:/, "");
  return digits.length >= fewestRevisionDigits && current.replace(/^sha256:/, "").startsWith(digits);
}

function preferredTranslation({ detail }: SourceDocument, language: string): string | null {
  const available = new Set<string>();
  for (const section of detail.sections) {
    for (const passage of section.passages) {
      for (const translation of passage.translations) available.add(translation.language);
    }
  }
  return available.has(language) ? language : (available.values().next().value ?? null);
}
