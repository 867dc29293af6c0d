import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EmbeddingError } from "../../embeddings/embedding-error.ts";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { VectorStoreError } from "../../embeddings/storage/vector-store-error.ts";
import { openVectorStore, type VectorStore, type VectorStoreOptions } from "../../embeddings/vector-store.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

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
const manyTexts = Array.from({ length: 40 }, (_, at) => `Párrafo ${at} sobre el asunto ${at % 7}`);

/** So many that a graph is searched, and not all of them compared. */
const graphTexts = Array.from({ length: 500 }, (_, at) => `Párrafo ${at} sobre el asunto ${at % 7}`);

const open = (options: Partial<VectorStoreOptions> = {}) =>
  openVectorStore({
    directory,
    embedder: createFakeEmbedder({ onText: (text) => embedded.push(text) }),
    entries: entriesOf(texts),
    readerVersion: "1",
    ...options,
  });

const generations = async (): Promise<string[]> =>
  (await readdir(directory)).filter((name) => name.startsWith("generation-"));

/** Which file the graph is; null where there is none. */
async function graphInode(): Promise<number | null> {
  const [generation = ""] = await generations();
  const found = await stat(join(directory, generation, "graph.hnsw")).catch(() => null);
  return found?.ino ?? null;
}

function expectExact({ keys, vector, index }: VectorStore): void {
  const vectors = new Float32Array(keys.flatMap((_, label) => [...vector(label)]));
  const exact = createExactIndex(vectors, index.dimensions);
  for (const label of [0, 100, 290, keys.length - 1]) {
    expect(index.search(vector(label), 5)).toEqual(exact.search(vector(label), 5));
  }
}

