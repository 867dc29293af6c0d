import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswGraph, type GraphLayer, loadHnswGraph } from "../../embeddings/hnsw-graph.ts";
import { createLayeredIndex } from "../../embeddings/layered-index.ts";
import { describeVectorIndex } from "../contracts/vector-index-contract.ts";
import { randomUnitVectors } from "../fakes/random-vectors.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "vector-indexes-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A graph of the vectors of even labels and of some that have gone; those of odd labels have come since. */
async function makeChangedLayer(vectors: Float32Array, dimensions: number): Promise<GraphLayer> {
  const all = [...Array(vectors.length / dimensions).keys()];
  const kept = all.filter((label) => label % 2 === 0);
  const gone = randomUnitVectors({ count: Math.ceil(kept.length / 10), dimensions, seed: 31 });
  const before = new Float32Array(gone.length + kept.length * dimensions);
  before.set(gone);
  for (const [at, label] of kept.entries()) {
    before.set(vectors.subarray(label * dimensions, (label + 1) * dimensions), gone.length + at * dimensions);
  }
  const { graph, nodes } = await buildHnswGraph({ vectors: before, dimensions });
  const firstKept = gone.length / dimensions;
  return {
    graph,
    nodes: Int32Array.from(all, (label) => (label % 2 === 0 ? (nodes[firstKept + label / 2] ?? -1) : -1)),
  };
}

describeVectorIndex("the exact index", async (vectors, dimensions) => createExactIndex(vectors, dimensions));
describeVectorIndex("a graph of all vectors", async (vectors, dimensions) =>
  createLayeredIndex({ ...(await buildHnswGraph({ vectors, dimensions })), vectors }),
);
describeVectorIndex("a graph with what has come and gone since", async (vectors, dimensions) =>
  createLayeredIndex({ ...(await makeChangedLayer(vectors, dimensions)), vectors }),
);
describeVectorIndex("a stored graph with what has come and gone since", async (vectors, dimensions) => {
  const { graph, nodes } = await makeChangedLayer(vectors, dimensions);
  const path = join(directory, "stored.hnsw");
  await graph.save(path);
  return createLayeredIndex({ graph: await loadHnswGraph(path, dimensions), nodes, vectors });
});
