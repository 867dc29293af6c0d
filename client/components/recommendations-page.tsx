import { useEffect, useMemo } from "preact/hooks";
import { formatDate } from "../formats.ts";
import { usePage } from "../page.ts";
import { filterRows, noFilters, sortRows, type TableFilters } from "../record/recommendation-table.ts";
import { type RecommendationRow, recommendationsOf } from "../record/recommendations.ts";
import { parseTableListing, type TableListing, tableListingQuery } from "../record/table-listing.ts";
import { recommendationsPath } from "../routes.ts";
import type { State } from "../state.ts";
import { citableRow } from "../takeaway/citable.ts";
import { passagesCsv } from "../takeaway/csv.ts";
import { markdownDocument, passagesMarkdown } from "../takeaway/markdown.ts";
import { ExportButtons } from "./export-buttons.tsx";
import { RecommendationFilters } from "./recommendation-filters.tsx";
import { RecommendationTable } from "./recommendation-table.tsx";
import "./quote.css";
import "./recommendations.css";

export interface RecommendationsPageProps {
  readonly state: State;
  /** Null for all sessions. */
  readonly documentId: string | null;
  /** What the table is narrowed to and its order, as the address says it. */
  readonly listing: string;
}

/** Every recommendation of a session, or of all, as a table. */
export function RecommendationsPage({ state, documentId, listing }: RecommendationsPageProps) {
  const { strings, language, loader, navigation } = usePage();
  const text = strings.recommendations;
  const shownListing = useMemo(() => parseTableListing(listing), [listing]);
  const { filters, order } = shownListing;
  const list = (changed: Partial<TableListing>, move: "go" | "replace" = "go") =>
    navigation[move](recommendationsPath(documentId, tableListingQuery({ ...shownListing, ...changed })));
  /** What is typed takes the place of the letter before: going back does not lead through each. */
  const setFilters = (changed: TableFilters) =>
    list({ filters: changed }, changed.text === filters.text ? "go" : "replace");
  const documents = state.collection.phase === "ready" ? state.collection.value : [];
  const wanted = documentId === null ? documents.map(({ id }) => id) : [documentId];
  const key = wanted.join("\n");
  useEffect(() => {
    for (const id of wanted) void loader.loadDetail(id);
  }, [key]);
  const rows = useMemo(
    () =>
      wanted.flatMap((id) => {
        const detail = state.details.get(id);
        return detail?.phase === "ready" ? recommendationsOf(detail.value) : [];
      }),
    [key, state.details],
  );
  const shown = useMemo(() => sortRows(filterRows(rows, filters), order, language), [rows, filters, order, language]);
  const loading =
    state.collection.phase === "loading" ||
    wanted.some((id) => state.details.get(id)?.phase !== "ready" && state.details.get(id)?.phase !== "failed");
  const failed = state.collection.phase === "failed" || wanted.some((id) => state.details.get(id)?.phase === "failed");

  return (
    <div class="pane recommendations">
      <div class="wide-column">
        <h1>{text.heading}</h1>
        <p class="quiet">{text.introduction}</p>
        <SessionChoice
          state={state}
          documentId={documentId}
          listing={tableListingQuery({ filters: noFilters, order })}
        />
        <RecommendationFilters rows={rows} filters={filters} setFilters={setFilters} />
        <div class="recommendations-count">
          <p role="status">{loading ? strings.loading : text.count(shown.length, rows.length)}</p>
          <Exports rows={shown} />
        </div>
        {failed && (
          <p class="notice notice-problem" role="alert">
            {strings.source.failed}
          </p>
        )}
        {!loading && rows.length > 0 && shown.length === 0 ? (
          <p class="notice">
            {text.none}{" "}
            <button type="button" class="button" onClick={() => setFilters(noFilters)}>
              {text.clear}
            </button>
          </p>
        ) : (
          <RecommendationTable
            rows={shown}
            order={order}
            setOrder={(changed) => list({ order: changed })}
            severalSessions={wanted.length > 1}
          />
        )}
      </div>
    </div>
  );
}

/** Another session keeps the order; speakers and words are of the one before. */
function SessionChoice({ state, documentId, listing }: RecommendationsPageProps) {
  const { strings, language, navigation } = usePage();
  const documents = state.collection.phase === "ready" ? state.collection.value : [];
  return (
    <label class="choice choice-session">
      <span>{strings.recommendations.session}</span>
      <select
        class="field"
        value={documentId ?? ""}
        onChange={(event) => {
          const { value } = event.currentTarget;
          navigation.go(recommendationsPath(value === "" ? null : value, listing));
        }}
      >
        <option value="">{strings.recommendations.allSessions}</option>
        {documents.map((document) => (
          <option key={document.id} value={document.id} lang={document.language}>
            {document.title}
            {document.sessionDate !== null && ` (${formatDate(document.sessionDate, language)})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Exports({ rows }: { readonly rows: readonly RecommendationRow[] }) {
  const { strings, language } = usePage();
  const title = strings.recommendations.heading;
  const citables = () => rows.map((row) => citableRow(row, language));
  if (rows.length === 0) return null;
  return (
    <div class="recommendations-exports">
      <ExportButtons
        title={title}
        label={strings.takeaway.exportMenu}
        markdown={(frame) =>
          markdownDocument(
            { title, parts: passagesMarkdown(citables(), frame), exportedAt: new Date().toISOString() },
            frame,
          )
        }
        csv={(frame) => passagesCsv(citables(), frame)}
      />
      <button type="button" class="button-quiet" onClick={() => window.print()}>
        {strings.takeaway.print}
      </button>
    </div>
  );
}