describe("openVectorStore", () => {
  it("builds the index where there is none, embedding equal texts once", async () => {
    const store = await open();
    expect([store.status, store.reason, store.reused]).toEqual(["built", "absent", 0]);
    expect(embedded).toEqual(texts.slice(0, 3));
    expect(store.keys).toEqual(["p0", "p1", "p2", "p3"]);
    expect(store.index.search(store.vector(2), 1)[0]?.label).toBe(2);
    expect(store.vector(1)).toEqual(store.vector(3));
    for (const label of [-1, 4, 0.5]) expect(() => store.vector(label)).toThrow(RangeError);
  });

  it("takes from the store before what has not changed, and answers as one opened anew", async () => {
    for (const exactSearchUpTo of [30, 100]) {
      const changed = [...manyTexts.slice(3), "Un párrafo nuevo"].map((text) => ({ key: `p ${text}`, text }));
      const entries = manyTexts.map((text) => ({ key: `p ${text}`, text }));
      const previous = await open({ entries, exactSearchUpTo });
      embedded = [];
      const store = await open({ entries: changed, exactSearchUpTo, previous });
      expect(embedded).toEqual(["Un párrafo nuevo"]);
      expect([store.status, store.reason, store.reused]).toEqual(["built", "content-changed", 37]);
      const anew = await open({ entries: changed, exactSearchUpTo });
      for (const label of [0, 17, 37]) {
        expect(store.index.search(store.vector(label), 5)).toEqual(anew.index.search(anew.vector(label), 5));
      }
      expect(previous.index.search(previous.vector(0), 1)[0]?.label).toBe(0);
      expect((await open({ entries: changed, exactSearchUpTo, previous: store })).status).toBe("loaded");
      await rm(directory, { recursive: true, force: true });
    }
  });

  it("loads what it built, embedding nothing, with the same vectors and answers", async () => {
    for (const exactSearchUpTo of [0, 100]) {
      const built = await open({ exactSearchUpTo });
      embedded = [];
      const loaded = await open({ exactSearchUpTo });
      expect([loaded.status, loaded.reason, loaded.reused]).toEqual(["loaded", null, 4]);
      expect(embedded).toEqual([]);
      for (const label of texts.keys()) {
        expect(loaded.vector(label)).toEqual(built.vector(label));
        expect(loaded.index.search(loaded.vector(label), 4)).toEqual(built.index.search(built.vector(label), 4));
      }
    }
  });

  it("serves no entries, and one without text", async () => {
    for (const status of ["built", "loaded"]) {
      const empty = await open({ entries: [] });
      expect([empty.status, empty.index.size]).toEqual([status, 0]);
      expect(empty.index.search(new Float32Array(128), 5)).toEqual([]);
    }
    expect((await open({ entries: entriesOf([""]) })).vector(0)).toHaveLength(128);
  });

  it("embeds only the new texts when a document is added, and keeps one generation", async () => {
    await open();
    embedded = [];
    const store = await open({ entries: entriesOf(["Un texto nuevo", ...texts]) });
    expect([store.status, store.reason, store.reused]).toEqual(["built", "content-changed", 4]);
    expect(embedded).toEqual(["Un texto nuevo"]);
    expect(await generations()).toHaveLength(1);
  });

  it("embeds nothing when texts are removed, reordered or given other keys, and answers by the new labels", async () => {
    await open();
    embedded = [];
    const store = await open({ entries: entriesOf([...texts].reverse().slice(0, 3)) });
    expect([store.reason, store.reused]).toEqual(["content-changed", 3]);
    expect(store.index.search(store.vector(1), 1)[0]?.label).toBe(1);
    const renamed = await open({ entries: [{ key: "otra", text: texts[0] ?? "" }] });
    expect([renamed.reason, renamed.reused, renamed.keys]).toEqual(["content-changed", 0, ["otra"]]);
    expect(embedded).toEqual([texts[0]]); // it had left the index in between
  });

  it("tells apart lists whose keys and texts join to the same characters", async () => {
    await open({ entries: [{ key: "a", text: "bc" }] });
    expect((await open({ entries: [{ key: "ab", text: "c" }] })).reason).toBe("content-changed");
  });

  it("builds again for another reader version, keeping vectors, and for another model, keeping none", async () => {
    await open();
    embedded = [];
    const reread = await open({ readerVersion: "2" });
    expect([reread.reason, reread.reused, embedded]).toEqual(["reader-changed", 4, []]);
    const embedder = createFakeEmbedder({ id: "another-model", onText: (text) => embedded.push(text) });
    const remodelled = await open({ readerVersion: "2", embedder });
    expect([remodelled.reason, remodelled.reused, embedded.length]).toEqual(["model-changed", 0, 3]);
  });

  it("adds and drops the graph as the number of vectors for exact search changes", async () => {
    await open({ exactSearchUpTo: 10 });
    const withGraph = await open({ exactSearchUpTo: 3 });
    expect([withGraph.reason, withGraph.reused]).toEqual(["parameters-changed", 4]);
    expect((await open({ exactSearchUpTo: 3 })).status).toBe("loaded");
    expect((await open({ exactSearchUpTo: 10 })).reason).toBe("parameters-changed");
  });

  it("goes on with the graph of before when texts come and go, within a process and from one to the next", async () => {
    const options = { exactSearchUpTo: 400 };
    const previous = await open({ ...options, entries: entriesOf(graphTexts) });
    const graph = await graphInode();
    const changed = entriesOf([...graphTexts.slice(10, 300), "Un párrafo nuevo", ...graphTexts.slice(300)]);
    await open({ ...options, entries: changed, previous });
    expect(await graphInode()).toBe(graph);
    const started = await open({ ...options, entries: changed });
    expect(started.status).toBe("loaded");
    expectExact(started);
    // A change that was made while no process ran, and by another reader.
    const entries = entriesOf(["Otro párrafo nuevo", ...graphTexts.slice(20)]);
    const reread = await open({ ...options, entries, readerVersion: "2" });
    expect([reread.reason, reread.reused]).toEqual(["reader-changed", 480]);
    expect(await graphInode()).toBe(graph);
    expectExact(reread);
    const loaded = await open({ ...options, entries, readerVersion: "2" });
    expect(loaded.status).toBe("loaded");
    expectExact(loaded);
  });

  it("builds a new graph where much has come or gone, or too little is left for one", async () => {
    const options = { exactSearchUpTo: 10 };
    const previous = await open({ ...options, entries: entriesOf(manyTexts.slice(0, 28)) });
    const graph = await graphInode();
    const more = await open({ ...options, entries: entriesOf(manyTexts), previous });
    const graphOfMore = await graphInode();
    expect(graphOfMore).not.toBe(graph);
    await open({ ...options, entries: entriesOf(manyTexts.slice(11)), previous: more });
    expect(await graphInode()).not.toBe(graphOfMore);
    await open({ ...options, entries: entriesOf(manyTexts.slice(32)) });
    expect(await graphInode()).toBeNull();
  });

  it("writes its graph again where another process has removed the one on the disk", async () => {
    const options = { exactSearchUpTo: 10 };
    const previous = await open({ ...options, entries: entriesOf(manyTexts) });
    for (const name of await generations()) await rm(join(directory, name), { recursive: true });
    const entries = entriesOf([...manyTexts, "Un párrafo nuevo"]);
    await open({ ...options, entries, previous });
    expect(await graphInode()).not.toBeNull();
    expect((await open({ ...options, entries })).status).toBe("loaded");
  });

  it("keeps its graph through an addition that was aborted after a checkpoint", async () => {
    const options = { exactSearchUpTo: 10, checkpointEvery: 2 };
    const previous = await open({ ...options, entries: entriesOf(manyTexts) });
    const graph = await graphInode();
    const controller = new AbortController();
    const embedder = createFakeEmbedder({
      onText: (text) => text === "cinco" && controller.abort(new Error("enough")),
    });
    const entries = entriesOf([...manyTexts, "uno", "dos", "tres", "cuatro", "cinco"]);
    const { signal } = controller;
    await expect(open({ ...options, entries, previous, embedder, signal })).rejects.toThrow("enough");
    const store = await open({ ...options, entries });
    expect([store.reason, store.reused, await graphInode()]).toEqual(["content-changed", 44, graph]);
  });

  it("reports progress over the texts that have no vector yet", async () => {
    const reports: string[] = [];
    const options = { entries: entriesOf(manyTexts), checkpointEvery: 15 };
    await open({ ...options, onProgress: ({ done, total }) => reports.push(`${done}/${total}`) });
    expect(reports).toEqual(manyTexts.map((_, at) => `${at + 1}/40`));
  });

  it("keeps what was embedded before an ingestion was aborted, checkpoint by checkpoint", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const options = { entries: entriesOf(manyTexts), checkpointEvery: 15 };
    const onProgress = ({ done }: { done: number }) => done === 35 && controller.abort(reason);
    await expect(open({ ...options, signal: controller.signal, onProgress: (at) => void onProgress(at) })).rejects.toBe(
      reason,
    );
    const store = await open(options);
    expect([store.reason, store.reused]).toEqual(["content-changed", 30]);
    expect((await open(options)).status).toBe("loaded");
    expect(await generations()).toHaveLength(1);
  });

  it("leaves the old index in place when a short ingestion is aborted or fails", async () => {
    await open();
    const entries = entriesOf([...texts, "otro"]);
    await expect(open({ entries, signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
    const closed = createFakeEmbedder();
    await closed.close();
    await expect(open({ entries, embedder: closed })).rejects.toThrow(EmbeddingError);
    expect((await open()).status).toBe("loaded");
    expect(await generations()).toHaveLength(1);
  });

  it("refuses vectors that are not unit vectors of the model's dimensions", async () => {
    const sound = createFakeEmbedder();
    for (const wrong of [
      new Float32Array(128),
      new Float32Array(3).fill(0.57735),
      new Float32Array(128).fill(Number.NaN),
    ]) {
      const embedder = { ...sound, embed: async () => [wrong] };
      await expect(open({ embedder, entries: entriesOf(["a"]) })).rejects.toMatchObject({ failure: "model-failed" });
    }
    expect(await generations()).toEqual([]);
  });

  it("refuses two entries with one key", async () => {
    const entries = [...entriesOf(["a"]), ...entriesOf(["b"])];
    await expect(open({ entries })).rejects.toThrow(VectorStoreError);
  });

  it("says that the directory cannot be used where it is a file", async () => {
    const file = join(directory, "file");
    await writeFile(file, "");
    await expect(open({ directory: file })).rejects.toThrow(VectorStoreError);
  });

  it("removes what a killed process left once it is old, and nothing younger", async () => {
    await writeFile(join(directory, "manifest.json.123"), "");
    await writeFile(join(directory, "generation-0a"), "");
    await writeFile(join(directory, "generation-0b"), "");
    const longAgo = new Date(Date.now() - 3_600_000);
    for (const name of ["manifest.json.123", "generation-0a"]) await utimes(join(directory, name), longAgo, longAgo);
    await open();
    const names = await readdir(directory);
    expect(names).toContain("generation-0b");
    expect(names).toHaveLength(3); // with the manifest and its generation
  });
});
