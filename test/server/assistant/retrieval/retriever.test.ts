import { describe, expect, it } from "vitest";
import { createExactIndex } from "../../../embeddings/exact-index.ts";
import { createLexicalIndex, type QueryUnit } from "../../../server/retrieval/lexical-index.ts";
import { createRetriever, type Retriever } from "../../../server/retrieval/retriever.ts";
import { exactKey } from "../../../server/retrieval/search-text.ts";
import type { VectorEntry } from "../../../server/retrieval/search-vectors.ts";
import { tokenize } from "../../../server/retrieval/terms.ts";
import { dotProduct } from "../../../server/retrieval/vector-arithmetic.ts";
import { createFakeEmbedder } from "../../fakes/fake-embedder.ts";

const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.folded);

interface Built {
  readonly retriever: Retriever;
  readonly embedded: string[];
}

/** A retriever over one text a passage; `sentences` are further texts of the passage with that ordinal. */
async function build(texts: readonly string[], sentences: readonly [number, string][] = []): Promise<Built> {
  const embedded: string[] = [];
  const embedder = createFakeEmbedder({ dimensions: 512, onText: (text) => embedded.push(text) });
  const entries: VectorEntry[] = [
    ...texts.map((text, ordinal): VectorEntry => ({ key: `${ordinal}`, text, ordinal, sentence: null })),
    ...sentences.map(
      ([ordinal, text], position): VectorEntry => ({ key: `s${position}`, text, ordinal, sentence: null }),
    ),
  ];
  const vectors = await embedder.embed(
    entries.map(({ text }) => text),
    "passage",
  );
  embedded.length = 0;
  const { dimensions } = embedder.model;
  const flat = new Float32Array(entries.length * dimensions);
  for (const [label, vector] of vectors.entries()) flat.set(vector, label * dimensions);
  const retriever = createRetriever({
    embedder,
    index: createExactIndex(flat, dimensions),
    entries,
    lexicalIndex: createLexicalIndex(texts.map((text) => [{ keys: wordsOf(text).map(exactKey), weight: 1 }])),
    vector: (label) => flat.subarray(label * dimensions, (label + 1) * dimensions),
  });
  return { retriever, embedded };
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
    const { retriever } = await build(texts);
    const { candidates } = await retriever.retrieve({ text: "sharks in the bay", units: unitsOf("sharks bay") });
    expect(candidates[0]).toMatchObject({ ordinal: 1, lexicalRank: 1, denseRank: 1 });
  });

  it("lists each passage once, best first, with its ranks", async () => {
    const { retriever } = await build(texts, [
      [1, "sharks came back"],
      [1, "the bay"],
    ]);
    const { candidates } = await retriever.retrieve({ text: "sharks bay", units: unitsOf("sharks bay") });
    expect(new Set(candidates.map(({ ordinal }) => ordinal)).size).toBe(candidates.length);
    const scores = candidates.map(({ fusedScore }) => fusedScore);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const denseRanks = candidates.flatMap(({ denseRank }) => denseRank ?? []).sort((a, b) => a - b);
    expect(denseRanks).toEqual(denseRanks.map((_, position) => position + 1));
  });

  it("rates a passage by the nearest of its texts", async () => {
    const { retriever } = await build(texts, [[3, "one lonely heron"]]);
    const { candidates } = await retriever.retrieve({ text: "one lonely heron", units: [] });
    expect(candidates[0]?.ordinal).toBe(3);
    expect(candidates[0]?.similarity).toBeCloseTo(1, 5);
  });

  it("finds by meaning alone where no word is asked for", async () => {
    const { retriever } = await build(texts);
    const { candidates } = await retriever.retrieve({ text: "trawling banned", units: [] });
    expect(candidates[0]).toMatchObject({ ordinal: 3, lexicalRank: null, lexicalScore: 0 });
  });

  it("returns nothing that is not accepted, by either search", async () => {
    const { retriever } = await build(texts, [[1, "sharks bay"]]);
    const { candidates, lexical } = await retriever.retrieve({
      text: "sharks bay",
      units: unitsOf("bay"),
      accept: (ordinal) => ordinal === 2,
    });
    expect(candidates.map(({ ordinal }) => ordinal)).toEqual([2]);
    expect(lexical.frequencies).toEqual([2]);
  });

  it("returns nothing where nothing is accepted", async () => {
    const { retriever } = await build(texts);
    const retrieval = await retriever.retrieve({ text: "bay", units: unitsOf("bay"), accept: () => false });
    expect(retrieval.candidates).toEqual([]);
  });

  it("measures how near the query is to the collection as a whole", async () => {
    const { retriever } = await build(texts);
    const { background, queryVector } = await retriever.retrieve({ text: "the bay", units: [] });
    expect(background.mean).toBeGreaterThan(0);
    expect(background.mean).toBeLessThan(1);
    expect(background.deviation).toBeGreaterThan(0);
    expect(dotProduct(queryVector, queryVector)).toBeCloseTo(1, 5);
  });

  it("embeds the question as it is worded, once", async () => {
    const { retriever, embedded } = await build(texts);
    await retriever.retrieve({ text: "¿Volvieron los tiburones?", units: unitsOf("tiburones") });
    expect(embedded).toEqual(["¿Volvieron los tiburones?"]);
  });

  it("gives the same ranking each time", async () => {
    const { retriever } = await build(texts);
    const query = { text: "the bay", units: unitsOf("the bay") };
    expect((await retriever.retrieve(query)).candidates).toEqual((await retriever.retrieve(query)).candidates);
  });

  it("stops when it is told to", async () => {
    const { retriever } = await build(texts);
    const reason = new Error("the reader left");
    const query = retriever.retrieve({ text: "bay", units: [], signal: AbortSignal.abort(reason) });
    await expect(query).rejects.toBe(reason);
  });
});
