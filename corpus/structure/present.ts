import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { readPersonLine } from "./person-line.ts";
import { type Speaker, speakerOfPerson } from "./speaker.ts";

/** Blocks of a title block, an attendance list and the like. */
export const LONGEST_FRONT = 80;

const LISTED_NAME =
  "(?<![\\p{L}’'-])\\p{Lu}[\\p{L}’'-]{0,40}(?:\\s(?:d[aeio]s?|del|la|las|los|y|e|i|van|von|der|den|du|\\p{Lu}[\\p{L}’'-]+|\\p{Lu}\\.)){1,5}";
/** "BC", "HvJ": initials, with the small letters of a particle between them or not. */
export const LETTERS = "\\p{Lu}(?:\\p{L}{0,2}\\p{Lu})?\\p{Lu}?";
/** "Benito Corral del Pozo (BC)", "Hanne van Jaarsveld (HvJ, engineering)". */
const EXPLAINED = new RegExp(`(${LISTED_NAME})\\s*\\((${LETTERS})(?:,\\s[^()]{2,60})?\\)`, "gu");
/** "Pregunta (P.): el letrado, D. Gonzalo Arrieta". */
const LEGEND = /^[\p{L} ]{2,30}\((\p{Lu})\.?\)\s*[:.–-]\s*(\S.*)$/u;

/** Initials that the title block or the list of those present explains. */
export function readInitials(blocks: readonly TextBlock[]): ReadonlyMap<string, string> {
  const initials = new Map<string, string>();
  const ambiguous = new Set<string>();
  const explain = (letters: string, name: string): void => {
    if ((initials.get(letters) ?? name) !== name) ambiguous.add(letters);
    initials.set(letters, name);
  };
  for (const { text } of blocks.slice(0, LONGEST_FRONT)) {
    for (const [, name = "", letters = ""] of text.matchAll(EXPLAINED)) explain(letters, name);
    const [, letter, told = ""] = LEGEND.exec(text) ?? [];
    const name = [...told.matchAll(new RegExp(LISTED_NAME, "gu"))].at(-1)?.[0];
    if (letter !== undefined && name !== undefined) explain(letter, name);
  }
  for (const [letters, name] of initialsInColumn(blocks)) explain(letters, name);
  for (const [letters, name] of initialsInTable(blocks)) explain(letters, name);
  // Letters that fit two of those present are nobody's.
  for (const letters of ambiguous) initials.delete(letters);
  return initials;
}

/** "DFH  Dermot Fallon-Hughes  HSA", "R.A.S. Rosa Alcaine Sanz, presidenta": a list with a column of initials. */
const COLUMN = /^((?:\p{Lu}\.?){2,5})\s+(\p{Lu}\p{Ll}[^,;:()\t|]*)/u;
const FEWEST_IN_COLUMN = 3;
const SMALL_WORD = /^\p{Ll}{1,3}$/u;

