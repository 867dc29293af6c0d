import type { Language } from "../../../corpus/document.ts";
import { doAtOnce, type Steps } from "../../../embeddings/work-slices.ts";
import {
  areInflections,
  fold,
  languages,
  sharedBeginningOf,
  stemsOf,
  type Token,
  tokenize,
} from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";

export type ConceptKind = "term" | "body" | "country" | "role";

/** Names by which one thing is called in the four languages. Source: `server/lexicon/`, `corpus/countries.json`, the records. */
export interface Concept {
  /** Unique among concepts: `<kind>:<name>`. */
  readonly id: string;
  readonly kind: ConceptKind;
  readonly names: Readonly<Partial<Record<Language, readonly string[]>>>;
  /** Written in capitals; in a question also in small letters, where that is not a function word. */
  readonly acronyms: readonly string[];
  /** Those that are known to be of one language. */
  readonly acronymsIn?: Readonly<Partial<Record<Language, readonly string[]>>> | undefined;
  /** Names in any language. */
  readonly aliases: readonly string[];
  /** Cities that a question may name for a country's government ("Bogotá"), in any language; never read in a text. */
  readonly capitals?: readonly string[];
}

/** Where a concept is named in a token sequence; `first` to `last` inclusive. */
export interface ConceptMatch {
  readonly concept: Concept;
  readonly first: number;
  readonly last: number;
}

export interface Lexicon {
  readonly concepts: readonly Concept[];
  get(id: string): Concept | undefined;
  /**
   * Longest matches, left to right; one stretch may name several concepts. Names match by stem and without accents.
   * @param inQuestion Acronyms match in small letters too, and nothing that overlaps a match before it; in a text, terms
   * and acronyms that overlap are matches as well.
   */
  match(tokens: readonly Token[], language: Language | null, inQuestion: boolean): ConceptMatch[];
  /** Languages in which some concept has this single word as a name; for telling a one-word question's language. */
  languagesOf(folded: string): readonly Language[];
}

/** By stem, then by the word itself: what shares a stem is not always one word's inflections. */
type Branches = Map<string, Map<string, TrieNode>>;

/** A name that goes on below a node: its words from `at` on. */
interface Rest {
  readonly words: readonly Token[];
  readonly at: number;
  readonly concept: Concept;
}

interface TrieNode {
  readonly rests: Rest[];
  /** Made of the rests when a text first comes this way: most names' further words are never met. */
  branches: Branches | null;
  readonly concepts: Concept[];
}

function newNode(): TrieNode {
  return { rests: [], branches: null, concepts: [] };
}

function childOf(branches: Branches, stemmed: string, word: string): TrieNode {
  const words = branches.get(stemmed) ?? new Map<string, TrieNode>();
  branches.set(stemmed, words);
  const child = words.get(word) ?? newNode();
  words.set(word, child);
  return child;
}

function branchesOf(node: TrieNode, language: Language): Branches {
  if (node.branches !== null) return node.branches;
  const branches: Branches = new Map();
  for (const { words, at, concept } of node.rests) {
    const token = words[at];
    if (token === undefined) continue;
    for (const stemmed of stemsOf(token, language)) {
      const child = childOf(branches, stemmed, token.folded);
      if (at + 1 < words.length) child.rests.push({ words, at: at + 1, concept });
      else if (!child.concepts.includes(concept)) child.concepts.push(concept);
    }
  }
  node.branches = branches;
  return branches;
}

const wordsOfNames = new Map<string, readonly Token[]>();
const mostNamesKept = 200_000;

/** A name's words. The editable lexicon's names are most of every collection's, so they are kept from one to the next. */
function wordsOf(name: string): readonly Token[] {
  const known = wordsOfNames.get(name);
  if (known !== undefined) return known;
  const words = tokenize(name);
  if (wordsOfNames.size >= mostNamesKept) wordsOfNames.clear();
  wordsOfNames.set(name, words);
  return words;
}

/** Function words inside a name ("Organización de los Estados") are skipped, as they are in texts. */
function contentWordsOf(name: string, language: Language): readonly Token[] {
  const words = wordsOf(name);
  if (words.length < 2) return words;
  return words.filter((token, position) => position === 0 || !isFunctionWord(token.folded, language));
}

/** Names of one language, by the beginning of their first word: inflections of one word share it (`areInflections`). */
type Roots = ReadonlyMap<string, TrieNode>;

const beginningOf = (word: Token): string => word.folded.slice(0, 2);

