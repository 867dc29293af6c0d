import type { DocumentSummary } from "../../server/document-protocol.ts";
import type { FrameLanguage } from "../../server/protocol.ts";
import { fold } from "../text/folding.ts";

export const recordColumns = ["title", "date", "added"] as const;
export type RecordColumn = (typeof recordColumns)[number];

/** What the reader narrows the list to; an empty string narrows nothing. */
export interface RecordFilters {
  /** Words of which each stands in the title, the body, the symbol, the file's name or a speaker's name. */
  readonly words: string;
  readonly body: string;
  readonly year: string;
  readonly language: string;
  /** Part of a speaker's name. */
  readonly speaker: string;
}

export const noRecordFilters: RecordFilters = { words: "", body: "", year: "", language: "", speaker: "" };

export interface RecordOrder {
  readonly column: RecordColumn;
  readonly descending: boolean;
}

/** Latest session first. */
export const firstRecordOrder: RecordOrder = { column: "date", descending: true };

/** A record, and what is searched in it: folded once, not at every key. */
export interface IndexedRecord {
  readonly document: DocumentSummary;
  readonly words: string;
  readonly speakers: readonly string[];
  /** Of the session, else of the document; an empty string for a record without a date. */
  readonly date: string;
}

export function indexRecords(documents: readonly DocumentSummary[]): readonly IndexedRecord[] {
  return documents.map((document) => {
    const { title, body, symbol, fileName, speakers } = document;
    return {
      document,
      words: fold([title, body, symbol, fileName, ...speakers].filter((text) => text !== null).join("\n")),
      speakers: speakers.map(fold),
      date: document.sessionDate ?? document.documentDate ?? "",
    };
  });
}

/** Records that pass every filter, ignoring case and accents. */
export function filterRecords(records: readonly IndexedRecord[], filters: RecordFilters): readonly IndexedRecord[] {
  const sought = fold(filters.words).split(/\s+/).filter(Boolean);
  const speaker = fold(filters.speaker.trim());
  return records.filter(({ document, words, speakers, date }) => {
    if (filters.body !== "" && document.body !== filters.body) return false;
    if (filters.language !== "" && document.language !== filters.language) return false;
    if (filters.year !== "" && date.slice(0, 4) !== filters.year) return false;
    if (speaker !== "" && !speakers.some((name) => name.includes(speaker))) return false;
    return sought.every((word) => words.includes(word));
  });
}

/** A sorted copy. What has no value in the column stands last either way; what is equal in it goes by title. */
export function sortRecords(
  records: readonly IndexedRecord[],
  { column, descending }: RecordOrder,
  language: FrameLanguage,
): readonly IndexedRecord[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const direction = descending ? -1 : 1;
  const byTitle = (left: IndexedRecord, right: IndexedRecord) => compare(left.document.title, right.document.title);
  if (column === "title") return [...records].sort((left, right) => direction * byTitle(left, right));
  const value = column === "date" ? ({ date }: IndexedRecord) => date : addedAt;
  return [...records].sort((left, right) => {
    const [first, second] = [value(left), value(right)];
    if (first === second) return byTitle(left, right);
    if (first === "" || second === "") return first === "" ? 1 : -1;
    return direction * (first < second ? -1 : 1);
  });
}

function addedAt({ document }: IndexedRecord): string {
  return document.addedAt ?? "";
}

export interface RecordChoices {
  readonly bodies: readonly string[];
  /** Latest first. */
  readonly years: readonly string[];
  readonly languages: readonly string[];
  readonly speakers: readonly string[];
}

/** The different values that the reader can narrow the list to. */
export function recordChoices(records: readonly IndexedRecord[], language: FrameLanguage): RecordChoices {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const sorted = (values: readonly string[]) => [...new Set(values)].sort(compare);
  return {
    bodies: sorted(records.flatMap(({ document }) => document.body ?? [])),
    years: sorted(records.map(({ date }) => date.slice(0, 4)).filter((year) => year !== "")).toReversed(),
    languages: sorted(records.map(({ document }) => document.language)),
    speakers: sorted(records.flatMap(({ document }) => document.speakers)),
  };
}

export const recordsPerPage = 50;

export interface RecordPage {
  readonly records: readonly IndexedRecord[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Of the first record of the page among all, from 1; 0 where there is none. */
  readonly first: number;
}

/** One page of the list; a page behind the end is the last one. */
export function pageOfRecords(records: readonly IndexedRecord[], wanted: number): RecordPage {
  const pages = Math.max(1, Math.ceil(records.length / recordsPerPage));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const start = page * recordsPerPage;
  return {
    records: records.slice(start, start + recordsPerPage),
    page,
    pages,
    first: records.length === 0 ? 0 : start + 1,
  };
}
