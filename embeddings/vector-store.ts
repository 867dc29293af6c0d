import { mkdir } from "node:fs/promises";
import type { Embedder, EmbeddingProgress, TextRole } from "./embedder.ts";
import { EmbeddingError } from "./embedding-error.ts";
import { createExactIndex } from "./exact-index.ts";
import { buildHnswIndex, type HnswIndex } from "./hnsw-index.ts";
import { createLayeredIndex } from "./layered-index.ts";
import { type StoredVectors, writeGeneration } from "./storage/generation.ts";
import { hashContent, storeFormatVersion } from "./storage/store-manifest.ts";
import { type RebuildReason, readStoredIndex, type UnusableIndex } from "./storage/stored-index.ts";
import { collectVectors, hashLength } from "./storage/vector-reuse.ts";
import { VectorStoreError } from "./storage/vector-store-error.ts";
import type { VectorIndex } from "./vector-index.ts";
import { createPause } from "./work-slices.ts";

export interface VectorStoreEntry {
  /** Names the entry, uniquely; its position is its label in the index. */
  readonly key: string;
  readonly text: string;
}

export interface VectorStoreOptions {
  /** Made when absent; nothing else may be kept in it. */
  readonly directory: string;
  readonly embedder: Embedder;
  readonly entries: readonly VectorStoreEntry[];
  /** What the texts are embedded as; default "passage". A directory keeps texts of one role. */
  readonly role?: TextRole;
  /** Version of whatever made the texts; another one rebuilds the index, keeping the vectors of equal texts. */
  readonly readerVersion: string;
  /**
   * Up to this many vectors every search is exact. Default 8,000, measured with 384 dimensions: comparing 8,000
   * vectors takes 2.1 ms, the graph 1.6 ms, and embedding the question about 8 ms.
   */
  readonly exactSearchUpTo?: number;
  /**
   * Texts embedded between two writes of what is done. Default 2,000: about 15 seconds' work, measured with passages of
   * 69 tokens on two cores. What is written is an index of fewer entries, so the next opening finds other content and
   * keeps these vectors.
   */
  readonly checkpointEvery?: number;
  /** The store of before a change, open in this process: what it holds is taken from memory, not read again. */
  readonly previous?: VectorStore | null;
  readonly signal?: AbortSignal;
  /**
   * Told where the index cannot be written: it is then kept in memory alone, and made anew at the next opening, since it
   * is derived. Without this, what cannot be written is an error.
   */
  readonly onUnsaved?: (error: unknown) => void;
  /** Told how many of the texts that have no vector yet are done. */
  readonly onProgress?: (progress: EmbeddingProgress) => void;
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

const defaultExactSearchUpTo = 8_000;
const defaultCheckpointEvery = 2_000;

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
    const before = heldBefore(options);
    if (before?.held.contentSha256 === contentSha256) {
      return createStore({ ...before.held, ...named, reused: keys.length, status: "loaded", reason: null }, options);
    }
    if (before !== null) {
      const { generation } = before.held;
      const built = await buildStore(options, { previous: null, generation, contentSha256, pause }, before);
      return createStore({ ...built, ...named, status: "built", reason: "content-changed" }, options);
    }
    const expected = { model: embedder.model, readerVersion, contentSha256, needsGraph: needsGraph(options) };
    const stored = await readStoredIndex(directory, expected);
    signal?.throwIfAborted();
    if (stored.outcome === "usable") {
      const { index, vectors, textHashes, generation } = stored;
      const loaded = { index, vectors, textHashes, generation, base: baseOf(index), reused: keys.length };
      return createStore({ ...loaded, ...named, status: "loaded", reason: null }, options);
    }
    const { previous, generation } = stored;
    const built = await buildStore(options, { previous, generation, contentSha256, pause }, null);
    return createStore({ ...built, ...named, status: "built", reason: stored.reason }, options);
  } catch (cause) {
    if (cause instanceof EmbeddingError || cause instanceof VectorStoreError || signal?.aborted) throw cause;
    throw new VectorStoreError("The index cannot be read or written.", { cause });
  }
}

/** A graph that was built, and which label each of its vectors has now; -1 where it has gone. */
interface GraphBase {
  readonly index: VectorIndex;
  readonly labels: Int32Array;
}

/** What a store holds in memory, for the store that comes after it. */
interface HeldStore extends StoredVectors {
  readonly directory: string;
  readonly model: Embedder["model"];
  readonly readerVersion: string;
  readonly index: VectorIndex;
  readonly contentSha256: string;
  readonly generation: string | null;
  readonly entries: readonly VectorStoreEntry[];
  readonly labels: ReadonlyMap<string, number>;
  readonly base: GraphBase | null;
}

const heldStores = new WeakMap<VectorStore, HeldStore>();

function baseOf(index: VectorIndex): GraphBase {
  return { index, labels: Int32Array.from({ length: index.size }, (_, label) => label) };
}

