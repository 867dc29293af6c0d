import { documentAddress } from "../../api/records.ts";
import { formatInstant, formatShortDate, languageName } from "../../formats.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import type { IndexedRecord, RecordColumn, RecordOrder } from "../../library/record-list.ts";
import { usePage } from "../../page.ts";
import { documentPath, libraryPath } from "../../routes.ts";
import { Link } from "../link.tsx";
import { recordLinkId } from "../return-of-focus.ts";
import { RemoveRecord } from "./remove-record.tsx";

export interface RecordTableProps extends OpenLibrary {
  readonly records: readonly IndexedRecord[];
  readonly order: RecordOrder;
  readonly setOrder: (order: RecordOrder) => void;
}

/** One compact row a record. */
export function RecordTable({ library, text, records, order, setOrder }: RecordTableProps) {
  const { list } = text;
  const heading = (column: RecordColumn) => (
    <th scope="col" data-column={column} aria-sort={order.column === column ? sortOf(order) : undefined}>
      <button
        type="button"
        class="button-quiet"
        onClick={() => {
          // A date is sought from the latest, a title from its first letter.
          const descending = order.column === column ? !order.descending : column !== "title";
          setOrder({ column, descending });
        }}
      >
        {list.columns[column]}
        <span aria-hidden="true">{order.column === column ? (order.descending ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
  return (
    <table class="record-table">
      <caption class="visually-hidden">{list.caption}</caption>
      <thead>
        <tr>
          {heading("title")}
          {heading("date")}
          <th scope="col" data-column="language">
            {list.language}
          </th>
          <th scope="col" data-column="count">
            {list.speakers}
          </th>
          <th scope="col" data-column="count">
            {list.passages}
          </th>
          <th scope="col" data-column="format">
            {list.format}
          </th>
          {heading("added")}
          <th scope="col" data-column="actions">
            <span class="visually-hidden">{list.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <Row key={record.document.id} library={library} text={text} record={record} />
        ))}
      </tbody>
    </table>
  );
}

function sortOf({ descending }: RecordOrder): "ascending" | "descending" {
  return descending ? "descending" : "ascending";
}

function Row({ library, text, record }: OpenLibrary & { readonly record: IndexedRecord }) {
  const { language, navigation } = usePage();
  const { document, date } = record;
  const { list } = text;
  const { id, title, speakers, doubtfulSections, addedAt, fileFormat } = document;
  const reading = libraryPath({ name: "reading", documentId: id, paragraph: null });
  return (
    <tr>
      <td class="record-name">
        <Link id={recordLinkId(id)} class="record-title" path={documentPath(id, null, null)}>
          <bdi lang={document.language}>{title}</bdi>
        </Link>
        <p class="record-under">
          {document.body !== null && <span lang={document.language}>{document.body}</span>}
          {(doubtfulSections > 0 || speakers.length === 0) && (
            <Link class="concern" path={reading}>
              {speakers.length === 0 ? list.noSpeakers : list.doubts(doubtfulSections)}
            </Link>
          )}
        </p>
      </td>
      <td class="record-fact">
        {date === "" ? (
          <span class="quiet">{list.noDate}</span>
        ) : (
          <time dateTime={date}>{formatShortDate(date, language)}</time>
        )}
      </td>
      <td class="record-fact">{languageName(document.language, language)}</td>
      <td class="record-fact record-count">
        {speakers.length}
        <span class="narrow-word"> {list.speakerCount(speakers.length).replace(/^\S+\s/, "")}</span>
      </td>
      <td class="record-fact record-count">
        {document.passageCount.toLocaleString(language)}
        <span class="narrow-word"> {list.passageCount(document.passageCount).replace(/^\S+\s/, "")}</span>
      </td>
      <td class="record-fact record-format">
        {fileFormat !== null &&
          (document.fileName === null ? (
            text.formats[fileFormat]
          ) : (
            <a class="record-original" href={`${navigation.top}/${documentAddress(id)}/original`}>
              {text.formats[fileFormat]}
              <span class="visually-hidden">
                . {text.reading.original}: {document.fileName}
              </span>
            </a>
          ))}
        {document.pageCount !== null && <span class="record-pages"> {text.pageCount(document.pageCount)}</span>}
      </td>
      <td class="record-fact record-added">
        {addedAt !== null && (
          <time dateTime={addedAt} title={formatInstant(addedAt, language)}>
            {formatShortDate(addedAt, language)}
          </time>
        )}
      </td>
      <td class="record-actions">
        <Link class="button-quiet" path={reading} aria-label={list.readOf(title)}>
          {list.read}
        </Link>
        {document.removable ? (
          <RemoveRecord library={library} text={text} document={document} />
        ) : (
          <span class="quiet record-fixed" title={list.fixedNote}>
            {list.fixed}
            <span class="visually-hidden">. {list.fixedNote}</span>
          </span>
        )}
      </td>
    </tr>
  );
}
