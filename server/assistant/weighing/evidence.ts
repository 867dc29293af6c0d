import { visibleText } from "../../../corpus/invisible-characters.ts";
import type { PassageReading, ReadSpan } from "../../../embeddings/readers.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Candidate, Retrieval } from "../retrieval/retriever.ts";
import { readableOf, type SearchPassage } from "../retrieval/search-text.ts";
import type { Question } from "../understanding/question.ts";
import { partHolding } from "./answering-part.ts";
import { checkExactly, type ExactChecks } from "./exact-checks.ts";
import { type Features, type LogisticModel, logOdds, probability } from "./logistic-model.ts";
import type { PassageWords } from "./passage-words.ts";
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
  /** Gives the probability. */
  readonly model: LogisticModel;
  /** Gives the order, where another than the probability's. */
  readonly ranking?: LogisticModel;
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

/** What some units weigh in a question together. */
export function weightOf(units: readonly QueryUnit[]): number {
  return units.reduce((sum, { importance }) => sum + importance, 0);
}

/** Share of some units, by their importance, that a passage or what introduces its section holds. */
export function shareHeld(units: readonly QueryUnit[], entry: SearchPassage, words: PassageWords): number {
  const { keys, introduced } = words.of(entry);
  const held = units.filter(({ alternatives }) => alternatives.some(({ key }) => keys.has(key) || introduced.has(key)));
  const all = weightOf(units);
  return all === 0 ? 0 : weightOf(held) / all;
}

/** Whether question and record are of different languages: then words that the record lacks say little. */
export function isForeign({ language }: Question, { document }: SearchPassage): boolean {
  return language !== null && language !== document.language;
}

/** Characters of a passage of ordinary length. */
const ordinaryLength = 200;

/** The models read the visible text. */
function spanInPassage({ passage }: SearchPassage, span: ReadSpan | null): ReadSpan | null {
  if (span === null) return null;
  const seen = visibleText(passage.text);
  return { start: seen.offsetOf(span.start), end: seen.offsetOf(span.end - 1) + 1 };
}

/** Reads the candidates with the question, and weighs each: best first. */
export async function weigh(task: WeighingTask): Promise<Evidence[]> {
  const { collection, question, units, retrieval, candidates, model, ranking = model, signal } = task;
  const entries = candidates.flatMap((candidate) => {
    const entry = collection.passages[candidate.ordinal];
    return entry === undefined ? [] : [{ candidate, entry }];
  });
  const readable = entries.map(({ entry }) => {
    const { speaker, context, text } = readableOf(entry);
    return { speaker: context === "" ? speaker : `${speaker}. ${context}`, text };
  });
  const readings = await collection.readers.passages.readPassages(question.searched.text, readable, { signal });
  const best = Math.max(...readings.map(({ relevance }) => relevance));
  const mostSimilar = Math.max(...readings.map(({ similarity }) => similarity));
  const weighed = entries.flatMap(({ entry, candidate }, position): Evidence[] => {
    const reading = readings[position];
    if (reading === undefined) return [];
    const checks = checkExactly(question, entry, collection.words);
    const lexical = lexicalShareOf(candidate, units, retrieval);
    const held = shareHeld(units, entry, collection.words);
    const own = isForeign(question, entry) ? 0 : 1;
    const features = {
      relevance: reading.relevance / 4,
      behind: (best - reading.relevance) / 4,
      span: Math.max(-3, Math.min(3, reading.spanGain / 6)),
      similarity: reading.similarity,
      lessSimilar: mostSimilar - reading.similarity,
      lexical,
      lexicalOwn: own * lexical,
      held,
      heldOwn: own * held,
      length: Math.log(entry.passage.text.length / ordinaryLength),
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
        highlight: partHolding(entry.passage.text, entry.document.language, spanInPassage(entry, reading.span)),
      },
    ];
  });
  return weighed.sort((a, b) => logOdds(ranking, b.features) - logOdds(ranking, a.features));
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
