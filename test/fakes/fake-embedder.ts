import { createHash } from "node:crypto";
import type { Embedder } from "../../embeddings/embedder.ts";
import { EmbeddingError } from "../../embeddings/embedding-error.ts";

export interface FakeEmbedderOptions {
  readonly id?: string;
  readonly dimensions?: number;
  /** Told of every text that is embedded, as it is. */
  readonly onText?: (text: string) => void;
}

/**
 * A deterministic embedder without a model: each word, folded of case and accents, is hashed to a direction, and a text
 * is the sum of its words, so that texts with words in common are near and other words are near to none. The role does not matter to it.
 */
export function createFakeEmbedder(options: FakeEmbedderOptions = {}): Embedder {
  const { id = "hashed-words", dimensions = 128, onText } = options;
  let closed = false;
  return {
    model: { id, sha256: createHash("sha256").update(`${id} ${dimensions}`).digest("hex"), dimensions },
    embed: async (texts, _role, { signal, onProgress } = {}) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        // A turn a text, as a real embedder takes: signals and other calls come in between.
        await new Promise(setImmediate);
        if (closed) throw new EmbeddingError("closed", "The embedder is closed.");
        signal?.throwIfAborted();
        onText?.(text);
        vectors.push(addDirections(text, dimensions));
        onProgress?.({ done: vectors.length, total: texts.length });
      }
      if (closed) throw new EmbeddingError("closed", "The embedder is closed.");
      signal?.throwIfAborted();
      return vectors;
    },
    close: async () => {
      closed = true;
    },
  };
}

const bytesPerHash = 32;

/** A direction of a word's own: nearly at a right angle to every other word's. */
function directionOf(word: string, dimensions: number): number[] {
  const hashes = Math.ceil(dimensions / bytesPerHash);
  const bytes = Buffer.concat(
    Array.from({ length: hashes }, (_, part) => createHash("sha256").update(`${part} ${word}`).digest()),
  );
  return [...bytes.subarray(0, dimensions)].map((byte) => byte / 127.5 - 1);
}

function addDirections(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const folded = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // Every text has the empty word, so that no vector is zero.
  for (const word of ["", ...folded.split(/[^\p{L}\p{N}]+/u)]) {
    for (const [at, value] of directionOf(word, dimensions).entries()) vector[at] = (vector[at] ?? 0) + value;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
