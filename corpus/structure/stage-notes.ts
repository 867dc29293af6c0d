import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import type { SpeakerStart } from "./speaker.ts";
import { REPORTS_NOW } from "./verb-forms.ts";

/** "--Se aprueba en general.", "--(Risas).": a record's own notes among the turns of a debate. */
const DASHED = /^(?:-{2,3}|–{2}|—{2})\s?(?=[(¿¡]?\p{Lu})/u;
/** What a record does twice is its way. */
const FEWEST_DASHED = 2;
/** One block in so many may be set apart from the rest by its type. */
const MOST_EMPHASIZED = 1 / 3;
const LABEL = /^([^:.;!?]{2,60}?)\s?:\s/u;
const QUOTED = /^["“«‘'„]/u;

/**
 * Notes of the record that their type tells: lines behind a double dash where such lines come again, and sentences wholly
 * in bold or italics where the turns are in neither. A label that comes again, and what stands in quotation marks, are
 * somebody's.
 */
export function findStageNotes(blocks: readonly TextBlock[]): ReadonlySet<number> {
  const prose = [...blocks.entries()].filter(([, { form, cell, headingLevel }]) => {
    return form === "prose" && cell === null && headingLevel === null;
  });
  const dashed = prose.filter(([, { text }]) => DASHED.test(text));
  const set = prose.filter(([, { emphasized }]) => emphasized);
  const times = new Map<string, number>();
  for (const [, { text }] of set) times.set(labelOf(text), (times.get(labelOf(text)) ?? 0) + 1);
  const comesAgain = (text: string): boolean => labelOf(text) !== "" && (times.get(labelOf(text)) ?? 0) > 1;
  const noted = set.filter(
    ([, { text }]) => /[.…]$|^[([].*[)\]]$/u.test(text) && !QUOTED.test(text) && !comesAgain(text),
  );
  // Where italics tell what was said, they tell no notes.
  const reports = noted.filter(([, { text }]) => foldText(text).search(REPORTS_NOW) !== -1).length * 2 > noted.length;
  return new Set([
    ...(dashed.length >= FEWEST_DASHED ? dashed.map(([index]) => index) : []),
    ...(!reports && set.length <= prose.length * MOST_EMPHASIZED ? noted.map(([index]) => index) : []),
  ]);
}

function labelOf(text: string): string {
  return LABEL.exec(text)?.[1] ?? "";
}

/** Whether turns alternate under headings: two speakers or more whose names come again above their words. */
export function isDialogue(starts: ReadonlyMap<number, SpeakerStart>): boolean {
  const times = new Map<string, number>();
  for (const { speaker, headingBlocks } of starts.values()) {
    const name = headingBlocks === 0 ? null : speaker.speaker;
    if (name !== null) times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times.values()].filter((count) => count > 1).length > 1;
}
