import type { CountryLexicon } from "../countries.ts";
import type { TextBlock } from "../text-extractor.ts";
import { headingStyle, isBodyText, isSetAsHeading } from "./block-features.ts";
import { findClosing } from "./closing.ts";
import { isOpeningLabel, isSubheadingLabel } from "./labels.ts";
import type { Speaker } from "./speaker.ts";
import { findSpeakerStarts, type SpeakerStart } from "./speaker-starts.ts";

/** A passage to be: one block, or the blocks of a heading with its speaker's lines. */
export interface OutlinePassage {
  readonly role: "heading" | "body";
  readonly blocks: readonly TextBlock[];
}

export interface OutlineSection {
  /** Null for a part of the record that no speaker can be found for. */
  readonly speaker: Speaker | null;
  readonly topic: string | null;
  readonly passages: readonly OutlinePassage[];
}

export interface Outline {
  readonly frontMatter: readonly TextBlock[];
  readonly sections: readonly OutlineSection[];
  readonly closing: readonly TextBlock[];
}

interface OpenSection {
  readonly speaker: Speaker | null;
  readonly topic: string | null;
  readonly passages: OutlinePassage[];
}

/** Divides a record's blocks into title block, speakers' parts and closing. */
export function outlineRecord(blocks: readonly TextBlock[], countries: CountryLexicon): Outline {
  const starts = findSpeakerStarts(blocks, countries);
  const headings = findHeadings(blocks, starts);
  const bodyFrom = findBodyStart(blocks, starts, headings);
  const closingFrom = Math.max(findClosing(blocks, lastStart(starts, bodyFrom), countries), bodyFrom);
  return {
    frontMatter: blocks.slice(0, bodyFrom),
    sections: assembleSections(blocks, { starts, headings, bodyFrom, closingFrom }),
    closing: blocks.slice(closingFrom),
  };
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
    if (block !== undefined && isSetAsHeading(block, blocks[index - 1], blocks[index + 1])) headings.add(index);
  }
  return headings;
}

/**
 * The first block of the body: the first speaker's, with the agenda headings directly above it; a numbered, formatted or
 * usual opening heading with text below it; or, in a record without either, the first running text.
 */
function findBodyStart(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  headings: ReadonlySet<number>,
): number {
  const styles = new Map<string, number>();
  for (const index of headings) {
    const style = headingStyle(blocks[index] as TextBlock);
    styles.set(style, (styles.get(style) ?? 0) + 1);
  }
  // A title is a heading too: above the body only headings of a rank that comes again, or numbered ones, are its own.
  const opens = (index: number): boolean => {
    const block = blocks[index];
    if (block === undefined || !headings.has(index)) return false;
    if (isOpeningLabel(block.text) || block.mark !== null) return true;
    if (block.headingLevel !== null) return block.headingLevel >= 2;
    return index > 0 && headingStyle(block) !== "plain" && (styles.get(headingStyle(block)) ?? 0) >= 3;
  };
  let first = [...starts.keys()][0] ?? blocks.length;
  const sure = first;
  while (opens(first - 1)) first -= 1;
  for (let index = 0; index < first; index += 1) {
    const block = blocks[index];
    const next = blocks[index + 1];
    if (block === undefined || next === undefined || !opens(index) || !isBodyText(next)) continue;
    if (block.headingLevel !== null || block.mark !== null || isOpeningLabel(block.text)) return index;
  }
  if (sure < blocks.length) return first;
  const running = blocks.findIndex((block, index) => isBodyText(block) && !headings.has(index));
  return running === -1 ? blocks.length : headings.has(running - 1) && running > 2 ? running - 1 : running;
}

interface AssemblyInput {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  readonly headings: ReadonlySet<number>;
  readonly bodyFrom: number;
  readonly closingFrom: number;
}

function assembleSections(blocks: readonly TextBlock[], input: AssemblyInput): OutlineSection[] {
  const { starts, headings, bodyFrom, closingFrom } = input;
  const sections: OpenSection[] = [];
  let pending: OutlinePassage[] = [];
  let agenda: string | null = null;
  const speakerRank = rankOfSpeakers(blocks, starts);
  const agendaStyles = new Set<string>();
  const open = (speaker: Speaker | null, topic: string | null): OpenSection => {
    const section: OpenSection = { speaker, topic, passages: pending };
    pending = [];
    sections.push(section);
    return section;
  };
  for (let index = bodyFrom; index < closingFrom; index += 1) {
    const block = blocks[index];
    if (block === undefined) break;
    const start = starts.get(index);
    if (start !== undefined) {
      const section = open(start.speaker, start.topic ?? agenda);
      const count = Math.min(start.headingBlocks, closingFrom - index);
      if (count > 0) section.passages.push({ role: "heading", blocks: blocks.slice(index, index + count) });
      else section.passages.push({ role: "body", blocks: [block] });
      index += Math.max(0, count - 1);
      continue;
    }
    const current = sections.at(-1);
    if (headings.has(index)) {
      const passage: OutlinePassage = { role: "heading", blocks: [block] };
      if (leadsToSpeaker(index, input)) {
        if (!isSubheadingLabel(block.text)) agenda = block.text.replace(/[\s.:;]+$/u, "");
        agendaStyles.add(headingStyle(block));
        pending.push(passage);
      } else if (current === undefined || opensOwnSection(block, speakerRank, agendaStyles)) {
        agenda = block.text.replace(/[\s.:;]+$/u, "");
        pending.push(passage);
        open(null, agenda);
      } else current.passages.push(passage);
      continue;
    }
    (current ?? open(null, null)).passages.push({ role: "body", blocks: [block] });
  }
  if (pending.length > 0) open(null, agenda);
  return sections;
}

/** Nothing but headings stands between this heading and a speaker's. */
function leadsToSpeaker(index: number, input: AssemblyInput): boolean {
  for (let next = index + 1; next < input.closingFrom; next += 1) {
    if (input.starts.has(next)) return true;
    if (!input.headings.has(next)) return false;
  }
  return false;
}

interface SpeakerRank {
  readonly level: number | null;
  readonly styles: ReadonlySet<string>;
}

function rankOfSpeakers(blocks: readonly TextBlock[], starts: ReadonlyMap<number, SpeakerStart>): SpeakerRank {
  const headed = [...starts]
    .filter(([, start]) => start.headingBlocks > 0)
    .map(([index]) => blocks[index] as TextBlock);
  const levels = headed.flatMap((block) => (block.headingLevel === null ? [] : [block.headingLevel]));
  return { level: levels.length > 0 ? Math.min(...levels) : null, styles: new Set(headed.map(headingStyle)) };
}

/** A heading of the speakers' own rank or above ends the part of the speaker before it; a lower one divides that part. */
function opensOwnSection(block: TextBlock, rank: SpeakerRank, agendaStyles: ReadonlySet<string>): boolean {
  if (rank.styles.size === 0) return !isSubheadingLabel(block.text) || block.headingLevel !== null;
  if (block.headingLevel !== null) return rank.level === null || block.headingLevel <= rank.level;
  if (isSubheadingLabel(block.text) && headingStyle(block) !== "capitals") return false;
  const style = headingStyle(block);
  return style !== "plain" && (agendaStyles.has(style) || rank.styles.has(style));
}
