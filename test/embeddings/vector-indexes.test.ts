import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswIndex } from "../../embeddings/hnsw-index.ts";
import { describeVectorIndex } from "../contracts/vector-index-contract.ts";

describeVectorIndex("the exact index", async (vectors, dimensions) => createExactIndex(vectors, dimensions));
describeVectorIndex("the HNSW index", (vectors, dimensions) => buildHnswIndex({ vectors, dimensions }));
