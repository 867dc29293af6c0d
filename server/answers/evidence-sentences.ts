import { splitClauses, splitSentences } from "../../corpus/sentences.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { AnalyzedText, SearchPassage, TermKey } from "../retrieval/search-text.ts";

/** Half-open offsets into a passage's text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Positions of the units that some keys match; the words of a matched expression are matched with it. */
export function matchedUnits(units: readonly QueryUnit[], keys: ReadonlySet<TermKey>): Set<number> {
  const matched = new Set<number>();
  for (const [position, unit] of units.entries()) {
    const viaExpression = unit.partOf !== null && matched.has(unit.partOf);
    if (viaExpression || unit.alternatives.some(({ key }) => keys.has(key))) matched.add(position);
  }
  return matched;
}

/** Units that must be named for a passage to be about the topic: expressions and lone words, not parts of expressions. */
export function namesAll(units: readonly QueryUnit[], matched: ReadonlySet<number>): boolean {
  return units.every((unit, position) => unit.partOf !== null || matched.has(position));
}

/** Keys of the tokens that lie within a span. */
export function keysWithin(text: AnalyzedText, span: TextSpan): Set<TermKey> {
  const keys = new Set<TermKey>();
  for (const [position, token] of text.tokens.entries()) {
    if (token.start >= span.start && token.end <= span.end) for (const key of text.keys[position] ?? []) keys.add(key);
  }
  return keys;
}

/** Sentences of a passage, or the passage itself where it is one. Never empty. */
export function sentencesOf({ passage, document }: SearchPassage): TextSpan[] {
  const sentences = splitSentences(passage.text, document.language);
  return sentences.length === 0 ? [{ start: 0, end: passage.text.length }] : [...sentences];
}

/** Clauses of one sentence, as offsets into the passage's text. */
export function clausesOf({ passage, document }: SearchPassage, sentence: TextSpan): TextSpan[] {
  const text = passage.text.slice(sentence.start, sentence.end);
  return splitClauses(text, document.language).map(({ start, end }) => ({
    start: sentence.start + start,
    end: sentence.start + end,
  }));
}
