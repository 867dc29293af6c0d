import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DocumentSummary } from "../../../server/document-protocol.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { listingQuery, parseListing, type RecordListing } from "../../library/listing.ts";
import {
  filterRecords,
  type IndexedRecord,
  indexRecords,
  noRecordFilters,
  pageOfRecords,
  recordChoices,
  sortRecords,
} from "../../library/record-list.ts";
import { usePage } from "../../page.ts";
import { libraryPath } from "../../routes.ts";
import type { Loaded } from "../../state.ts";
import { RecordFilters } from "./record-filters.tsx";
import { RecordTable } from "./record-table.tsx";
import "./record-list.css";

export interface RecordListProps extends OpenLibrary {
  readonly collection: Loaded<readonly DocumentSummary[]>;
  /** As the address says it. */
  readonly listing: string;
}

export function RecordList({ collection, listing, ...opened }: RecordListProps) {
  const { loader, strings } = usePage();
  const { text } = opened;
  const documents = collection.phase === "ready" ? collection.value : null;
  const records = useMemo(() => indexRecords(documents ?? []), [documents]);
  if (collection.phase === "loading") return <p class="quiet">{strings.loading}</p>;
  if (collection.phase === "failed") {
    return (
      <div class="notice notice-problem" role="alert">
        <p>
          {text.list.failed} {collection.problem?.detail}
        </p>
        <button type="button" class="button" onClick={() => void loader.loadCollection()}>
          {strings.connection.retry}
        </button>
      </div>
    );
  }
  if (records.length === 0) return null;
  return <Records {...opened} records={records} listing={listing} />;
}

interface RecordsProps extends OpenLibrary, Pick<RecordListProps, "listing"> {
  readonly records: readonly IndexedRecord[];
}

function Records({ library, text, records, listing }: RecordsProps) {
  const { language, navigation } = usePage();
  const shownListing = useMemo(() => parseListing(listing), [listing]);
  const { filters, order, page } = shownListing;
  useEffect(() => library.dispatch({ type: "listing-shown", listing }), [library, listing]);
  const addressOf = (changed: Partial<RecordListing>) =>
    libraryPath({ name: "records", listing: listingQuery({ ...shownListing, page: 0, ...changed }) });
  /** In place: going back does not lead through every letter. */
  const list = (changed: Partial<RecordListing>) => navigation.replace(addressOf(changed));
  const top = useRef<HTMLParagraphElement>(null);
  const choices = useMemo(() => recordChoices(records, language), [records, language]);
  const passing = useMemo(() => filterRecords(records, filters), [records, filters]);
  const sorted = useMemo(() => sortRecords(passing, order, language), [passing, order, language]);
  const shown = pageOfRecords(sorted, page);
  const turn = (wanted: number) => {
    navigation.go(addressOf({ page: wanted }));
    top.current?.focus();
  };
  return (
    <section class="records" aria-label={text.list.caption}>
      {records.length > 1 && (
        <RecordFilters
          text={text}
          choices={choices}
          filters={filters}
          setFilters={(changed) => list({ filters: changed })}
          order={order}
          setOrder={(changed) => list({ order: changed })}
        />
      )}
      <p class="records-count" ref={top} tabIndex={-1}>
        <span role="status">{text.list.count(sorted.length, records.length)}</span>
        {shown.pages > 1 && (
          <span class="quiet">
            {text.list.pageOf(shown.first, shown.first + shown.records.length - 1, sorted.length)}
          </span>
        )}
      </p>
      {sorted.length === 0 ? (
        <p class="notice">
          {text.list.none}{" "}
          <button type="button" class="button" onClick={() => list({ filters: noRecordFilters })}>
            {text.list.clear}
          </button>
        </p>
      ) : (
        <RecordTable
          library={library}
          text={text}
          records={shown.records}
          order={order}
          setOrder={(changed) => list({ order: changed })}
        />
      )}
      {shown.pages > 1 && <Pages text={text} page={shown.page} pages={shown.pages} turn={turn} />}
    </section>
  );
}

interface PagesProps extends Pick<OpenLibrary, "text"> {
  readonly page: number;
  readonly pages: number;
  readonly turn: (page: number) => void;
}

function Pages({ text, page, pages, turn }: PagesProps) {
  return (
    <nav class="records-pages" aria-label={text.list.pages}>
      <button type="button" class="button" disabled={page === 0} onClick={() => turn(page - 1)}>
        {text.list.previous}
      </button>
      <span class="quiet">
        {page + 1} / {pages}
      </span>
      <button type="button" class="button" disabled={page === pages - 1} onClick={() => turn(page + 1)}>
        {text.list.next}
      </button>
    </nav>
  );
}
