import type { Embedder } from "../../embeddings/embedder.ts";
import { dotProduct } from "./vector-arithmetic.ts";

/** Words of the records that mean nearly the same as another word, by the vectors of single words. */
export interface WordNeighbors {
  /**
   * @param words As they are asked, in any language.
   * @returns For each word, the record's words nearest to it, nearest first; none where none is near.
   */
  near(words: readonly string[], signal?: AbortSignal): Promise<readonly (readonly string[])[]>;
}

export interface WordNeighborsParts {
  readonly embedder: Embedder;
  /** Words of the records, each with a vector at its position, made of the word as a query. */
  readonly words: readonly string[];
  vector(label: number): Float32Array;
}

/**
 * Standard deviations above the mean similarity to all words of the records, from which one is near. Measured with the
 * embedded model on the tuning half: translations and synonyms ("firearms", "armas") lie at 4.4 to 10, the nearest word
 * to one that the record has nothing of ("tennis", "volcano") at 3 to 4.
 */
const nearFrom = 4.4;
/** Words spelled alike are near in the model's eyes whatever they mean ("penguins", "penal" at 5.9). */
const nearFromAlike = 6.5;
/** Share of letter pairs in common from which two words are spelled alike. */
const alikeFrom = 0.25;
const mostNeighbors = 6;
/** Vectors of words asked before, kept. */
const remembered = 512;

function letterPairs(word: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 2 <= word.length; at += 1) {
    const pair = word.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Dice coefficient of two words' letter pairs, 0 to 1. */
function spelledAlike(left: string, right: string): number {
  const [ours, theirs] = [letterPairs(left), letterPairs(right)];
  let common = 0;
  for (const [pair, count] of ours) common += Math.min(count, theirs.get(pair) ?? 0);
  const total = left.length - 1 + right.length - 1;
  return total <= 0 ? 0 : (2 * common) / total;
}

function subtract(vector: Float32Array, mean: Float32Array): { centered: Float32Array; length: number } {
  const centered = vector.map((value, at) => value - (mean[at] ?? 0));
  return { centered, length: Math.sqrt(dotProduct(centered, centered)) || 1 };
}

/**
 * The model's word vectors share a large common part, so that all lie close together: similarities are measured around
 * the mean of the records' words, and against their spread for the word asked, which also takes out the distance
 * between two languages.
 */
export function createWordNeighbors({ embedder, words, vector }: WordNeighborsParts): WordNeighbors {
  const mean = new Float32Array(embedder.model.dimensions);
  for (const label of words.keys()) {
    for (const [at, value] of vector(label).entries()) mean[at] = (mean[at] ?? 0) + value / words.length;
  }
  const lengths = words.map((_, label) => subtract(vector(label), mean).length);
  const known = new Map<string, Float32Array>();

  async function embed(wanted: readonly string[], signal?: AbortSignal): Promise<void> {
    const missing = [...new Set(wanted)].filter((word) => !known.has(word));
    if (missing.length === 0) return;
    const vectors = await embedder.embed(missing, "query", signal === undefined ? {} : { signal });
    for (const [position, word] of missing.entries()) {
      const found = vectors[position];
      if (found !== undefined) known.set(word, found);
    }
  }

  function forgetOldest(): void {
    for (const word of known.keys()) {
      if (known.size <= remembered) return;
      known.delete(word);
    }
  }

  function nearest(word: string, asked: Float32Array): string[] {
    const { centered, length } = subtract(asked, mean);
    const shift = dotProduct(centered, mean);
    const similarities = words.map(
      (_, label) => (dotProduct(centered, vector(label)) - shift) / (length * (lengths[label] ?? 1)),
    );
    const average = similarities.reduce((sum, value) => sum + value, 0) / similarities.length;
    const variance = similarities.reduce((sum, value) => sum + (value - average) ** 2, 0) / similarities.length;
    const deviation = Math.sqrt(variance) || 1;
    return similarities
      .flatMap((value, label) => {
        const candidate = words[label] ?? "";
        const likeness = (value - average) / deviation;
        const least = likeness >= nearFrom && spelledAlike(word, candidate) >= alikeFrom ? nearFromAlike : nearFrom;
        return likeness >= least ? [{ candidate, likeness }] : [];
      })
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, mostNeighbors)
      .map(({ candidate }) => candidate);
  }

  return {
    async near(asked, signal) {
      if (words.length === 0) return asked.map(() => []);
      const lowered = asked.map((word) => word.toLowerCase());
      await embed(lowered, signal);
      const found = lowered.map((word) => {
        const wanted = known.get(word);
        return wanted === undefined ? [] : nearest(word, wanted);
      });
      forgetOldest();
      return found;
    },
  };
}
