import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { findDates } from "./dates.ts";
import { symbolIn } from "./title-block.ts";

/** "ACTA DE LA SESIÓN ORDINARIA" above "CELEBRADA POR EL PLENO": a line of the title that the next goes on from. */
export function wholeTitle(lines: readonly TextBlock[], chosen: TextBlock): string {
  const title = [chosen.text.replace(/[\s:.]+$/u, "")];
  if (/[.:;,]$/u.test(chosen.text) || chosen.headingLevel !== null) return title[0] ?? "";
  const isLoud = isUpperCase(chosen.text);
  for (const line of lines.slice(lines.indexOf(chosen) + 1)) {
    const length = title.join(" ").length + line.text.length;
    const isAlike = !line.setApart && line.mark === null && isUpperCase(line.text) === isLoud;
    const goesOn =
      isAlike && line.headingLevel === null && (isLoud ? CONTINUES_LOUD : CONTINUES).test(foldText(line.text));
    if (!goesOn || length > LONGEST_TITLE || /[.:;]\s/u.test(line.text) || symbolIn(line.text) !== null) break;
    title.push(line.text.replace(/[\s:.,]+$/u, ""));
  }
  return title.join(" ");
}

/** A title of more lines is none. */
const LONGEST_TITLE = 300;
/** A particle: what no line of a title begins with of itself. */
const CONTINUES = /^(?:del?|d[aou]s?|des|of) (?=\S)|^d['’](?=\p{L})/u;
/** In capitals by whom a session was held, too; in small letters that is a line of its own. */
const CONTINUES_LOUD = new RegExp(`${CONTINUES.source}|^(?:celebrad|realizad)[ao] (?=\\S)`, "u");

/** "… CELEBRADA EL DÍA 12 DE FEBRERO" above "DE 2026": a line that goes on with a particle, and a date with it. */
export function joinBroken(blocks: readonly TextBlock[]): TextBlock[] {
  const joined: TextBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const text = `${before?.text} ${block.text}`;
    const goesOn = !block.setApart && block.mark === null && block.headingLevel === null && GOES_ON.test(block.text);
    if (before !== undefined && goesOn && findDates(text).length > findDates(before.text).length)
      joined[joined.length - 1] = { ...before, text, end: block.end };
    else joined.push(block);
  }
  return joined;
}

const GOES_ON = /^(?:del?|d[aou]|of)\s/iu;
