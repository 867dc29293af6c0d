import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswGraph } from "../../embeddings/hnsw-graph.ts";
import { createLayeredIndex } from "../../embeddings/layered-index.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import type { VectorIndex } from "../../embeddings/vector-index.ts";
import { spreadVectors } from "../fakes/random-vectors.ts";
import { modelDirectory, openBareRuntime, readRecordLines } from "./bare-runtime.ts";
import { type BenchmarkRow, bestInTurns } from "./measurements.ts";

const questions = [
  "¿Qué recomendó el BID?",
  "Who spoke for Panama?",
  "acceso al empleo de los migrantes",
  "trata de personas",
];

const turns = 5;

/** Measures ingestion, and the two indexes at 20,000 vectors with the spread of real embeddings. */
export async function benchmarkEmbeddings(): Promise<BenchmarkRow[]> {
  const passages = await readRecordLines();
  const embedder = await openTransformersEmbedder({ modelDirectory });
  try {
    const rows = await benchmarkIngestion(passages, (texts) => embedder.embed(texts, "passage"));
    const startedAt = performance.now();
    for (const question of questions) await embedder.embed([question], "query");
    rows.push({ name: "embedding a question", value: (performance.now() - startedAt) / questions.length, unit: "ms" });
    const real = await embedder.embed(passages, "passage");
    const queries = [...(await embedder.embed(questions, "query")), ...real];
    return [...rows, ...(await benchmarkIndexes(real, queries))];
  } finally {
    await embedder.close();
  }
}

async function benchmarkIngestion(
  passages: readonly string[],
  embed: (texts: readonly string[]) => Promise<unknown>,
): Promise<BenchmarkRow[]> {
  const bare = await openBareRuntime();
  const tokenLists = passages.map((text) => bare.tokenize(text, "passage"));
  const runBare = async (): Promise<void> => {
    for (const tokenIds of tokenLists) await bare.run(tokenIds);
  };
  const [bareMs, embedderMs] = await bestInTurns(turns, [runBare, () => embed(passages)]);
  await bare.close();
  const tokens = tokenLists.reduce((sum, { length }) => sum + length, 0);
  return [
    { name: "bare runtime, tokenized beforehand", value: (1_000 * tokens) / bareMs, unit: "tokens/s" },
    { name: "ingestion through the embedder", value: (1_000 * tokens) / embedderMs, unit: "tokens/s" },
    { name: "embedder against bare runtime", value: bareMs / embedderMs, unit: "ratio", target: "≥ 0.8" },
  ];
}

async function benchmarkIndexes(
  real: readonly Float32Array[],
  queries: readonly Float32Array[],
): Promise<BenchmarkRow[]> {
  const dimensions = real[0]?.length ?? 0;
  const vectors = spreadVectors({ real, count: 20_000, seed: 2023 });
  const exact = createExactIndex(vectors, dimensions);
  const startedAt = performance.now();
  const graph = createLayeredIndex({ ...(await buildHnswGraph({ vectors, dimensions })), vectors });
  const buildMs = performance.now() - startedAt;
  const expected = searchAll(exact, queries);
  const found = searchAll(graph, queries);
  let hits = 0;
  for (const [at, labels] of found.labels.entries())
    hits += labels.filter((label) => expected.labels[at]?.includes(label)).length;
  return [
    { name: "exact search of 20,000 vectors", value: expected.searchMs, unit: "ms" },
    { name: "HNSW search of 20,000 vectors", value: found.searchMs, unit: "ms" },
    { name: "HNSW recall@10 at 20,000 vectors", value: hits / (10 * queries.length), unit: "share", target: "≥ 0.99" },
    { name: "HNSW build of 20,000 vectors", value: buildMs / 1_000, unit: "s" },
  ];
}

function searchAll(index: VectorIndex, queries: readonly Float32Array[]): { labels: number[][]; searchMs: number } {
  const startedAt = performance.now();
  const labels = queries.map((query) => index.search(query, 10).map(({ label }) => label));
  return { labels, searchMs: (performance.now() - startedAt) / queries.length };
}
