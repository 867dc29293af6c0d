import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openVectorStore, type VectorStoreOptions } from "../../embeddings/vector-store.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";

let directory: string;
let embedded: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "vector-store-"));
  embedded = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const entriesOf = (texts: readonly string[]) => texts.map((text, at) => ({ key: `p${at}`, text }));
const texts = [
  "La migración en el Darién",
  "El presupuesto del año",
  "La cooperación regional",
  "El presupuesto del año",
];

const open = (options: Partial<VectorStoreOptions> = {}) =>
  openVectorStore({
    directory,
    embedder: createFakeEmbedder({ onText: (text) => embedded.push(text) }),
    entries: entriesOf(texts),
    readerVersion: "1",
    ...options,
  });

describe("openVectorStore", () => {
  it("builds the index where there is none, embedding equal texts once", async () => {
    const store = await open();
    expect([store.status, store.reason, store.reused]).toEqual(["built", "absent", 0]);
    expect(embedded).toEqual(texts.slice(0, 3));
    expect(store.keys).toEqual(["p0", "p1", "p2", "p3"]);
    expect(store.index.search(store.vector(2), 1)[0]?.label).toBe(2);
    expect(store.vector(1)).toEqual(store.vector(3));
    expect(() => store.vector(4)).toThrow(RangeError);
  });

  it("loads what it built, embedding nothing, with the same vectors and answers", async () => {
    const built = await open();
    embedded = [];
    const loaded = await open();
    expect([loaded.status, loaded.reason, loaded.reused]).toEqual(["loaded", null, 4]);
    expect(embedded).toEqual([]);
    for (const label of texts.keys()) {
      expect(loaded.vector(label)).toEqual(built.vector(label));
      expect(loaded.index.search(loaded.vector(label), 4)).toEqual(built.index.search(built.vector(label), 4));
    }
  });

  it("embeds only the new texts when a document is added, and keeps one generation", async () => {
    await open();
    embedded = [];
    const store = await open({ entries: entriesOf(["Un texto nuevo", ...texts]) });
    expect([store.status, store.reason, store.reused]).toEqual(["built", "content-changed", 4]);
    expect(embedded).toEqual(["Un texto nuevo"]);
    expect((await readdir(directory)).filter((name) => name.startsWith("generation-"))).toHaveLength(1);
  });
});
