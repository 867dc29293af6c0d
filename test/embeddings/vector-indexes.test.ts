import { vi } from "vitest";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswIndex } from "../../embeddings/hnsw-index.ts";
import { describeVectorIndex } from "../contracts/vector-index-contract.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describeVectorIndex("the exact index", async (vectors, dimensions) => createExactIndex(vectors, dimensions));
describeVectorIndex("the HNSW index", (vectors, dimensions) => buildHnswIndex({ vectors, dimensions }));
