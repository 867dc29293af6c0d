import { readHonorific } from "../structure/parties.ts";
import type { BlockMark, MarkStyle } from "../text-extractor.ts";

const BULLET_ALWAYS = /^[·•‣▪▫●○◦■□◆◇➢➤►▶➔→✓✔⁃∙§\uf0b7\uf0a7](?:\s+|(?=\S)|$)/u;
/** These are also punctuation, so they need a space, and something that is not a page number, behind them. */
const BULLET_SPACED = /^[-–—−*+](?:\s+(?=\S)|$)/u;
/** Word processors write the circle bullet as a letter "o" before a tab; "o" is also a conjunction in Spanish. */
const BULLET_LETTER = /^o(?:\t\s*|\s{2,})(?=\p{Lu})/u;
/** A single space does behind it where the text sets such bullets in. */
const BULLET_LETTER_SET_IN = /^o\s(?=\p{Lu})/u;
const ENUMERATOR =
  /^(\(?)(\d{1,3}(?:\.\d{1,2}){0,3}|[ivxl]{1,6}|[IVXL]{1,6}|\p{L})(\.-|\.º|[.)°º]|(?<=^\d{1,2})\/|(?<=\d\.\d{1,2})(?=\s))\s+(?=\S)/u;

const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

/** The value of a roman numeral up to 89 in either case; null where the letters are not one in its usual spelling. */
export function romanValue(numeral: string): number | null {
  const lower = numeral.toLowerCase();
  if (!/^(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(lower) || lower === "") return null;
  let total = 0;
  for (let index = 0; index < lower.length; index += 1) {
    const value = ROMAN_VALUES[lower.charAt(index)] ?? 0;
    const next = ROMAN_VALUES[lower.charAt(index + 1)] ?? 0;
    total += value < next ? -value : value;
  }
  return total;
}

export interface MarkOptions {
  /** The text numbers its parts with capital letters. */
  readonly capitalOutline?: boolean;
  /** The line is set in, in a text where other lines that are begin with the letter "o" for a bullet too. */
  readonly circleBullets?: boolean;
}

/**
 * The mark at the start of a line's text (which has no leading space), and the length of the mark with the space
 * behind it; null where the line has none. `offset` is the text's place in the source.
 */
export function readMark(
  text: string,
  offset: number,
  options: MarkOptions = {},
): { readonly mark: BlockMark; readonly length: number } | null {
  const bullet =
    BULLET_ALWAYS.exec(text) ??
    BULLET_SPACED.exec(text) ??
    BULLET_LETTER.exec(text) ??
    (options.circleBullets === true ? BULLET_LETTER_SET_IN.exec(text) : null);
  if (bullet !== null) {
    const written = bullet[0].trimEnd();
    return { mark: markAt(offset, written, "bullet", null), length: bullet[0].length };
  }
  const match = ENUMERATOR.exec(text);
  if (match === null) return null;
  const [whole, opening = "", value = "", closing = ""] = match;
  if (opening === "(" && !closing.startsWith(")")) return null;
  if (opening === "" && closing !== ")" && isInitial(value) && !isOutline(whole, text, options)) return null;
  const written = whole.trimEnd();
  const decimal = /^\d/.test(value);
  const roman = decimal ? null : romanValue(value);
  const style: MarkStyle = decimal ? "decimal" : roman === null ? "letter" : "roman";
  const ordinal = decimal ? lastNumber(value) : (roman ?? value.toLowerCase().charCodeAt(0) - 96);
  return { mark: markAt(offset, written, style, ordinal), length: whole.length };
}

/** A capital letter set off by a tab, in a text that numbers its parts A., B., C., or before a form of address. */
function isOutline(written: string, text: string, options: MarkOptions): boolean {
  if (options.capitalOutline === true || /\t|\s{2}$/u.test(written)) return true;
  return readHonorific(text.slice(written.length)) !== null;
}

/** "A. García" is a person and "A. Apertura" an outline: only roman capitals are taken as enumerators before a full stop. */
function isInitial(value: string): boolean {
  return /^\p{Lu}$/u.test(value) && romanValue(value) === null;
}

function lastNumber(value: string): number {
  return Number(value.split(".").at(-1));
}

function markAt(start: number, text: string, style: MarkStyle, ordinal: number | null): BlockMark {
  return { start, end: start + text.length, text, style, ordinal };
}

/** What the marks of one list have in common: the bullet itself, or an enumerator's style and brackets. */
export function markFamily(mark: BlockMark): string {
  if (mark.style === "bullet") return mark.text;
  const depth = mark.style === "decimal" ? mark.text.split(/\.(?=\d)/u).length : 1;
  return `${mark.style}${depth}${mark.text.replace(/[\p{L}\d]+(?:\.\d+)*/u, "")}`;
}

const ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");

/** The enumerator so many places on from another of its list: "(c)" behind "(b)". Null before the first. */
export function neighbourMark(mark: BlockMark, step: number): string | null {
  const ordinal = (mark.ordinal ?? 0) + step;
  if (ordinal < 1) return null;
  const written =
    mark.style === "decimal" ? String(ordinal) : mark.style === "roman" ? ROMAN[ordinal - 1] : letterAt(ordinal);
  return written === undefined ? null : mark.text.replace(/[\p{L}\d]+(?:\.\d+)*/u, written);
}

function letterAt(ordinal: number): string | undefined {
  return ordinal > 26 ? undefined : String.fromCharCode(96 + ordinal);
}
