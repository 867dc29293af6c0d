import { firstRecordOrder, type RecordFilters, type RecordOrder, recordColumns } from "./record-list.ts";

/** What the list of records is narrowed to, its order, and which of its pages is shown: all that its address says. */
export interface RecordListing {
  readonly filters: RecordFilters;
  readonly order: RecordOrder;
  /** From 0. */
  readonly page: number;
}

const longestFilter = 200;

/** Reads the query of an address; what it cannot mean is as if it were not there. */
export function parseListing(query: string): RecordListing {
  const parameters = new URLSearchParams(query);
  const read = (field: keyof RecordFilters) => parameters.get(field)?.slice(0, longestFilter) ?? "";
  const sort = parameters.get("sort") ?? "";
  const column = recordColumns.find((name) => name === sort.replace(/^-/, ""));
  const page = /^[1-9]\d{0,5}$/.exec(parameters.get("page") ?? "");
  return {
    filters: {
      words: read("words"),
      body: read("body"),
      year: read("year"),
      language: read("language"),
      speaker: read("speaker"),
    },
    order: column === undefined ? firstRecordOrder : { column, descending: sort.startsWith("-") },
    page: page === null ? 0 : Number(page[0]) - 1,
  };
}

/** The query that says so; an empty one for the list as it is at first. */
export function listingQuery({ filters, order, page }: RecordListing): string {
  const parameters = new URLSearchParams();
  for (const [field, value] of Object.entries(filters)) if (value !== "") parameters.set(field, value);
  const { column, descending } = order;
  if (column !== firstRecordOrder.column || descending !== firstRecordOrder.descending) {
    parameters.set("sort", `${descending ? "-" : ""}${column}`);
  }
  if (page > 0) parameters.set("page", `${page + 1}`);
  return parameters.toString();
}
