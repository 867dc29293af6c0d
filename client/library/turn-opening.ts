import { type MarkedStretch, shownText, wholeOffset } from "../text/shown-text.ts";

/** Words at the head of a paragraph that may name who speaks. */
export interface Label {
  /** Offset into the text at which the label ends, its colon or dash included. */
  readonly end: number;
  readonly speaker: string;
  readonly role: string | null;
  readonly organization: string | null;
}

const longestLabel = 160;
/** A line of a name and an office is no longer. */
const longestNameLine = 200;

/** "Ms. Voss (Peru): …", "Ms. Voss. – …": what stands before the colon, or before the full stop and dash. */
export function leadingLabel(text: string): Label | null {
  const match = /^([^:\n]{2,160}?)\s*(?::|\.\s*[–—-])(?=\s|$)/u.exec(text.slice(0, longestLabel + 4));
  const words = match?.[1];
  if (match === null || words === undefined) return null;
  return { end: match[0].length, ...nameIn(words) };
}

/** Where the label of a paragraph ends in the source, the marks around it included; null without one. */
export function labelEnd(paragraph: MarkedStretch): number | null {
  const shown = shownText(paragraph);
  const label = leadingLabel(shown.text);
  return label === null ? null : paragraph.start + wholeOffset(shown, label.end);
}

const mostNameWords = 9;

/** Whether words look like a name and an office: few, and of the longer ones half with a capital. */
export function looksLikeName(words: string): boolean {
  const all = words.split(/[^\p{L}\p{N}'’]+/u).filter((word) => word !== "");
  const long = all.filter((word) => word.length > 3);
  const capitals = long.filter((word) => /^\p{Lu}/u.test(word));
  return all.length > 0 && all.length <= mostNameWords && capitals.length * 2 >= long.length;
}

/** Whether the whole paragraph could be the line that names a speaker. */
export function couldBeNameLine(text: string): boolean {
  return text.length <= longestNameLine;
}

/** A name, after a comma an office, and in brackets the body that is spoken for. */
export function nameIn(words: string): Omit<Label, "end"> {
  const match = /^(.+?)(?:,\s*(.+?))?\s*(?:\(([^()]+)\))?$/u.exec(words.trim());
  return {
    speaker: match?.[1]?.trim() ?? words.trim(),
    role: match?.[2]?.trim() ?? null,
    organization: match?.[3]?.trim() ?? null,
  };
}

const quoteCharacters = 80;

/** The first words of a text, as proof of the place; no character is cut in two. */
export function quoteOf(text: string): string {
  const quote = text.slice(0, quoteCharacters);
  return /[\uD800-\uDBFF]$/.test(quote) ? quote.slice(0, -1) : quote;
}
