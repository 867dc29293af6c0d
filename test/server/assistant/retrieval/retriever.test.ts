import { describe, expect, it } from "vitest";
import { createExactIndex } from "../../../../embeddings/exact-index.ts";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import { createLexicalIndex, type QueryUnit } from "../../../../server/assistant/retrieval/lexical-index.ts";
import { createRetriever, type Retriever } from "../../../../server/assistant/retrieval/retriever.ts";
import { exactKey } from "../../../../server/assistant/retrieval/search-text.ts";
import type { VectorEntry } from "../../../../server/assistant/retrieval/search-vectors.ts";
import { createFakeEmbedder } from "../../../fakes/fake-embedder.ts";

const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.folded);

interface Built {
  readonly retriever: Retriever;
  vectorOf(text: string): Promise<Float32Array>;
}

/** A retriever over one text a passage; `translations` are further texts of the passage with that ordinal. */
async function build(texts: readonly string[], translations: readonly [number, string][] = []): Promise<Built> {
  const embedder = createFakeEmbedder({ dimensions: 512 });
  const entries: VectorEntry[] = [
    ...texts.map((text, ordinal): VectorEntry => ({ key: `${ordinal}`, text, ordinal })),
    ...translations.map(([ordinal, text], position): VectorEntry => ({ key: `s${position}`, text, ordinal })),
  ];
  const vectors = await embedder.embed(
    entries.map(({ text }) => text),
    "passage",
  );
  const { dimensions } = embedder.model;
  const flat = new Float32Array(entries.length * dimensions);
  for (const [label, vector] of vectors.entries()) flat.set(vector, label * dimensions);
  const retriever = createRetriever({
    index: createExactIndex(flat, dimensions),
    entries,
    lexicalIndex: createLexicalIndex(texts.map((text) => [{ keys: wordsOf(text).map(exactKey), weight: 1 }])),
  });
  return {
    retriever,
    vectorOf: async (text) => {
      const [vector] = await embedder.embed([text], "query");
      if (vector === undefined) throw new Error("no vector");
      return vector;
    },
  };
}

function unitsOf(text: string): QueryUnit[] {
  return wordsOf(text).map((word) => ({
    surface: word,
    alternatives: [{ key: exactKey(word), weight: 1 }],
    importance: 1,
    partOf: null,
  }));
}

const texts = [
  "ice plants for every cove",
  "sharks came back to the bay",
  "the bay has twelve buoys",
  "trawling was banned in the gulf",
];

describe("hybrid retrieval", () => {
  it("ranks first what both searches rank first", async () => {
    const { retriever, vectorOf } = await build(texts);
    const { candidates } = retriever.retrieve({
      vector: await vectorOf("sharks in the bay"),
      units: unitsOf("sharks bay"),
    });
    expect(candidates[0]).toMatchObject({ ordinal: 1, lexicalRank: 1, denseRank: 1 });
  });

  it("lists each passage once, best first, with its ranks", async () => {
    const { retriever, vectorOf } = await build(texts, [
      [1, "sharks came back"],
      [1, "the bay"],
    ]);
    const { candidates } = retriever.retrieve({ vector: await vectorOf("sharks bay"), units: unitsOf("sharks bay") });
    expect(new Set(candidates.map(({ ordinal }) => ordinal)).size).toBe(candidates.length);
    const scores = candidates.map(({ fusedScore }) => fusedScore);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const denseRanks = candidates.flatMap(({ denseRank }) => denseRank ?? []).sort((a, b) => a - b);
    expect(denseRanks).toEqual(denseRanks.map((_, position) => position + 1));
  });

  it("rates a passage by the nearest of its texts", async () => {
    const { retriever, vectorOf } = await build(texts, [[3, "one lonely heron"]]);
    const { candidates } = retriever.retrieve({ vector: await vectorOf("one lonely heron"), units: [] });
    expect(candidates[0]?.ordinal).toBe(3);
    expect(candidates[0]?.similarity).toBeCloseTo(1, 5);
  });

  it("finds by meaning alone where no word is asked for", async () => {
    const { retriever, vectorOf } = await build(texts);
    const { candidates } = retriever.retrieve({ vector: await vectorOf("trawling banned"), units: [] });
    expect(candidates[0]).toMatchObject({ ordinal: 3, lexicalRank: null, lexicalScore: 0 });
  });

  it("returns nothing that is not accepted, by either search", async () => {
    const { retriever, vectorOf } = await build(texts, [[1, "sharks bay"]]);
    const { candidates, lexical } = retriever.retrieve({
      vector: await vectorOf("sharks bay"),
      units: unitsOf("bay"),
      accept: (ordinal) => ordinal === 2,
    });
    expect(candidates.map(({ ordinal }) => ordinal)).toEqual([2]);
    expect(lexical.frequencies).toEqual([2]);
  });

  it("returns nothing where nothing is accepted", async () => {
    const { retriever, vectorOf } = await build(texts);
    const retrieval = retriever.retrieve({ vector: await vectorOf("bay"), units: unitsOf("bay"), accept: () => false });
    expect(retrieval.candidates).toEqual([]);
  });

  it("gives the same ranking each time", async () => {
    const { retriever, vectorOf } = await build(texts);
    const query = { vector: await vectorOf("the bay"), units: unitsOf("the bay") };
    expect(retriever.retrieve(query).candidates).toEqual(retriever.retrieve(query).candidates);
  });
});
