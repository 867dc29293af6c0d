import { findDates } from "../reading/dates.ts";
import { readHonorific } from "../structure/parties.ts";
import { endsClosed, isUpperCase, type Line, startsLower } from "./lines.ts";
import { readMark } from "./marks.ts";

/** Whether the lines of a text were broken to a width, and to which. */
export interface LineLayout {
  /** Columns; null where every paragraph is one line. */
  readonly wrapColumns: number | null;
}

/** What stands between two lines. */
export type Gap = "none" | "blank" | "page";

const NARROWEST_COLUMNS = 40;
const WIDEST_COLUMNS = 140;
/** A line is full when the next word would not have fitted in this share of the width (ragged and converted texts vary). */
const FULL_SHARE = 0.8;

/** Pairs of neighbouring lines tell: in broken text most first lines are full and end in the middle of a sentence. */
export function measureLayout(pairs: readonly (readonly [Line, Line])[], lines: readonly Line[]): LineLayout {
  const lengths = lines.map((line) => line.indent + line.text.length).sort((a, b) => a - b);
  const columns = lengths[Math.floor((lengths.length - 1) * 0.97)] ?? 0;
  if (columns < NARROWEST_COLUMNS || columns > WIDEST_COLUMNS) return { wrapColumns: null };
  const running = pairs.filter(([, next]) => readMark(next.text, 0) === null);
  const broken = running.filter(([line, next]) => isFull(line, next, columns) && !/[.;:]$/u.test(line.text));
  const wrapped = running.length >= 3 && broken.length * 2 >= running.length;
  return { wrapColumns: wrapped ? columns : null };
}

export function isFull(line: Line, next: Line, columns: number): boolean {
  const firstWord = /^\S+/u.exec(next.text)?.[0] ?? "";
  return line.indent + line.text.length + 1 + firstWord.length >= columns * FULL_SHARE;
}

/**
 * The second line goes on with the paragraph of the first. The caller has made sure that the second has no mark of its
 * own and that neither is a table's row; `alone` says that the first line is so far the whole paragraph.
 */
export function continuesParagraph(line: Line, next: Line, gap: Gap, layout: LineLayout, alone: boolean): boolean {
  const closed = endsClosed(line.text);
  const full = layout.wrapColumns !== null && isFull(line, next, layout.wrapColumns);
  if (gap === "blank") return full && !closed && startsLower(next.text) && !/,$/u.test(line.text);
  if (gap === "page") return !closed && (startsLower(next.text) || (full && !isUpperCase(line.text)));
  if (/\p{L}-$/u.test(line.text) && startsLower(next.text)) return true;
  if (isLoud(line.text) && alone && !isUpperCase(next.text) && !/\s\p{L}{1,4}$/u.test(line.text)) return false;
  if (isLoud(next.text) && !isLoud(line.text)) return false;
  if (layout.wrapColumns === null) return !closed && startsLower(next.text);
  // A heading as long as a line is full too; a form of address below it begins its speaker's line.
  if (alone && isAddressed(next.text) && !/(?:^|\s)\p{Ll}{1,3}$|,$/u.test(line.text)) return false;
  if (/:$/u.test(line.text) && !startsLower(next.text)) return false;
  if (alone && isPlaceAndDate(next.text) && !/(?:,|\s\p{Ll}{1,5})$/u.test(line.text)) return false;
  if (/[.!?]$/u.test(line.text) && next.indent > line.indent && !alone) return false;
  if (full) return true;
  if (isCentredPair(line, next, layout.wrapColumns)) return true;
  return !closed && startsLower(next.text);
}

/** "Kingston, 12 October 2022" on a line of its own, without the full stop of a sentence. */
function isPlaceAndDate(text: string): boolean {
  const [date, ...others] = findDates(text);
  if (date === undefined || others.length > 0 || date.end !== text.length) return false;
  const place = text.slice(0, date.start).replace(/,?\s*(?:le|el|a|em|on)?\s*$/u, "");
  return (
    /^\p{Lu}[\p{L}\s.,’'()-]{2,60}$/u.test(place) && place.split(/[\s,]+/u).every((word) => !/^\p{Ll}{4,}/u.test(word))
  );
}

function isAddressed(text: string): boolean {
  return text.includes(",") && readHonorific(text) !== null;
}

/** Capitals throughout, and enough of them to be a heading rather than an acronym that begins or ends a line. */
function isLoud(text: string): boolean {
  return text.length >= 12 && isUpperCase(text) && text.includes(" ");
}

/** Two lines of one centred title: both set in and in capitals, the first long enough to have been broken. */
function isCentredPair(line: Line, next: Line, columns: number): boolean {
  const long = line.text.length >= columns * 0.6;
  return long && line.indent > 0 && next.indent > line.indent && isUpperCase(line.text) && isUpperCase(next.text);
}
