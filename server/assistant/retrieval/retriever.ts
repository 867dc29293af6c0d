import type { VectorIndex } from "../../../embeddings/vector-index.ts";
import type { LexicalIndex, LexicalScores, QueryUnit } from "./lexical-index.ts";
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
  /** By fused score, best first. */
  readonly candidates: readonly Candidate[];
  readonly lexical: LexicalScores;
}

export interface RetrievalQuery {
  /** Unit vector of the question. */
  readonly vector: Float32Array;
  readonly units: readonly QueryUnit[];
  readonly accept?: (ordinal: number) => boolean;
}

export interface Retriever {
  retrieve(query: RetrievalQuery): Retrieval;
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

function rankOf(scores: ReadonlyMap<number, number>): Map<number, number> {
  const ordered = [...scores].sort(([ordinalA, a], [ordinalB, b]) => b - a || ordinalA - ordinalB);
  return new Map(ordered.map(([ordinal], position) => [ordinal, position + 1]));
}

/** Hybrid search: dense and lexical rankings of passages, fused by weighted reciprocal rank. */
export function createRetriever({ index, entries, lexicalIndex }: RetrieverParts): Retriever {
  function searchDense(vector: Float32Array, accept?: (ordinal: number) => boolean): Map<number, number> {
    const acceptLabel =
      accept === undefined ? undefined : (label: number) => accept(entries[label]?.ordinal ?? Number.NaN);
    const best = new Map<number, number>();
    for (const { label, similarity } of index.search(vector, denseNeighbors, acceptLabel)) {
      const ordinal = entries[label]?.ordinal;
      if (ordinal !== undefined && similarity > (best.get(ordinal) ?? -1)) best.set(ordinal, similarity);
    }
    return best;
  }

  return {
    retrieve({ vector, units, accept }) {
      const similarities = searchDense(vector, accept);
      const lexical = lexicalIndex.score(units, accept);
      const denseRanks = rankOf(similarities);
      const lexicalRanks = rankOf(lexical.scores);
      const share = lexicalShare(units, lexical);
      const candidates = [...new Set([...denseRanks.keys(), ...lexicalRanks.keys()])].map((ordinal): Candidate => {
        const denseRank = denseRanks.get(ordinal) ?? null;
        const lexicalRank = lexicalRanks.get(ordinal) ?? null;
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
      return { candidates, lexical };
    },
  };
}
