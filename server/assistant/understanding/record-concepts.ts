import type { Document, Language } from "../../../corpus/document.ts";
import { fold, tokenize } from "../language/terms.ts";
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
    const translated = document.translations.flatMap(({ language, sectionNames }) =>
      (sectionNames?.get(number) ?? []).slice(0, isTopic ? 2 : 1).map((name) => ({ name, language })),
    );
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
    aliases: growing.aliases,
    capitals: growing.capitals,
  };
}

const nameKey = (name: string): string =>
  tokenize(name)
    .map((token) => token.folded)
    .filter((word) => !connector.test(word))
    .join(" ");

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
function addShortForms(spoken: ReadonlySet<GrowingConcept>, isTaken: (name: string) => boolean): void {
  const holders = new Map<string, Set<GrowingConcept>>();
  const forms: { readonly concept: GrowingConcept; readonly language: Language; readonly form: string }[] = [];
  for (const concept of spoken) {
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
    if (holders.get(nameKey(form))?.size === 1) concept.names.get(language)?.add(form);
  }
}

/**
 * Extends the editable lexicon with what the records themselves introduce: names with their acronyms, and the bodies
 * spoken for. A name or acronym that the lexicon already knows joins its concept.
 */
export function extendWithRecords(concepts: readonly Concept[], documents: readonly Document[]): Concept[] {
  const growing = concepts.map(grow);
  const byName = new Map<string, GrowingConcept>();
  const byAcronym = new Map<string, GrowingConcept>();
  const register = (concept: GrowingConcept): void => {
    for (const name of [...[...concept.names.values()].flatMap((set) => [...set]), ...concept.aliases]) {
      if (concept.kind !== "term" && !byName.has(nameKey(name))) byName.set(nameKey(name), concept);
    }
    for (const acronym of concept.acronyms) if (!byAcronym.has(fold(acronym))) byAcronym.set(fold(acronym), concept);
  };
  for (const concept of growing) register(concept);

  const add = (name: string | null, acronym: string | null, language: Language): GrowingConcept => {
    const known =
      (name === null ? undefined : byName.get(nameKey(name))) ??
      (acronym === null ? undefined : byAcronym.get(fold(acronym)));
    const id = `body:${fold(acronym ?? name ?? "")}`;
    const concept = known ?? grow({ id, kind: "body", names: {}, acronyms: [], aliases: [] });
    if (known === undefined) growing.push(concept);
    if (name !== null) concept.names.get(language)?.add(name);
    if (acronym !== null) concept.acronyms.add(acronym);
    register(concept);
    return concept;
  };

  const spoken = new Set<GrowingConcept>();
  for (const document of documents) {
    for (const { text, language } of textsOf(document)) {
      for (const { name, acronym } of findIntroductions(text, language)) add(name, acronym, language);
    }
    for (const { name, language, translated } of spokenBodies(document)) {
      const proper = withoutBracket(name);
      const acronym = /\(([^()]+)\)\s*$/u.exec(name)?.[1] ?? "";
      const concept = isAcronym(proper)
        ? add(null, proper, language)
        : add(proper, isAcronym(acronym) ? acronym : null, language);
      for (const other of translated) {
        const form = withoutBracket(other.name);
        if (isAcronym(form)) concept.acronyms.add(form);
        else concept.names.get(other.language)?.add(form);
      }
      register(concept);
      spoken.add(concept);
    }
  }
  addShortForms(spoken, (name) => byName.has(nameKey(name)));
  return growing.map(settle);
}
