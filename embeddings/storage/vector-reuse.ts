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

export interface HeldVectors extends StoredVectors {
  readonly entries: readonly Entry[];
  readonly labels: ReadonlyMap<string, number>;
}

/** Vectors of some texts, and where each was taken from. */
export interface CollectedVectors extends StoredVectors {
  /** Row of each in what was held or stored before; -1 where it is new. */
  readonly origins: Int32Array;
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
  readonly checkpoint: (done: CollectedVectors, labels: readonly number[]) => Promise<void>;
  readonly checkpointEvery: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EmbeddingProgress) => void) | undefined;
}

/**
 * Vectors of the texts in order: kept where the text had one already, computed otherwise, once for equal texts.
 * @returns `reused` counts the texts whose vector was kept.
 * @throws EmbeddingError when the embedder fails or returns anything but unit vectors of its dimensions.
 */
export async function collectVectors(options: CollectVectorsOptions): Promise<CollectedVectors & { reused: number }> {
  const { entries, embedder, previous, held, pause } = options;
  const { dimensions } = embedder.model;
  const kept = previous ? await rowsByHash(previous, pause) : new Map<string, number>();
  const moved = held === null ? null : await rowsOfMoved(entries, held, pause);
  const origins = new Int32Array(entries.length).fill(-1);
  const textHashes = new Uint8Array(entries.length * hashLength);
  const vectors = new Float32Array(entries.length * dimensions);
  const labelsToEmbed = new Map<string, number[]>();
  const done: number[] = [];
  const take = (from: StoredVectors, row: number, label: number): void => {
    vectors.set(from.vectors.subarray(row * dimensions, (row + 1) * dimensions), label * dimensions);
    textHashes.set(from.textHashes.subarray(row * hashLength, (row + 1) * hashLength), label * hashLength);
    origins[label] = row;
    done.push(label);
  };
  for (const [label, entry] of entries.entries()) {
    await pause();
    const heldRow = held === null ? undefined : (ownRow(entry, held) ?? moved?.get(entry.text));
    if (held !== null && heldRow !== undefined) {
      take(held, heldRow, label);
      continue;
    }
    const { text } = entry;
    const digest = createHash("sha256").update(text, "utf16le").digest();
    textHashes.set(digest, label * hashLength);
    const row = kept.get(digest.toString("hex"));
    const labels = labelsToEmbed.get(text);
    if (previous && row !== undefined) take(previous, row, label);
    else if (labels) labels.push(label);
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
    if (!isLast)
      await options.checkpoint(await pickRows({ vectors, textHashes, origins }, done, dimensions, pause), done);
  });
  return { vectors, textHashes, origins, reused };
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

async function pickRows(
  from: CollectedVectors,
  labels: readonly number[],
  dimensions: number,
  pause: () => Promise<void>,
): Promise<CollectedVectors> {
  const vectors = new Float32Array(labels.length * dimensions);
  const textHashes = new Uint8Array(labels.length * hashLength);
  for (const [row, label] of labels.entries()) {
    vectors.set(from.vectors.subarray(label * dimensions, (label + 1) * dimensions), row * dimensions);
    textHashes.set(from.textHashes.subarray(label * hashLength, (label + 1) * hashLength), row * hashLength);
    await pause();
  }
  return { vectors, textHashes, origins: Int32Array.from(labels, (label) => from.origins[label] as number) };
}

async function rowsByHash({ textHashes }: StoredVectors, pause: () => Promise<void>): Promise<Map<string, number>> {
  const rows = new Map<string, number>();
  for (let row = 0; row * hashLength < textHashes.length; row += 1) {
    rows.set(Buffer.from(textHashes.subarray(row * hashLength, (row + 1) * hashLength)).toString("hex"), row);
    await pause();
  }
  return rows;
}

/** The row of an entry that is held with the same text. */
function ownRow({ key, text }: Entry, held: HeldVectors): number | undefined {
  const row = held.labels.get(key);
  return row !== undefined && held.entries[row]?.text === text ? row : undefined;
}

/** Rows of texts that moved from one entry to another, as those of a record that is replaced do. */
async function rowsOfMoved(
  entries: readonly Entry[],
  held: HeldVectors,
  pause: () => Promise<void>,
): Promise<Map<string, number>> {
  const wanted = new Set<string>();
  for (const entry of entries) {
    if (ownRow(entry, held) === undefined) wanted.add(entry.text);
    await pause();
  }
  const rows = new Map<string, number>();
  if (wanted.size === 0) return rows;
  for (const [row, { text }] of held.entries.entries()) {
    if (wanted.has(text)) rows.set(text, row);
    await pause();
  }
  return rows;
}

function assertUnitVector(vector: Float32Array | undefined, dimensions: number): Float32Array {
  let squares = 0;
  for (const value of vector ?? []) squares += value * value;
  if (vector?.length === dimensions && Math.abs(Math.sqrt(squares) - 1) < lengthTolerance) return vector;
  throw new EmbeddingError("model-failed", `The embedder returned no unit vector of ${dimensions} dimensions.`);
}
