import type { FrameLanguage } from "../../protocol.ts";
import type { SessionCount } from "./lead.ts";

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export function joinNames(names: readonly string[], conjunction: string): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${conjunction} ${names.at(-1) ?? ""}`;
}

const dateFormat = (locale: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
/** Making one takes longer than telling a hundred dates. */
const dateFormats: Readonly<Record<FrameLanguage, Intl.DateTimeFormat>> = {
  es: dateFormat("es"),
  en: dateFormat("en-GB"),
};

/** A calendar date in words, in UTC; the text as given where it is no ISO date. */
export function formatDate(isoDate: string, language: FrameLanguage): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return isoDate;
  return dateFormats[language].format(date);
}

/** Names told in a list's lead; the others are counted. */
export const mostNamed = 6;

/** A session by its date; by the title of its record where it has none, or another session has the same date. */
export function sessionNames(sessions: readonly SessionCount[], language: FrameLanguage): string[] {
  return sessions.map(({ title, isoDate, count }) => {
    const isAlone = isoDate !== null && sessions.filter((other) => other.isoDate === isoDate).length === 1;
    return `${isAlone ? formatDate(isoDate, language) : `${title}${isoDate === null ? "" : `, ${formatDate(isoDate, language)}`}`} (${count})`;
  });
}