/** The store before, where it is of the same folder, model and reader. */
function heldBefore({ previous, directory, embedder, readerVersion }: VectorStoreOptions): BuildSource["before"] {
  const held = previous ? heldStores.get(previous) : undefined;
  if (held === undefined) return null;
  const { id, sha256, dimensions } = embedder.model;
  const { model } = held;
  const isSame = model.id === id && model.sha256 === sha256 && model.dimensions === dimensions;
  return isSame && held.directory === directory && held.readerVersion === readerVersion ? { held } : null;
}

type OpenedParts = Omit<VectorStore, "vector"> & Omit<HeldStore, "directory" | "model" | "readerVersion">;

function createStore(parts: OpenedParts, { directory, embedder, readerVersion }: VectorStoreOptions): VectorStore {
  const { index, keys, status, reason, reused, ...rest } = parts;
  const { vectors } = rest;
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
  const { model } = embedder;
  heldStores.set(store, { directory, model, readerVersion, index, ...rest });
  return store;
}

function needsGraph({ entries, exactSearchUpTo = defaultExactSearchUpTo }: VectorStoreOptions): boolean {
  return entries.length > exactSearchUpTo;
}

/** @throws the error where nobody is told of it, or it is the signal's. */
function leaveUnsaved(error: unknown, { onUnsaved, signal }: VectorStoreOptions): void {
  if (onUnsaved === undefined || signal?.aborted) throw error;
  onUnsaved(error);
}

/** What vectors are taken from, and what is known of the new entries. */
interface BuildSource extends Pick<UnusableIndex, "generation"> {
  readonly before: { readonly held: HeldStore } | null;
  readonly previous: StoredVectors | null;
  readonly contentSha256: string;
  readonly pause: () => Promise<void>;
}

async function buildStore(
  options: VectorStoreOptions,
  source: Omit<BuildSource, "before">,
  before: BuildSource["before"],
) {
  const { directory, embedder, entries, signal, onProgress } = options;
  const { dimensions } = embedder.model;
  const { pause } = source;
  let { generation } = source;
  const write = async (stored: StoredVectors, contentSha256: string, graph: HnswIndex | null) => {
    const description = { ...describe(options), count: stored.textHashes.length / hashLength, contentSha256 };
    try {
      generation = await writeGeneration(directory, { ...stored, graph, description, previous: generation }, signal);
    } catch (error) {
      leaveUnsaved(error, options);
    }
  };
  const { reused, ...stored } = await collectVectors({
    entries,
    embedder,
    role: options.role ?? "passage",
    previous: source.previous,
    held: before?.held ?? null,
    checkpoint: async (done, labels) => write(done, await hashContent(pickEntries(entries, labels), pause), null),
    checkpointEvery: options.checkpointEvery ?? defaultCheckpointEvery,
    pause,
    signal,
    onProgress,
  });
  const { vectors } = stored;
  const layered = before === null ? null : layerIndex(options, before.held, stored);
  if (layered !== null) {
    await write(stored, source.contentSha256, null);
    return { ...stored, ...layered, reused, generation };
  }
  const graph = needsGraph(options) ? await buildHnswIndex({ vectors, dimensions, ...(signal && { signal }) }) : null;
  signal?.throwIfAborted();
  await write(stored, source.contentSha256, graph);
  const index = graph ?? createExactIndex(vectors, dimensions);
  return { ...stored, index, base: graph === null ? null : baseOf(graph), reused, generation };
}

/**
 * The graph of before with what has come since beside it, compared exactly; null where no graph is needed, there is none,
 * or so much has come or gone that it should be built anew.
 */
function layerIndex(
  options: VectorStoreOptions,
  held: HeldStore,
  { vectors }: StoredVectors,
): { index: VectorIndex; base: GraphBase } | null {
  if (!needsGraph(options) || held.base === null) return null;
  const { entries } = options;
  const known = new Map(entries.map(({ key }, label) => [key, label]));
  let gone = 0;
  const labels = held.base.labels.map((label) => {
    const entry = held.entries[label];
    const now = entry === undefined ? undefined : known.get(entry.key);
    const stays = now !== undefined && entries[now]?.text === entry?.text;
    if (!stays) gone += 1;
    return stays ? now : -1;
  });
  const isInGraph = new Uint8Array(entries.length);
  for (const label of labels) if (label !== -1) isInGraph[label] = 1;
  const fresh = [...entries.keys()].filter((label) => isInGraph[label] === 0);
  const mostFresh = options.exactSearchUpTo ?? defaultExactSearchUpTo;
  if (fresh.length > mostFresh || gone > labels.length * mostGone) return null;
  const base = { index: held.base.index, labels };
  const { dimensions } = options.embedder.model;
  return { base, index: createLayeredIndex({ ...base, fresh: Int32Array.from(fresh), vectors, dimensions }) };
}

/** Share of a graph's vectors that may have gone before it is built anew. */
const mostGone = 1 / 4;

function describe({ embedder, readerVersion }: VectorStoreOptions) {
  const { id, sha256, dimensions } = embedder.model;
  return { formatVersion: storeFormatVersion, model: { id, sha256, dimensions }, readerVersion } as const;
}

function pickEntries(entries: readonly VectorStoreEntry[], labels: readonly number[]): VectorStoreEntry[] {
  return labels.flatMap((label) => entries[label] ?? []);
}
