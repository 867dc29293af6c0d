import { foldText } from "../folding.ts";

/** A calendar date written in a text; offsets into that text. */
export interface WrittenDate {
  /** ISO 8601 calendar date; of a range, the first day. */
  readonly date: string;
  readonly start: number;
  readonly end: number;
}

/** Month names over folded text, in Spanish, English, Portuguese and French, with their usual abbreviations. */
const MONTHS: readonly string[] = [
  "enero|ene|january|jan|janeiro|janvier|janv",
  "febrero|feb|february|fevereiro|fev|fevrier|fevr",
  "marzo|mar|march|marco|mars",
  "abril|abr|april|apr|avril|avr",
  "mayo|may|maio|mai",
  "junio|jun|june|junho|juin",
  "julio|jul|july|julho|juillet|juil",
  "agosto|ago|august|aug|aout",
  "septiembre|setiembre|sept|sep|set|september|setembro|septembre",
  "octubre|oct|october|outubro|out|octobre",
  "noviembre|nov|november|novembro|novembre",
  "diciembre|dic|december|dec|dezembro|dez|decembre",
];
const MONTH = `(?<month>${MONTHS.join("|")})\\.?`;
const YEAR = "(?<year>(?:19|20)\\d{2})";
const DAY = "(?<day>0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|er|º|°|o|re)?";
/** The further days of a range: "9 a 11", "5 and 6", "9-11", "9 y 10". */
const RANGE = "(?:\\s*(?:[-–—/,]|al?|y|e|to|and|ate|au|et|hasta el)\\s*(?:el\\s+)?\\d{1,2}(?:st|nd|rd|th|er|º)?)*";
/** "30 de abril a 2 de mayo de 2023": a range over two months. */
const OTHER_MONTH = `(?:\\s*(?:[-–—]|al?|y|e|to|and|ate|au|et)\\s*\\d{1,2}\\s+(?:de\\s+)?(?:${MONTHS.join("|")}))?`;

const DAY_FIRST = new RegExp(
  `(?<![\\d\\p{L}])${DAY}${RANGE}\\s+(?:dias\\s+)?(?:(?:del?(?: mes de)?|of)\\s+)?${MONTH}${OTHER_MONTH}\\s*,?\\s*(?:(?:del?|of)\\s+)?${YEAR}(?!\\d)`,
  "gu",
);
const MONTH_FIRST = new RegExp(`(?<!\\p{L})${MONTH}\\s+${DAY}${RANGE}\\s*,?\\s+(?:del?\\s+)?${YEAR}(?!\\d)`, "gu");
const NUMERIC = /(?<![\d/.-])(?<first>\d{1,2})[/.-](?<second>\d{1,2})[/.-](?<year>(?:19|20)\d{2})(?![\d/-])/gu;
const ISO = /(?<!\d)(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/gu;

/** Every full date in the text, in order. Numeric dates are read day first, unless only month first is possible. */
export function findDates(text: string): WrittenDate[] {
  const folded = foldText(text);
  const found: WrittenDate[] = [];
  const add = (match: RegExpExecArray, year: number, month: number, day: number): void => {
    const date = isoDate(year, month, day);
    const start = match.index;
    const end = start + match[0].length;
    if (date === null || found.some((other) => start < other.end && other.start < end)) return;
    found.push({ date, start, end });
  };
  for (const pattern of [DAY_FIRST, MONTH_FIRST]) {
    for (const match of folded.matchAll(pattern)) {
      const { day, month, year } = match.groups ?? {};
      add(match, Number(year), monthNumber(month ?? ""), Number(day));
    }
  }
  for (const match of folded.matchAll(ISO)) {
    const { day, month, year } = match.groups ?? {};
    add(match, Number(year), Number(month), Number(day));
  }
  for (const match of folded.matchAll(NUMERIC)) {
    const { first, second, year } = match.groups ?? {};
    const monthFirst = Number(second) > 12;
    add(match, Number(year), Number(monthFirst ? first : second), Number(monthFirst ? second : first));
  }
  return found.sort((a, b) => a.start - b.start);
}

function monthNumber(name: string): number {
  return MONTHS.findIndex((names) => names.split("|").includes(name)) + 1;
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (month < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}