/** A concept's names in one language as they are matched there, in order. */
function namesIn({ names, aliases }: Concept, language: Language): (readonly Token[])[] {
  return [...(names[language] ?? []), ...aliases]
    .map((name) => contentWordsOf(name, language))
    .filter(({ length }) => length > 0);
}

function* buildRoots(concepts: readonly Concept[], language: Language): Steps<Roots> {
  const roots = new Map<string, TrieNode>();
  for (const concept of concepts) {
    yield;
    for (const words of namesIn(concept, language)) {
      const beginning = beginningOf(words[0] as Token);
      const root = roots.get(beginning) ?? newNode();
      roots.set(beginning, root);
      root.rests.push({ words, at: 0, concept });
    }
  }
  return roots;
}

/** The same names but those of some concepts, and those of others besides: only what begins like them is built anew. */
function* changeRoots(roots: Roots, { removed, added, positions }: ConceptChange, language: Language): Steps<Roots> {
  const changed = new Map<string, Rest[]>();
  const touch = (words: readonly Token[]): Rest[] => {
    const beginning = beginningOf(words[0] as Token);
    const kept = changed.get(beginning) ?? roots.get(beginning)?.rests.filter(({ concept }) => !removed.has(concept));
    const rests = kept ?? [];
    changed.set(beginning, rests);
    return rests;
  };
  for (const concept of removed) {
    yield;
    for (const words of namesIn(concept, language)) touch(words);
  }
  for (const concept of added) {
    yield;
    for (const words of namesIn(concept, language)) touch(words).push({ words, at: 0, concept });
  }
  const next = new Map(roots);
  for (const [beginning, rests] of changed) {
    yield;
    // In the order of the concepts, as if built from all of them.
    rests.sort((one, other) => (positions.get(one.concept) ?? 0) - (positions.get(other.concept) ?? 0));
    if (rests.length > 0) next.set(beginning, { ...newNode(), rests });
    else next.delete(beginning);
  }
  return next;
}

type Tries = Readonly<Record<Language, Roots>>;

interface ConceptChange {
  readonly removed: ReadonlySet<Concept>;
  readonly added: ReadonlySet<Concept>;
  /** Of all concepts after the change. */
  readonly positions: ReadonlyMap<Concept, number>;
}

function compareConcepts(before: readonly Concept[], after: readonly Concept[]): ConceptChange {
  const [old, positions] = [new Set(before), new Map(after.map((concept, position) => [concept, position]))];
  return {
    removed: new Set(before.filter((concept) => !positions.has(concept))),
    added: new Set(after.filter((concept) => !old.has(concept))),
    positions,
  };
}

function* buildAcronyms(concepts: readonly Concept[]): Steps<Map<string, Concept[]>> {
  const acronyms = new Map<string, Concept[]>();
  for (const concept of concepts) {
    yield;
    for (const acronym of concept.acronyms) {
      const key = fold(acronym).replaceAll(".", "");
      const known = acronyms.get(key);
      if (known === undefined) acronyms.set(key, [concept]);
      else if (!known.includes(concept)) known.push(concept);
    }
  }
  return acronyms;
}

/** Most words are of one language: these are shared, so that not each has an array of its own. */
const alone: Readonly<Record<Language, readonly Language[]>> = { es: ["es"], en: ["en"], pt: ["pt"], fr: ["fr"] };

function* buildWordOwners(concepts: readonly Concept[]): Steps<Map<string, readonly Language[]>> {
  const owners = new Map<string, readonly Language[]>();
  for (const concept of concepts) {
    yield;
    if (concept.kind !== "term") continue;
    for (const language of languages) {
      for (const name of concept.names[language] ?? []) {
        for (const { folded } of wordsOf(name)) {
          const known = owners.get(folded);
          if (known === undefined) owners.set(folded, alone[language]);
          else if (!known.includes(language)) owners.set(folded, [...known, language]);
        }
      }
    }
  }
  return owners;
}

/** A place in the trie, and how many words on the way to it are inflected otherwise than in the name. */
interface Step {
  readonly node: TrieNode;
  readonly inflected: number;
}

/**
 * Steps along the words that a token is an inflection of: the word itself, and beside it those that begin most like it
 * ("puertos" is puerto, not puerta). Both, because one name may hold the plural and another the singular ("personas
 * desplazadas", "persona con discapacidad").
 */
