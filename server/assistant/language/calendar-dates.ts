import type { Language } from "../../../corpus/document.ts";
import { fold, type Token } from "./terms.ts";

const languages: readonly Language[] = ["es", "en", "pt", "fr"];

/** Months by their folded names in the four languages, from 1. */
const months = new Map(
  languages.flatMap((language) =>
    Array.from({ length: 12 }, (_, month): [string, number] => {
      const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
      return [fold(name.format(Date.UTC(2000, month, 1))), month + 1];
    }),
  ),
);

/** Words between the day, the month and the year of one date ("9 de mayo de 2023"). */
const longestDate = 5;

/** The whole dates that a text names, in ISO 8601: a day, a month and a year close together, in either order of day and month. */
export function wholeDates(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ folded }, position) => {
    const month = months.get(folded);
    if (month === undefined) return [];
    const from = Math.max(0, position - longestDate + 2);
    const near = tokens.slice(from, position + longestDate);
    const at = position - from;
    const days = near.map(({ folded: word }, index) => ({
      day: Number(/^(\d{1,2})(?:st|nd|rd|th|er)?$/u.exec(word)?.[1]),
      index,
    }));
    const day = days
      .filter((each) => each.day >= 1 && each.day <= 31)
      .sort((a, b) => Math.abs(a.index - at) - Math.abs(b.index - at))[0]?.day;
    const year = near.slice(at).find(({ folded: word }) => /^(?:19|20)\d\d$/u.test(word))?.folded;
    if (day === undefined || year === undefined) return [];
    return [`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`];
  });
}
