import { join } from "node:path";
import type { Embedder } from "../embedder.ts";
import { graphParameters, loadHnswGraph } from "../hnsw-graph.ts";
import { describeGraph, readGeneration, type StoredLayer, type StoredVectors } from "./generation.ts";
import {
  type FileProblem,
  fromLittleEndian,
  graphFile,
  nodesFile,
  readVerified,
  verifyFile,
} from "./generation-files.ts";
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

/** What a generation holds; the layer is null where it has none, or none that can be used. */
export interface ReadVectors extends StoredVectors {
  readonly layer: StoredLayer | null;
}

export interface UnusableIndex {
  readonly outcome: "unusable";
  readonly reason: RebuildReason;
  /** Vectors of the same model that are whole. */
  readonly previous: ReadVectors | null;
  readonly generation: string | null;
}

export type StoredIndex = ({ readonly outcome: "usable"; readonly generation: string } & ReadVectors) | UnusableIndex;

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
  const layer = expected.needsGraph ? await readLayer(join(directory, generation), manifest) : null;
  const problem = difference ?? (typeof layer === "string" ? layer : null);
  const held: ReadVectors = { ...stored, layer: typeof layer === "string" ? null : layer };
  if (problem !== null) return { outcome: "unusable", reason: problem, previous: held, generation };
  return { outcome: "usable", generation, ...held };
}

/** Null where there is none. */
async function readLayer(
  folder: string,
  { layers, model }: StoreManifest,
): Promise<StoredLayer | RebuildReason | null> {
  if (layers === null) return null;
  const { m, efConstruction, seed } = layers.graph.parameters;
  const isSameGraph =
    m === graphParameters.m && efConstruction === graphParameters.efConstruction && seed === graphParameters.seed;
  if (!isSameGraph) return "parameters-changed";
  const bytes = await readVerified(join(folder, nodesFile), layers.nodes);
  if (typeof bytes === "string") return bytes;
  const problem = await verifyFile(join(folder, graphFile), layers.graph);
  if (problem) return problem;
  const nodes = new Int32Array(fromLittleEndian(bytes).buffer);
  try {
    const graph = await loadHnswGraph(join(folder, graphFile), model.dimensions);
    const isOfGraph = nodes.every((node) => node >= -1 && node < graph.nodeCount);
    return isOfGraph ? { graph, nodes, file: describeGraph(folder, layers.graph) } : "graph-unreadable";
  } catch {
    return "graph-unreadable";
  }
}

function findDifference(manifest: StoreManifest, expected: IndexExpectation): RebuildReason | null {
  const { id, sha256, dimensions } = manifest.model;
  const { model } = expected;
  if (id !== model.id || sha256 !== model.sha256 || dimensions !== model.dimensions) return "model-changed";
  if (manifest.readerVersion !== expected.readerVersion) return "reader-changed";
  if (manifest.contentSha256 !== expected.contentSha256) return "content-changed";
  return (manifest.layers !== null) === expected.needsGraph ? null : "parameters-changed";
}
