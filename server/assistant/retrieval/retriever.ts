import type { VectorIndex } from "../../../embeddings/vector-index.ts";
import type { LexicalIndex, LexicalScores, QueryUnit, Scores } from "./lexical-index.ts";
import type { VectorEntry } from "./search-vectors.ts";

/** A passage that a query found, by ordinal, with its rank (from 1) in each ranking that holds it. */
export interface Candidate {
  readonly ordinal: number;
  readonly denseRank: number | null;
  /** Cosine similarity of the nearest of the passage's texts; null where dense search did not return it. */
  readonly similarity: number | null;
  readonly lexicalRank: number | null;
  readonly lexicalScore: number;
  readonly fusedScore: number;
}

export interface Retrieval {
  /** By fused score, best first; as many as were wanted. */
  readonly candidates: readonly Candidate[];
  readonly lexical: LexicalScores;
}

export interface RetrievalQuery {
  /** Unit vector of the question. */
  readonly vector: Float32Array;
  readonly units: readonly QueryUnit[];
  readonly accept?: (ordinal: number) => boolean;
  /** Candidates needed: a complete ranking of a large collection costs more than its best. Default: all. */
  readonly wanted?: number;
}

export interface Retriever {
  retrieve(query: RetrievalQuery): Retrieval;
  /** The same search with another lexical index of the same texts. */
  with(lexicalIndex: LexicalIndex): Retriever;
}

export interface RetrieverParts {
  readonly index: VectorIndex;
  readonly entries: readonly VectorEntry[];
  readonly lexicalIndex: LexicalIndex;
}

/** Texts asked of the vector index: several per passage, so more than the passages wanted. */
const denseNeighbors = 200;

/** Constant of reciprocal rank fusion (Cormack, Clarke & Büttcher, SIGIR 2009). */
const fusionConstant = 60;

/**
 * Share of the lexical ranking in the fusion. A query of one or two words, or one whose words the records use
 * literally, is a look-up, where BM25 is right; a long one in other words is a paraphrase, where meaning leads.
 */
function lexicalShare(units: readonly QueryUnit[], lexical: LexicalScores): number {
  let matched = 0;
  let total = 0;
  for (const [position, unit] of units.entries()) {
    const weight = unit.importance * (lexical.inverseFrequencies[position] ?? 0);
    total += weight;
    if ((lexical.frequencies[position] ?? 0) > 0) matched += weight;
  }
  if (total === 0) return 0;
  const literal = matched / total;
  return units.length <= 2 ? 0.5 + 0.4 * literal : 0.25 + 0.3 * literal;
}

type Ranked = readonly [ordinal: number, score: number];

/** Higher scores first; ties go to the lower ordinal. */
const byScore = ([ordinalA, a]: Ranked, [ordinalB, b]: Ranked): number => b - a || ordinalA - ordinalB;

/** Most texts of a lexical ranking that are sorted one by one. */
const mostSorted = 256;

/**
 * Lexical ranks of the texts that can be among the best `wanted` of the fusion: those that dense search found, and the
 * best `wanted` of the others. A text of a lower lexical rank that dense search did not find has `wanted` before it.
 */
function lexicalRanks(scores: Scores, found: Iterable<number>, wanted: number): Map<number, number> {
  if (scores.size <= mostSorted || wanted >= scores.size) {
    const ordered = [...scores].sort(byScore);
    return new Map(ordered.map(([ordinal], position) => [ordinal, position + 1]));
  }
  const dense = [...found].flatMap((ordinal): Ranked[] => {
    const score = scores.get(ordinal);
    return score === undefined ? [] : [[ordinal, score]];
  });
  const best = selectBest(scores, wanted + dense.length);
  const ranked = new Map(best.map(([ordinal], position) => [ordinal, position + 1]));
  const deeper = dense.filter(([ordinal]) => !ranked.has(ordinal)).sort(byScore);
  if (deeper.length === 0) return ranked;
  // How many stand before each of the deeper ones: all that a pass over the scores finds to precede it.
  const preceding = new Int32Array(deeper.length + 1);
  for (const ordinal of scores.keys()) {
    const each: Ranked = [ordinal, scores.get(ordinal) ?? 0];
    let low = 0;
    let high = deeper.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byScore(each, deeper[middle] as Ranked) < 0) high = middle;
      else low = middle + 1;
    }
    preceding[low] = (preceding[low] ?? 0) + 1;
  }
  let before = 0;
  for (const [position, [ordinal]] of deeper.entries()) {
    before += preceding[position] ?? 0;
    ranked.set(ordinal, before + 1);
  }
  return ranked;
}

