import type { Embedder, EmbeddingProgress, TextRole } from "./embedder.ts";
import { createExactIndex } from "./exact-index.ts";
import { buildHnswGraph } from "./hnsw-graph.ts";
import { createLayeredIndex } from "./layered-index.ts";
import { type StoredLayer, type StoredVectors, writeGeneration } from "./storage/generation.ts";
import { hashContent, storeFormatVersion } from "./storage/store-manifest.ts";
import type { ReadVectors } from "./storage/stored-index.ts";
import { collectVectors, type HeldVectors, hashLength } from "./storage/vector-reuse.ts";
import type { VectorIndex } from "./vector-index.ts";

export interface VectorStoreEntry {
  /** Names the entry, uniquely; its position is its label in the index. */
  readonly key: string;
  readonly text: string;
}

export interface IndexBuildOptions {
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
  readonly signal?: AbortSignal;
  /**
   * Told where the index cannot be written: it is then kept in memory alone, and made anew at the next opening, since it
   * is derived. Without this, what cannot be written is an error.
   */
  readonly onUnsaved?: (error: unknown) => void;
  /** Told how many of the texts that have no vector yet are done. */
  readonly onProgress?: (progress: EmbeddingProgress) => void;
}

const defaultExactSearchUpTo = 8_000;
const defaultCheckpointEvery = 2_000;

/** Share of a graph's nodes that may have gone before it is built anew. */
const mostGone = 1 / 4;

/** What vectors and a graph are taken from. */
export interface BuildSource {
  /** Of a store that is open in this process; else `stored` counts. */
  readonly held: (HeldVectors & { readonly layer: StoredLayer | null }) | null;
  readonly stored: ReadVectors | null;
  /** The generation that the manifest names. */
  readonly generation: string | null;
  /** Of the new entries. */
  readonly contentSha256: string;
  readonly pause: () => Promise<void>;
}

export interface BuiltIndex extends ReadVectors {
  readonly index: VectorIndex;
  readonly generation: string | null;
  /** How many entries kept a vector. */
  readonly reused: number;
}

export function needsGraph({ entries, exactSearchUpTo = defaultExactSearchUpTo }: IndexBuildOptions): boolean {
  return entries.length > exactSearchUpTo;
}

export function indexOf({ vectors, layer }: ReadVectors, dimensions: number): VectorIndex {
  return layer === null ? createExactIndex(vectors, dimensions) : createLayeredIndex({ ...layer, vectors });
}

/** @throws the error where nobody is told of it, or it is the signal's. */
export function leaveUnsaved(error: unknown, { onUnsaved, signal }: IndexBuildOptions): void {
  if (onUnsaved === undefined || signal?.aborted) throw error;
  onUnsaved(error);
}

/** Collects the vectors, goes on with the graph of before or builds one where it is needed, and writes both. */
export async function buildIndex(options: IndexBuildOptions, source: BuildSource): Promise<BuiltIndex> {
  const { directory, embedder, entries, signal, onProgress } = options;
  const { held, stored, pause } = source;
  let { generation } = source;
  let before = (held ?? stored)?.layer ?? null;
  const write = async (contents: ReadVectors, contentSha256: string): Promise<StoredLayer | null> => {
    const description = { ...describe(options), count: contents.textHashes.length / hashLength, contentSha256 };
    const { vectors, textHashes, layer } = contents;
    try {
      const parts = { vectors, textHashes, layer, description, previous: generation };
      const written = await writeGeneration(directory, parts, signal);
      generation = written.name;
      return written.layer;
    } catch (error) {
      leaveUnsaved(error, options);
      return layer;
    }
  };
  const { reused, origins, ...collected } = await collectVectors({
    entries,
    embedder,
    role: options.role ?? "passage",
    previous: stored,
    held,
    checkpoint: async (done, labels) => {
      const carried = carryLayer(options, before, done.origins);
      const layer = await write({ ...done, layer: carried }, await hashContent(pickEntries(entries, labels), pause));
      // The generation whose file the graph was is gone.
      if (before !== null && layer !== null) before = { ...before, file: layer.file };
    },
    checkpointEvery: options.checkpointEvery ?? defaultCheckpointEvery,
    pause,
    signal,
    onProgress,
  });
  const carried = carryLayer(options, before, origins) ?? (await buildLayer(options, collected));
  signal?.throwIfAborted();
  const layer = await write({ ...collected, layer: carried }, source.contentSha256);
  const built = { ...collected, layer };
  return { ...built, index: indexOf(built, embedder.model.dimensions), reused, generation };
}

/** Null where no graph is needed. */
async function buildLayer(options: IndexBuildOptions, { vectors }: StoredVectors): Promise<StoredLayer | null> {
  if (!needsGraph(options)) return null;
  const { dimensions } = options.embedder.model;
  return { ...(await buildHnswGraph({ vectors, dimensions, signal: options.signal })), file: null };
}

/**
 * The graph of before, with the nodes that vectors are now; null where no graph is needed, there is none, or so much has
 * come or gone that it should be built anew.
 */
function carryLayer(options: IndexBuildOptions, before: StoredLayer | null, origins: Int32Array): StoredLayer | null {
  if (!needsGraph(options) || before === null) return null;
  const nodes = origins.map((row) => (row === -1 ? -1 : (before.nodes[row] as number)));
  const { nodeCount } = before.graph;
  const isHeld = new Uint8Array(nodeCount);
  let [fresh, gone] = [0, nodeCount];
  for (const node of nodes) {
    if (node === -1) fresh += 1;
    else if (isHeld[node] === 0) {
      isHeld[node] = 1;
      gone -= 1;
    }
  }
  const mostFresh = options.exactSearchUpTo ?? defaultExactSearchUpTo;
  return fresh > mostFresh || gone > nodeCount * mostGone ? null : { ...before, nodes };
}

function describe({ embedder, readerVersion }: IndexBuildOptions) {
  const { id, sha256, dimensions } = embedder.model;
  return { formatVersion: storeFormatVersion, model: { id, sha256, dimensions }, readerVersion } as const;
}

function pickEntries(entries: readonly VectorStoreEntry[], labels: readonly number[]): VectorStoreEntry[] {
  return labels.flatMap((label) => entries[label] ?? []);
}
