import type { Document, Language } from "../../../corpus/document.ts";
import type { Steps } from "../../../embeddings/work-slices.ts";
import { fold, languages, tokenize } from "../language/terms.ts";
import type { Concept } from "../retrieval/concept.ts";
import { connector, isAcronym, namesOf, withoutBracket } from "./record-names.ts";

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
