import type { CountryLexicon } from "../countries.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isBodyText, isSetAsHeading } from "./block-features.ts";
import { findInterjections } from "./interjections.ts";
import { findHabitualHeadings, findRecurringTurns } from "./recurring-turns.ts";
import { readAttributedTurn, readReportedTurn } from "./reported-turns.ts";
import { partyKey, type SpeakerStart } from "./speaker.ts";
import { headingAt } from "./speaker-blocks.ts";
import { withoutTopics } from "./topic-headings.ts";
import { colonTurnAt, leadTurnAt, opensByLead } from "./turns.ts";

/** A record that names its speakers in headings does not open parts with "The representative of Canada said…". */
const FEWEST_HEADINGS = 2;
/** Turns that make a way of opening them a habit of the record. */
const FEWEST_HABITUAL = 2;
/** A name in brackets at the end of a paragraph may be a reference; so many are a way of writing. */
const FEWEST_ATTRIBUTED = 3;

/** A body's name above the first speaker's, with no text of its own between the two, is a line of the title block. */
function withoutTitleLines(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const kept = new Map(starts);
  for (const [index, { headingBlocks }] of starts) {
    const from = index + headingBlocks;
    const next = [...starts.keys()].find((other) => other >= Math.max(from, index + 1));
    if (headingBlocks === 0 || next === undefined || blocks.slice(from, next).some(isBodyText)) break;
    kept.delete(index);
  }
  return kept;
}

/** The parts that a heading, or the opening of a paragraph by itself, tells. */
function findSureStarts(blocks: readonly TextBlock[], countries: CountryLexicon): ReadonlyMap<number, SpeakerStart> {
  const starts = new Map<number, SpeakerStart>();
  let from = 0;
  blocks.forEach((block, index) => {
    // What a heading has taken as its subtitle begins nothing.
    if (index < from && block.emphasized) return;
    const start =
      headingAt(blocks, index, countries) ??
      colonTurnAt(block, countries, "sure") ??
      leadTurnAt(block, countries, false);
    if (start === null) return;
    starts.set(index, start);
    from = index + start.headingBlocks;
  });
  return withoutTopics(blocks, starts, countries);
}

/**
 * The parts that the record's wordings tell: headings, and openings that the lexicons know.
 * @param repeats Filled with the openings of whoever is speaking already, which are no parts of their own.
 */
export function findToldStarts(
  blocks: readonly TextBlock[],
  countries: CountryLexicon,
  repeats: Map<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  return withoutTitleLines(blocks, findOpenings(blocks, countries, repeats));
}

function findOpenings(
  blocks: readonly TextBlock[],
  countries: CountryLexicon,
  repeats: Map<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const starts = findSureStarts(blocks, countries);
  if (starts.size >= FEWEST_HEADINGS) {
    const headed = findHabitualHeadings(blocks, starts, countries);
    return findInterjections(blocks, addHabitualTurns(blocks, headed, countries, repeats), countries);
  }
  const bare = collectTurns(
    blocks,
    starts,
    (block) => colonTurnAt(block, countries, "bare") ?? leadTurnAt(block, countries, true),
    repeats,
  );
  const recurring = mergeStarts(starts, findRecurringTurns(blocks, countries));
  if (bare.size >= FEWEST_HEADINGS)
    return findInterjections(blocks, recurring.size > bare.size ? recurring : bare, countries);
  const attributed = collectTurns(blocks, starts, (block) => readAttributedTurn(block, countries), repeats);
  if (attributed.size >= FEWEST_ATTRIBUTED) return attributed;
  const reported = collectTurns(blocks, starts, (block) => readReportedTurn(block, countries), repeats);
  if (recurring.size >= Math.max(FEWEST_HEADINGS, reported.size)) return recurring;
  // One sentence that reports does not make a record of turns, and would take all that follows.
  return reported.size >= FEWEST_HABITUAL || starts.size > 0 ? reported : starts;
}

/**
 * What a record does twice it does throughout: where delegations open parts with a colon, so does a body that a colon
 * follows; where parties stand in bold before a verb of saying, so they do before any other text.
 */
function addHabitualTurns(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
  repeats: Map<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const opened = [...starts].flatMap(([index, start]) => (start.headingBlocks === 0 ? (blocks[index] ?? []) : []));
  const byLead = opened.filter(opensByLead).length;
  const byColon = opened.filter((block) => colonTurnAt(block, countries, "sure") !== null).length;
  if (Math.max(byLead, byColon) < FEWEST_HABITUAL) return starts;
  return collectTurns(
    blocks,
    starts,
    (block) =>
      (byColon < FEWEST_HABITUAL ? null : colonTurnAt(block, countries, "habit")) ??
      (byLead < FEWEST_HABITUAL ? null : leadTurnAt(block, countries, true)),
    repeats,
  );
}

/** In the order of blocks; where both know a start, `other` tells it. */
export function mergeStarts(
  one: ReadonlyMap<number, SpeakerStart>,
  other: ReadonlyMap<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  return new Map([...one, ...other].sort(([a], [b]) => a - b));
}

/** "Peru recommends…" under the heading of the Delegation of Peru goes on with its part. */
function isSameParty(one: SpeakerStart, other: SpeakerStart): boolean {
  if (partyKey(one.speaker) === partyKey(other.speaker)) return true;
  return one.speaker.country !== null && one.speaker.country === other.speaker.country;
}

function collectTurns(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  read: (block: TextBlock) => SpeakerStart | null,
  repeats: Map<number, SpeakerStart>,
): ReadonlyMap<number, SpeakerStart> {
  const all = new Map(starts);
  let last: SpeakerStart | null = null;
  blocks.forEach((block, index) => {
    const start = all.get(index) ?? read(block);
    if (start === null) {
      if (isSetAsHeading(block, blocks[index - 1], blocks[index + 1])) last = null;
      return;
    }
    if (all.has(index) || last === null || !isSameParty(start, last)) all.set(index, start);
    else repeats.set(index, start);
    last = start;
  });
  return new Map([...all].sort(([a], [b]) => a - b));
}
