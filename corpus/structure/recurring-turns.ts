import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isBodyText } from "./block-features.ts";
import { isDeed } from "./deeds.ts";
import { isAgreementsLabel, isOpeningLabel, isSubheadingLabel, namesNoSpeaker } from "./labels.ts";
import { isPluralHead, isProperName, withoutArticle } from "./parties.ts";
import { partyKey, type SpeakerStart, speakerOfParty } from "./speaker.ts";
import { startWithSubtitles } from "./speaker-blocks.ts";
import { readSpeakerHeading, type SpeakerHeading } from "./speaker-heading.ts";

const LONGEST_LINE = 140;
const LONGEST_NAME_WORDS = 14;
const SHORTEST_STATEMENT = 20;
const FEWEST_KNOWN = 2;
const FEWEST_PARTIES = 2;
/** Of the lines of one shape, so many must name a party that the lexicon knows. */
const KNOWN_SHARE = 0.5;
const SEPARATOR = /\s?:\s|\.\s?[-–—]+\s|\s[–—-]\s|\s\|\s/u;
/** "Delegación del Perú. La laguna…": a name before a full stop, and the words on the same line. */
const RUN_IN = /(?<=^[^.:;!?]{3,90})\.\s+(?=[\p{Lu}“"«¿¡])/u;
/** "From: …", "Habla: …": a word or three, a colon, and nothing but a name. */
const LABELLED = /^(\p{Lu}[\p{L}’' .°º#\d]{0,24}?)\s*:\s+(\S.*)$/u;
/** "Comunidades campesinas de la Cordillera Blanca": many who speak as one, and whose name ends in a place's. */
const COLLECTIVE =
  /^(?:comunidades|pueblos|mujeres|familias|juventudes|j[oó]venes|vecin[oa]s|trabajador[ea]s|organizaciones|asociaciones|communities|peoples|women|families|youth|residents|workers|organi[sz]ations|communaut[eé]s|peuples|femmes|povos|mulheres|jovens|moradores)\s\S+\s/iu;
/** A block that may open a turn, and what its shape is: blocks of one shape in a record open turns together or not at all. */
interface Candidate {
  readonly index: number;
  readonly shape: string;
  readonly heading: SpeakerHeading;
  readonly inline: boolean;
}

/**
 * Turns told by the record's own habit rather than by any one line: where several blocks of one shape (mark, capitals,
 * markup, label, and what parts the name from the words) name parties, every block of that shape opens a turn, also
 * behind a name that no lexicon knows. A shape is a habit where at least two of its blocks name a party, different
 * parties at that, and these are half of its blocks or more.
 */
export function findRecurringTurns(
  blocks: readonly TextBlock[],
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const shapes = new Map<string, Candidate[]>();
  blocks.forEach((block, index) => {
    if (isDeed(block, blocks[index + 1], countries)) return;
    for (const candidate of candidatesAt(block, index, countries)) {
      const members = shapes.get(candidate.shape);
      if (members === undefined) shapes.set(candidate.shape, [candidate]);
      else members.push(candidate);
    }
  });
  const starts = new Map<number, SpeakerStart>();
  for (const members of shapes.values()) {
    const speaking = members.filter((member) => member.inline || isFollowedByWords(blocks, member, members));
    if (!isHabit(speaking, countries)) continue;
    for (const member of speaking) {
      if (starts.has(member.index)) continue;
      const start = member.inline
        ? { speaker: speakerOfParty(member.heading, countries), topic: null, headingBlocks: 0 }
        : startWithSubtitles(blocks, member.index, member.heading, countries);
      if (start !== null) starts.set(member.index, start);
    }
  }
  return withoutRepeats(new Map([...starts].sort(([a], [b]) => a - b)));
}

/** Of the headings of one level, so many must name parties that the lexicon knows for the others to be speakers' too. */
const KNOWN_HEADING_SHARE = 0.6;
const FEWEST_NAME_WORDS = 2;

/**
 * Headings of a level that the format tells, where most of that level name speakers: the others are names that no lexicon
 * knows ("### Alcaldía de Quito").
 */
export function findHabitualHeadings(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
): ReadonlyMap<number, SpeakerStart> {
  const all = new Map(starts);
  for (const level of new Set(blocks.flatMap((block) => block.headingLevel ?? []))) {
    const members = [...blocks.keys()].filter((index) => {
      const block = blocks[index];
      return block?.headingLevel === level && !isSubheadingLabel(block.text) && !isOpeningLabel(block.text);
    });
    const named = members.filter((index) => starts.has(index));
    const texts = members.map((index) => blocks[index]?.text ?? "");
    const once = new Set<string>();
    const again = new Set(texts.filter((text) => once.has(text) || !once.add(text)));
    const parties = new Set(named.flatMap((index) => starts.get(index) ?? []).map(({ speaker }) => partyKey(speaker)));
    if (parties.size < FEWEST_PARTIES || named.length < members.length * KNOWN_HEADING_SHARE) continue;
    for (const index of members.filter((member) => !all.has(member))) {
      const text = blocks[index]?.text ?? "";
      const isShort = text.split(/\s+/u).length < FEWEST_NAME_WORDS;
      const heading = isShort ? null : (readParty(text, countries) ?? recurringParty(text, again));
      const start = heading === null ? null : startWithSubtitles(blocks, index, heading, countries);
      const said = start === null ? undefined : blocks[index + start.headingBlocks];
      if (start !== null && said !== undefined && isBodyText(said)) all.set(index, start);
    }
  }
  return new Map([...all].sort(([a], [b]) => a - b));
}

/** "Personal no docente": no name, but it heads what is said more than once, as speakers do. */
function recurringParty(text: string, again: ReadonlySet<string>): SpeakerHeading | null {
  return again.has(text) ? { party: text, form: null, topic: null, remark: null, by: "phrase" } : null;
}

/** Consecutive paragraphs that each open with the same party are one turn. */
function withoutRepeats(starts: ReadonlyMap<number, SpeakerStart>): ReadonlyMap<number, SpeakerStart> {
  let last: string | null = null;
  return new Map(
    [...starts].filter(([, start]) => {
      const name = partyKey(start.speaker);
      const goesOn = start.headingBlocks === 0 && name === last;
      last = name;
      return !goesOn;
    }),
  );
}

function isHabit(members: readonly Candidate[], countries: CountryLexicon): boolean {
  const known = members.filter(({ heading }) => heading.form !== null);
  const parties = new Set(known.map(({ heading }) => partyKey(speakerOfParty(heading, countries))));
  return known.length >= FEWEST_KNOWN && parties.size >= FEWEST_PARTIES && known.length >= members.length * KNOWN_SHARE;
}

function candidatesAt(block: TextBlock, index: number, countries: CountryLexicon): Candidate[] {
  if (block.form !== "prose" || block.cell !== null || index === 0) return [];
  const look = [block.mark === null ? "" : markFamily(block.mark), block.headingLevel ?? "", block.emphasized].join(
    " ",
  );
  const candidates: Candidate[] = [];
  const label = LABELLED.exec(block.text);
  if (label?.[1] !== undefined && label[2] !== undefined && block.text.length <= LONGEST_LINE) {
    const name = foldText(label[1])
      .replace(/[\d#°º.]+/gu, "")
      .trim();
    const heading = namesNoSpeaker(name) ? null : readParty(label[2], countries);
    if (heading !== null) candidates.push({ index, shape: `label ${name} ${look}`, heading, inline: false });
  }
  const inline = inlineCandidate(block, index, countries);
  if (inline !== null) candidates.push({ ...inline, shape: `inline ${look} ${inline.shape}` });
  else if (block.text.length <= LONGEST_LINE && !/[.;,!?]$/u.test(block.text)) {
    const loud = isUpperCase(block.text.replace(/\([^()]*\)/gu, ""));
    const distinct = loud || block.mark !== null || block.emphasized || block.headingLevel !== null;
    const heading = readParty(block.text, countries);
    if (heading !== null && heading.topic === null && (distinct || heading.form !== null)) {
      candidates.push({ index, shape: `line ${look} ${loud} ${/:$/u.test(block.text)}`, heading, inline: false });
    }
  }
  return candidates;
}

function inlineCandidate(block: TextBlock, index: number, countries: CountryLexicon): Candidate | null {
  const start = block.text.slice(0, LONGEST_LINE + 4);
  const separator = SEPARATOR.exec(start) ?? RUN_IN.exec(start);
  if (separator === null || separator.index < 2) return null;
  const opening = block.text.slice(0, separator.index);
  const said = block.text.slice(separator.index + separator[0].length).trim();
  if (said.length < SHORTEST_STATEMENT || !/\s/u.test(said)) return null;
  const heading = readParty(opening, countries);
  if (heading === null || heading.topic !== null) return null;
  const emphasized = block.lead?.startsWith(opening.slice(0, 12)) === true;
  return {
    index,
    shape: `${separator[0].trim()} ${block.depth > 0} ${emphasized} ${isUpperCase(opening)}`,
    heading,
    inline: true,
  };
}

/** The party that the text names, known to the lexicon or by its capitals; null for labels, dates and sentences. */
function readParty(text: string, countries: CountryLexicon): SpeakerHeading | null {
  const words = text.split(/\s+/u);
  if (words.length > LONGEST_NAME_WORDS || findDates(text).length > 0) return null;
  if (isSubheadingLabel(text) || isAgreementsLabel(text) || isOpeningLabel(text)) return null;
  const heading = readSpeakerHeading(text, countries);
  if (heading !== null && heading.form !== null) return heading;
  const party = withoutArticle(text.replace(/\s*\([^()]*\d[^()]*\)$/u, "").replace(/[\s.:;]+$/u, ""));
  if (isPluralHead(party)) return null;
  const named = isProperName(party) || (COLLECTIVE.test(party) && /\s\p{Lu}\p{L}{2,}$/u.test(party));
  if (!/^\p{Lu}/u.test(party) || !named || /[,;.!?]\s/u.test(party) || /\d/u.test(party)) return null;
  return { party, form: null, topic: null, remark: null, by: "name" };
}

/** Words, or the headings that part them, follow: a list of those present goes on with the next name. */
function isFollowedByWords(blocks: readonly TextBlock[], { index }: Candidate, members: readonly Candidate[]): boolean {
  for (let next = index + 1; next <= index + 3; next += 1) {
    const block = blocks[next];
    if (block === undefined || members.some((member) => member.index === next)) return false;
    if (isBodyText(block)) return true;
  }
  return false;
}
