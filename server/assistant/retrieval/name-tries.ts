import type { Language } from "../../../corpus/document.ts";
import type { Steps } from "../../../embeddings/work-slices.ts";
import { areInflections, sharedBeginningOf, stemsOf, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Concept } from "./concept.ts";

/** What has come and gone between two lists of concepts; the same objects are the same concepts. */
interface ConceptChange {
  readonly removed: ReadonlySet<Concept>;
  readonly added: ReadonlySet<Concept>;
  /** Of all concepts after the change. */
  readonly positions: ReadonlyMap<Concept, number>;
}

export function compareConcepts(before: readonly Concept[], after: readonly Concept[]): ConceptChange {
  const [old, positions] = [new Set(before), new Map(after.map((concept, position) => [concept, position]))];
  return {
    removed: new Set(before.filter((concept) => !positions.has(concept))),
    added: new Set(after.filter((concept) => !old.has(concept))),
    positions,
  };
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
export function wordsOf(name: string): readonly Token[] {
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
export type Roots = ReadonlyMap<string, TrieNode>;

const beginningOf = (word: Token): string => word.folded.slice(0, 2);

/** A concept's names in one language as they are matched there, in order. */
export function namesIn({ names, aliases }: Concept, language: Language): (readonly Token[])[] {
  return [...(names[language] ?? []), ...aliases]
    .map((name) => contentWordsOf(name, language))
    .filter(({ length }) => length > 0);
}

export function* buildRoots(concepts: readonly Concept[], language: Language): Steps<Roots> {
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
export function* changeRoots(
  roots: Roots,
  { removed, added, positions }: ConceptChange,
  language: Language,
): Steps<Roots> {
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
export function longestAt(
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

/** The words of a name up to the first that leads where no name of some roots goes. */
export function leadingWords(words: readonly Token[], roots: Roots | undefined, language: Language): readonly string[] {
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
