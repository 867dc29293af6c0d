import { createHash } from "node:crypto";
import type { Embedder, EmbeddingProgress } from "../embedder.ts";
import { EmbeddingError } from "../embedding-error.ts";
import type { StoredVectors } from "./generation.ts";

const hashLength = 32;

/** Rounding apart, an embedder's vectors have length 1. */
const lengthTolerance = 1e-3;

export interface CollectVectorsOptions {
  readonly texts: readonly string[];
  readonly embedder: Embedder;
  /** Vectors of the same model, to be taken where the text is the same. */
  readonly previous: StoredVectors | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EmbeddingProgress) => void) | undefined;
}

/**
 * Vectors of the texts in order: kept where the text had one already, computed otherwise, once for equal texts.
 * @returns `reused` counts the texts whose vector was kept.
 * @throws EmbeddingError when the embedder fails or returns anything but unit vectors of its dimensions.
 */
export async function collectVectors(options: CollectVectorsOptions): Promise<StoredVectors & { reused: number }> {
  const { texts, embedder, previous, signal, onProgress } = options;
  const { dimensions } = embedder.model;
  const kept = previous ? rowsByHash(previous, dimensions) : new Map<string, Float32Array>();
  const textHashes = new Uint8Array(texts.length * hashLength);
  const vectors = new Float32Array(texts.length * dimensions);
  const labelsToEmbed = new Map<string, number[]>();
  let reused = 0;
  for (const [label, text] of texts.entries()) {
    const digest = createHash("sha256").update(text, "utf16le").digest();
    textHashes.set(digest, label * hashLength);
    const vector = kept.get(digest.toString("hex"));
    if (vector) {
      vectors.set(vector, label * dimensions);
      reused += 1;
    } else {
      const labels = labelsToEmbed.get(text);
      if (labels) labels.push(label);
      else labelsToEmbed.set(text, [label]);
    }
  }
  if (labelsToEmbed.size > 0) {
    const embedded = await embedder.embed([...labelsToEmbed.keys()], "passage", {
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    for (const [position, labels] of [...labelsToEmbed.values()].entries()) {
      const vector = assertUnitVector(embedded[position], dimensions);
      for (const label of labels) vectors.set(vector, label * dimensions);
    }
  }
  return { vectors, textHashes, reused };
}

function rowsByHash({ vectors, textHashes }: StoredVectors, dimensions: number): Map<string, Float32Array> {
  const rows = new Map<string, Float32Array>();
  for (let label = 0; label * hashLength < textHashes.length; label += 1) {
    const digest = textHashes.subarray(label * hashLength, (label + 1) * hashLength);
    rows.set(Buffer.from(digest).toString("hex"), vectors.subarray(label * dimensions, (label + 1) * dimensions));
  }
  return rows;
}

function assertUnitVector(vector: Float32Array | undefined, dimensions: number): Float32Array {
  let squares = 0;
  for (const value of vector ?? []) squares += value * value;
  if (vector?.length === dimensions && Math.abs(Math.sqrt(squares) - 1) < lengthTolerance) return vector;
  throw new EmbeddingError("model-failed", `The embedder returned no unit vector of ${dimensions} dimensions.`);
}
