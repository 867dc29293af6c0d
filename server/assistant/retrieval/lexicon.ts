import type { Language } from "../../../corpus/document.ts";
import { doAtOnce, type Steps } from "../../../embeddings/work-slices.ts";
import { fold, languages, type Token } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Concept } from "./concept.ts";
import {
  buildRoots,
  changeRoots,
  compareConcepts,
  leadingWords,
  longestAt,
  namesIn,
  type Roots,
  wordsOf,
} from "./name-tries.ts";

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

type Tries = Readonly<Record<Language, Roots>>;

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
