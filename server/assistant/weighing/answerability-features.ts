import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Question } from "../understanding/question.ts";
import type { PartsReading } from "./answering-part.ts";
import { type Evidence, isForeign, weightOf } from "./evidence.ts";
import type { Features } from "./logistic-model.ts";
import type { RecordCollection } from "./record-collection.ts";

export interface AnsweringEvidence {
  readonly collection: RecordCollection;
  readonly question: Question;
  /** Of the question's content words. */
  readonly units: readonly QueryUnit[];
  /** Best first. */
  readonly evidence: readonly Evidence[];
  /** Of the best; null where there is none. */
  readonly parts: PartsReading | null;
}

/**
 * What speaks for the records answering at all: the best passage, its parts, and how the question reads. Whose words are
 * held where counts for more where question and record are of one language: the features that end in `Own` are of those.
 */
export function answerabilityFeatures({ collection, question, units, evidence, parts }: AnsweringEvidence): Features {
  const [best, ...others] = evidence;
  if (best === undefined || parts === null) return { nothing: 1, outside: question.outside };
  const { relevance = 0, lexical = 0 } = best.features;
  const heldByBest = best.features.held ?? 0;
  const missing = units.filter(({ alternatives }) => !alternatives.some(({ key }) => collection.lexicalIndex.has(key)));
  const unheld = weightOf(missing) / (weightOf(units) || 1);
  const foreign = isForeign(question, best.entry);
  const own = (value: number): number => (foreign ? 0 : value);
  return {
    nothing: 0,
    // A question to the world is not held in the words of the records: as far as it is, it is none.
    outside: question.outside * (1 - Math.min(1, lexical)),
    relevance,
    lead: relevance - (others[0]?.features.relevance ?? 0),
    span: best.features.span ?? 0,
    similarity: best.features.similarity ?? 0,
    lexical,
    lexicalOwn: own(lexical),
    held: heldByBest,
    heldOwn: own(heldByBest),
    unheld,
    unheldOwn: own(unheld),
    othersHoldMore: Math.max(0, ...others.map(({ features }) => (features.held ?? 0) - heldByBest)),
    foreign: foreign ? 1 : 0,
    numbersMissing: best.checks.numbersMissing,
    namesMissing: best.checks.namesMissing,
    formMissing: best.checks.formMissing === null ? 0 : 1,
    structural: best.features.structural ?? 0,
    part: parts.relevance / 4,
    partLead: parts.lead / 4,
    partMean: parts.meanRelevance / 4,
    partSpan: Math.max(-3, Math.min(3, parts.spanGain / 6)),
    partSimilarity: parts.similarity,
    onePart: parts.count === 1 ? 1 : 0,
    keyword: question.kind === "keyword" ? 1 : 0,
    words: Math.min(1, question.content.length / 8),
  };
}
