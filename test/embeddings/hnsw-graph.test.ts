import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswGraph, loadHnswGraph } from "../../embeddings/hnsw-graph.ts";
import { groupIdenticalVectors } from "../../embeddings/identical-vectors.ts";
import { createLayeredIndex } from "../../embeddings/layered-index.ts";
import type { VectorIndex } from "../../embeddings/vector-index.ts";
import { createGaussian, randomUnitVectors } from "../fakes/random-vectors.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const dimensions = 32;
const queries = randomUnitVectors({ count: 30, dimensions, seed: 21 });
const queryAt = (at: number): Float32Array => queries.subarray(at * dimensions, (at + 1) * dimensions);

function recall(index: VectorIndex, exact: VectorIndex): number {
  let hits = 0;
  for (let at = 0; at < 30; at += 1) {
    const expected = new Set(exact.search(queryAt(at), 10).map(({ label }) => label));
    hits += index.search(queryAt(at), 10).filter(({ label }) => expected.has(label)).length;
  }
  return hits / 300;
}

/** Vectors of which every other one is almost, but not bitwise, the first. */
function crowdedVectors(count: number): Float32Array {
  const vectors = randomUnitVectors({ count, dimensions, seed: 22 });
  const gaussian = createGaussian(23);
  for (let label = 0; label < count; label += 2) {
    const near = vectors.subarray(0, dimensions).map((value) => value + 1e-5 * gaussian());
    const length = Math.hypot(...near);
    vectors.set(
      near.map((value) => value / length),
      label * dimensions,
    );
  }
  return vectors;
}

describe("the HNSW index", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "hnsw-index-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it("finds what lies beyond a crowd of nearly identical vectors", async () => {
    const vectors = crowdedVectors(4_000);
    const index = createLayeredIndex({ ...(await buildHnswGraph({ vectors, dimensions })), vectors });
    expect(recall(index, createExactIndex(vectors, dimensions))).toBeGreaterThanOrEqual(0.99);
  });

  it("answers the same after it was saved and loaded", async () => {
    const vectors = randomUnitVectors({ count: 3_000, dimensions, seed: 24 });
    vectors.set(vectors.subarray(0, 100 * dimensions), 200 * dimensions); // a hundred copies
    const layer = await buildHnswGraph({ vectors, dimensions });
    const built = createLayeredIndex({ ...layer, vectors });
    const path = join(directory, "saved.hnsw");
    await layer.graph.save(path);
    const { nodes } = layer;
    const loaded = createLayeredIndex({ graph: await loadHnswGraph(path, dimensions), nodes, vectors });
    for (let at = 0; at < 30; at += 1) expect(loaded.search(queryAt(at), 10)).toEqual(built.search(queryAt(at), 10));
  });

  it("lets the thread serve others while it is built, and stops when aborted", async () => {
    const vectors = randomUnitVectors({ count: 4_000, dimensions, seed: 26 });
    const controller = new AbortController();
    const reason = new Error("enough");
    setImmediate(() => controller.abort(reason)); // runs only if the build gives way
    await expect(buildHnswGraph({ vectors, dimensions, signal: controller.signal })).rejects.toBe(reason);
  });
});

describe("groupIdenticalVectors", () => {
  const pause = async (): Promise<void> => {};

  it("groups bitwise equal vectors in order of first appearance, telling 0 from -0", async () => {
    const vectors = Float32Array.of(1, 0, 0, 1, 1, 0, 1, -0, 0, 1);
    expect(await groupIdenticalVectors(vectors, 2, pause)).toEqual([[0, 2], [1, 4], [3]]);
  });

  it("has no group for no vectors", async () => {
    expect(await groupIdenticalVectors(new Float32Array(0), 8, pause)).toEqual([]);
  });
});
