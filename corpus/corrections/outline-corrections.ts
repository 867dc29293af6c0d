import type { CountryLexicon } from "../countries.ts";
import type { Exclusion } from "../document.ts";
import { foldText } from "../folding.ts";
import { readableText } from "../readable-text.ts";
import { isSetAsHeading } from "../structure/block-features.ts";
import { classifyParty, readHonorific } from "../structure/parties.ts";
import { type Speaker, type SpeakerStart, shortName } from "../structure/speaker.ts";
import type { SpeakerTurns } from "../structure/speaker-starts.ts";
import { isNameByForm } from "../structure/speakers-by-form.ts";
import { partsOf } from "../structure/split-turns.ts";
import type { TextBlock } from "../text-extractor.ts";
import type { Correction, PlacedCorrection, TurnCorrection } from "./correction.ts";
import { createPlaces } from "./places.ts";

/** What people have said of blocks: the last one of each block holds. */
export interface OutlineCorrections {
  readonly blocks: readonly TextBlock[];
  readonly told: ReadonlyMap<number, StructureCorrection>;
}

/** Characters of markup before a block's first word. */
const LONGEST_MARKS = 200;

type StructureCorrection = Exclude<PlacedCorrection, { readonly type: "kind" }>;

/** Blocks that people have said to end a turn, beside what the reader has found. */
export interface CorrectedTurns extends Omit<SpeakerTurns, "repeats"> {
  readonly ended: ReadonlySet<number>;
}

/** Divides the blocks in which a turn begins, and finds the block of each correction. */
export function placeCorrections(
  blocks: readonly TextBlock[],
  corrections: readonly Correction[],
  { source, exclusions }: { readonly source: string; readonly exclusions: readonly Exclusion[] },
): OutlineCorrections {
  const structural = corrections.filter(isStructural);
  if (structural.length === 0) return { blocks, told: new Map() };
  const divided = divideBlocks(blocks, structural, { source, exclusions });
  const blockAt = createPlaces(divided, source);
  const told = new Map<number, StructureCorrection>();
  for (const correction of structural) {
    const index = blockAt(correction.start);
    if (index !== null) told.set(index, correction);
  }
  return { blocks: divided, told };
}

function isStructural(correction: Correction): correction is StructureCorrection {
  return correction.type !== "kind" && correction.type !== "same-person" && correction.type !== "metadata";
}

function divideBlocks(
  blocks: readonly TextBlock[],
  corrections: readonly StructureCorrection[],
  { source, exclusions }: { readonly source: string; readonly exclusions: readonly Exclusion[] },
): readonly TextBlock[] {
  const blockAt = createPlaces(blocks, source);
  const cuts = new Map<number, Set<number>>();
  for (const { type, start } of corrections) {
    const index = type === "turn" ? blockAt(start) : null;
    const block = index === null ? undefined : blocks[index];
    if (index === null || block === undefined || start <= block.start) continue;
    // Marks of bold before the first word are not a part of their own.
    const before = { start: block.start, end: Math.min(start, block.start + LONGEST_MARKS) };
    if (!/[\p{L}\p{N}]/u.test(readableText(source, before, exclusions))) continue;
    const own = source.slice(start, block.end);
    cuts.set(index, (cuts.get(index) ?? new Set()).add(start - block.start + own.length - own.trimStart().length));
  }
  if (cuts.size === 0) return blocks;
  return blocks.flatMap((block, index) => {
    const own = [...(cuts.get(index) ?? [])].sort((one, other) => one - other);
    if (own.length === 0) return [block];
    const parts = partsOf(block, source.slice(block.start, block.end), [0, ...own]);
    return parts.map((part) => ({ ...part, text: readableText(source, part, exclusions) }));
  });
}

/** The turns that the reader has found, with what people have said of them. */
export function correctTurns(
  turns: SpeakerTurns,
  { blocks, told }: OutlineCorrections,
  countries: CountryLexicon,
): CorrectedTurns {
  if (told.size === 0) return { ...turns, ended: new Set() };
  const starts = new Map<number, SpeakerStart>();
  for (const [index, start] of turns.starts) {
    const own = told.get(index);
    const isHeading = start.headingBlocks > 0;
    if (own !== undefined && (own.type !== "not-heading" || isHeading)) continue;
    // Its heading ends where something is said of one of its lines.
    let headingBlocks = Math.min(1, start.headingBlocks);
    while (headingBlocks < start.headingBlocks && !told.has(index + headingBlocks)) headingBlocks += 1;
    starts.set(index, { ...start, headingBlocks });
  }
  const known = knownSpeakers(turns.starts);
  for (const [index, correction] of told) {
    if (correction.type !== "turn") continue;
    const { headingBlocks: read = null, topic = null } = turns.starts.get(index) ?? {};
    const isAsRead = read !== null && correction.end === undefined;
    const headingBlocks = isAsRead ? read : countHeadingBlocks(blocks, index, correction);
    for (let line = index + 1; line < index + headingBlocks; line += 1) starts.delete(line);
    starts.set(index, { speaker: speakerOf(correction, known, countries), topic, headingBlocks });
  }
  for (const [index, start] of findInterrupted(turns, starts, told)) starts.set(index, start);
  const ended = new Set([...told].flatMap(([index, { type }]) => (type === "nobody" ? [index] : [])));
  const isOpen = (index: number): boolean => (told.get(index)?.type ?? "not-heading") === "not-heading";
  return {
    starts: new Map([...starts].sort(([one], [other]) => one - other)),
    unread: new Set([...turns.unread].filter(isOpen)),
    proceedings: new Set([...turns.proceedings].filter(isOpen)),
    asides: new Set([...turns.asides].filter(isOpen)),
    ended,
  };
}

