import {
  correctHeadings,
  correctTurns,
  firstToldHeading,
  type OutlineCorrections,
} from "../corrections/outline-corrections.ts";
import type { CountryLexicon } from "../countries.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { headingStyle, isBodyText, isSetAsHeading } from "./block-features.ts";
import { findClosing } from "./closing.ts";
import { isOpeningLabel } from "./labels.ts";
import { acronymOf } from "./parties.ts";
import { assembleSections, type OutlineSection } from "./section-assembly.ts";
import type { SpeakerStart } from "./speaker.ts";
import { findSpeakerStarts } from "./speaker-starts.ts";

export interface Outline {
  readonly frontMatter: readonly TextBlock[];
  readonly sections: readonly OutlineSection[];
  readonly closing: readonly TextBlock[];
  /** Headings of the body that look like those below them: no title of the record. */
  readonly partHeadings: ReadonlySet<TextBlock>;
}

/** Characters. */
const LONGEST_LABEL = 60;
/** Paragraphs above the first speaker that make a part of the record without one. */
const FEWEST_UNSPOKEN = 1;

/** Headings below the first speaker that make a way of setting them a rank. */
const FEWEST_OF_RANK = 2;

/** Divides a record's blocks into title block, speakers' parts and closing; what people have said of blocks holds. */
export function outlineRecord(corrected: OutlineCorrections, countries: CountryLexicon): Outline {
  const { blocks } = corrected;
  const turns = correctTurns(findSpeakerStarts(blocks, countries), corrected, countries);
  const { starts } = turns;
  const headings = correctHeadings(findHeadings(blocks, starts), corrected, starts);
  const partHeadings = findPartHeadings(blocks, headings);
  const bodyFrom = Math.min(findBodyStart(blocks, starts, { headings, partHeadings }), firstToldHeading(corrected));
  const closingFrom = Math.max(findClosing(blocks, lastStart(starts, bodyFrom), countries), bodyFrom);
  return {
    frontMatter: blocks.slice(0, bodyFrom),
    sections: withAcronyms(assembleSections({ blocks, ...turns, headings, bodyFrom, closingFrom, countries }), blocks),
    closing: blocks.slice(closingFrom),
    partHeadings: new Set([...partHeadings].map((index) => blocks[index] as TextBlock)),
  };
}

/** A body that a person speaks for by its full name is named by the acronym that the record gives that name elsewhere. */
function withAcronyms(sections: readonly OutlineSection[], blocks: readonly TextBlock[]): OutlineSection[] {
  const acronymFor = (name: string): string | null => {
    for (const { text } of blocks) {
      const at = text.indexOf(`${name} (`);
      if (at !== -1) return acronymOf(/^\([^()]*\)/u.exec(text.slice(at + name.length + 1))?.[0] ?? "");
    }
    return null;
  };
  return sections.map((section) => {
    const { speaker } = section;
    if (speaker?.isPerson !== true || speaker.organization === null || !/\s/u.test(speaker.organization))
      return section;
    return {
      ...section,
      speaker: { ...speaker, organization: acronymFor(speaker.organization) ?? speaker.organization },
    };
  });
}

/** The closing cannot begin before the last speaker has. */
function lastStart(starts: ReadonlyMap<number, SpeakerStart>, bodyFrom: number): number {
  const last = [...starts.entries()].at(-1);
  return last === undefined ? bodyFrom : Math.max(bodyFrom, last[0] + Math.max(1, last[1].headingBlocks));
}

function findHeadings(blocks: readonly TextBlock[], starts: ReadonlyMap<number, SpeakerStart>): ReadonlySet<number> {
  const headings = new Set<number>();
  for (let index = 0; index < blocks.length; index += 1) {
    const start = starts.get(index);
    if (start !== undefined) {
      index += Math.max(0, start.headingBlocks - 1);
      continue;
    }
    const block = blocks[index];
    if (block === undefined) continue;
    if (isSetAsHeading(block, blocks[index - 1], blocks[index + 1]) || isRecurringLabel(block, index, blocks))
      headings.add(index);
  }
  return headings;
}

/** "Points made", "Constats": a few words alone on a line that come again word for word, above running text or a list. */
function isRecurringLabel(block: TextBlock, index: number, blocks: readonly TextBlock[]): boolean {
  if (block.form !== "prose" || block.cell !== null || block.mark !== null || block.text.length > LONGEST_LABEL)
    return false;
  if (!/^\p{Lu}/u.test(block.text) || /[.;,!?]$/u.test(block.text)) return false;
  const next = blocks[index + 1];
  if (next === undefined || !(isBodyText(next) || next.mark !== null)) return false;
  return blocks.some((other, place) => place !== index && other.mark === null && other.text === block.text);
}

