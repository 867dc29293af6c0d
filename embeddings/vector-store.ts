import { mkdir } from "node:fs/promises";
import type { Embedder } from "./embedder.ts";
import { EmbeddingError } from "./embedding-error.ts";
import { buildIndex, type IndexBuildOptions, indexOf, leaveUnsaved, needsGraph } from "./index-building.ts";
import { hashContent } from "./storage/store-manifest.ts";
import { type ReadVectors, type RebuildReason, readStoredIndex } from "./storage/stored-index.ts";
import { VectorStoreError } from "./storage/vector-store-error.ts";
import type { VectorIndex } from "./vector-index.ts";
import { createPause } from "./work-slices.ts";

export interface VectorStoreOptions extends IndexBuildOptions {
  /** The store of before a change, open in this process: what it holds is taken from memory, not read again. */
  readonly previous?: VectorStore | null;
}

export interface VectorStore {
  readonly index: VectorIndex;
  /** Keys by label. */
  readonly keys: readonly string[];
  /** The unit vector of a label; a view, not to be written to. */
  vector(label: number): Float32Array;
  readonly status: "loaded" | "built";
  /** Null when loaded. */
  readonly reason: RebuildReason | null;
  /** How many entries kept a vector from disk: all of them when loaded. */
  readonly reused: number;
}

/**
 * Opens the index of the entries' texts: from disk when it was made from the same texts by the same model and reader,
 * else built, written beside the old one and swapped. Files that are missing, cut short or altered are found by their
 * checksums and lead to a rebuild, never to wrong vectors. Several processes may open one directory at once.
 * @throws EmbeddingError when the embedder fails; VectorStoreError when the directory cannot be read or written, or a
 * key is not unique; the signal's reason when aborted: what stands on disk then is the old index or a beginning of the
 * new one.
 */
export async function openVectorStore(options: VectorStoreOptions): Promise<VectorStore> {
  const { directory, embedder, entries, readerVersion, signal } = options;
  const pause = createPause(signal);
  const keys = entries.map(({ key }) => key);
  const labels = new Map<string, number>();
  for (const [label, key] of keys.entries()) {
    if (labels.has(key)) throw new VectorStoreError("Two entries of the index have the same key.");
    labels.set(key, label);
    await pause();
  }
  signal?.throwIfAborted();
  try {
    await mkdir(directory, { recursive: true }).catch((error: unknown) => leaveUnsaved(error, options));
    const contentSha256 = await hashContent(entries, pause);
    const named = { contentSha256, entries, labels, keys };
    const held = heldBefore(options);
    if (held?.contentSha256 === contentSha256) {
      return createStore({ ...held, ...named, reused: keys.length, status: "loaded", reason: null }, options);
    }
    const source = { held, stored: null, generation: held?.generation ?? null, contentSha256, pause };
    if (held !== null) {
      const built = await buildIndex(options, source);
      return createStore({ ...built, ...named, status: "built", reason: "content-changed" }, options);
    }
    const expected = { model: embedder.model, readerVersion, contentSha256, needsGraph: needsGraph(options) };
    const stored = await readStoredIndex(directory, expected);
    signal?.throwIfAborted();
    if (stored.outcome === "usable") {
      const index = indexOf(stored, embedder.model.dimensions);
      const reused = keys.length;
      return createStore({ ...stored, ...named, index, reused, status: "loaded", reason: null }, options);
    }
    const { previous, generation } = stored;
    const built = await buildIndex(options, { ...source, stored: previous, generation });
    return createStore({ ...built, ...named, status: "built", reason: stored.reason }, options);
  } catch (cause) {
    if (cause instanceof EmbeddingError || cause instanceof VectorStoreError || signal?.aborted) throw cause;
    throw new VectorStoreError("The index cannot be read or written.", { cause });
  }
}

/** What a store holds in memory, for the store that comes after it. */
interface HeldStore extends ReadVectors {
  readonly directory: string;
  readonly model: Embedder["model"];
  readonly readerVersion: string;
  readonly index: VectorIndex;
  readonly contentSha256: string;
  readonly generation: string | null;
  readonly entries: VectorStoreOptions["entries"];
  readonly labels: ReadonlyMap<string, number>;
}

const heldStores = new WeakMap<VectorStore, HeldStore>();

/** The store before, where it is of the same folder, model and reader. */
function heldBefore({ previous, directory, embedder, readerVersion }: VectorStoreOptions): HeldStore | null {
  const held = previous ? heldStores.get(previous) : undefined;
  if (held === undefined) return null;
  const { id, sha256, dimensions } = embedder.model;
  const { model } = held;
  const isSame = model.id === id && model.sha256 === sha256 && model.dimensions === dimensions;
  return isSame && held.directory === directory && held.readerVersion === readerVersion ? held : null;
}

type OpenedParts = Omit<VectorStore, "vector"> & Omit<HeldStore, "directory" | "model" | "readerVersion">;

function createStore(parts: OpenedParts, { directory, embedder, readerVersion }: VectorStoreOptions): VectorStore {
  const { index, keys, status, reason, reused, vectors, textHashes, layer, contentSha256, generation } = parts;
  const { dimensions, size } = index;
  const store: VectorStore = {
    index,
    keys,
    status,
    reason,
    reused,
    vector: (label) => {
      if (!Number.isInteger(label) || label < 0 || label >= size)
        throw new RangeError(`No vector has the label ${label}.`);
      return vectors.subarray(label * dimensions, (label + 1) * dimensions);
    },
  };
  const { entries, labels } = parts;
  const named = { directory, model: embedder.model, readerVersion, contentSha256, generation, entries, labels };
  heldStores.set(store, { ...named, index, vectors, textHashes, layer });
  return store;
}
