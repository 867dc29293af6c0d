import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isAgreementsLabel, isOpeningLabel, isSubheadingLabel, namesNoSpeaker } from "./labels.ts";
import { readableCase } from "./letter-case.ts";
import { readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import { isAside, isProceeding } from "./proceedings.ts";
import { type Speaker, type SpeakerStart, speakerOfParty, speakerOfPerson } from "./speaker.ts";
import { readSpeakerHeading } from "./speaker-heading.ts";

/** Turns that are told by their form alone, and what opens like one and is not understood. */
export interface FormTurns {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Blocks that open like a turn by somebody who cannot be told: they end the turn before, and are nobody's. */
  readonly unread: ReadonlySet<number>;
  /** Notes inside a turn ("(Applause.)"): nobody's, and the turn goes on behind them. */
  readonly asides: ReadonlySet<number>;
}

/** What openings are read with. */
interface Reading {
  readonly blocks: readonly TextBlock[];
  readonly countries: CountryLexicon;
  /** Who is meant by initials, as the list of those present tells them. */
  readonly initials: ReadonlyMap<string, string>;
}

const LONGEST_NAME = 90;
const LONGEST_NAME_WORDS = 7;
const FEWEST_NAMES = 2;
const FEWEST_TURNS = 3;
/** "Chile: 34 %" is a line of a list. */
const SHORTEST_STATEMENT = 20;

/** "[00:03:10] ", "00:03 ": when it was said stands before the name or behind it. */
const TIME = "[\\[(]?\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?[\\])]?";
const ABBREVIATION = "(?<!\\p{L})\\p{L}{1,4}\\.[ªº]?(?=[\\s\\p{Lu}])(?!\\s?[-–—])";
/** A name with its form of address, a remark in brackets, and what parts them from the words. */
const OPENING = new RegExp(
  `^(?:${TIME}\\s+)?(?:Q\\d{1,3}\\.?\\s+)?((?:${ABBREVIATION}|[^:;.!?()[\\]\\n|–—]){2,${LONGEST_NAME}}?)\\s*(?:[([]([^()[\\]]{1,120})[)\\]])?\\s*(:|\\.\\s?[-–—]+|(?<=\\s|\\))[-–—](?=\\s)|\\.)\\s+(?=\\S)`,
  "u",
);
/** A name and the time on a line of their own, above the words. */
const TIMED_LINE = new RegExp(`^(?:${TIME}\\s+)?([^:;.!?()[\\]\\n|]{2,60}?)(?:\\s*[,|–—-])?(?:\\s+${TIME})?$`, "u");
/** "P. ¿Desde cuándo…?", "A: Since May.": a letter that the record explains above. */
const LETTER = /^(\p{Lu})\s?[.:]\s+(?=\S)/u;
/** A short label before a colon: who or what it is cannot be told. */
const COLON_LABEL = /^\p{Lu}[^:.;!?()¿¡]{1,50}(?:\.º\s\p{L})?(?:\s?\([^()]{1,60}\))?:\s+(?=[\p{Lu}¿¡«"“])/u;
const LONGEST_COLON_LABEL_WORDS = 6;
const PARTICLE = /^(?:d[aeio]s?|del|las?|los|el|y|e|van|von|der|den|du|le|bin|ben|al|don|doña|dona|st\.)$/u;
const NAME_WORD = /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lu}\.)$/u;
/** "CM", "MP", "TD": letters behind a name that tell a membership, without a vowel. */
const POST_NOMINAL = /\s(?:[B-DF-HJ-NP-TV-Z]{2,4})$/u;

interface Opening {
  readonly index: number;
  /** Blocks of one shape open turns together, or not at all. */
  readonly shape: string;
  /** As written, without form of address and remark. */
  readonly name: string;
  readonly key: string;
  readonly remark: string | null;
  /** Who the lexicons know it to be; null for a name that only its form tells. */
  readonly known: Speaker | null;
  readonly headingBlocks: number;
  /** Characters of what is said behind it. */
  readonly said: number;
  /** Words follow, and not another name, a date or a topic: they end as a sentence does, or stand in a list. */
  readonly isStatement: boolean;
}

function withoutTime(text: string): string {
  return text.replace(new RegExp(`^${TIME}\\s+`, "u"), "");
}

/** A proper name by its letters: capitals, with particles between them. */
function isNameByForm(name: string): boolean {
  const words = name.split(/\s+/u);
  const own = words.filter((word) => !PARTICLE.test(word));
  if (own.length === 0 || words.length > LONGEST_NAME_WORDS || /\d/u.test(name)) return false;
  return own.every((word) => NAME_WORD.test(word.replace(/[,’']+$/u, ""))) && PARTICLE.test(words[0] ?? "") === false;
}

function readKnown(written: string, remark: string | null, countries: CountryLexicon): Speaker | null {
  const person = readHonorific(withoutArticle(written)) === null ? null : readPersonLine(written, countries);
  if (person !== null) {
    const speaker = speakerOfPerson(person, null, countries);
    const name = readableCase(speaker.speaker ?? "", { singleWord: true });
    return withRemark({ ...speaker, speaker: name }, speaker.isPerson === true ? remark : null, countries);
  }
  const heading = readSpeakerHeading(written, countries);
  if (heading === null || heading.form === null || heading.by !== "name" || heading.topic !== null) return null;
  return withRemark(speakerOfParty(heading, countries), remark, countries);
}

/** "(Chile)", "(Presidente)", "(Grupo Azul)": the state, office or body of who speaks; "(interrupting)" is none of them. */
function withRemark(speaker: Speaker, told: string | null, countries: CountryLexicon): Speaker {
  const [remark = ""] = told?.split(/\.\s/u) ?? [];
  if (!/^\p{Lu}/u.test(remark) || findDates(remark).length > 0) return speaker;
  // "Sr. Presidente (Oroño)": the office is in the chair's name.
  if (speaker.isPerson !== true && speaker.role !== null && isNameByForm(remark) && countries.codeOf(remark) === null) {
    return { ...speaker, speaker: readableCase(remark, { singleWord: true }), isPerson: true, organization: null };
  }
  const office = readOffice(remark) === null ? null : remark;
  if (office !== null) return { ...speaker, role: speaker.role ?? office };
  const country = countries.codeOf(remark);
  return { ...speaker, organization: speaker.organization ?? remark, country: speaker.country ?? country };
}

function speakerByForm({ name, remark }: Opening, countries: CountryLexicon): Speaker {
  const bare = isUpperCase(name) ? name.replace(POST_NOMINAL, "") : name;
  const speaker: Speaker = {
    speaker: readableCase(bare, { singleWord: true }),
    honorific: null,
    isPerson: true,
    role: null,
    organization: null,
    affiliation: null,
    country: null,
  };
  return withRemark(speaker, remark, countries);
}

/** Names of one speaker: with or without title, in capitals or not. */
function nameKey(name: string): string {
  return foldText(name.replace(POST_NOMINAL, ""))
    .replace(/[^\p{L} ]/gu, "")
    .trim();
}

function openingAt(reading: Reading, index: number): Opening | null {
  const { blocks, initials } = reading;
  const block = blocks[index];
  if (block === undefined || block.form !== "prose" || block.cell !== null) return null;
  const timed = TIMED_LINE.exec(block.text);
  const hasTime = new RegExp(`(?:^${TIME}\\s)|(?:\\s${TIME}$)`, "u").test(block.text);
  if (timed?.[1] !== undefined && hasTime && isNameByForm(timed[1])) {
    return makeOpening(reading, index, {
      written: timed[1],
      remark: null,
      separator: "time",
      headingBlocks: 1,
      said: 0,
    });
  }
  if (block.headingLevel !== null) return null;
  const letter = LETTER.exec(block.text);
  if (letter?.[1] !== undefined && initials.has(letter[1])) {
    const parts = {
      written: letter[1],
      remark: null,
      separator: ":",
      headingBlocks: 0,
      said: block.text.length - letter[0].length,
    };
    return makeOpening(reading, index, parts);
  }
  const match = OPENING.exec(block.text);
  const [, written, remark, separator] = match ?? [];
  if (match === null || written === undefined || separator === undefined) return null;
  const parts = {
    written,
    remark: remark ?? null,
    separator: separator.trim(),
    headingBlocks: 0,
    said: block.text.length - match[0].length,
  };
  return makeOpening(reading, index, parts);
}

interface Parts {
  readonly written: string;
  readonly remark: string | null;
  readonly separator: string;
  readonly headingBlocks: number;
  readonly said: number;
}

function makeOpening(
  { blocks, countries, initials }: Reading,
  index: number,
  { written, remark, separator, headingBlocks, said }: Parts,
): Opening | null {
  const block = blocks[index] as TextBlock;
  // "PARDO, don Luis": the first name stands behind.
  const bare = withoutArticle(withoutTime(written).trim()).replace(/,\s(?:don|doña|dona|d\.)\s.*$/iu, "");
  const address = readHonorific(bare);
  const name = (address === null ? bare : bare.slice(address.length)).trim();
  if (name === "" || findDates(written).length > 0) return null;
  const present = initials.get(bare);
  const known =
    present === undefined
      ? isLabel(bare)
        ? null
        : readKnown(bare, remark, countries)
      : readPresent(present, countries);
  const byForm = isNameByForm(name);
  if (known === null && !byForm) return null;
  const isLoud = isUpperCase(name);
  // A full stop ends sentences too: it parts a name from words only behind a title, a remark, or capitals.
  const isTitled = address !== null || known?.role != null;
  if (separator === "." && !isTitled && !(isLoud && (remark !== null || /\s/u.test(name)))) return null;
  const mark = block.mark === null ? "" : markFamily(block.mark);
  const isLead = block.lead !== null && block.text.startsWith(block.lead);
  return {
    index,
    shape: [shapeOfSeparator(separator, block), mark, isLead, headingBlocks].join(" "),
    name,
    key: nameKey(name),
    remark,
    known,
    headingBlocks,
    said,
    isStatement:
      headingBlocks > 0 || block.mark?.style === "bullet" || /[.!?…;][)\]»”"'’]*(?:\s?[-–—])?$/u.test(block.text),
  };
}

function shapeOfSeparator(separator: string, { mark }: TextBlock): string {
  // In a list the bullet opens the turn, whatever parts the name from the words.
  if (mark?.style === "bullet" && separator !== ".") return "item";
  if (/^[-–—]$/u.test(separator)) return "dash";
  return /[-–—]$/u.test(separator) ? "stop dash" : separator;
}

function isLabel(text: string): boolean {
  return isSubheadingLabel(text) || isAgreementsLabel(text) || isOpeningLabel(text) || namesNoSpeaker(foldText(text));
}

/** Words that the record also writes in small letters are no names: "Decision: …", "ACTION: …". */
function commonWords(blocks: readonly TextBlock[]): ReadonlySet<string> {
  const common = new Set<string>();
  for (const { text } of blocks)
    for (const [word] of text.matchAll(/(?<![\p{L}’'])\p{Ll}[\p{L}\p{M}]+/gu)) common.add(foldText(word));
  return common;
}

/**
 * Turns told by form and repetition: paragraphs that open with a name, parted from the words in one and the same way. A
 * way of opening is the record's where two names or more stand in it and one of them comes again, is listed above as
 * present, or is known to hold an office, to represent a state or by a form of address. A single word is a name only
 * where it comes again or is listed, and where the record does not write it in small letters.
 */
export function findFormTurns(blocks: readonly TextBlock[], countries: CountryLexicon): FormTurns {
  const reading = { blocks, countries, initials: readInitials(blocks) };
  const openings = [...blocks.keys()].flatMap((index) => openingAt(reading, index) ?? []);
  const shapes = new Map<string, Opening[]>();
  for (const opening of openings) shapes.set(opening.shape, [...(shapes.get(opening.shape) ?? []), opening]);
  const common = commonWords(blocks);
  const starts = new Map<number, SpeakerStart>();
  const unread = new Set<number>();
  for (const [shape, members] of shapes) {
    const read = readShape(members, blocks, common);
    if (read === null) continue;
    const from = Math.min(...members.filter(({ key }) => read.has(key)).map(({ index }) => index));
    const full = fullNames(blocks, from);
    for (const opening of members.filter(({ index }) => index >= from)) {
      const member = opening.known === null ? { ...opening, name: full.get(opening.name) ?? opening.name } : opening;
      if (!read.has(member.key)) unread.add(member.index);
      else
        starts.set(member.index, {
          speaker: speakerOf(member, reading),
          topic: null,
          headingBlocks: member.headingBlocks,
        });
    }
    if (shape.startsWith(":")) for (const index of labelsBelow(blocks, from)) unread.add(index);
  }
  const { proceedings, asides } = findProceedings(blocks, starts);
  return {
    starts: new Map([...starts].sort(([a], [b]) => a - b)),
    unread: new Set([...unread, ...proceedings].filter((index) => !starts.has(index))),
    asides,
  };
}

/** What the body does, and notes in brackets, from the first turn on. */
export function findProceedings(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): { readonly proceedings: ReadonlySet<number>; readonly asides: ReadonlySet<number> } {
  const from = Math.min(...starts.keys());
  const below = [...blocks.keys()].filter((index) => index > from && !starts.has(index));
  const holds = (test: (block: TextBlock) => boolean): ReadonlySet<number> =>
    new Set(below.filter((index) => test(blocks[index] as TextBlock)));
  return { proceedings: holds(isProceeding), asides: holds(isAside) };
}

function labelsBelow(blocks: readonly TextBlock[], from: number): number[] {
  return [...blocks.keys()].filter((index) => {
    const block = blocks[index];
    if (index < from || block?.form !== "prose" || block.cell !== null) return false;
    const label = COLON_LABEL.exec(block.text)?.[0];
    return label !== undefined && label.trim().split(/\s+/u).length <= LONGEST_COLON_LABEL_WORDS;
  });
}

function speakerOf(member: Opening, { blocks, countries }: Reading): Speaker {
  const isNoAcronym = isAcronymOnly(member) && isWrittenSmall(member.name, blocks);
  return isNoAcronym ? speakerByForm(member, countries) : (member.known ?? speakerByForm(member, countries));
}

const LISTED_NAME =
  "\\p{Lu}[\\p{L}’'-]+(?:\\s(?:d[aeio]s?|del|la|las|los|y|e|i|van|von|der|den|du|\\p{Lu}[\\p{L}’'-]+|\\p{Lu}\\.)){1,5}";
/** "Benito Corral del Pozo (BC)". */
const EXPLAINED = new RegExp(`(${LISTED_NAME})\\s*\\((\\p{Lu}{1,4})\\)`, "gu");
/** "Pregunta (P.): el letrado, D. Gonzalo Arrieta". */
const LEGEND = /^[\p{L} ]{2,30}\((\p{Lu})\.?\)\s*[:.–-]\s*(\S.*)$/u;

/** Initials that the title block or the list of those present explains. */
function readInitials(blocks: readonly TextBlock[]): ReadonlyMap<string, string> {
  const initials = new Map<string, string>();
  for (const { text } of blocks.slice(0, LONGEST_FRONT)) {
    for (const [, name = "", letters = ""] of text.matchAll(EXPLAINED)) initials.set(letters, name);
    const [, letter, told = ""] = LEGEND.exec(text) ?? [];
    const name = [...told.matchAll(new RegExp(LISTED_NAME, "gu"))].at(-1)?.[0];
    if (letter !== undefined && name !== undefined) initials.set(letter, name);
  }
  return initials;
}

/** "Annika", where one of those present is called so. */
function fullNames(blocks: readonly TextBlock[], first: number): ReadonlyMap<string, string> {
  const full = new Map<string, string | null>();
  for (const { text } of blocks.slice(0, Math.min(first, LONGEST_FRONT))) {
    for (const [name] of text.matchAll(new RegExp(LISTED_NAME, "gu"))) {
      const part = name.split(/\s/u)[0] ?? "";
      full.set(part, full.has(part) && full.get(part) !== name ? null : name);
    }
  }
  return new Map([...full].flatMap(([part, name]) => (name === null ? [] : [[part, name] as const])));
}

function readPresent(name: string, countries: CountryLexicon): Speaker {
  const person = readPersonLine(name, countries);
  if (person !== null) return speakerOfPerson(person, null, countries);
  return {
    speaker: name,
    honorific: null,
    isPerson: true,
    role: null,
    organization: null,
    affiliation: null,
    country: null,
  };
}

/** A word in capitals that the lexicons take for a body's acronym. */
function isAcronymOnly({ known, name }: Opening): boolean {
  return known?.organization === name && known.role === null && !/\s/u.test(name) && isUpperCase(name);
}

/** "MORÁN" is written "Morán" elsewhere: a name, and no acronym. */
function isWrittenSmall(name: string, blocks: readonly TextBlock[]): boolean {
  const small = readableCase(name, { singleWord: true });
  const word = new RegExp(`(?<!\\p{L})${small}(?!\\p{L})`, "u");
  return small !== name && blocks.some(({ text }) => word.test(text));
}

/** Keys of the names that open turns in this shape; null where it is no way of opening them. */
function readShape(
  members: readonly Opening[],
  blocks: readonly TextBlock[],
  common: ReadonlySet<string>,
): ReadonlySet<string> | null {
  const counts = new Map<string, number>();
  for (const { key } of members) counts.set(key, (counts.get(key) ?? 0) + 1);
  const first = Math.min(...members.map(({ index }) => index));
  const own = new Set(members.map(({ index }) => index));
  const above = blocks
    .slice(0, Math.max(first, Math.min(blocks.length, LONGEST_FRONT)))
    .filter((_, index) => !own.has(index))
    .map(({ text }) => ` ${foldText(text).replace(/[^\p{L}]+/gu, " ")} `);
  const isListed = ({ key }: Opening): boolean => above.some((text) => text.includes(` ${key} `));
  const comesAgain = ({ key }: Opening): boolean => (counts.get(key) ?? 0) > 1;
  const isCommon = ({ key }: Opening): boolean =>
    key.split(" ").every((word) => PARTICLE.test(word) || common.has(word));
  const isNamed = (member: Opening): boolean => {
    if (isLabel(member.name)) return false;
    // An acronym alone may be any word in capitals.
    if (isAcronymOnly(member) && !comesAgain(member) && !isListed(member) && !isWrittenSmall(member.name, blocks))
      return false;
    if (member.known !== null) return member.said >= SHORTEST_STATEMENT || comesAgain(member);
    if (isCommon(member)) return false;
    return /\s/u.test(member.key) || comesAgain(member) || isListed(member);
  };
  const named = members.filter(isNamed);
  const names = new Set(named.map(({ key }) => key));
  const isSupported = named.some(
    (member) => comesAgain(member) || isListed(member) || member.known?.role != null || member.known?.honorific != null,
  );
  if (named.filter(({ isStatement }) => isStatement).length * 2 <= named.length) return null;
  if (names.size < FEWEST_NAMES || named.length < FEWEST_TURNS || !isSupported) return null;
  // Labels of a title block ("Date: …") stand in the same form, above.
  const below = members.filter(({ index }) => index >= Math.min(...named.map((member) => member.index)));
  return named.length * 2 > below.length ? names : null;
}

/** Blocks of a title block, an attendance list and the like. */
const LONGEST_FRONT = 40;
