import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Retrieval } from "../retrieval/retriever.ts";
import { exactKey } from "../retrieval/search-text.ts";
import { languages, type Token } from "../retrieval/terms.ts";
import { isFunctionWord } from "../understanding/function-words.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { contentMentions } from "./entity-coverage.ts";
import type { Evidence } from "./evidence.ts";
import type { RecordCollection } from "./record-collection.ts";
import type { Features } from "./relevance-model.ts";

/** Capitalised words inside a question that neither the records nor the lexicon know: names of strangers. */
export function unknownNames(reading: QuestionReading, collection: RecordCollection): string[] {
  const mentioned = (position: number): boolean =>
    reading.mentions.some((mention) => position >= mention.first && position <= mention.last);
  return reading.tokens
    .filter((token, position) => position > 0 && !mentioned(position) && isStrangeName(token, reading, collection))
    .map((token) => token.surface);
}

function isStrangeName(token: Token, reading: QuestionReading, collection: RecordCollection): boolean {
  if (!/^\p{Lu}\p{L}{2,}/u.test(token.surface) || !reading.topic.includes(token)) return false;
  if (languages.some((language) => isFunctionWord(token.folded, language))) return false;
  if (collection.lexicon.languagesOf(token.folded).length > 0) return false;
  const { lexicalIndex, vocabulary } = collection;
  if (lexicalIndex.has(exactKey(token.folded)) || vocabulary.near(token.folded).length > 0) return false;
  return !languages.some((language) => vocabulary.inflections(token, language).length > 0);
}

/**
 * Share of the question's weight that no text of the collection holds in any form: of things that the lexicon knows in
 * four languages, whose absence is telling whatever language the records are in, and of other words.
 */
function absentShares(units: readonly QueryUnit[], retrieval: Retrieval): { concepts: number; words: number } {
  let concepts = 0;
  let words = 0;
  let total = 0;
  for (const [position, unit] of units.entries()) {
    if (unit.partOf !== null) continue;
    const weight = unit.importance * (retrieval.lexical.inverseFrequencies[position] ?? 0);
    total += weight;
    if ((retrieval.lexical.frequencies[position] ?? 0) > 0) continue;
    if (unit.alternatives.some(({ key }) => key.startsWith("#"))) concepts += weight;
    else words += weight;
  }
  return total === 0 ? { concepts: 0, words: 0 } : { concepts: concepts / total, words: words / total };
}

/** Share of the question's weight that the records treat, but not the speaker asked about. */
function outOfScopeShare(units: readonly QueryUnit[], retrieval: Retrieval): number {
  let outside = 0;
  let total = 0;
  for (const [position, unit] of units.entries()) {
    if (unit.partOf !== null) continue;
    const weight = unit.importance * (retrieval.lexical.inverseFrequencies[position] ?? 0);
    total += weight;
    const { frequencies, acceptedFrequencies } = retrieval.lexical;
    if ((frequencies[position] ?? 0) > 0 && (acceptedFrequencies[position] ?? 0) === 0) outside += weight;
  }
  return total === 0 ? 0 : outside / total;
}

/** Whether the collection has text in the question's language, so that its words could be found literally. */
export function readsLiterally(reading: QuestionReading, collection: RecordCollection): boolean {
  return collection.documents.some(
    (document) =>
      document.language === reading.language ||
      document.translations.some((translation) => translation.language === reading.language),
  );
}

/**
 * Features of the decision to answer or refuse, of the question and of its best passage. All near [0, 1]; the names
 * are those of the answerability model and of the trace.
 */
export function answerabilityFeatures(
  reading: QuestionReading,
  units: readonly QueryUnit[],
  retrieval: Retrieval,
  evidence: readonly Evidence[],
  collection: RecordCollection,
): Features {
  const [best] = evidence;
  if (best === undefined) return { nothingFound: 1 };
  const absent = absentShares(units, retrieval);
  const literal = readsLiterally(reading, collection);
  const feature = (name: string): number => best.features[name] ?? 0;
  return {
    relevance: Math.tanh(best.relevance / 4),
    coverage: feature("coverage"),
    meaning: feature("meaning"),
    closeness: feature("closeness"),
    bound: feature("bound"),
    typeMissing: feature("answerType") === -1 ? 1 : 0,
    typeMissingCovered: feature("answerType") === -1 ? feature("coverage") : 0,
    elsewhere: feature("elsewhere"),
    askedElsewhere: feature("asked") === -1 ? 1 : 0,
    typeHeld: feature("answerType") === 1 ? 1 : 0,
    absentConcepts: absent.concepts,
    absentLiteral: literal ? absent.words : 0,
    absentForeign: literal ? 0 : absent.words,
    outOfScope: outOfScopeShare(units, retrieval),
    strangeName: unknownNames(reading, collection).length > 0 ? 1 : 0,
    entityElsewhere: feature("entities") < 1 ? 1 : 0,
    sentenceEntities: feature("sentenceEntities"),
    entitiesNamed: contentMentions(reading).length > 0 ? 1 : 0,
    nothingNamed: retrieval.lexical.acceptedFrequencies.every((frequency) => frequency === 0) ? 1 : 0,
    inScope: reading.scope === null ? 0 : 1,
    shortQuery: reading.tokens.length <= 2 ? 1 : 0,
  };
}