function stepFrom({ node, inflected }: Step, token: Token, language: Language): Step[] {
  const branches = branchesOf(node, language);
  const children = stemsOf(token, language).flatMap((stemmed) => [...(branches.get(stemmed) ?? [])]);
  const exact = children.filter(([word]) => word === token.folded);
  const others = children.filter(([word]) => word !== token.folded && areInflections(word, token.folded));
  const most = Math.max(0, ...others.map(([word]) => sharedBeginningOf(word, token.folded)));
  const near = others.filter(([word]) => sharedBeginningOf(word, token.folded) === most);
  const steps = new Map<TrieNode, Step>();
  for (const [, child] of near) steps.set(child, { node: child, inflected: inflected + 1 });
  for (const [, child] of exact) steps.set(child, { node: child, inflected });
  return [...steps.values()];
}

/** @returns The longest match that starts at a token, in one language; of several, those with the words as they stand. */
function longestAt(
  roots: Roots,
  tokens: readonly Token[],
  from: number,
  language: Language,
): { concepts: readonly Concept[]; last: number } | null {
  const first = tokens[from];
  const root = first && roots.get(beginningOf(first));
  if (root === undefined) return null;
  let frontier: readonly Step[] = [{ node: root, inflected: 0 }];
  let best: { concepts: readonly Concept[]; last: number } | null = null;
  for (let position = from; position < tokens.length; position += 1) {
    const token = tokens[position];
    if (token === undefined) break;
    if (isFunctionWord(token.folded, language) && position > from) continue;
    frontier = frontier.flatMap((step) => stepFrom(step, token, language));
    if (frontier.length === 0) break;
    const ends = frontier.filter(({ node }) => node.concepts.length > 0);
    const least = Math.min(...ends.map(({ inflected }) => inflected));
    const found = ends.filter(({ inflected }) => inflected === least).flatMap(({ node }) => node.concepts);
    if (found.length > 0) best = { concepts: [...new Set(found)], last: position };
  }
  return best;
}