/** The best `count`, best first: a heap whose root is the worst of those kept. */
function selectBest(scores: Scores, count: number): Ranked[] {
  const heap: Ranked[] = [];
  const isWorse = (one: number, other: number): boolean => byScore(heap[one] as Ranked, heap[other] as Ranked) > 0;
  const swap = (one: number, other: number): void => {
    const held = heap[one] as Ranked;
    heap[one] = heap[other] as Ranked;
    heap[other] = held;
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let worst = at;
      if (left < heap.length && isWorse(left, worst)) worst = left;
      if (right < heap.length && isWorse(right, worst)) worst = right;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  const rise = (): void => {
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (!isWorse(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  for (const ordinal of scores.keys()) {
    const score = scores.get(ordinal) ?? 0;
    const root = heap[0];
    if (heap.length < count) {
      heap.push([ordinal, score]);
      rise();
    } else if (root !== undefined && (score > root[1] || (score === root[1] && ordinal < root[0]))) {
      heap[0] = [ordinal, score];
      sink();
    }
  }
  return heap.sort(byScore);
}

function rankOf(scores: ReadonlyMap<number, number>): Map<number, number> {
  const ordered = [...scores].sort(byScore);
  return new Map(ordered.map(([ordinal], position) => [ordinal, position + 1]));
}

/** Asks once for each ordinal. */
function remember(size: number, accept: (ordinal: number) => boolean): (ordinal: number) => boolean {
  const marks = new Uint8Array(size);
  return (ordinal) => {
    const mark = marks[ordinal];
    if (mark !== 0) return mark === 1;
    const accepted = accept(ordinal);
    marks[ordinal] = accepted ? 1 : 2;
    return accepted;
  };
}

/** Hybrid search: dense and lexical rankings of passages, fused by weighted reciprocal rank. */
export function createRetriever({ index, entries, lexicalIndex }: RetrieverParts): Retriever {
  const ordinals = Int32Array.from(entries, ({ ordinal }) => ordinal);

  function searchDense(vector: Float32Array, accept?: (ordinal: number) => boolean): Map<number, number> {
    const acceptLabel =
      accept === undefined ? undefined : (label: number): boolean => accept(ordinals[label] as number);
    const best = new Map<number, number>();
    for (const { label, similarity } of index.search(vector, denseNeighbors, acceptLabel)) {
      const ordinal = ordinals[label];
      if (ordinal !== undefined && similarity > (best.get(ordinal) ?? -1)) best.set(ordinal, similarity);
    }
    return best;
  }

  return {
    with: (other) => createRetriever({ index, entries, lexicalIndex: other }),
    retrieve({ vector, units, accept: acceptAny, wanted = Number.POSITIVE_INFINITY }) {
      const accept = acceptAny && remember(lexicalIndex.size, acceptAny);
      const similarities = searchDense(vector, accept);
      const lexical = lexicalIndex.score(units, accept);
      const denseRanks = rankOf(similarities);
      const ranks = lexicalRanks(lexical.scores, denseRanks.keys(), wanted);
      const share = lexicalShare(units, lexical);
      const candidates = [...new Set([...denseRanks.keys(), ...ranks.keys()])].map((ordinal): Candidate => {
        const denseRank = denseRanks.get(ordinal) ?? null;
        const lexicalRank = ranks.get(ordinal) ?? null;
        const dense = denseRank === null ? 0 : (1 - share) / (fusionConstant + denseRank);
        const literal = lexicalRank === null ? 0 : share / (fusionConstant + lexicalRank);
        return {
          ordinal,
          denseRank,
          similarity: similarities.get(ordinal) ?? null,
          lexicalRank,
          lexicalScore: lexical.scores.get(ordinal) ?? 0,
          fusedScore: (dense + literal) * fusionConstant,
        };
      });
      candidates.sort((a, b) => b.fusedScore - a.fusedScore || a.ordinal - b.ordinal);
      return { candidates: candidates.slice(0, wanted), lexical };
    },
  };
}
