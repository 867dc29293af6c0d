import { createHash } from "node:crypto";
import type { Embedder, EmbeddingProgress, TextRole } from "../embedder.ts";
import { EmbeddingError } from "../embedding-error.ts";
import type { StoredVectors } from "./generation.ts";

/** Bytes of a text's SHA-256. */
export const hashLength = 32;

/** Rounding apart, an embedder's vectors have length 1. */
const lengthTolerance = 1e-3;

interface Entry {
  readonly key: string;
  readonly text: string;
}

interface HeldVectors extends StoredVectors {
  readonly entries: readonly Entry[];
  readonly labels: ReadonlyMap<string, number>;
}

export interface CollectVectorsOptions {
  readonly entries: readonly Entry[];
  readonly embedder: Embedder;
  readonly role: TextRole;
  /** Vectors of the same model, to be taken where the text is the same. */
  readonly previous: StoredVectors | null;
  /** Vectors in memory, with the entries that they are of: taken where an entry is the same, without a hash of its text. */
  readonly held: HeldVectors | null;
  /** Awaited between texts. */
  readonly pause: () => Promise<void>;
  /**
   * Told of the vectors so far, with their labels, after every `checkpointEvery` texts embedded but the last, so that
   * an ingestion that is cut short need not begin again.
   */
  readonly checkpoint: (done: StoredVectors, labels: readonly number[]) => Promise<void>;
  readonly checkpointEvery: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EmbeddingProgress) => void) | undefined;
}

/**
 * Vectors of the texts in order: kept where the text had one already, computed otherwise, once for equal texts.
 * @returns `reused` counts the texts whose vector was kept.
 * @throws EmbeddingError when the embedder fails or returns anything but unit vectors of its dimensions.
 */
export async function collectVectors(options: CollectVectorsOptions): Promise<StoredVectors & { reused: number }> {
  const { entries, embedder, previous, held, pause } = options;
  const { dimensions } = embedder.model;
  // Texts may move from one entry to another, as those of a record that is replaced do.
  const kept = previous ? await rowsByHash(previous, dimensions, pause) : new Map<string, Float32Array>();
  const moved = held === null ? null : new Map(held.entries.map(({ text }, label) => [text, label]));
  const textHashes = new Uint8Array(entries.length * hashLength);
  const vectors = new Float32Array(entries.length * dimensions);
  const labelsToEmbed = new Map<string, number[]>();
  const done: number[] = [];
  const takeHeld = ({ key, text }: Entry, label: number): boolean => {
    const own = held?.labels.get(key);
    const from = own !== undefined && held?.entries[own]?.text === text ? own : moved?.get(text);
    if (held === null || from === undefined) return false;
    vectors.set(held.vectors.subarray(from * dimensions, (from + 1) * dimensions), label * dimensions);
    textHashes.set(held.textHashes.subarray(from * hashLength, (from + 1) * hashLength), label * hashLength);
    return true;
  };
  for (const [label, entry] of entries.entries()) {
    await pause();
    if (takeHeld(entry, label)) {
      done.push(label);
      continue;
    }
    const { text } = entry;
    const digest = createHash("sha256").update(text, "utf16le").digest();
    textHashes.set(digest, label * hashLength);
    const vector = kept.get(digest.toString("hex"));
    const labels = labelsToEmbed.get(text);
    if (vector) {
      vectors.set(vector, label * dimensions);
      done.push(label);
    } else if (labels) labels.push(label);
    else labelsToEmbed.set(text, [label]);
  }
  const reused = done.length;
  await embedInParts([...labelsToEmbed], options, async (embedded, isLast) => {
    for (const [vector, labels] of embedded) {
      for (const label of labels) {
        vectors.set(vector, label * dimensions);
        done.push(label);
      }
    }
    if (!isLast) await options.checkpoint(pickRows({ vectors, textHashes }, done, dimensions), done);
  });
  return { vectors, textHashes, reused };
}

async function embedInParts(
  groups: readonly (readonly [text: string, labels: readonly number[]])[],
  { embedder, role, checkpointEvery, signal, onProgress }: CollectVectorsOptions,
  receive: (embedded: [Float32Array, readonly number[]][], isLast: boolean) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < groups.length; start += checkpointEvery) {
    const part = groups.slice(start, start + checkpointEvery);
    const embedded = await embedder.embed(
      part.map(([text]) => text),
      role,
      {
        ...(signal && { signal }),
        onProgress: ({ done }) => onProgress?.({ done: start + done, total: groups.length }),
      },
    );
    await receive(
      part.map(([, labels], at) => [assertUnitVector(embedded[at], embedder.model.dimensions), labels]),
      start + checkpointEvery >= groups.length,
    );
  }
}

function pickRows(from: StoredVectors, labels: readonly number[], dimensions: number): StoredVectors {
  const vectors = new Float32Array(labels.length * dimensions);
  const textHashes = new Uint8Array(labels.length * hashLength);
  for (const [row, label] of labels.entries()) {
    vectors.set(from.vectors.subarray(label * dimensions, (label + 1) * dimensions), row * dimensions);
    textHashes.set(from.textHashes.subarray(label * hashLength, (label + 1) * hashLength), row * hashLength);
  }
  return { vectors, textHashes };
}

async function rowsByHash(
  { vectors, textHashes }: StoredVectors,
  dimensions: number,
  pause: () => Promise<void>,
): Promise<Map<string, Float32Array>> {
  const rows = new Map<string, Float32Array>();
  for (let label = 0; label * hashLength < textHashes.length; label += 1) {
    const digest = textHashes.subarray(label * hashLength, (label + 1) * hashLength);
    await pause();
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
