import { visibleText } from "../../../corpus/invisible-characters.ts";
import { splitClauses, splitSentences } from "../../../corpus/sentences.ts";
import type { PassageReading, ReadSpan } from "../../../embeddings/readers.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Candidate, Retrieval } from "../retrieval/retriever.ts";
import { analyzeText, conceptKey, readableOf, type SearchPassage } from "../retrieval/search-text.ts";
import { type Question, readableText } from "../understanding/question.ts";
import { checkExactly, type ExactChecks, subjectNames } from "./exact-checks.ts";
import { type Features, type LogisticModel, logOdds, probability } from "./logistic-model.ts";
import type { RecordCollection } from "./record-collection.ts";

/** A passage that was read for a question, and what speaks for and against it. */
export interface Evidence {
  readonly entry: SearchPassage;
  readonly candidate: Candidate;
  readonly reading: PassageReading;
  readonly checks: ExactChecks;
  readonly features: Features;
  /** Estimated probability that it answers, or belongs. */
  readonly probability: number;
  /** The part that answers, as offsets into the passage's text: one sentence or less. */
  readonly highlight: ReadSpan;
}

export interface WeighingTask {
  readonly collection: RecordCollection;
  readonly question: Question;
  readonly units: readonly QueryUnit[];
  readonly retrieval: Retrieval;
  readonly candidates: readonly Candidate[];
  readonly model: LogisticModel;
  readonly signal: AbortSignal;
}

/** Lexical score of a candidate as a share of what a passage that holds every unit once would have. */
function lexicalShareOf({ lexicalScore }: Candidate, units: readonly QueryUnit[], { lexical }: Retrieval): number {
  const whole = units.reduce(
    (sum, unit, position) => sum + unit.importance * (lexical.inverseFrequencies[position] ?? 0),
    0,
  );
  return whole === 0 ? 0 : Math.min(1.5, lexicalScore / whole);
}

/** Characters of a sentence up to which it is lit as a whole. */
const longestLitSentence = 240;

/**
 * The part of a passage to light for an answering span: the sentence that holds it; of a long sentence the clauses that
 * do; never less than the span.
 */
export function highlightOf({ passage, document }: SearchPassage, span: ReadSpan | null): ReadSpan {
  const whole = { start: 0, end: passage.text.length };
  if (span === null) return whole;
  const holding = (parts: readonly ReadSpan[]): ReadSpan | null => {
    const touched = parts.filter(({ start, end }) => start < span.end && end > span.start);
    const [first] = touched;
    const last = touched.at(-1);
    return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
  };
  const sentence = holding(splitSentences(passage.text, document.language)) ?? whole;
  if (sentence.end - sentence.start <= longestLitSentence) return sentence;
  const clause = holding(splitClauses(passage.text, document.language));
  return clause ?? sentence;
}

/**
 * The part to light where the question names somebody whom the passage names elsewhere: "which group does Colombia lead?"
 * in a sentence of many countries is answered by the clause that names Colombia.
 */
function litPart(entry: SearchPassage, span: ReadSpan | null, { question, collection }: WeighingTask): ReadSpan {
  const lit = highlightOf(entry, span);
  const { passage, document } = entry;
  const held = collection.words.of(entry).keys;
  const names = subjectNames(question)
    .map(({ concepts }) => concepts.map(({ id }) => conceptKey(id)).filter((key) => held.has(key)))
    .filter((keys) => keys.length > 0);
  const holdsNames = ({ start, end }: ReadSpan): boolean => {
    const keys = new Set(
      analyzeText(passage.text.slice(start, end), document.language, collection.lexicon).keys.flat(),
    );
    return names.every((name) => name.some((key) => keys.has(key)));
  };
  if (names.length === 0 || holdsNames(lit)) return lit;
  const clauses = splitClauses(passage.text, document.language);
  const sentences = splitSentences(passage.text, document.language);
  return [...clauses, ...sentences].find(holdsNames) ?? lit;
}

/** The models read the visible text. */
function spanInPassage({ passage }: SearchPassage, span: ReadSpan | null): ReadSpan | null {
  if (span === null) return null;
  const seen = visibleText(passage.text);
  return { start: seen.offsetOf(span.start), end: seen.offsetOf(span.end - 1) + 1 };
}

/** Reads the candidates with the question, and weighs each: best first. */
export async function weigh(task: WeighingTask): Promise<Evidence[]> {
  const { collection, question, units, retrieval, candidates, model, signal } = task;
  const entries = candidates.flatMap((candidate) => {
    const entry = collection.passages[candidate.ordinal];
    return entry === undefined ? [] : [{ candidate, entry }];
  });
  const readable = entries.map(({ entry }) => {
    const { speaker, context, text } = readableOf(entry);
    return { speaker: context === "" ? speaker : `${speaker}. ${context}`, text };
  });
  const readings = await collection.readers.passages.readPassages(readableText(question.text), readable, { signal });
  const best = Math.max(...readings.map(({ relevance }) => relevance));
  const mostSimilar = Math.max(...readings.map(({ similarity }) => similarity));
  const weighed = entries.flatMap(({ entry, candidate }, position): Evidence[] => {
    const reading = readings[position];
    if (reading === undefined) return [];
    const checks = checkExactly(question, entry, collection.words);
    const features = {
      relevance: reading.relevance / 4,
      behind: (best - reading.relevance) / 4,
      span: Math.max(-3, Math.min(3, reading.spanGain / 6)),
      similarity: reading.similarity,
      lessSimilar: mostSimilar - reading.similarity,
      lexical: lexicalShareOf(candidate, units, retrieval),
      rank: 1 / (1 + position),
      numbersMissing: checks.numbersMissing,
      namesMissing: checks.namesMissing,
      formMissing: checks.formMissing === null ? 0 : 1,
      structural: entry.passage.kind === "recommendation" || entry.passage.kind === "key-point" ? 0 : 1,
    };
    return [
      {
        entry,
        candidate,
        reading,
        checks,
        features,
        probability: probability(model, features),
        highlight: litPart(entry, spanInPassage(entry, reading.span), task),
      },
    ];
  });
  return weighed.sort((a, b) => logOdds(model, b.features) - logOdds(model, a.features));
}

/** An answer cites an item or its block, never both: of each block with its items the best is kept. */
export function oneOfEachBlock<Each extends Pick<Evidence, "entry">>(evidence: readonly Each[]): Each[] {
  const seen = new Set<number>();
  return evidence.filter(({ entry }) => {
    const block = entry.block ?? entry.ordinal;
    if (seen.has(block)) return false;
    seen.add(block);
    return true;
  });
}
