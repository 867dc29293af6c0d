import type { FrameLanguage } from "../../server/protocol.ts";
import { countryName } from "../formats.ts";
import { fold } from "../text/folding.ts";
import type { RecommendationRow } from "./recommendations.ts";

export const sortColumns = ["paragraph", "text", "speaker", "organization", "country", "session"] as const;
export type SortColumn = (typeof sortColumns)[number];

/** What the reader narrows the table to; an empty string narrows nothing. */
export interface TableFilters {
  readonly speaker: string;
  readonly organization: string;
  readonly country: string;
  readonly text: string;
}

export const noFilters: TableFilters = { speaker: "", organization: "", country: "", text: "" };

export interface TableOrder {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export const firstOrder: TableOrder = { column: "paragraph", descending: false };

/** Rows that pass every filter, ignoring case and accents in the text. */
export function filterRows(rows: readonly RecommendationRow[], filters: TableFilters): readonly RecommendationRow[] {
  const sought = fold(filters.text.trim());
  return rows.filter(({ section, passage }) => {
    if (filters.speaker !== "" && section.speaker !== filters.speaker) return false;
    if (filters.organization !== "" && section.organization !== filters.organization) return false;
    if (filters.country !== "" && section.country !== filters.country) return false;
    return (
      sought === "" ||
      [passage.text, ...passage.translations.map(({ text }) => text)].some((text) => fold(text).includes(sought))
    );
  });
}

/** A sorted copy; rows that are equal in the column stay in the order of the record. */
export function sortRows(
  rows: readonly RecommendationRow[],
  order: TableOrder,
  language: FrameLanguage,
): readonly RecommendationRow[] {
  const collator = new Intl.Collator(language);
  const direction = order.descending ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, columnText(row, order.column, language)]));
  return [...rows].sort((left, right) => {
    if (order.column === "paragraph") return direction * (left.passage.start - right.passage.start);
    return direction * collator.compare(keys.get(left) ?? "", keys.get(right) ?? "");
  });
}

export function columnText(
  { document, section, passage }: RecommendationRow,
  column: SortColumn,
  language: FrameLanguage,
): string {
  switch (column) {
    case "paragraph":
      return `${passage.paragraph}`;
    case "text":
      return passage.text;
    case "speaker":
      return section.speaker ?? "";
    case "organization":
      return section.organization ?? "";
    case "country":
      return section.country === null ? "" : countryName(section.country, language);
    case "session":
      return `${document.sessionDate ?? ""} ${document.title}`;
  }
}

/** The different values of a field, sorted, for the reader to choose from. */
export function choices(
  rows: readonly RecommendationRow[],
  field: "speaker" | "organization" | "country",
  language: FrameLanguage,
): readonly string[] {
  const values = new Set(rows.flatMap(({ section }) => section[field] ?? []));
  return [...values].sort(new Intl.Collator(language).compare);
}