function initialsInColumn(blocks: readonly TextBlock[]): readonly (readonly [string, string])[] {
  const found = blocks.slice(0, LONGEST_FRONT).flatMap(({ text }) => {
    const [, letters = "", behind = ""] = COLUMN.exec(text) ?? [];
    const most = letters.replaceAll(".", "").length;
    const words: string[] = [];
    for (const word of behind.trim().split(/\s+/u)) {
      const own = words.filter((other) => !SMALL_WORD.test(other)).length;
      if (own >= most || !(SMALL_WORD.test(word) || /^\p{Lu}[\p{L}\p{M}’']*\p{Ll}/u.test(word))) break;
      words.push(word);
    }
    const isName = words.filter((word) => !SMALL_WORD.test(word)).length >= 2;
    const isOwn = foldText(words[0]?.charAt(0) ?? "") === foldText(letters.charAt(0));
    return isName && isOwn ? [[letters, words.join(" ")] as const] : [];
  });
  return found.length >= FEWEST_IN_COLUMN ? found : [];
}

const INITIALS_CELL = /^(?:\p{Lu}\.?\s?){2,5}$/u;

/** "| Mercedes Pascual | M. P. | … |": cells of letters beside a name whose words begin with them. */
function initialsInTable(blocks: readonly TextBlock[]): readonly (readonly [string, string])[] {
  return blocks.slice(0, LONGEST_FRONT).flatMap(({ text, form }) => {
    if (form !== "table-row") return [];
    const cells = text.split(/\s*[|\t]\s*/u).filter((cell) => cell !== "");
    const letters = cells.find((cell) => INITIALS_CELL.test(cell));
    if (letters === undefined) return [];
    const name = cells.find(
      (cell) => cell !== letters && initialsOf(cell) === foldText(letters).replace(/[^\p{L}]/gu, ""),
    );
    return name === undefined ? [] : [[letters, name] as const];
  });
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => !SMALL_WORD.test(word));
  return foldText(words.map((word) => word.charAt(0)).join(""));
}

/** The initials with a stop each that a text opens with, of those that are explained elsewhere; undefined for none. */
export function leadingInitials(text: string, initials: ReadonlyMap<string, string>): string | undefined {
  if (!/^\p{Lu}\.\s?\p{Lu}\./u.test(text)) return undefined;
  return [...initials].find(([letters, name]) => {
    const behind = text.slice(letters.length);
    const isOwn = /^(?:\p{Lu}\.\s?){2,}$/u.test(letters) && text.startsWith(letters) && /^:?\s/u.test(behind);
    // "R.A.S. Rosa Alcaine Sanz, presidenta" explains the letters.
    return isOwn && !behind.trimStart().startsWith(name);
  })?.[0];
}

const SEVERAL = new RegExp(`^(${LETTERS})\\s?(?:[+&/]|and|y|e|et)\\s?(${LETTERS})(?![\\p{L}.])`, "u");

/** "RDF + BO both fine with it": what two say is neither's. */
export function isOfSeveral(text: string, initials: ReadonlyMap<string, string>): boolean {
  const [, one = "", other = ""] = SEVERAL.exec(text) ?? [];
  return initials.has(one) && initials.has(other);
}

/** Names by a part of them; null where several share it. */
type Called = Map<string, string | null>;

function call(called: Called, part: string, name: string): void {
  called.set(part, called.has(part) && called.get(part) !== name ? null : name);
}

function ofOneEach(called: Called): ReadonlyMap<string, string> {
  return new Map([...called].flatMap(([part, name]) => (name === null ? [] : [[part, name] as const])));
}

/** "Annika", where one of those present is called so. */
export function fullNames(blocks: readonly TextBlock[], first: number): ReadonlyMap<string, string> {
  const full: Called = new Map();
  for (const { text } of blocks.slice(0, Math.min(first, LONGEST_FRONT))) {
    for (const [name] of text.matchAll(new RegExp(LISTED_NAME, "gu"))) {
      const part = name.split(/\s/u)[0] ?? "";
      call(full, part, name);
    }
  }
  return ofOneEach(full);
}

const FEWEST_NAMES = 2;
const NAME_IN_FULL = new RegExp(`^${LISTED_NAME}$`, "u");

/**
 * By their first names in small letters, those whom a list of nothing but full names tells: what a record writes so
 * ("jun", as a chat's log does) is a name all the same. First names of several are left out.
 */
export function calledByFirstName(blocks: readonly TextBlock[]): ReadonlyMap<string, string> {
  const called: Called = new Map();
  for (const { text } of blocks.slice(0, LONGEST_FRONT)) {
    const names = text
      .replace(/^[^:]{2,40}:\s/u, "")
      .split(/[,;]\s(?:and\s|y\s|e\s|et\s)?/u)
      .map((name) => name.replace(/\.$/u, ""));
    if (names.length < FEWEST_NAMES || !names.every((name) => NAME_IN_FULL.test(name))) continue;
    for (const name of names) {
      const first = foldText(name.split(/\s/u)[0] ?? "");
      call(called, first, name);
    }
  }
  return ofOneEach(called);
}

/** "Haskins", where one of those listed is called so and no other: the whole name. */
export function surnames(blocks: readonly TextBlock[]): ReadonlyMap<string, string> {
  const whole: Called = new Map();
  for (const { text } of blocks.slice(0, LONGEST_FRONT)) {
    for (const [name] of text.matchAll(new RegExp(LISTED_NAME, "gu"))) {
      const last = name.split(/\s/u).at(-1) ?? "";
      call(whole, last, name);
    }
  }
  return ofOneEach(whole);
}

const TITLE_AND_SURNAME = /^(\p{Lu}\p{Ll}{3,})\s(\p{Lu}[\p{L}’'-]{2,})(?=\s\p{Ll})/u;
const FEWEST_TITLED = 2;

/**
 * "Trustee Maldonado", "Superintendent Wheeler" at the start of paragraphs, and the one listed whose surname that is. The
 * word before is a title where it stands before two surnames of those listed, or behind the name in the list.
 */
export function titledSurnames(blocks: readonly TextBlock[]): ReadonlyMap<string, string> {
  const pairs = blocks.flatMap(({ text }) => {
    const [, title, surname] = TITLE_AND_SURNAME.exec(text) ?? [];
    return title === undefined || surname === undefined ? [] : [{ title, surname }];
  });
  const titles = new Set(pairs.map(({ title }) => title));
  const full = new Map<string, Set<string>>();
  for (const { text } of pairs.length === 0 ? [] : blocks.slice(0, LONGEST_FRONT))
    for (const [name] of text.matchAll(new RegExp(LISTED_NAME, "gu"))) {
      const words = name.split(/\s/u);
      if (titles.has(words[0] ?? "")) continue;
      const last = words.at(-1) ?? "";
      full.set(last, (full.get(last) ?? new Set()).add(name));
    }
  const known = pairs.filter(({ surname }) => full.get(surname)?.size === 1);
  const namedBy = new Map<string, Set<string>>();
  for (const { title, surname } of known) namedBy.set(title, (namedBy.get(title) ?? new Set()).add(surname));
  const front = blocks.slice(0, LONGEST_FRONT).map(({ text }) => text);
  const titled = new Map<string, string>();
  for (const [title, listed] of namedBy)
    for (const surname of listed) {
      const isTitle = listed.size >= FEWEST_TITLED || front.some((text) => text.includes(`${surname}, ${title}`));
      const [name] = full.get(surname) ?? [];
      if (isTitle && name !== undefined) titled.set(`${title} ${surname}`, name);
    }
  return titled;
}

export function readPresent(name: string, countries: CountryLexicon): Speaker {
  const person = readPersonLine(name, countries);
  if (person !== null) return speakerOfPerson(person, null, countries);
  return bareSpeaker(name);
}

/** A person of whom nothing but the name is told. */
export function bareSpeaker(name: string): Speaker {
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
