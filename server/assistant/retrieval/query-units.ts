import type { Language } from "../../../corpus/document.ts";
import { isNear, spellingTolerance } from "../language/spelling.ts";
import { areInflections, languages, stem, stemsOf, type Token } from "../language/terms.ts";
import type { Alternative, LexicalIndex, QueryUnit } from "./lexical-index.ts";
import type { Lexicon } from "./lexicon.ts";
import { conceptKey, exactKey, type TermKey } from "./search-text.ts";

/**
 * How surely each way of matching means the same as the word asked. Order matters more than value: the word itself,
 * its inflections, a name of the same thing (alias, synonym, translation), a near spelling, an inflection in another
 * language.
 */
const weights = {
  exact: 1,
  inflection: 0.95,
  concept: 0.9,
  foreignInflection: 0.6,
  nearSpelling: 0.7,
} as const;

/** A word of an expression ("trata" in "trata de personas") tells less than the expression. */
const partImportance = 0.35;

export interface QueryUnitSources {
  readonly lexicon: Lexicon;
  readonly lexicalIndex: LexicalIndex;
  /** Folded words of the records by length, for near spellings. */
  readonly vocabulary: Vocabulary;
}

/** Folded words that the records use, with the languages of the texts that they stand in. */
export interface Vocabulary {
  /** Words of the records that are inflections of a word, in one of its languages. */
  inflections(token: Token, language: Language): readonly string[];
  /** Words within the spelling tolerance; none where the word is too short to be judged. */
  near(folded: string): readonly string[];
}

/** A vocabulary that words are added to. Words that no text holds any more do no harm: they match nothing. */
export interface GrowingVocabulary extends Vocabulary {
  add(word: string, language: Language): void;
}

export function createVocabulary(): GrowingVocabulary {
  const known: Readonly<Record<Language, Set<string>>> = {
    es: new Set(),
    en: new Set(),
    pt: new Set(),
    fr: new Set(),
  };
  const spelled = new Set<string>();
  const byStem = new Map<string, string[]>();
  const byBeginning = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, word: string): void => {
    const own = map.get(key);
    if (own === undefined) map.set(key, [word]);
    else own.push(word);
  };
  return {
    add(word, language) {
      if (known[language].has(word)) return;
      known[language].add(word);
      put(byStem, `${language}:${stem(word, language)}`, word);
      if (spelled.has(word)) return;
      spelled.add(word);
      if (word.length >= 4 && /^\p{L}+$/u.test(word)) put(byBeginning, `${word.length}${word[0]}`, word);
    },
    inflections(token, language) {
      const found = stemsOf(token, language).flatMap((stemmed) => byStem.get(`${language}:${stemmed}`) ?? []);
      return [...new Set(found)].filter((word) => areInflections(word, token.folded));
    },
    near(folded) {
      const limit = spellingTolerance(folded);
      const found: string[] = [];
      for (let length = folded.length - limit; limit > 0 && length <= folded.length + limit; length += 1) {
        // A misspelling seldom changes how a word begins.
        for (const word of byBeginning.get(`${length}${folded[0]}`) ?? []) {
          if (isNear(folded, word, limit)) found.push(word);
        }
      }
      return found;
    },
  };
}

function alternativesOf(token: Token, language: Language | null, sources: QueryUnitSources): Alternative[] {
  const alternatives = new Map<TermKey, number>();
  const offer = (key: TermKey, weight: number): void => {
    if (weight > (alternatives.get(key) ?? 0)) alternatives.set(key, weight);
  };
  offer(exactKey(token.folded), weights.exact);
  for (const each of languages) {
    const weight = each === language || language === null ? weights.inflection : weights.foreignInflection;
    for (const word of sources.vocabulary.inflections(token, each)) offer(exactKey(word), weight);
  }
  const matches = sources.lexicon.match([token], language, true);
  for (const match of matches) offer(conceptKey(match.concept.id), weights.concept);
  // What the lexicon knows is spelled right: "desalination" is no misspelled "destination".
  const known = matches.length > 0 || [...alternatives.keys()].some((key) => sources.lexicalIndex.has(key));
  if (!known) for (const word of sources.vocabulary.near(token.folded)) offer(exactKey(word), weights.nearSpelling);
  return [...alternatives].map(([key, weight]) => ({ key, weight }));
}

/**
 * Turns content words into the units that lexical search scores: each expression that the lexicon knows is one unit,
 * with its words as lesser units, and so is each remaining word. A word repeated counts once.
 *
 * @param language Of the question; null tries every language's inflections alike.
 */
export function buildQueryUnits(
  tokens: readonly Token[],
  language: Language | null,
  sources: QueryUnitSources,
): QueryUnit[] {
  const units: QueryUnit[] = [];
  const parts = new Map<number, number>();
  const expressions = new Map<string, { first: number; last: number; keys: Set<TermKey> }>();
  for (const match of sources.lexicon.match(tokens, language, true)) {
    if (match.last === match.first) continue;
    const id = `${match.first}-${match.last}`;
    const expression = expressions.get(id) ?? { first: match.first, last: match.last, keys: new Set() };
    expression.keys.add(conceptKey(match.concept.id));
    expressions.set(id, expression);
  }
  for (const { first, last, keys } of expressions.values()) {
    // An expression that the records never use is left to its words.
    const held = [...keys].filter((key) => sources.lexicalIndex.has(key));
    if (held.length === 0) continue;
    for (let at = first; at <= last; at += 1) parts.set(at, units.length);
    const surface = tokens
      .slice(first, last + 1)
      .map((token) => token.surface)
      .join(" ");
    units.push({
      surface,
      alternatives: held.map((key) => ({ key, weight: weights.exact })),
      importance: 1,
      partOf: null,
    });
  }
  const seen = new Set<string>();
  for (const [position, token] of tokens.entries()) {
    if (seen.has(token.folded)) continue;
    seen.add(token.folded);
    const partOf = parts.get(position) ?? null;
    const importance = partOf === null ? 1 : partImportance;
    const alternatives = alternativesOf(token, language, sources);
    units.push({ surface: token.surface, alternatives, importance, partOf });
  }
  return units;
}
