import type { CountryLexicon } from "../countries.ts";
import type { TextBlock } from "../text-extractor.ts";
import { findRecurringTurns } from "./recurring-turns.ts";
import { readAttributedTurn, readReportedTurn } from "./reported-turns.ts";
import { partyKey, type SpeakerStart } from "./speaker.ts";
import { headingAt } from "./speaker-blocks.ts";
import { colonTurnAt, leadTurnAt } from "./turns.ts";

/** A record that names its speakers in headings does not open parts with "The representative of Canada said…". */
const FEWEST_HEADINGS = 2;
/** A name in brackets at the end of a paragraph may be a reference; so many are a way of writing. */
const FEWEST_ATTRIBUTED = 3;

/**
 * Where each speaker's part begins, by the index of its first block. In a record that names its speakers in headings,
 * openings such as "The representative of Canada said…" begin none: see `readReportedTurn`.
 */
export function findSpeakerStarts(
  blocks: readonly TextBlock[],
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const starts = new Map<number, SpeakerStart>();
  blocks.forEach((block, index) => {
    const start =
      headingAt(blocks, index, countries) ??
      colonTurnAt(block, countries, false) ??
      leadTurnAt(block, countries, false);
    if (start !== null) starts.set(index, start);
  });
  if (starts.size >= FEWEST_HEADINGS) return starts;
  const bare = collectTurns(
    blocks,
    starts,
    (block) => colonTurnAt(block, countries, true) ?? leadTurnAt(block, countries, true),
  );
  const recurring = mergeStarts(starts, findRecurringTurns(blocks, countries));
  if (bare.size >= FEWEST_HEADINGS) return recurring.size > bare.size ? recurring : bare;
  const attributed = collectTurns(blocks, starts, (block) => readAttributedTurn(block, countries));
  if (attributed.size >= FEWEST_ATTRIBUTED) return attributed;
  const reported = collectTurns(blocks, starts, (block) => readReportedTurn(block, countries));
  return recurring.size >= Math.max(FEWEST_HEADINGS, reported.size) ? recurring : reported;
}

function mergeStarts(
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
): ReadonlyMap<number, SpeakerStart> {
  const all = new Map(starts);
  let last: SpeakerStart | null = null;
  blocks.forEach((block, index) => {
    const start = all.get(index) ?? read(block);
    if (start === null) return;
    if (all.has(index) || last === null || !isSameParty(start, last)) all.set(index, start);
    last = start;
  });
  return new Map([...all].sort(([a], [b]) => a - b));
}