/** Where the blocks begin that people have said to be nobody's. */
export function nobodysStarts({ blocks, told }: OutlineCorrections): ReadonlySet<number> {
  return new Set([...told].flatMap(([index, { type }]) => (type === "nobody" ? (blocks[index]?.start ?? []) : [])));
}

/** Openings by the one who spoke already, before whom people have put somebody or nobody: they begin a turn again. */
function findInterrupted(
  { repeats }: SpeakerTurns,
  starts: ReadonlyMap<number, SpeakerStart>,
  told: OutlineCorrections["told"],
): ReadonlyMap<number, SpeakerStart> {
  const begun = new Map<number, SpeakerStart>();
  let isInterrupted = false;
  for (const index of [...new Set([...starts.keys(), ...told.keys(), ...repeats.keys()])].sort((a, b) => a - b)) {
    const type = told.get(index)?.type;
    const repeat = repeats.get(index);
    if (type === "turn" || type === "nobody" || type === "heading") isInterrupted = true;
    else if (starts.has(index)) isInterrupted = false;
    else if (isInterrupted && repeat !== undefined) {
      begun.set(index, repeat);
      isInterrupted = false;
    }
  }
  return begun;
}

/** The headings that the reader has found, with what people have said of them. */
export function correctHeadings(
  headings: ReadonlySet<number>,
  { told }: OutlineCorrections,
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  if (told.size === 0) return headings;
  const corrected = new Set(headings);
  for (const [index, { type }] of told) {
    if (type === "heading" && !starts.has(index)) corrected.add(index);
    else corrected.delete(index);
  }
  return new Set([...corrected].sort((one, other) => one - other));
}

/** Where the body begins at the latest: with the first heading that people have told. */
export function firstToldHeading({ told }: OutlineCorrections): number {
  let first = Number.POSITIVE_INFINITY;
  for (const [index, { type }] of told) if (type === "heading") first = Math.min(first, index);
  return first;
}

/** Whole blocks of the opening are a heading; without its end, the block is one where it is set so. */
function countHeadingBlocks(blocks: readonly TextBlock[], index: number, { end }: TurnCorrection): number {
  const block = blocks[index];
  if (block === undefined) return 0;
  if (end === undefined) return isSetAsHeading(block, blocks[index - 1], blocks[index + 1]) ? 1 : 0;
  let count = 0;
  while ((blocks[index + count]?.end ?? Number.POSITIVE_INFINITY) <= end) count += 1;
  return count;
}

function knownSpeakers(starts: ReadonlyMap<number, SpeakerStart>): ReadonlyMap<string, Speaker> {
  const known = new Map<string, Speaker>();
  for (const { speaker } of starts.values()) {
    const name = foldText(speaker.speaker ?? "");
    if (name !== "" && !known.has(name)) known.set(name, speaker);
  }
  return known;
}

/** The name that a turn is of, without a form of address that was given with it. */
export function turnSpeaker({ speaker, honorific }: TurnCorrection): {
  readonly name: string;
  readonly honorific: string | null | undefined;
} {
  const address = honorific === undefined ? readHonorific(speaker) : null;
  const name = address === null ? "" : speaker.slice(address.length).trim();
  return address === null || name === "" ? { name: speaker, honorific } : { name, honorific: address.honorific };
}

function speakerOf(
  correction: TurnCorrection,
  known: ReadonlyMap<string, Speaker>,
  countries: CountryLexicon,
): Speaker {
  const { role, organization } = correction;
  const { name, honorific } = turnSpeaker(correction);
  const same = known.get(foldText(name));
  const told: Partial<Speaker> = {
    ...(honorific !== undefined && { honorific }),
    ...(role !== undefined && { role }),
    ...(organization !== undefined && { organization, country: countryOf(organization, countries) }),
  };
  if (same !== undefined) return { ...same, ...told, speaker: name };
  const isParty = classifyParty(name, countries) !== null || countries.codeOf(name) !== null;
  const isPerson = !isParty && (honorific != null || isNameByForm(name));
  return {
    speaker: name,
    honorific: null,
    ...(isPerson && { isPerson: true as const }),
    role: null,
    // A delegation or a body speaks for itself.
    organization: isParty ? shortName(name) : null,
    affiliation: null,
    country: isParty ? countryOf(name, countries) : null,
    ...told,
  };
}

/** The one country that the name of a party names. */
function countryOf(party: string | null, countries: CountryLexicon): string | null {
  const codes = new Set(countries.findMentions(party ?? "").map(({ code }) => code));
  return codes.size === 1 ? ([...codes][0] ?? null) : null;
}
