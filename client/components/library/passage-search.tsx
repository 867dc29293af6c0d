import { useEffect, useState } from "preact/hooks";
import type { Citation } from "../../../server/protocol.ts";
import { limits } from "../../../server/protocol.ts";
import { formatShortDate, paragraphMark } from "../../formats.ts";
import { searchLimits } from "../../library/library.ts";
import type { PassageSearch } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";
import { speakerNames } from "../../record/speaker-names.ts";
import { documentPath, libraryPath } from "../../routes.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";
import { answeringSpans } from "../../text/verification.ts";
import { Link } from "../link.tsx";
import { MarkedText } from "../marked-text.tsx";
import "./passage-search.css";

/** A search over the passages of all records. Its address holds what is sought, so that going back finds it again. */
export function PassageSearchView({
  library,
  text: { search: text },
  query,
}: OpenLibrary & { readonly query: string }) {
  const { navigation } = usePage();
  const [written, setWritten] = useState(query);
  const { search } = library.state();
  useEffect(() => {
    setWritten(query);
    if ((library.state().search?.query ?? "") !== query) void library.search(query, searchLimits.first);
  }, [library, query]);
  const submit = (event: Event) => {
    event.preventDefault();
    const sought = written.trim();
    if (sought === query) void library.search(sought, searchLimits.first);
    else navigation.go(libraryPath({ name: "passages", query: sought }));
  };
  return (
    <section class="passage-search" aria-label={text.label}>
      <search>
        <form class="passage-search-form" onSubmit={submit}>
          <input
            id="library-find"
            type="search"
            class="field"
            aria-label={text.label}
            placeholder={text.placeholder}
            maxLength={limits.questionCharacters}
            value={written}
            onInput={(event) => setWritten(event.currentTarget.value)}
          />
          <button type="submit" class="button button-primary">
            {text.submit}
          </button>
        </form>
      </search>
      {search === null ? <p class="quiet">{text.hint}</p> : <Results library={library} text={text} search={search} />}
    </section>
  );
}

interface ResultsProps extends Pick<OpenLibrary, "library"> {
  readonly text: LibraryStrings["search"];
  readonly search: PassageSearch;
}

function Results({ library, text, search }: ResultsProps) {
  const { results, limit, query } = search;
  if (results.phase === "failed") {
    return (
      <p class="notice notice-problem" role="alert">
        {text.failed} {results.problem?.detail}
      </p>
    );
  }
  const found = results.phase === "ready" ? results.value : [];
  const status = results.phase === "loading" ? text.loading : found.length === 0 ? text.none : text.count(found.length);
  return (
    <>
      <p class="passage-search-count" role="status">
        {status}
      </p>
      <ol class="found-passages" aria-label={text.results}>
        {found.map((citation) => (
          <Found key={citation.passageId} text={text} citation={citation} />
        ))}
      </ol>
      {found.length === limit && limit < searchLimits.most && (
        <button type="button" class="button more" onClick={() => void library.search(query, searchLimits.most)}>
          {text.more}
        </button>
      )}
    </>
  );
}

/** A whole passage, as it stands in the record. */
function Found({ text, citation }: { readonly text: LibraryStrings["search"]; readonly citation: Citation }) {
  const { language } = usePage();
  const { paragraph, item, documentTitle, sessionDate } = citation;
  const mark = paragraphMark(paragraph, item);
  const path = documentPath(citation.documentId, citation.revision, { paragraph, item });
  const { name, body } = speakerNames(citation);
  const spans = answeringSpans(citation).map((span) => ({ ...span, layer: "answering" as const }));
  return (
    <li class="found-passage">
      <p class="found-source">
        <strong>{name === null ? text.noSpeaker : <bdi lang={citation.language}>{name}</bdi>}</strong>
        {body !== null && <span lang={citation.language}>{body}</span>}
      </p>
      <blockquote class="quote verbatim" lang={citation.language} dir="auto" cite={path}>
        <MarkedText text={citation.quote} base={citation.start} spans={spans} markup={citation.markup} />
      </blockquote>
      <p class="found-place">
        <Link path={path} aria-label={text.open(mark, documentTitle)}>
          {mark}
        </Link>
        <bdi lang={citation.language}>{documentTitle}</bdi>
        {sessionDate !== null && <time dateTime={sessionDate}>{formatShortDate(sessionDate, language)}</time>}
        {citation.page != null && <span>{text.page(citation.page)}</span>}
      </p>
    </li>
  );
}
