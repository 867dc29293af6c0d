import { trimInvisible, withoutInvisible } from "../invisible-characters.ts";

/** A line of the source; offsets are of its text without white space and invisible characters around it. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Columns before the text; a tab counts four. */
  readonly indent: number;
  /** A form feed stands before it. */
  readonly opensPage: boolean;
}

const LINE_BREAK = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/gu;

export function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let opensPage = false;
  for (const lineBreak of source.matchAll(LINE_BREAK)) {
    lines.push(lineBetween(source, start, lineBreak.index, opensPage));
    start = lineBreak.index + lineBreak[0].length;
    opensPage = lineBreak[0] === "\f";
  }
  lines.push(lineBetween(source, start, source.length, opensPage));
  return lines;
}

function lineBetween(source: string, start: number, end: number, opensPage: boolean): Line {
  const raw = source.slice(start, end);
  const { lead, text } = trimInvisible(raw);
  const textStart = text === "" ? start : start + lead.length;
  const indent = withoutInvisible(lead).replaceAll("\t", "    ").length;
  return { start: textStart, end: textStart + text.length, text, indent, opensPage };
}

/** Nothing that prints: the line separates, even where it holds zero-width characters. */
export function isBlank(line: Line): boolean {
  return line.text === "";
}

/** A line drawn with punctuation, such as "_____" or "---" or "* * *". */
export function isRule(line: Line): boolean {
  if (/^\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?$/u.test(line.text)) return true;
  return /^(?:[-_=*~—–─━.·+#]\s*){3,}$/u.test(line.text) && !/^\.{3}$/.test(line.text);
}

/** Columns of text, tabs or wide gaps between them: a row of a table kept as text. */
export function isTableRow(line: Line): boolean {
  if (/^\|.*\|$/u.test(line.text) || (line.text.match(/\s\|(?:\s|$)/gu) ?? []).length >= 2) return true;
  return /\S\t+\S/u.test(line.text) && !/^\S{1,5}\t+\S/u.test(line.text)
    ? true
    : (line.text.match(/\S\s{3,}(?=\S)/gu) ?? []).length >= 2;
}

/** At least four letters, and none of them in lower case. */
export function isUpperCase(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 4 && !/\p{Ll}/u.test(text);
}

/** The text goes on from the line before: a small letter, or a small letter behind an opening bracket or quote. */
export function startsLower(text: string): boolean {
  return /^[(«“"'‘[¿¡]*\p{Ll}/u.test(text);
}

/** The text ends a sentence, a clause or an introduction, so that what follows may stand alone. */
export function endsClosed(text: string): boolean {
  return /[.!?:;…][)\]»”"'’*_]*$/u.test(text);
}
