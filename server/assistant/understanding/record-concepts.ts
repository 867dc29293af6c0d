import type { Document, Language } from "../../../corpus/document.ts";
import type { Steps } from "../../../embeddings/work-slices.ts";
import { fold, languages, tokenize } from "../language/terms.ts";
import type { Concept } from "../retrieval/lexicon.ts";

interface Introduction {
  readonly name: string;
  readonly acronym: string;
  readonly language: Language;
}

const introduced = /\(([\p{Lu}\p{N}][\p{Lu}\p{N}.\-/]{1,11})\)/gu;
const connector =
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

const withoutBracket = (name: string): string => name.replace(/\s*\([^)]*\)\s*$/u, "");

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

function isAcronym(name: string): boolean {
  return /^[\p{Lu}\p{N}.\-/]{2,12}$/u.test(name);
}

interface GrowingConcept {
  readonly id: string;
  readonly kind: Concept["kind"];
  readonly names: Map<Language, Set<string>>;
  readonly acronyms: Set<string>;
  readonly acronymsIn: Concept["acronymsIn"];
  readonly aliases: readonly string[];
  readonly capitals: readonly string[];
}

function grow(concept: Concept): GrowingConcept {
  const names = new Map<Language, Set<string>>();
  for (const language of ["es", "en", "pt", "fr"] as const) names.set(language, new Set(concept.names[language] ?? []));
  return {
    id: concept.id,
    kind: concept.kind,
    names,
    acronyms: new Set(concept.acronyms),
    acronymsIn: concept.acronymsIn,
    aliases: concept.aliases,
    capitals: concept.capitals ?? [],
  };
}

function settle(growing: GrowingConcept): Concept {
  const names = Object.fromEntries([...growing.names].map(([language, set]) => [language, [...set]]));
  return {
    id: growing.id,
    kind: growing.kind,
    names,
    acronyms: [...growing.acronyms],
    acronymsIn: growing.acronymsIn,
    aliases: growing.aliases,
    capitals: growing.capitals,
  };
}

const keysOfNames = new Map<string, string>();
const mostKeysKept = 200_000;

/** A name without its connectors; the same names are looked up at every change of a collection. */
function nameKey(name: string): string {
  const known = keysOfNames.get(name);
  if (known !== undefined) return known;
  const key = tokenize(name)
    .map((token) => token.folded)
    .filter((word) => !connector.test(word))
    .join(" ");
  if (keysOfNames.size >= mostKeysKept) keysOfNames.clear();
  keysOfNames.set(name, key);
  return key;
}

/**
 * What a body is called once it is known: its name up to the preposition behind two words or more, as "Conferencia
 * Suramericana" for "Conferencia Suramericana sobre Migraciones". Null where the name has no such part.
 */
function shortForm(name: string): string | null {
  const words = name.split(/\s+/u);
  const end = words.findIndex((word, position) => position >= 2 && connector.test(word));
  if (end === -1 || words.slice(0, end).some((word) => connector.test(word))) return null;
  return words.slice(0, end).join(" ");
}