function acronymAt(
  acronyms: ReadonlyMap<string, readonly Concept[]>,
  token: Token,
  inQuestion: boolean,
): readonly Concept[] {
  const found = acronyms.get(token.folded);
  if (found === undefined) return [];
  const capital =
    /^[\p{Lu}\p{N}.]+$/u.test(token.surface.replace(/['’]s$/u, "")) ||
    /^\p{Lu}[\p{L}\p{N}]*\p{Lu}/u.test(token.surface);
  if (capital) return found;
  if (!inQuestion || languages.some((language) => isFunctionWord(token.folded, language))) return [];
  return token.folded.length >= 3 ? found : [];
}

/** What a lexicon is made of, for the lexicon that comes after it. */
interface LexiconParts {
  readonly tries: Tries;
  readonly wordOwners: ReadonlyMap<string, readonly Language[]>;
}

const partsOf = new WeakMap<Lexicon, LexiconParts>();

/** The lexicon of a few concepts; of many, `lexiconSteps` makes it in slices. */
export const createLexicon = (concepts: readonly Concept[]): Lexicon => doAtOnce(lexiconSteps(concepts, null));

/** @param previous A lexicon of mostly the same concepts (the same objects), of which what has not changed is taken. */
export function* lexiconSteps(concepts: readonly Concept[], previous: Lexicon | null): Steps<Lexicon> {
  const before = previous === null ? undefined : partsOf.get(previous);
  const change = compareConcepts(previous?.concepts ?? [], concepts);
  yield;
  const rootsOf = (language: Language): Steps<Roots> =>
    before === undefined ? buildRoots(concepts, language) : changeRoots(before.tries[language], change, language);
  const tries = {
    es: yield* rootsOf("es"),
    en: yield* rootsOf("en"),
    pt: yield* rootsOf("pt"),
    fr: yield* rootsOf("fr"),
  };
  const isOfTerms = [...change.added, ...change.removed].some(({ kind }) => kind === "term");
  const wordOwners = before === undefined || isOfTerms ? yield* buildWordOwners(concepts) : before.wordOwners;
  const acronyms = yield* buildAcronyms(concepts);
  return searchable({ concepts, tries, wordOwners, acronyms });
}

interface SearchableParts extends LexiconParts {
  readonly concepts: readonly Concept[];
  readonly acronyms: ReadonlyMap<string, readonly Concept[]>;
}

function searchable({ concepts, tries, wordOwners, acronyms }: SearchableParts): Lexicon {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));

  /** The longest names that start at a token, and where they end. */
  function matchAt(
    tokens: readonly Token[],
    position: number,
    tried: readonly Language[],
    inQuestion: boolean,
  ): { found: ReadonlySet<Concept>; last: number } {
    const token = tokens[position];
    if (token === undefined) return { found: new Set(), last: position };
    let last = position;
    const found = new Set(acronymAt(acronyms, token, inQuestion));
    for (const candidate of tried) {
      const longest = longestAt(tries[candidate], tokens, position, candidate);
      if (longest === null || longest.last < last) continue;
      if (longest.last > last) found.clear();
      last = longest.last;
      for (const concept of longest.concepts) found.add(concept);
    }
    return { found, last };
  }

  function match(tokens: readonly Token[], language: Language | null, inQuestion: boolean): ConceptMatch[] {
    const tried = language === null ? languages : [language];
    const matches: ConceptMatch[] = [];
    let next = 0;
    for (let position = 0; position < tokens.length; position += 1) {
      const overlaps = position < next;
      if (overlaps && inQuestion) continue;
      const { found, last } = matchAt(tokens, position, tried, inQuestion);
      const isAcronym = position === last && /^\p{Lu}{2,}$/u.test(tokens[position]?.surface ?? "");
      for (const concept of found) {
        // In a text, names that overlap count too: "defensa de los derechos humanos" names both. Only terms and
        // acronyms: "República Dominicana" does not name Dominica.
        if (!overlaps || concept.kind === "term" || isAcronym) matches.push({ concept, first: position, last });
      }
      if (!overlaps && found.size > 0) next = last + 1;
    }
    return matches;
  }

  const lexicon: Lexicon = {
    concepts,
    get: (id) => byId.get(id),
    match,
    languagesOf: (folded) => wordOwners.get(folded) ?? [],
  };
  partsOf.set(lexicon, { tries, wordOwners });
  return lexicon;
}

/** Words all of which a text must hold, inflected or not, to be read otherwise after a change of the lexicon. */
export type TellingWords = readonly string[];

/**
 * Names that one lexicon has and the other has not, each by the words without which it changes no text's matches: those
 * up to the first that leads where the other lexicon has no name. An acronym is its one word.
 */
export function* differingNames(before: Lexicon, after: Lexicon): Steps<TellingWords[]> {
  const { removed, added } = compareConcepts(before.concepts, after.concepts);
  yield;
  const come = yield* missingNames(added, removed, before);
  return [...come, ...(yield* missingNames(removed, added, after))];
}

const nameId = (concept: Concept, name: string): string => `${concept.id} ${name}`;

/** Names of some concepts that others do not have, as they would enter a lexicon without them. */
function* missingNames(
  concepts: Iterable<Concept>,
  others: Iterable<Concept>,
  lexicon: Lexicon,
): Steps<TellingWords[]> {
  const acronymOf = (acronym: string): string => fold(acronym).replaceAll(".", "");
  const wordsIn = (name: readonly Token[]): string => name.map(({ folded }) => folded).join(" ");
  const known = new Set<string>();
  for (const concept of others) {
    yield;
    for (const language of languages) {
      for (const words of namesIn(concept, language)) known.add(nameId(concept, `${language} ${wordsIn(words)}`));
    }
    for (const acronym of concept.acronyms) known.add(nameId(concept, acronymOf(acronym)));
  }
  const missing: TellingWords[] = [];
  for (const concept of concepts) {
    yield;
    for (const language of languages) {
      for (const words of namesIn(concept, language)) {
        if (known.has(nameId(concept, `${language} ${wordsIn(words)}`))) continue;
        missing.push(leadingWords(words, partsOf.get(lexicon)?.tries[language], language));
      }
    }
    for (const acronym of concept.acronyms) {
      if (!known.has(nameId(concept, acronymOf(acronym)))) missing.push([acronymOf(acronym)]);
    }
  }
  return missing;
}

function leadingWords(words: readonly Token[], roots: Roots | undefined, language: Language): TellingWords {
  let nodes: readonly TrieNode[] = [roots?.get(beginningOf(words[0] as Token)) ?? newNode()];
  let known = 0;
  for (const token of words) {
    const children = nodes.flatMap((node) =>
      stemsOf(token, language).map((stemmed) => branchesOf(node, language).get(stemmed)?.get(token.folded)),
    );
    const found = children.filter((child) => child !== undefined);
    if (found.length < children.length) break;
    known += 1;
    nodes = found;
  }
  return words.slice(0, known + 1).map(({ folded }) => folded);
}
