import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isDeed, takesObject } from "./deeds.ts";
import { readExaminations, turnLetters } from "./examinations.ts";
import { isLabel } from "./labels.ts";
import { readableCase } from "./letter-case.ts";
import { numberedSpeakers } from "./numbered-speakers.ts";
import { readHonorific } from "./parties.ts";
import { bareSpeaker, calledByFirstName, fullNames, isOfSeveral, LONGEST_FRONT, readInitials } from "./present.ts";
import { isProceeding } from "./proceedings.ts";
import type { Speaker, SpeakerStart } from "./speaker.ts";
import { speakerByForm } from "./speakers-by-form.ts";
import {
  findLabels,
  LEADING_TIME,
  type Opening,
  openingAt,
  type Reading,
  SHORTEST_STATEMENT,
} from "./turn-openings.ts";
import { PARTICLE } from "./verb-forms.ts";

/** Turns that are told by their form alone, and what opens like one and is not understood. */
export interface FormTurns {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  /** Blocks that open like a turn by somebody who cannot be told: they end the turn before, and are nobody's. */
  readonly unread: ReadonlySet<number>;
  /** Blocks that open with other words set as the names are: the same, where the record's wordings know nobody there. */
  readonly leads: ReadonlySet<number>;
  /** Words before brackets that name the speaker: see `findLabels`. */
  readonly labels: ReadonlySet<string>;
}

