import type { Embedder } from "../../embeddings/embedder.ts";
import type { VectorIndex } from "../../embeddings/vector-index.ts";
import type { LexicalIndex, LexicalScores, QueryUnit } from "./lexical-index.ts";
import type { VectorEntry } from "./search-vectors.ts";
import { dotProduct } from "./vector-arithmetic.ts";

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
  readonly queryVector: Float32Array;
  /** Mean and standard deviation of the query's similarity to the collection, over a sample of it: its background. */
  readonly background: { readonly mean: number; readonly deviation: number };
}

export interface RetrievalQuery {
  readonly text: string;
  readonly units: readonly QueryUnit[];
  readonly accept?: (ordinal: number) => boolean;
  readonly signal?: AbortSignal;
}

export interface Retriever {
  retrieve(query: RetrievalQuery): Promise<Retrieval>;
}

export interface RetrieverParts {
  readonly embedder: Embedder;
  readonly index: VectorIndex;
  readonly entries: readonly VectorEntry[];
  readonly lexicalIndex: LexicalIndex;
  /** The unit vector of an entry, by its position. */
  vector(label: number): Float32Array;
}

/** Vectors that a query's background is measured on, evenly spread over the collection. */
const backgroundSample = 512;

/** Vectors of the questions asked last, kept. */
const remembered = 64;

/** Texts asked of the vector index: several per passage, so more than the passages wanted. */
const denseNeighbors = 400;

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

function measureBackground(similarities: readonly number[]): { mean: number; deviation: number } {
  if (similarities.length === 0) return { mean: 0, deviation: 1 };
  const mean = similarities.reduce((sum, value) => sum + value, 0) / similarities.length;
  const variance = similarities.reduce((sum, value) => sum + (value - mean) ** 2, 0) / similarities.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Hybrid search: dense and lexical rankings of passages, fused by weighted reciprocal rank. */
export function createRetriever({ embedder, index, entries, lexicalIndex, vector }: RetrieverParts): Retriever {
  const stride = Math.max(1, Math.floor(entries.length / backgroundSample));
  const sample = entries.flatMap((_, label) => (label % stride === 0 ? [vector(label)] : []));

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

  const recent = new Map<string, Float32Array>();

  /** One question is searched for several times: for each side of a comparison, and again for its trace. */
  async function embedQuery(text: string, signal: AbortSignal | undefined): Promise<Float32Array> {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const [vector] = await embedder.embed([text], "query", signal === undefined ? {} : { signal });
    if (vector === undefined) throw new Error("The embedder returned no vector for the query.");
    recent.set(text, vector);
    const [oldest] = recent.keys();
    if (recent.size > remembered && oldest !== undefined) recent.delete(oldest);
    return vector;
  }

  async function retrieve({ text, units, accept, signal }: RetrievalQuery): Promise<Retrieval> {
    const queryVector = await embedQuery(text, signal);
    signal?.throwIfAborted();
    const similarities = searchDense(queryVector, accept);
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
    return {
      candidates,
      lexical,
      queryVector,
      background: measureBackground(sample.map((each) => dotProduct(queryVector, each))),
    };
  }

  return { retrieve };
}
