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
  `(?<![\\d\\p{L}/])${DAY}${RANGE}\\s+(?:dias\\s+)?(?:(?:del?(?: mes de)?|of)\\s+)?${MONTH}${OTHER_MONTH}\\s*,?\\s*(?:(?:del?|of)\\s+)?${YEAR}(?!\\d)`,
  "gu",
);
const MONTH_FIRST = new RegExp(`(?<!\\p{L})${MONTH}\\s+${DAY}${RANGE}\\s*,?\\s+(?:del?\\s+)?${YEAR}(?!\\d)`, "gu");
const NUMERIC = /(?<![\d/.-])(?<first>\d{1,2})[/.-](?<second>\d{1,2})[/.-](?<year>(?:19|20)\d{2})(?![\d/-])/gu;
const ISO = /(?<!\d)(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/gu;

/** Numbers in words over folded text, as dates are told in Spanish, Portuguese, French and English minutes. */
const NUMBER_WORDS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    "",
    "un|uno|primero|primeiro|um|premier|first",
    "dos|dois|deux|two|second",
    "tres|trois|three|third",
    "cuatro|quatro|quatre|four|fourth",
    "cinco|cinq|five|fifth",
    "seis|six|sixth",
    "siete|sete|sept|seven|seventh",
    "ocho|oito|huit|eight|eighth",
    "nueve|nove|neuf|nine|ninth",
    "diez|dez|dix|ten|tenth",
    "once|onze|eleven|eleventh",
    "doce|doze|douze|twelve|twelfth",
    "trece|treze|treize|thirteen|thirteenth",
    "catorce|catorze|quatorze|fourteen|fourteenth",
    "quince|quinze|fifteen|fifteenth",
    "dieciseis|dezesseis|dezasseis|seize|sixteen|sixteenth",
    "diecisiete|dezessete|dezassete|seventeen|seventeenth",
    "dieciocho|dezoito|eighteen|eighteenth",
    "diecinueve|dezenove|dezanove|nineteen|nineteenth",
    "veinte|vinte|vingt|twenty|twentieth",
    "veintiuno|veintiun",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
    "treinta|trinta|trente|thirty|thirtieth",
  ].flatMap((words, value) => (words === "" ? [] : words.split("|").map((word) => [word, value] as const))),
);
const TENS: Readonly<Record<string, number>> = {
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
  novecientos: 900,
  novecentos: 900,
};
const THOUSAND = "mil|mille|thousand";
const NUMBER_WORD = [...Object.keys(NUMBER_WORDS), ...Object.keys(TENS), ...THOUSAND.split("|")]
  .sort((a, b) => b.length - a.length)
  .join("|");
const IN_WORDS = `(?:${NUMBER_WORD})(?:(?:\\s+|-)(?:(?:y|e|et|and)(?:\\s+|-))?(?:${NUMBER_WORD}))*`;
const WORDED = new RegExp(
  `(?<!\\p{L})(?:(?<day>${IN_WORDS})|(?<digits>[1-9]|[12]\\d|3[01]))(?:º|°)?\\s+(?:dias?\\s+)?(?:(?:del?(?: mes de)?|do mes de|of)\\s+)?${MONTH}\\s*,?\\s*(?:(?:del? ano(?: de)?|do ano de|del?|of)\\s+)?(?:(?<words>${IN_WORDS})(?!\\p{L})|(?<year>(?:19|20)\\d{2})(?!\\d))`,
  "gu",
);
/** "19/10/17": where a label says that it is a date. */
const SHORT_YEAR = /(?<![\d/.-])(?<first>\d{1,2})[/.-](?<second>\d{1,2})[/.-](?<year>\d{2})(?![\d/-])/gu;

/** "dos mil veinticinco" is 2025. */
function numberOf(words: string): number {
  let total = 0;
  let current = 0;
  for (const word of words.split(/[\s-]+/u)) {
    if (new RegExp(`^(?:${THOUSAND})$`, "u").test(word)) {
      total += Math.max(1, current) * 1000;
      current = 0;
    } else current += NUMBER_WORDS[word] ?? TENS[word] ?? 0;
  }
  return total + current;
}

export interface DateOptions {
  /** Two digits are a year of this century: only where a label says that a date follows. */
  readonly shortYears?: boolean;
}

/** Every full date in the text, in order. Numeric dates are read day first, unless only month first is possible. */
export function findDates(text: string, { shortYears = false }: DateOptions = {}): WrittenDate[] {
  const folded = foldText(text);
  const found: WrittenDate[] = [];
  // By character, so that a text of many dates takes time in its length.
  const taken = new Uint8Array(text.length);
  const add = (match: RegExpExecArray, year: number, month: number, day: number): void => {
    const date = isoDate(year, month, day);
    const start = match.index;
    const end = start + match[0].length;
    if (date === null || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
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
  const addNumeric = (pattern: RegExp, century: number): void => {
    for (const match of folded.matchAll(pattern)) {
      const { first, second, year } = match.groups ?? {};
      const monthFirst = Number(second) > 12;
      add(match, century + Number(year), Number(monthFirst ? first : second), Number(monthFirst ? second : first));
    }
  };
  addNumeric(NUMERIC, 0);
  for (const match of folded.matchAll(WORDED)) {
    const { day, digits, month, words, year: inDigits } = match.groups ?? {};
    const year = inDigits === undefined ? numberOf(words ?? "") : Number(inDigits);
    if (year >= 1900 && year < 2100)
      add(match, year, monthNumber(month ?? ""), day === undefined ? Number(digits) : numberOf(day));
  }
  if (shortYears) addNumeric(SHORT_YEAR, 2000);
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
