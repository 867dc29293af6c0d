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
 * A deterministic embedder without a model: each word, folded of case and accents, is hashed to a dimension and counted
 * there, so that texts with words in common are near. The role does not matter to it.
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
        vectors.push(hashWords(text, dimensions));
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

function hashWords(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const folded = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // Every text has the empty word, so that no vector is zero.
  for (const word of ["", ...folded.split(/[^\p{L}\p{N}]+/u)]) {
    const at = createHash("sha256").update(word).digest().readUInt32LE() % dimensions;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
