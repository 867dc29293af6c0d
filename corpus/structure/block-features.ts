import { isUpperCase } from "../extraction/lines.ts";
import { markFamily } from "../extraction/marks.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isOpeningLabel, isSubheadingLabel } from "./labels.ts";

const LONGEST_HEADING = 200;
const LONGEST_PLAIN_HEADING_WORDS = 14;

/** Running text: sentences, bullets and quotations, as against lines that name or date something. */
export function isBodyText(block: TextBlock): boolean {
  if (block.headingLevel !== null || block.emphasized) return false;
  if (block.form !== "prose" || block.cell !== null) return true;
  if (block.mark !== null) return block.text.length >= 25 || /[.;]$/u.test(block.text);
  if (block.text.length < 40) return isShortSentence(block.text);
  return /[.!?;:…][)\]»”"'’*]*$/u.test(block.text) || /(?<=\p{Ll}{4}|\d|[)”»])[.!?]\s+\p{Lu}/u.test(block.text);
}

/** A few words that end as a sentence does, and are more than a place and a date. */
function isShortSentence(text: string): boolean {
  return /[.!?…][)”"»]*$/u.test(text) && text.split(/\s+/u).length >= 4 && findDates(text).length === 0;
}

/** How a heading is set, so that headings of one rank can be told by their looks. */
export function headingStyle(block: TextBlock): string {
  if (block.headingLevel !== null) return `level ${block.headingLevel}`;
  if (block.mark !== null) return `mark ${markFamily(block.mark)}`;
  if (block.emphasized) return "emphasized";
  return isUpperCase(block.text) ? "capitals" : "plain";
}

/**
 * The block is set as a heading: by the format, in capitals, numbered without being a list's item, or as a short line
 * that stands alone and ends without a full stop. `before` and `after` are its neighbours.
 */
export function isSetAsHeading(block: TextBlock, before: TextBlock | undefined, after: TextBlock | undefined): boolean {
  if (block.form !== "prose" || block.cell !== null) return false;
  if (block.headingLevel !== null) return true;
  if (block.text.length > LONGEST_HEADING || !/^["“«'‘¿¡(]*[\p{Lu}\p{N}]/u.test(block.text)) return false;
  if (block.mark?.style === "bullet") return false;
  if (isSubheadingLabel(block.text) && block.mark === null) return true;
  // A sentence in quotation marks is quoted, and heads nothing.
  if (/[.;!?…,]["”»’']*(?:\s\([^()]*\))?$/u.test(block.text)) return false;
  if (block.mark !== null) return block.setApart && !isListNeighbour(block, before) && !isListNeighbour(block, after);
  if (block.emphasized || (isUpperCase(block.text) && /\s/u.test(block.text))) return true;
  // "RECOMIENDAN a los gobiernos:" heads the articles of a declaration.
  if (/^\p{Lu}{6,}(?:\s.{0,80})?:$/u.test(block.text)) return true;
  if (block.text.endsWith(":")) return false;
  const alone = block.setApart && (after === undefined || after.setApart || after.mark !== null);
  const longest = isOpeningLabel(block.text) ? 2 * LONGEST_PLAIN_HEADING_WORDS : LONGEST_PLAIN_HEADING_WORDS;
  return alone && block.text.split(/\s+/u).length <= longest && block.text.length >= 3;
}

/** Enumerators that follow on one another directly are a list, and not headings with nothing below them. */
function isListNeighbour(block: TextBlock, other: TextBlock | undefined): boolean {
  if (block.mark === null || other?.mark == null) return false;
  if (markFamily(block.mark) !== markFamily(other.mark)) return false;
  return Math.abs((block.mark.ordinal ?? 0) - (other.mark.ordinal ?? 0)) === 1;
}
