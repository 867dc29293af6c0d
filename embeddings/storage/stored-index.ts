import { join } from "node:path";
import type { Embedder } from "../embedder.ts";
import { createExactIndex } from "../exact-index.ts";
import { graphParameters, loadHnswIndex } from "../hnsw-index.ts";
import type { VectorIndex } from "../vector-index.ts";
import { readGeneration, type StoredVectors } from "./generation.ts";
import { type FileProblem, graphFile, verifyFile } from "./generation-files.ts";
import { type ManifestProblem, readStoreManifest, type StoreManifest } from "./store-manifest.ts";

/** Why an index was built and not loaded. */
export type RebuildReason =
  | ManifestProblem
  | FileProblem
  | "model-changed"
  | "reader-changed"
  | "content-changed"
  | "parameters-changed"
  | "graph-unreadable";

/** What an index must have been made from to be used. */
export interface IndexExpectation {
  readonly model: Embedder["model"];
  readonly readerVersion: string;
  readonly contentSha256: string;
  readonly needsGraph: boolean;
}

export interface UnusableIndex {
  readonly outcome: "unusable";
  readonly reason: RebuildReason;
  /** Vectors of the same model that are whole. */
  readonly previous: StoredVectors | null;
  readonly generation: string | null;
}

export type StoredIndex =
  | ({ readonly outcome: "usable"; readonly index: VectorIndex; readonly generation: string } & StoredVectors)
  | UnusableIndex;

/** Reads of a store that another process keeps swapping, before giving up. */
const mostReads = 5;

/** What a reader sees of a generation that another process has just replaced and removed. */
const reasonsOfRemoval: ReadonlySet<RebuildReason> = new Set(["file-missing", "graph-unreadable"]);

/** Reads the index that the manifest names, and again where another process swapped it meanwhile. */
export async function readStoredIndex(directory: string, expected: IndexExpectation): Promise<StoredIndex> {
  for (let read = 1; ; read += 1) {
    const manifest = await readStoreManifest(directory);
    if (typeof manifest === "string") {
      return { outcome: "unusable", reason: manifest, previous: null, generation: null };
    }
    const stored = await readNamedGeneration(directory, manifest, expected);
    const mayBeRemoved = stored.outcome === "unusable" && reasonsOfRemoval.has(stored.reason);
    if (!mayBeRemoved || read === mostReads) return stored;
    const current = await readStoreManifest(directory);
    if (typeof current === "string" || current.generation === manifest.generation) return stored;
  }
}

async function readNamedGeneration(
  directory: string,
  manifest: StoreManifest,
  expected: IndexExpectation,
): Promise<StoredIndex> {
  const { generation } = manifest;
  const difference = findDifference(manifest, expected);
  if (difference === "model-changed") return { outcome: "unusable", reason: difference, previous: null, generation };
  const stored = await readGeneration(directory, manifest);
  if (typeof stored === "string") return { outcome: "unusable", reason: stored, previous: null, generation };
  const unusable = (reason: RebuildReason): UnusableIndex => ({
    outcome: "unusable",
    reason,
    previous: stored,
    generation,
  });
  if (difference) return unusable(difference);
  const { vectors } = stored;
  const { dimensions } = manifest.model;
  const usable = (index: VectorIndex): StoredIndex => ({ outcome: "usable", index, generation, ...stored });
  if (!manifest.graph) return usable(createExactIndex(vectors, dimensions));
  const path = join(directory, generation, graphFile);
  const problem = await verifyFile(path, manifest.graph);
  if (problem) return unusable(problem);
  try {
    return usable(await loadHnswIndex(path, { vectors, dimensions }));
  } catch {
    return unusable("graph-unreadable");
  }
}

function findDifference(manifest: StoreManifest, expected: IndexExpectation): RebuildReason | null {
  const { id, sha256, dimensions } = manifest.model;
  const { model } = expected;
  if (id !== model.id || sha256 !== model.sha256 || dimensions !== model.dimensions) return "model-changed";
  if (manifest.readerVersion !== expected.readerVersion) return "reader-changed";
  if (manifest.contentSha256 !== expected.contentSha256) return "content-changed";
  if ((manifest.graph !== null) !== expected.needsGraph) return "parameters-changed";
  if (!manifest.graph) return null;
  const { m, efConstruction, seed } = manifest.graph.parameters;
  const sameGraph =
    m === graphParameters.m && efConstruction === graphParameters.efConstruction && seed === graphParameters.seed;
  return sameGraph ? null : "parameters-changed";
}
