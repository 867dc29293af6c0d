import type { Language } from "../../corpus/document.ts";
import { isFunctionWord } from "../understanding/function-words.ts";
import { areInflections, fold, languages, sharedBeginningOf, stemsOf, type Token, tokenize } from "./terms.ts";

export type ConceptKind = "term" | "body" | "country" | "role";

/** Names by which one thing is called in the four languages. Source: `server/lexicon/`, `corpus/countries.json`, the records. */
export interface Concept {
  /** Unique among concepts: `<kind>:<name>`. */
  readonly id: string;
  readonly kind: ConceptKind;
  readonly names: Readonly<Partial<Record<Language, readonly string[]>>>;
  /** Written in capitals; in a question also in small letters, where that is not a function word. */
  readonly acronyms: readonly string[];
  /** Names in any language. */
  readonly aliases: readonly string[];
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

interface TrieNode {
  /** By stem, then by the word itself: what shares a stem is not always one word's inflections. */
  readonly next: Map<string, Map<string, TrieNode>>;
  readonly concepts: Concept[];
}

function newNode(): TrieNode {
  return { next: new Map(), concepts: [] };
}

function childOf(node: TrieNode, stemmed: string, word: string): TrieNode {
  const words = node.next.get(stemmed) ?? new Map<string, TrieNode>();
  node.next.set(stemmed, words);
  const child = words.get(word) ?? newNode();
  words.set(word, child);
  return child;
}

/** A name's words; function words inside it ("Organización de los Estados") are skipped, as they are in texts. */
function wordsOfName(name: string, language: Language): Token[] {
  return tokenize(name).filter((token, position) => position === 0 || !isFunctionWord(token.folded, language));
}

function insert(root: TrieNode, words: readonly Token[], language: Language, concept: Concept): void {
  let nodes: TrieNode[] = [root];
  for (const token of words) {
    nodes = nodes.flatMap((node) => stemsOf(token, language).map((stemmed) => childOf(node, stemmed, token.folded)));
  }
  for (const node of nodes) if (node !== root && !node.concepts.includes(concept)) node.concepts.push(concept);
}

function buildTries(concepts: readonly Concept[]): Record<Language, TrieNode> {
  const tries: Record<Language, TrieNode> = { es: newNode(), en: newNode(), pt: newNode(), fr: newNode() };
  for (const concept of concepts) {
    for (const language of languages) {
      for (const name of [...(concept.names[language] ?? []), ...concept.aliases]) {
        insert(tries[language], wordsOfName(name, language), language, concept);
      }
    }
  }
  return tries;
}

function buildAcronyms(concepts: readonly Concept[]): Map<string, Concept[]> {
  const acronyms = new Map<string, Concept[]>();
  for (const concept of concepts) {
    for (const acronym of concept.acronyms) {
      const key = fold(acronym).replaceAll(".", "");
      const known = acronyms.get(key);
      if (known === undefined) acronyms.set(key, [concept]);
      else if (!known.includes(concept)) known.push(concept);
    }
  }
  return acronyms;
}

function buildWordOwners(concepts: readonly Concept[]): Map<string, Language[]> {
  const owners = new Map<string, Language[]>();
  for (const concept of concepts) {
    if (concept.kind !== "term") continue;
    for (const language of languages) {
      for (const name of concept.names[language] ?? []) {
        for (const word of tokenize(name)) {
          const known = owners.get(word.folded) ?? [];
          if (!known.includes(language)) owners.set(word.folded, [...known, language]);
        }
      }
    }
  }
  return owners;
}

/**
 * Steps along the words that a token is an inflection of: the word itself where it is there, else those that begin most
 * like it ("puertos" is puerto, not puerta).
 */
function stepFrom(node: TrieNode, token: Token, language: Language): TrieNode[] {
  const children = stemsOf(token, language).flatMap((stemmed) => [...(node.next.get(stemmed) ?? [])]);
  const exact = children.filter(([word]) => word === token.folded);
  const near = exact.length > 0 ? exact : children.filter(([word]) => areInflections(word, token.folded));
  const most = Math.max(0, ...near.map(([word]) => sharedBeginningOf(word, token.folded)));
  return [
    ...new Set(near.filter(([word]) => sharedBeginningOf(word, token.folded) === most).map(([, child]) => child)),
  ];
}

/** @returns The longest match that starts at a token, in one language's trie. */
function longestAt(
  root: TrieNode,
  tokens: readonly Token[],
  from: number,
  language: Language,
): { concepts: readonly Concept[]; last: number } | null {
  let frontier: readonly TrieNode[] = [root];
  let best: { concepts: readonly Concept[]; last: number } | null = null;
  for (let position = from; position < tokens.length; position += 1) {
    const token = tokens[position];
    if (token === undefined) break;
    if (isFunctionWord(token.folded, language) && position > from) continue;
    const reached = frontier.flatMap((node) => stepFrom(node, token, language));
    if (reached.length === 0) break;
    const found = reached.flatMap((node) => node.concepts);
    if (found.length > 0) best = { concepts: [...new Set(found)], last: position };
    frontier = reached;
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

export function createLexicon(concepts: readonly Concept[]): Lexicon {
  const tries = buildTries(concepts);
  const acronyms = buildAcronyms(concepts);
  const wordOwners = buildWordOwners(concepts);
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

  return {
    concepts,
    get: (id) => byId.get(id),
    match,
    languagesOf: (folded) => wordOwners.get(folded) ?? [],
  };
}
