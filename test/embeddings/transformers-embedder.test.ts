import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Embedder } from "../../embeddings/embedder.ts";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { buildHnswGraph } from "../../embeddings/hnsw-graph.ts";
import { createLayeredIndex } from "../../embeddings/layered-index.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { cosine, describeEmbedder } from "../contracts/embedder-contract.ts";
import { spreadVectors } from "../fakes/random-vectors.ts";
import { modelDirectory } from "./model-directory.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describeEmbedder("the transformers embedder", () => openTransformersEmbedder({ modelDirectory }));

const recordFile = new URL("../../corpus/documents/resumen-sesion-tematica-cam-2023-05-09.es.txt", import.meta.url);

describe("the transformers embedder", () => {
  let embedder: Embedder;
  let passages: readonly string[];
  let vectors: readonly Float32Array[];

  beforeAll(async () => {
    embedder = await openTransformersEmbedder({ modelDirectory });
    const lines = (await readFile(recordFile, "utf8")).split("\n").map((line) => line.trim());
    passages = [...new Set(lines.filter((line) => line.length > 2))];
    vectors = await embedder.embed(passages, "passage");
  }, 60_000);
  afterAll(() => embedder.close());

  it("puts a question nearer to its translation than to another question", async () => {
    const [spanish, english, other] = await embedder.embed(
      ["¿Qué recomendó el Banco?", "What did the Bank recommend?", "¿Cuándo se firmó el acta de la sesión?"],
      "query",
    );
    expect(cosine(spanish, english)).toBeGreaterThan(cosine(spanish, other));
  });

  it("tells questions from passages by their prefixes", async () => {
    const [text] = passages;
    const [query] = await embedder.embed([text ?? ""], "query");
    const [passage] = vectors;
    expect(cosine(query, passage)).toBeGreaterThan(0.85);
    expect(cosine(query, passage)).toBeLessThan(0.9999);
  });

  it("embeds the whole of a text longer than the model's window", async () => {
    const beginning = passages.slice(0, 15).join(" ");
    const end = "El protocolo sanitario de los puertos del Caribe exige vacunación contra la fiebre amarilla. ".repeat(
      12,
    );
    const [whole, cut, tail] = await embedder.embed([beginning + end, beginning, end], "passage");
    expect(cosine(whole, whole)).toBeCloseTo(1, 4);
    expect(cosine(whole, tail)).toBeGreaterThan(cosine(cut, tail));
    expect(cosine(whole, cut)).toBeLessThan(0.9999);
    const [moreOfTheSame, once] = await embedder.embed(
      ["migración regular ".repeat(700), "migración regular ".repeat(100)],
      "passage",
    );
    expect(cosine(moreOfTheSame, once)).toBeGreaterThan(0.98);
  }, 30_000);

  it("lets a query overtake an ingestion", async () => {
    const settled: string[] = [];
    let asked: Promise<unknown> = Promise.resolve();
    const ingestion = embedder
      .embed([...passages, ...passages], "passage", {
        onProgress: ({ done }) => {
          if (done === 1) asked = embedder.embed(["¿Qué recomendó el BID?"], "query").then(() => settled.push("query"));
        },
      })
      .then(() => settled.push("ingestion"));
    await ingestion;
    await asked;
    expect(settled).toEqual(["query", "ingestion"]);
  }, 30_000);

  it("lets a query overtake one text of many windows", async () => {
    const settled: string[] = [];
    const long = embedder.embed([passages.join(" ")], "passage").then(() => settled.push("long text"));
    const query = embedder.embed(["¿Qué dijo el CRM?"], "query").then(() => settled.push("query"));
    await Promise.all([long, query]);
    expect(settled).toEqual(["query", "long text"]);
  }, 60_000);

  it("has its nearest passages found by the HNSW index as by the exact one", async () => {
    const dimensions = embedder.model.dimensions;
    const spread = spreadVectors({ real: vectors, count: 2_000, seed: 2023 });
    const real = new Float32Array(vectors.flatMap((vector) => [...vector]));
    const questions = [
      "¿Qué recomendó el BID?",
      "Who spoke for Panama?",
      "acceso al empleo",
      "trata de personas",
      "Darién",
    ];
    const queries = [...(await embedder.embed(questions, "query")), ...vectors];
    for (const indexed of [real, spread]) {
      const approximate = createLayeredIndex({
        ...(await buildHnswGraph({ vectors: indexed, dimensions })),
        vectors: indexed,
      });
      const exact = createExactIndex(indexed, dimensions);
      let hits = 0;
      for (const query of queries) {
        const expected = new Set(exact.search(query, 10).map(({ label }) => label));
        hits += approximate.search(query, 10).filter(({ label }) => expected.has(label)).length;
      }
      expect(hits / (10 * queries.length)).toBeGreaterThanOrEqual(0.99);
    }
  }, 60_000);
});
