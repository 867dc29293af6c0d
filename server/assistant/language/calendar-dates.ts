import type { Language } from "../../../corpus/document.ts";
import { fold, type Token } from "./terms.ts";

const languages: readonly Language[] = ["es", "en", "pt", "fr"];

const monthFormats = languages.map((language) => new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }));

/** A month's folded names in the four languages. @param month From 1. */
export function namesOfMonth(month: number): string[] {
  return monthFormats.map((format) => fold(format.format(Date.UTC(2000, month - 1, 1))));
}

/** Months by their folded names in the four languages, from 1. */
const months = new Map(
  Array.from({ length: 12 }, (_, before) => before + 1).flatMap((month) =>
    namesOfMonth(month).map((name): [string, number] => [name, month]),
  ),
);

/** Words between the day, the month and the year of one date ("9 de mayo de 2023"). */
const longestDate = 5;

/** A whole date in a text: a day, a month and a year. `first` to `last` inclusive are positions of tokens. */
export interface NamedDate {
  /** ISO 8601. Two where figures alone do not tell day from month ("9/5/2023"), the day first. */
  readonly dates: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** Whether a word is a year of the last century or this one, in figures. */
export const isYear = (word: string): boolean => /^(?:19|20)\d\d$/u.test(word);
const numberIn = (word: string, most: number): number | null => {
  const value = Number(/^(\d{1,2})(?:st|nd|rd|th|er)?$/u.exec(word)?.[1]);
  return value >= 1 && value <= most ? value : null;
};
const isoDate = (year: string, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** Around the name of a month: the day nearest to it and the year behind it. */
function dateAroundMonth(tokens: readonly Token[], position: number, month: number): NamedDate | null {
  const from = Math.max(0, position - longestDate + 2);
  const near = tokens.slice(from, position + longestDate).map(({ folded }, at) => ({ folded, at: from + at }));
  const days = near.flatMap(({ folded, at }) => {
    const day = numberIn(folded, 31);
    return day === null ? [] : [{ day, at }];
  });
  const [nearest] = days.sort((a, b) => Math.abs(a.at - position) - Math.abs(b.at - position));
  const year = near.find(({ folded, at }) => at > position && isYear(folded));
  if (nearest === undefined || year === undefined) return null;
  return {
    dates: [isoDate(year.folded, month, nearest.day)],
    first: Math.min(position, nearest.at),
    last: Math.max(year.at, nearest.at),
  };
}

/** In figures: "2023-05-09", "9/5/2023", "09.05.2023". */
function dateInFigures(tokens: readonly Token[], position: number): NamedDate | null {
  const whole = tokens[position]?.folded.split(".") ?? [];
  const figures = whole.length === 3 ? whole : tokens.slice(position, position + 3).map(({ folded }) => folded);
  const last = whole.length === 3 ? position : position + 2;
  const [one = "", two = "", three = ""] = figures;
  if (isYear(one)) {
    const month = numberIn(two, 12);
    const day = numberIn(three, 31);
    return month === null || day === null ? null : { dates: [isoDate(one, month, day)], first: position, last };
  }
  if (!isYear(three)) return null;
  const read = (day: string, month: string): string[] => {
    const [ofDay, ofMonth] = [numberIn(day, 31), numberIn(month, 12)];
    return ofDay === null || ofMonth === null ? [] : [isoDate(three, ofMonth, ofDay)];
  };
  const dates = [...new Set([...read(one, two), ...read(two, one)])];
  return dates.length === 0 ? null : { dates, first: position, last };
}

/** The whole dates that a text names, in words of the four languages or in figures, in order. */
export function namedDates(tokens: readonly Token[]): NamedDate[] {
  return tokens.flatMap(({ folded }, position) => {
    const month = months.get(folded);
    const named =
      month !== undefined
        ? dateAroundMonth(tokens, position, month)
        : /^\d/u.test(folded)
          ? dateInFigures(tokens, position)
          : null;
    return named === null ? [] : [named];
  });
}

/** Whether a word is the name of a month, in any of the four languages. */
export function isMonth(word: string): boolean {
  return months.has(word);
}

/** Months that a text names with their year ("May 2026"), as the beginning of an ISO date, and where they stand. */
export function namedMonths(tokens: readonly Token[]): NamedDate[] {
  return tokens.flatMap(({ folded }, position) => {
    const month = months.get(folded);
    const at = tokens.slice(position + 1, position + 3).findIndex((next) => isYear(next.folded));
    const year = tokens[position + 1 + at]?.folded;
    if (month === undefined || at === -1 || year === undefined) return [];
    return [{ dates: [`${year}-${String(month).padStart(2, "0")}`], first: position, last: position + 1 + at }];
  });
}

/** The same as ISO dates. */
export function wholeDates(tokens: readonly Token[]): string[] {
  return namedDates(tokens).flatMap(({ dates }) => dates);
}