const FEWEST_NAMES = 2;
const FEWEST_TURNS = 3;
/** A short label before a colon: who or what it is cannot be told. */
const COLON_LABEL =
  /^\p{Lu}(?:[^:.;!?()¿¡]|(?<=\s\p{L}{1,4})\.(?=\s)){1,50}(?:\.º\s\p{L})?(?:\s?\([^()]{1,60}\))?(?::|\.\s?[-–—]+)\s+(?=[\p{Lu}¿¡«"“…]|\.{3})/u;
const LONGEST_COLON_LABEL_WORDS = 6;

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
  const reading = { blocks, countries, initials: readInitials(blocks), labels: findLabels(blocks) };
  const openings = [...blocks.keys()].flatMap((index) => openingAt(reading, index) ?? []);
  const shapes = new Map<string, Opening[]>();
  for (const opening of openings) {
    const members = shapes.get(opening.shape);
    if (members === undefined) shapes.set(opening.shape, [opening]);
    else members.push(opening);
  }
  const called = calledByFirstName(blocks);
  const common = new Set([...commonWords(blocks)].filter((word) => !called.has(word)));
  const starts = new Map<number, SpeakerStart>();
  const unread = new Set<number>();
  const letters = letterTurns(blocks, reading.initials);
  const examined = letters.length === 0 ? new Map<number, Speaker>() : readExaminations(blocks, countries);
  for (const index of letters) {
    const speaker = examined.get(index);
    if (speaker === undefined) unread.add(index);
    else starts.set(index, { speaker, topic: null, headingBlocks: 0 });
  }
  const [firstLetter] = letters;
  const lastLetter = letters.at(-1);
  if (examined.size > 0 && firstLetter !== undefined && lastLetter !== undefined) {
    // Whoever closes the examination goes on in a paragraph without a letter.
    if (blocks[lastLetter + 1]?.form === "prose") unread.add(lastLetter + 1);
    for (const [index, label] of labelsBelow(blocks, firstLetter, countries)) {
      const speaks =
        label.comesAgain && label.isLead && !isProceeding(blocks[index] as TextBlock) && !isLabel(label.text);
      if (speaks && !starts.has(index) && index > firstLetter)
        starts.set(index, { speaker: bareSpeaker(label.text), topic: null, headingBlocks: 0 });
    }
  }
  for (const [shape, members] of shapes) {
    const read = readShape(members, blocks, common);
    if (read === null) continue;
    const from = Math.min(...members.filter(({ key }) => read.has(key)).map(({ index }) => index));
    const full = fullNames(blocks, from);
    for (const opening of members.filter(({ index }) => index >= from)) {
      const name = full.get(opening.name) ?? called.get(foldText(opening.name));
      const member = name === undefined ? opening : withName(opening, name);
      if (!read.has(member.key)) unread.add(member.index);
      else
        starts.set(member.index, {
          speaker: speakerOf(member, reading),
          topic: null,
          headingBlocks: member.headingBlocks,
        });
    }
    const isItem = shape.startsWith("item ");
    if (!isItem && !/^(?::|stop dash) /u.test(shape)) continue;
    for (const [index, label] of labelsBelow(blocks, from, countries)) {
      if (starts.has(index)) continue;
      // Where turns are a list's items, an item with a label is no part of the one above it.
      if (isItem) {
        if (index > from && blocks[index]?.mark?.style === "bullet") unread.add(index);
        continue;
      }
      if (index < from && !(label.comesAgain && label.isLead)) continue;
      // "Vecino del 7.º C:" is no name by its form, but speaks more than once.
      const speaks = label.comesAgain && !isProceeding(blocks[index] as TextBlock) && !isLabel(label.text);
      if (speaks) starts.set(index, { speaker: bareSpeaker(label.text), topic: null, headingBlocks: 0 });
      else unread.add(index);
    }
  }
  for (const [index, name] of numberedSpeakers(blocks, starts)) {
    unread.delete(index);
    starts.set(index, { speaker: bareSpeaker(name), topic: null, headingBlocks: 0 });
  }
  if (starts.size > 0)
    for (const [index, { text, form }] of blocks.entries())
      if (form === "prose" && isOfSeveral(text, reading.initials)) unread.add(index);
  // "<jun> none here" once among turns of another form is somebody's too.
  const from = Math.min(...starts.keys());
  for (const opening of shapes.get("marked") ?? []) {
    if (starts.has(opening.index) || opening.index < from) continue;
    const name = called.get(foldText(opening.name));
    if (name === undefined) unread.add(opening.index);
    else starts.set(opening.index, { speaker: bareSpeaker(name), topic: null, headingBlocks: 0 });
  }
  return {
    starts: new Map([...starts].sort(([a], [b]) => a - b)),
    unread: new Set([...unread].filter((index) => !starts.has(index))),
    leads: new Set(otherLeads(blocks, starts)),
    labels: reading.labels,
  };
}

/** "**Parecer del Comité** (no vinculante): …": where names in bold or italics open turns, other words in them open none. */
function otherLeads(blocks: readonly TextBlock[], starts: ReadonlyMap<number, SpeakerStart>): number[] {
  const opensByLead = (index: number): boolean => {
    const { lead, text, mark } = blocks[index] as TextBlock;
    return lead !== null && mark === null && text.startsWith(lead);
  };
  const inline = [...starts].filter(([, { headingBlocks }]) => headingBlocks === 0).map(([index]) => index);
  const led = inline.filter(opensByLead);
  if (led.length === 0 || led.length * 3 < inline.length * 2) return [];
  const first = Math.min(...led);
  // Somebody with a title may be spoken of.
  const isLabelled = (index: number): boolean =>
    opensByLead(index) && readHonorific(blocks[index]?.text ?? "") === null;
  return [...blocks.keys()].filter((index) => index > first && !starts.has(index) && isLabelled(index));
}

/** An opening by one of those present, whose whole name a list tells; a party that the lexicons know stays what it is. */
function withName(opening: Opening, name: string): Opening {
  if (opening.known === null) return { ...opening, name };
  const isMarked = opening.shape === "marked";
  return isMarked ? { ...opening, name, known: { ...opening.known, speaker: name } } : opening;
}

/** Labels, and whether they come again below the first turn. */
function labelsBelow(
  blocks: readonly TextBlock[],
  from: number,
  countries: CountryLexicon,
): ReadonlyMap<number, { readonly text: string; readonly comesAgain: boolean; readonly isLead: boolean }> {
  const found = [...blocks.entries()].flatMap(([index, block]) => {
    if (block.form !== "prose" || block.cell !== null) return [];
    const label = COLON_LABEL.exec(block.text.replace(LEADING_TIME, ""))?.[0].replace(/[\s:.–—-]+$/u, "") ?? "";
    const isLong = label.split(/\s+/u).length > LONGEST_COLON_LABEL_WORDS;
    return label === "" || isLong || takesObject(label) || isDeed(block, undefined, countries)
      ? []
      : [{ index, text: label, isLead: block.lead !== null && block.text.startsWith(block.lead) }];
  });
  const times = new Map<string, number>();
  for (const { index, text } of found) if (index >= from) times.set(text, (times.get(text) ?? 0) + 1);
  const comesAgain = (text: string): boolean => (times.get(text) ?? 0) > 1 && !/\d$/u.test(text);
  return new Map(found.map(({ index, text, isLead }) => [index, { text, comesAgain: comesAgain(text), isLead }]));
}

/** "Q. …", "A. …" that nothing explains: two speak in turn, and nobody can tell who. */
function letterTurns(blocks: readonly TextBlock[], initials: ReadonlyMap<string, string>): number[] {
  const letters = [...turnLetters(blocks)].flatMap(([index, letter]) =>
    initials.has(letter) ? [] : [{ index, letter }],
  );
  const times = (wanted: string): number => letters.filter(({ letter }) => letter === wanted).length;
  const alternate = [
    ["Q", "A"],
    ["P", "R"],
  ].some((pair) => pair.every((letter) => times(letter) >= 2));
  return alternate ? letters.map(({ index }) => index) : [];
}

function speakerOf(member: Opening, { blocks, countries }: Reading): Speaker {
  const isNoAcronym = isAcronymOnly(member) && isWrittenSmall(member.name, blocks);
  return isNoAcronym ? speakerByForm(member, countries) : (member.known ?? speakerByForm(member, countries));
}

/** A word in capitals that the lexicons take for a body's acronym. */
function isAcronymOnly({ known, name }: Opening): boolean {
  return known?.organization === name && known.role === null && !/\s/u.test(name) && isUpperCase(name);
}

/** "MORÁN" is written "Morán" elsewhere: a name, and no acronym. */
function isWrittenSmall(name: string, blocks: readonly TextBlock[]): boolean {
  const small = readableCase(name, { singleWord: true });
  return small !== name && capitalizedWords(blocks).has(small);
}

const known = new WeakMap<readonly TextBlock[], ReadonlySet<string>>();

/** Words with a capital and small letters, gathered once a record. */
function capitalizedWords(blocks: readonly TextBlock[]): ReadonlySet<string> {
  const found =
    known.get(blocks) ??
    new Set(
      blocks.flatMap(({ text }) => [...text.matchAll(/(?<!\p{L})\p{Lu}\p{Ll}[\p{L}\p{M}]*/gu)].map(([word]) => word)),
    );
  known.set(blocks, found);
  return found;
}

/** By the first word of the names that open turns: how many begin with it and go on ("Rukmini" of "Rukmini S."). */
function namesBegun(names: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const begun = new Map<string, number>();
  for (const name of names.keys()) {
    const [first = "", ...others] = name.split(" ");
    if (others.length > 0) begun.set(first, (begun.get(first) ?? 0) + 1);
  }
  return begun;
}

/** Keys of the names that open turns in this shape; null where it is no way of opening them. */
function readShape(
  members: readonly Opening[],
  blocks: readonly TextBlock[],
  common: ReadonlySet<string>,
): ReadonlySet<string> | null {
  const counts = new Map<string, number>();
  for (const { key } of members) counts.set(key, (counts.get(key) ?? 0) + 1);
  const own = new Set(members.map(({ index }) => index));
  const above = blocks
    .slice(0, LONGEST_FRONT)
    .filter((_, index) => !own.has(index))
    .map(({ text }) => ` ${foldText(text).replace(/[^\p{L}]+/gu, " ")} `)
    .join("|");
  const begun = namesBegun(counts);
  const listed = new Map([...counts.keys()].map((key) => [key, above.includes(` ${key} `) || begun.get(key) === 1]));
  const isListed = ({ key }: Opening): boolean => listed.get(key) === true;
  const comesAgain = ({ key }: Opening): boolean => (counts.get(key) ?? 0) > 1;
  const isCommon = ({ key }: Opening): boolean =>
    key.split(" ").every((word) => PARTICLE.test(word) || common.has(word));
  const isNamed = (member: Opening): boolean => {
    if (member.isArticled) return true;
    // "TO: …" is a label, but where the list of those present explains the letters.
    if (isLabel(member.name) && member.known?.isPerson !== true) return false;
    // An acronym alone may be any word in capitals.
    if (isAcronymOnly(member) && !comesAgain(member) && !isListed(member) && !isWrittenSmall(member.name, blocks))
      return false;
    if (member.known !== null)
      return member.headingBlocks > 0 || member.said >= SHORTEST_STATEMENT || comesAgain(member);
    if (isCommon(member)) return false;
    return /\s/u.test(member.key) || comesAgain(member) || isListed(member);
  };
  const named = members.filter(isNamed);
  const names = new Set(named.map(({ key }) => key));
  // "Mme Benhaddou. – Très bien !": however short, by somebody with a form of address.
  const titled = members.filter(({ known: own }) => own?.isPerson === true && own.honorific !== null);
  const areReported = named.filter(({ isReported }) => isReported).length * 2 > named.length;
  const isSupported =
    areReported ||
    named.some(
      (member) =>
        comesAgain(member) || isListed(member) || member.known?.role != null || member.known?.honorific != null,
    );
  if (named.filter(({ isStatement }) => isStatement).length * 2 <= named.length) return null;
  const isLine = members.every(({ shape }) => shape.startsWith("line "));
  const told = named.filter((member) => member.remark !== null || member.known !== null || comesAgain(member));
  if (isLine && told.length * 2 < named.length) return null;
  if (names.size < FEWEST_NAMES || named.length < FEWEST_TURNS || !isSupported) return null;
  // Labels of a title block ("Date: …") stand in the same form, above.
  const first = named[0]?.index ?? 0;
  const below = members.filter(({ index }) => index >= first);
  return named.length * 2 > below.length ? new Set([...names, ...titled.map(({ key }) => key)]) : null;
}
