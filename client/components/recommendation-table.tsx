import { formatDate, paragraphMark } from "../formats.ts";
import { usePage } from "../page.ts";
import { namesFor } from "../record/local-names.ts";
import { columnText, type SortColumn, type TableOrder } from "../record/recommendation-table.ts";
import type { RecommendationRow } from "../record/recommendations.ts";
import { documentPath } from "../routes.ts";
import { citableRow } from "../takeaway/citable.ts";
import { citationLink } from "../takeaway/formal-citation.ts";
import { Link } from "./link.tsx";
import { LocalName } from "./local-name.tsx";
import { MarkedText } from "./marked-text.tsx";
import { memo } from "./memo.ts";
import { rowsPace, useMountedCount } from "./mounting.ts";

export interface RecommendationTableProps {
  readonly rows: readonly RecommendationRow[];
  readonly order: TableOrder;
  readonly setOrder: (order: TableOrder) => void;
  readonly severalSessions: boolean;
}

export function RecommendationTable({ rows, order, setOrder, severalSessions }: RecommendationTableProps) {
  const { strings } = usePage();
  const text = strings.recommendations;
  const mounted = useMountedCount("rows", rows.length, rowsPace);
  const columns: readonly (readonly [SortColumn, string])[] = [
    ["paragraph", text.paragraph],
    ["text", text.recommendation],
    ["speaker", text.speaker],
    ["organization", text.organization],
    ["country", text.country],
    ...(severalSessions ? [["session", text.session] as const] : []),
  ];
  return (
    <table class="recommendation-table">
      <caption class="visually-hidden">{text.heading}</caption>
      <thead>
        <tr>
          {columns.map(([column, label]) => (
            <th
              key={column}
              scope="col"
              aria-sort={order.column === column ? (order.descending ? "descending" : "ascending") : undefined}
            >
              <button
                type="button"
                class="button-quiet"
                onClick={() => setOrder({ column, descending: order.column === column && !order.descending })}
              >
                {label}
                <span aria-hidden="true">{order.column === column ? (order.descending ? " ↓" : " ↑") : ""}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mounted).map((row) => (
          <Row key={row.passage.id} row={row} severalSessions={severalSessions} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly row: RecommendationRow;
  readonly severalSessions: boolean;
}

const Row = memo(function Row({ row, severalSessions }: RowProps) {
  const { strings, language, navigation } = usePage();
  const text = strings.recommendations;
  const { document, section, passage } = row;
  const cited = citableRow(row, language);
  const names = namesFor(cited, language);
  const local = { originalLanguage: document.language, shownLanguage: names.language };
  const place = { paragraph: passage.paragraph, item: passage.item };
  const mark = paragraphMark(passage.paragraph, passage.item);
  const translation = passage.translations.find((candidate) => candidate.language === language);
  const target = { documentId: document.id, revision: document.revision, place, turnId: null, citationIndex: null };
  return (
    <tr>
      <td data-label={text.paragraph}>
        <Link
          path={documentPath(document.id, document.revision, place)}
          follow={() => navigation.openSource(target)}
          aria-label={text.open(mark)}
        >
          {mark}
        </Link>
      </td>
      <td>
        <p class="quote verbatim" lang={document.language} dir="auto">
          <MarkedText text={passage.text} base={passage.start} spans={[]} markup={passage.markup} />
        </p>
        {translation !== undefined && document.language !== language && (
          <p class="translation verbatim" lang={translation.language} dir="auto">
            {translation.text}
            <span class="translation-label" lang={language}>
              {" "}
              ({translation.official ? strings.evidence.officialTranslation : strings.evidence.unofficialTranslation})
            </span>
          </p>
        )}
        <p class="print-only">{citationLink(cited, navigation.top)}</p>
      </td>
      <td data-label={text.speaker} lang={document.language}>
        {columnText(row, "speaker", language)}
      </td>
      <td data-label={text.organization}>
        {section.organization !== null && (
          <LocalName {...local} original={section.organization} shown={names.organization ?? section.organization} />
        )}
      </td>
      <td data-label={text.country}>{columnText(row, "country", language)}</td>
      {severalSessions && (
        <td data-label={text.session}>
          <LocalName {...local} original={document.title} shown={names.documentTitle} />
          {document.sessionDate !== null && (
            <time dateTime={document.sessionDate}>, {formatDate(document.sessionDate, language)}</time>
          )}
        </td>
      )}
    </tr>
  );
});
