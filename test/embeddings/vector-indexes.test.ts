import { vi } from "vitest";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswIndex } from "../../embeddings/hnsw-index.ts";
import { createLayeredIndex } from "../../embeddings/layered-index.ts";
import { describeVectorIndex } from "../contracts/vector-index-contract.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describeVectorIndex("the exact index", async (vectors, dimensions) => createExactIndex(vectors, dimensions));
describeVectorIndex("the HNSW index", (vectors, dimensions) => buildHnswIndex({ vectors, dimensions }));
describeVectorIndex("an index with what has come since", async (vectors, dimensions) => {
  // Before: the vectors of even labels, and one that has gone.
  const all = [...Array(vectors.length / dimensions).keys()];
  const before = [...all.filter((label) => label % 2 === 0), 0];
  const held = Float32Array.from(
    before.flatMap((label) => [...vectors.subarray(label * dimensions, (label + 1) * dimensions)]),
  );
  return createLayeredIndex({
    index: createExactIndex(held, dimensions),
    labels: Int32Array.from([...before.slice(0, -1), -1]),
    fresh: Int32Array.from(all.filter((label) => label % 2 === 1)),
    vectors,
    dimensions,
  });
});