/** Gives bodies that are spoken for the short forms of their names, where no other such body shares one. */
function* addShortForms(spoken: ReadonlySet<GrowingConcept>, isTaken: (name: string) => boolean): Steps<void> {
  const holders = new Map<string, Set<GrowingConcept>>();
  const forms: { readonly concept: GrowingConcept; readonly language: Language; readonly form: string }[] = [];
  for (const concept of spoken) {
    yield;
    if (concept.kind !== "body") continue;
    for (const [language, names] of concept.names) {
      for (const name of names) {
        const form = shortForm(name);
        if (form === null || isTaken(form)) continue;
        forms.push({ concept, language, form });
        holders.set(nameKey(form), (holders.get(nameKey(form)) ?? new Set()).add(concept));
      }
    }
  }
  for (const { concept, language, form } of forms) {
    yield;
    if (holders.get(nameKey(form))?.size === 1) concept.names.get(language)?.add(form);
  }
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

function namesOf(document: Document): RecordNames {
  const known = namesOfRecords.get(document);
  if (known !== undefined) return known;
  const introductions = textsOf(document).flatMap(({ text, language }) => findIntroductions(text, language));
  const names = { introductions, spoken: spokenBodies(document) };
  namesOfRecords.set(document, names);
  return names;
}

/** Names of the editable lexicon, looked up by every collection; of several concepts of one name the first holds it. */
interface KnownNames {
  readonly settled: readonly Concept[];
  readonly byName: ReadonlyMap<string, Concept>;
  readonly byAcronym: ReadonlyMap<string, Concept>;
}

const knownNamesOf = new WeakMap<readonly Concept[], KnownNames>();

function* knownNames(concepts: readonly Concept[]): Steps<KnownNames> {
  const known = knownNamesOf.get(concepts);
  if (known !== undefined) return known;
  const settled: Concept[] = [];
  const byName = new Map<string, Concept>();
  const byAcronym = new Map<string, Concept>();
  for (const given of concepts) {
    yield;
    const concept = settle(grow(given));
    settled.push(concept);
    const names = concept.kind === "term" ? [] : [...Object.values(concept.names).flat(), ...concept.aliases];
    for (const name of names) if (!byName.has(nameKey(name))) byName.set(nameKey(name), concept);
    for (const acronym of concept.acronyms) if (!byAcronym.has(fold(acronym))) byAcronym.set(fold(acronym), concept);
  }
  const names = { settled, byName, byAcronym };
  knownNamesOf.set(concepts, names);
  return names;
}

function isSame(one: Concept, other: Concept): boolean {
  const same = (left: readonly string[] = [], right: readonly string[] = []): boolean =>
    left.length === right.length && left.every((value, at) => value === right[at]);
  return (
    languages.every((language) => same(one.names[language], other.names[language])) &&
    same(one.acronyms, other.acronyms)
  );
}

/**
 * Extends the editable lexicon with what the records themselves introduce: names with their acronyms, and the bodies
 * spoken for. A name or acronym that the lexicon already knows joins its concept.
 *
 * @param previous Concepts of the collection before: one that has not changed is the same object again.
 */
export function* extensionSteps(
  concepts: readonly Concept[],
  documents: readonly Document[],
  previous: readonly Concept[] = [],
): Steps<Concept[]> {
  const known = yield* knownNames(concepts);
  const grown = new Map<Concept, GrowingConcept>();
  const born: GrowingConcept[] = [];
  const byName = new Map<string, GrowingConcept>();
  const byAcronym = new Map<string, GrowingConcept>();
  const growing = (concept: Concept | undefined): GrowingConcept | undefined => {
    if (concept === undefined) return undefined;
    const copy = grown.get(concept) ?? grow(concept);
    grown.set(concept, copy);
    return copy;
  };
  const findName = (key: string) => growing(known.byName.get(key)) ?? byName.get(key);
  const findAcronym = (key: string) => growing(known.byAcronym.get(key)) ?? byAcronym.get(key);
  const hasName = (key: string): boolean => known.byName.has(key) || byName.has(key);

  const addName = (concept: GrowingConcept, name: string, language: Language): void => {
    concept.names.get(language)?.add(name);
    if (concept.kind !== "term" && !hasName(nameKey(name))) byName.set(nameKey(name), concept);
  };
  const addAcronym = (concept: GrowingConcept, acronym: string): void => {
    const key = fold(acronym);
    concept.acronyms.add(acronym);
    if (!known.byAcronym.has(key) && !byAcronym.has(key)) byAcronym.set(key, concept);
  };
  const add = (name: string | null, acronym: string | null, language: Language): GrowingConcept => {
    const found =
      (name === null ? undefined : findName(nameKey(name))) ??
      (acronym === null ? undefined : findAcronym(fold(acronym)));
    const id = `body:${fold(acronym ?? name ?? "")}`;
    const concept = found ?? grow({ id, kind: "body", names: {}, acronyms: [], aliases: [] });
    if (found === undefined) born.push(concept);
    if (name !== null) addName(concept, name, language);
    if (acronym !== null) addAcronym(concept, acronym);
    return concept;
  };

  const spoken = new Set<GrowingConcept>();
  for (const document of documents) {
    yield;
    const names = namesOf(document);
    for (const { name, acronym, language } of names.introductions) add(name, acronym, language);
    for (const { name, language, translated } of names.spoken) {
      const proper = withoutBracket(name);
      const acronym = /\(([^()]+)\)\s*$/u.exec(name)?.[1] ?? "";
      const concept = isAcronym(proper)
        ? add(null, proper, language)
        : add(proper, isAcronym(acronym) ? acronym : null, language);
      for (const other of translated) {
        const form = withoutBracket(other.name);
        if (isAcronym(form)) addAcronym(concept, form);
        else addName(concept, form, other.language);
      }
      spoken.add(concept);
    }
  }
  yield* addShortForms(spoken, (name) => hasName(nameKey(name)));
  const before = new Map(previous.map((concept) => [concept.id, concept]));
  const settleAs = (copy: GrowingConcept, concept?: Concept): Concept => {
    const settled = settle(copy);
    const candidates = [concept, before.get(copy.id)];
    return candidates.find((each) => each !== undefined && each.id === settled.id && isSame(each, settled)) ?? settled;
  };
  const extended: Concept[] = [];
  for (const concept of known.settled) {
    const copy = grown.get(concept);
    extended.push(copy === undefined ? concept : settleAs(copy, concept));
    if (copy !== undefined) yield;
  }
  for (const copy of born) {
    extended.push(settleAs(copy));
    yield;
  }
  return extended;
}
