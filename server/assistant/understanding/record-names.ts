import type { Document, Language } from "../../../corpus/document.ts";
import { fold } from "../language/terms.ts";

interface Introduction {
  readonly name: string;
  readonly acronym: string;
  readonly language: Language;
}

const introduced = /\(([\p{Lu}\p{N}][\p{Lu}\p{N}.\-/]{1,11})\)/gu;
/** Words between the telling ones of a name. */
export const connector =
  /^(?:de|del|la|las|los|el|y|e|sobre|para|por|en|a|of|the|and|on|for|in|to|against|contra|da|do|das|dos|du|des|et|le|les|l|d|au|aux|à|sur|pour)$/iu;

/**
 * Full names that a text introduces with their acronym, as in "Conferencia Regional sobre Migración (CRM)": the
 * shortest run of capitalised words and connectors before the bracket whose initials hold the acronym's letters.
 */
function findIntroductions(text: string, language: Language): Introduction[] {
  const found: Introduction[] = [];
  for (const match of text.matchAll(introduced)) {
    const acronym = match[1] ?? "";
    const before =
      text
        .slice(Math.max(0, match.index - 160), match.index)
        .split(/[.;:()\n"“”]/u)
        .at(-1) ?? "";
    const words = [...before.matchAll(/[\p{L}\p{M}'’-]+/gu)].map((word) => ({ text: word[0], index: word.index }));
    for (let first = words.length - 1; first >= Math.max(0, words.length - 14); first -= 1) {
      const word = words[first];
      if (word === undefined || connector.test(word.text) || !/^\p{Lu}/u.test(word.text)) continue;
      const name = before.slice(word.index).trim();
      if (
        initialsHold(
          words.slice(first).map((each) => each.text),
          acronym,
        )
      ) {
        found.push({ name, acronym, language });
        break;
      }
    }
  }
  return found;
}

/** The acronym's letters are, in order, among the words' initials, and the first word begins with the first letter. */
function initialsHold(words: readonly string[], acronym: string): boolean {
  const letters = [...fold(acronym).replace(/[^\p{L}]/gu, "")];
  const initials = words.map((word) => fold(word)[0] ?? "");
  if (letters.length < 2 || initials[0] !== letters[0]) return false;
  let position = 0;
  for (const letter of letters) {
    const next = initials.indexOf(letter, position);
    if (next === -1) return false;
    position = next + 1;
  }
  return true;
}

function textsOf(document: Document): { text: string; language: Language }[] {
  const passages = document.sections.flatMap((section) => section.passages);
  const originals = passages
    .filter((passage) => passage.parentId === null)
    .map((passage) => ({ text: passage.text.replace(/\s+/gu, " "), language: document.language }));
  const translated = document.translations.flatMap(({ language, texts }) =>
    [...texts.values()].map((text) => ({ text, language })),
  );
  return [...originals, ...translated];
}

/** A delegation is known by its country, which the lexicon of countries holds in every language. */
const delegation =
  /^(?:la |the |a )?(?:deleg|d[ée]l[ée]g|misi[oó]n|mission|miss[aã]o|permanent mission|gobierno|government)/iu;

interface NamedBody {
  readonly name: string;
  readonly language: Language;
  /** How translations name it. */
  readonly translated: readonly { readonly name: string; readonly language: Language }[];
}

export const withoutBracket = (name: string): string => name.replace(/\s*\([^)]*\)\s*$/u, "");

/** Bodies spoken for, as the reader found them: "Banco Interamericano de Desarrollo (BID)" gives both forms. */
function spokenBodies(document: Document): NamedBody[] {
  return document.sections.flatMap(({ number, organization, speaker, topic }): NamedBody[] => {
    if (organization === null || delegation.test(organization)) return [];
    // The topic names the same body where it is its full name, with the body's acronym.
    const isTopic = topic !== null && (topic.includes(organization) || withoutBracket(topic) === organization);
    const translated = document.translations.flatMap(({ language, sectionNames }) => {
      const names = sectionNames?.get(number);
      const told = [names?.organization, names?.topic].filter((name) => typeof name === "string");
      return told.slice(0, isTopic ? 2 : 1).map((name) => ({ name, language }));
    });
    const isFullName = speaker?.includes(`(${organization})`) === true;
    return [{ name: isFullName ? speaker : organization, language: document.language, translated }];
  });
}

export function isAcronym(name: string): boolean {
  return /^[\p{Lu}\p{N}.\-/]{2,12}$/u.test(name);
}

/** What one record introduces, in order. */
interface RecordNames {
  readonly introductions: readonly Introduction[];
  readonly spoken: readonly NamedBody[];
}

const namesOfRecords = new WeakMap<Document, RecordNames>();

/** Finds what a record introduces, text by text, and keeps it with the record. */
export async function prepareNames(document: Document, pause: () => Promise<void>): Promise<void> {
  if (namesOfRecords.has(document)) return;
  const introductions: Introduction[] = [];
  for (const { text, language } of textsOf(document)) {
    introductions.push(...findIntroductions(text, language));
    await pause();
  }
  namesOfRecords.set(document, { introductions, spoken: spokenBodies(document) });
}

/** What a record introduces; found once a record. */
export function namesOf(document: Document): RecordNames {
  const known = namesOfRecords.get(document);
  if (known !== undefined) return known;
  const introductions = textsOf(document).flatMap(({ text, language }) => findIntroductions(text, language));
  const names = { introductions, spoken: spokenBodies(document) };
  namesOfRecords.set(document, names);
  return names;
}
