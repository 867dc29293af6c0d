import { firstOrder, noFilters, sortColumns, type TableFilters, type TableOrder } from "./recommendation-table.ts";

/** What the table of recommendations is narrowed to, and its order: all that its address says beside the session. */
export interface TableListing {
  readonly filters: TableFilters;
  readonly order: TableOrder;
}

const longestFilter = 200;

/** Reads the query of an address; what it cannot mean is as if it were not there. */
export function parseTableListing(query: string): TableListing {
  const parameters = new URLSearchParams(query);
  const read = (field: keyof TableFilters) => parameters.get(field)?.slice(0, longestFilter) ?? noFilters[field];
  const sort = parameters.get("sort") ?? "";
  const column = sortColumns.find((name) => name === sort.replace(/^-/, ""));
  return {
    filters: {
      speaker: read("speaker"),
      organization: read("organization"),
      country: read("country"),
      text: read("text"),
    },
    order: column === undefined ? firstOrder : { column, descending: sort.startsWith("-") },
  };
}

/** The query that says so; an empty one for the table as it is at first. */
export function tableListingQuery({ filters, order }: TableListing): string {
  const parameters = new URLSearchParams();
  for (const [field, value] of Object.entries(filters)) if (value !== "") parameters.set(field, value);
  const { column, descending } = order;
  if (column !== firstOrder.column || descending !== firstOrder.descending) {
    parameters.set("sort", `${descending ? "-" : ""}${column}`);
  }
  return `${parameters}`;
}
