import type { FileNote } from "./file-format.ts";

/** UTF-8 read as Windows-1252: "Ã³", "Â¿", "â€œ". Words of no language hold these pairs. */
const MOJIBAKE =
  /[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2018-\u203a\u20ac\u2122]|â€[\u0080-\u00bf\u0152-\u0178\u2018-\u203a\u20ac\u2122]/gu;
/** A pair may stand in a text about encodings. */
const FEWEST_PAIRS = 3;

/** What a text shows of having been decoded wrongly, once, before it came here. */
export function notesOnText(text: string): FileNote[] {
  const lost = text.match(/\ufffd/gu)?.length ?? 0;
  const pairs = text.match(MOJIBAKE)?.length ?? 0;
  return [
    ...(lost > 0 ? [{ code: "undecodable-characters" as const, count: lost }] : []),
    ...(pairs >= FEWEST_PAIRS ? [{ code: "mojibake" as const, count: pairs }] : []),
  ];
}