/**
 * The first block of the body: the first speaker's, with the agenda headings directly above it; a numbered, formatted or
 * usual opening heading with text below it; or, in a record without either, the first running text.
 */
function findBodyStart(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  { headings, partHeadings }: { readonly headings: ReadonlySet<number>; readonly partHeadings: ReadonlySet<number> },
): number {
  const styles = new Map<string, number>();
  const spoken = [...starts.keys()][0] ?? blocks.length;
  for (const index of headings) {
    if (index < spoken) continue;
    const style = headingStyle(blocks[index] as TextBlock);
    styles.set(style, (styles.get(style) ?? 0) + 1);
  }
  // A title is a heading too: above the body only headings of a rank that comes again, or numbered ones, are its own.
  const opens = (index: number): boolean => {
    const block = blocks[index];
    if (block === undefined || !headings.has(index)) return false;
    if (isOpeningLabel(block.text) || block.mark !== null || partHeadings.has(index)) return true;
    if (block.headingLevel !== null) return block.headingLevel >= 2;
    if (comesAgain(block, blocks, headings, spoken)) return true;
    return index > 0 && headingStyle(block) !== "plain" && (styles.get(headingStyle(block)) ?? 0) >= FEWEST_OF_RANK;
  };
  let first = spoken;
  const sure = first;
  while (opens(first - 1)) first -= 1;
  for (let index = 0; index < first; index += 1) {
    const block = blocks[index];
    const next = blocks[index + 1];
    if (block === undefined || next === undefined || !opens(index)) continue;
    // A line such as "Moderator: …" may stand between the heading and what follows.
    const between = isBodyText(next) || starts.has(index + 1) ? 1 : 2;
    const below = blocks[index + between];
    if (below === undefined || !(isBodyText(below) || starts.has(index + between))) continue;
    if (block.headingLevel !== null || block.mark !== null || isOpeningLabel(block.text)) return index;
  }
  // A paragraph above the first speaker belongs to the title block; a text of several is a part of its own.
  const unspoken = [...blocks.slice(0, first).keys()].filter((index) => !headings.has(index) && isTold(blocks[index]));
  if (sure < blocks.length)
    return unspoken.length < FEWEST_UNSPOKEN ? first : aboveHeadings(unspoken[0] ?? first, headings);
  const running = blocks.findIndex((block, index) => isBodyText(block) && !headings.has(index));
  if (running === -1) return Math.max(0, Math.min(1, blocks.length - 1));
  return headings.has(running - 1) && running > 2 ? running - 1 : running;
}

/**
 * Headings below the record's title or its date, of the look of one further down, and right above running text: the
 * first part's, whatever they say.
 */
function findPartHeadings(blocks: readonly TextBlock[], headings: ReadonlySet<number>): ReadonlySet<number> {
  const isAboveText = (index: number): boolean => {
    const next = blocks[index + 1];
    return next !== undefined && isBodyText(next);
  };
  const aboveText = [...headings].filter(isAboveText);
  const styleOf = (index: number): string => headingStyle(blocks[index] as TextBlock);
  const lastOfStyle = new Map<string, number>();
  for (const index of aboveText) lastOfStyle.set(styleOf(index), Math.max(index, lastOfStyle.get(styleOf(index)) ?? 0));
  const heads = (index: number): boolean => {
    const before = blocks[index - 1];
    if (before === undefined || (lastOfStyle.get(styleOf(index)) ?? 0) <= index) return false;
    const isDated = () =>
      findDates(before.text).length > 0 && !isBodyText(before) && before.text.length <= LONGEST_LABEL;
    return blocks[index]?.headingLevel === 1 || isDated();
  };
  return new Set(aboveText.filter(heads));
}

/** "SESSION ONE: …" with "SESSION TWO: …" below the first speaker: headings that begin with the same word and a count. */
function comesAgain(
  block: TextBlock,
  blocks: readonly TextBlock[],
  headings: ReadonlySet<number>,
  from: number,
): boolean {
  const label = /^(\p{Lu}\p{L}{2,})\s\S+\s?[:.–—-]\s/u.exec(block.text)?.[1];
  return (
    label !== undefined && [...headings].some((index) => index > from && blocks[index]?.text.startsWith(`${label} `))
  );
}

/** Running text or a list's item, and not a line of a title block such as "Delegations present: …". */
function isTold(block: TextBlock | undefined): boolean {
  if (block === undefined || !isBodyText(block) || /^[^:.]{3,40}:\s/u.test(block.text)) return false;
  return block.mark !== null || block.text.length >= 80;
}

/** The heading directly above a text belongs to it, where it is not the record's title. */
function aboveHeadings(index: number, headings: ReadonlySet<number>): number {
  return index > 2 && headings.has(index - 1) ? index - 1 : index;
}
