import type { DocumentDetail } from "../../server/document-protocol.ts";
import { documentAddress } from "../api/records.ts";
import { formatDate } from "../formats.ts";
import { usePage } from "../page.ts";
import { localNamesIn } from "../record/local-names.ts";
import { firstParagraph, interventions, recommendationPassages } from "../record/recommendations.ts";
import { speakerNames } from "../record/speaker-names.ts";
import { documentPath, libraryPath, recommendationsPath } from "../routes.ts";
import type { OpenSource } from "../state.ts";
import { lazyComponent } from "./lazy.tsx";
import { Link } from "./link.tsx";
import { LocalName } from "./local-name.tsx";

const RemoveRecord = lazyComponent(async () => (await import("./library/remove-record.tsx")).RemoveOpenRecord);

export interface SourceTitleProps {
  readonly document: DocumentDetail;
  readonly source: OpenSource;
}

/** What the document is, its outline by speaker, and the forms it can be had in. */
export function SourceTitle({ document, source }: SourceTitleProps) {
  const { strings, language, navigation } = usePage();
  const translated = document.translatedTitles?.find((told) => told.language === language);
  const twin = navigation.top + documentPath(document.id, document.revision, null);
  return (
    <header class="source-head">
      <h1 class="source-title verbatim" lang={document.language} tabIndex={-1}>
        {document.title}
      </h1>
      {translated !== undefined && translated.title !== null && (
        <p class="quiet" lang={translated.language}>
          {translated.title}
        </p>
      )}
      <p class="quiet source-facts">
        {document.body !== null && <span lang={document.language}>{document.body}</span>}
        {document.symbol !== null && <span>{document.symbol}</span>}
        {document.sessionDate !== null && (
          <span>
            {strings.source.session}:{" "}
            <time dateTime={document.sessionDate}>{formatDate(document.sessionDate, language)}</time>
          </span>
        )}
        {document.documentDate !== null && (
          <span>
            {strings.source.document}:{" "}
            <time dateTime={document.documentDate}>{formatDate(document.documentDate, language)}</time>
          </span>
        )}
        <Link path={recommendationsPath(document.id)}>{strings.navigation.recommendations}</Link>
        <a href={`${twin}.txt`}>{strings.source.plainText}</a>
        <a href={`${twin}.json`}>{strings.source.data}</a>
        {document.fileName !== null && (
          <a href={`${navigation.top}/${documentAddress(document.id)}/original`}>{strings.source.originalFile}</a>
        )}
        <Link path={libraryPath({ name: "reading", documentId: document.id, paragraph: null })}>
          {strings.source.reading}
        </Link>
        {document.removable && <RemoveRecord document={document} />}
      </p>
      <Outline document={document} source={source} />
      <p class="quiet source-legend">
        <mark class="lit-cited">{strings.source.legendCited}</mark>{" "}
        <mark class="lit-answering">{strings.source.legendAnswering}</mark> <span>{strings.source.numbering}</span>
      </p>
    </header>
  );
}

function Outline({ document, source }: SourceTitleProps) {
  const { strings, navigation, language } = usePage();
  return (
    <details class="outline">
      <summary>{strings.source.outline}</summary>
      <ol>
        {interventions(document).map((section) => {
          const paragraph = firstParagraph(section);
          const place = paragraph === null ? null : { paragraph, item: null };
          const local = localNamesIn(document, section, language);
          const original = speakerNames(section);
          const { name, body } = speakerNames(local ?? section);
          return (
            <li key={section.number}>
              <Link
                path={documentPath(document.id, document.revision, place)}
                follow={() =>
                  navigation.openSource({ ...source, revision: document.revision, place, citationIndex: null })
                }
              >
                <bdi lang={document.language}>{name}</bdi>
              </Link>
              <span class="quiet">
                {body !== null && (
                  <>
                    <LocalName
                      original={original.body ?? body}
                      originalLanguage={document.language}
                      shown={body}
                      shownLanguage={local?.language ?? document.language}
                    />
                    {" · "}
                  </>
                )}
                {strings.arrival.recommendationCount(recommendationPassages(section).length)}
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
