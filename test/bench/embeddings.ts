import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { AutoModel, AutoTokenizer, env, Tensor } from "@huggingface/transformers";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswIndex } from "../../embeddings/hnsw-index.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import type { VectorIndex } from "../../embeddings/vector-index.ts";
import { spreadVectors } from "../fakes/random-vectors.ts";

/** One measurement. */
export interface BenchmarkRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const modelDirectory = fileURLToPath(new URL("../../embeddings/model/multilingual-e5-small", import.meta.url));
const recordFile = new URL("../../corpus/documents/resumen-sesion-tematica-cam-2023-05-09.es.txt", import.meta.url);
const questions = [
  "¿Qué recomendó el BID?",
  "Who spoke for Panama?",
  "acceso al empleo de los migrantes",
  "trata de personas",
];

/** The two are measured in turns, and the best of each is compared, so that other work on the machine weighs less. */
const turns = 5;

/** Measures ingestion, and the two indexes at 20,000 vectors with the spread of real embeddings. */
export async function benchmarkEmbeddings(): Promise<BenchmarkRow[]> {
  const lines = (await readFile(recordFile, "utf8")).split("\n").map((line) => line.trim());
  const passages = [...new Set(lines.filter((line) => line.length > 2))];
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
  env.allowRemoteModels = false;
  env.localModelPath = dirname(modelDirectory);
  const name = basename(modelDirectory);
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModel.from_pretrained(name, {
    dtype: "q8",
    // As the embedder sets it: what is compared is the rest of the embedder's work.
    session_options: {
      intraOpNumThreads: Math.min(4, availableParallelism()),
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    },
  });
  const tokenLists = passages.map(
    (text): number[] => tokenizer(`passage: ${text}`, { return_tensor: false }).input_ids,
  );
  const runBare = async (): Promise<void> => {
    for (const ids of tokenLists) {
      const shape = [1, ids.length];
      await model({
        input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
        token_type_ids: new Tensor("int64", new BigInt64Array(ids.length), shape),
      });
    }
  };
  const [bareMs, embedderMs] = await bestInTurns([runBare, () => embed(passages)]);
  await model.dispose();
  const tokens = tokenLists.reduce((sum, { length }) => sum + length, 0);
  return [
    { name: "bare runtime, tokenized beforehand", value: (1_000 * tokens) / bareMs, unit: "tokens/s" },
    { name: "ingestion through the embedder", value: (1_000 * tokens) / embedderMs, unit: "tokens/s" },
    { name: "embedder against bare runtime", value: bareMs / embedderMs, unit: "ratio" },
  ];
}

async function bestInTurns(
  tasks: readonly [() => Promise<unknown>, () => Promise<unknown>],
): Promise<[number, number]> {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [at, task] of tasks.entries()) {
      const startedAt = performance.now();
      await task();
      best[at === 0 ? 0 : 1] = Math.min(best[at === 0 ? 0 : 1], performance.now() - startedAt);
    }
  }
  return best;
}

async function benchmarkIndexes(
  real: readonly Float32Array[],
  queries: readonly Float32Array[],
): Promise<BenchmarkRow[]> {
  const dimensions = real[0]?.length ?? 0;
  const vectors = spreadVectors({ real, count: 20_000, seed: 2023 });
  const exact = createExactIndex(vectors, dimensions);
  const startedAt = performance.now();
  const graph = await buildHnswIndex({ vectors, dimensions });
  const buildMs = performance.now() - startedAt;
  const expected = searchAll(exact, queries);
  const found = searchAll(graph, queries);
  let hits = 0;
  for (const [at, labels] of found.labels.entries())
    hits += labels.filter((label) => expected.labels[at]?.includes(label)).length;
  return [
    { name: "exact search of 20,000 vectors", value: expected.searchMs, unit: "ms" },
    { name: "HNSW search of 20,000 vectors", value: found.searchMs, unit: "ms" },
    { name: "HNSW recall@10 at 20,000 vectors", value: hits / (10 * queries.length), unit: "share" },
    { name: "HNSW build of 20,000 vectors", value: buildMs / 1_000, unit: "s" },
  ];
}

function searchAll(index: VectorIndex, queries: readonly Float32Array[]): { labels: number[][]; searchMs: number } {
  const startedAt = performance.now();
  const labels = queries.map((query) => index.search(query, 10).map(({ label }) => label));
  return { labels, searchMs: (performance.now() - startedAt) / queries.length };
}
