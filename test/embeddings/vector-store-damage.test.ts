import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openVectorStore, type VectorStore } from "../../embeddings/vector-store.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const entries = Array.from({ length: 60 }, (_, at) => ({ key: `p${at}`, text: `Párrafo ${at} del asunto ${at % 9}` }));
const fileNames = ["vectors.f32", "texts.sha256", "graph.hnsw", "nodes.i32"] as const;
/** What is derived from vectors alone: without it they are kept. */
const layerFiles: readonly string[] = ["graph.hnsw", "nodes.i32"];

let pristine: string;
let directory: string;
let original: VectorStore;

const open = (opened: typeof entries = entries) =>
  openVectorStore({
    directory,
    embedder: createFakeEmbedder(),
    entries: opened,
    readerVersion: "1",
    exactSearchUpTo: 10,
  });

beforeAll(async () => {
  pristine = await mkdtemp(join(tmpdir(), "vector-store-pristine-"));
  directory = pristine;
  // With what has gone since its graph was built, and what has come.
  await open([...entries.slice(0, 55), { key: "gone", text: "Un párrafo que se quitó" }]);
  original = await open();
});
afterAll(() => rm(pristine, { recursive: true, force: true }));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "vector-store-damaged-"));
  await cp(pristine, directory, { recursive: true });
  return () => rm(directory, { recursive: true, force: true });
});

async function pathOf(name: string): Promise<string> {
  if (name === "manifest.json") return join(directory, name);
  const generation = (await readdir(directory)).find((each) => each.startsWith("generation-"));
  return join(directory, generation ?? "", name);
}

async function flipByte(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  await writeFile(path, bytes);
}

async function editManifest(edit: (manifest: Record<string, unknown>) => void): Promise<void> {
  const path = await pathOf("manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  edit(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

function expectSame(store: VectorStore): void {
  for (const label of entries.keys()) {
    expect(store.vector(label)).toEqual(original.vector(label));
    expect(store.index.search(store.vector(label), 3)).toEqual(original.index.search(original.vector(label), 3));
  }
}

async function expectRebuilt(reason: string, reused: number): Promise<void> {
  const store = await open();
  expect([store.status, store.reason, store.reused]).toEqual(["built", reason, reused]);
  expectSame(store);
  expect((await open()).status).toBe("loaded");
}

describe("a damaged store", () => {
  it("is sound before it is damaged", async () => {
    const store = await open();
    expect(store.status).toBe("loaded");
    expectSame(store);
  });

  for (const name of fileNames) {
    const reused = layerFiles.includes(name) ? entries.length : 0;

    it(`is built again when ${name} is missing, keeping vectors where they are whole`, async () => {
      await rm(await pathOf(name));
      await expectRebuilt("file-missing", reused);
    });

    it(`is built again when ${name} is cut short or emptied`, async () => {
      await truncate(await pathOf(name), 100);
      await expectRebuilt("file-truncated", reused);
      await truncate(await pathOf(name), 0);
      await expectRebuilt("file-truncated", reused);
    });

    it(`is built again when ${name} is altered, extended or garbage`, async () => {
      const path = await pathOf(name);
      await flipByte(path, 77);
      await expectRebuilt("file-altered", reused);
      const bytes = await readFile(await pathOf(name));
      await writeFile(await pathOf(name), Buffer.concat([bytes, Buffer.from("x")]));
      await expectRebuilt("file-altered", reused);
      await writeFile(await pathOf(name), Buffer.alloc(bytes.length, 0xa5));
      await expectRebuilt("file-altered", reused);
    });
  }

  it("is built again when its manifest is missing, empty, cut short or garbage", async () => {
    await rm(await pathOf("manifest.json"));
    await expectRebuilt("absent", 0);
    const text = await readFile(await pathOf("manifest.json"), "utf8");
    for (const damaged of ["", text.slice(0, text.length / 2), "null", "[]", "{}", "\u0000\ufffd"]) {
      await writeFile(await pathOf("manifest.json"), damaged);
      await expectRebuilt("manifest-unreadable", 0);
    }
  });

  it("is built again when another version of the software wrote it", async () => {
    await editManifest((manifest) => {
      manifest.formatVersion = 999;
    });
    await expectRebuilt("format-changed", 0);
  });

  it("is built again when its manifest contradicts itself or points outside the directory", async () => {
    await editManifest((manifest) => {
      manifest.count = 59;
    });
    await expectRebuilt("manifest-unreadable", 0);
    await editManifest((manifest) => {
      manifest.generation = "../elsewhere";
    });
    await expectRebuilt("manifest-unreadable", 0);
  });

  it("is built again when its graph was made with other parameters", async () => {
    await editManifest((manifest) => {
      const layers = manifest.layers as { graph: { parameters: { m: number } } };
      layers.graph.parameters.m = 5;
    });
    await expectRebuilt("parameters-changed", entries.length);
  });

  it("is built again, keeping vectors, when a version that knew of no layers wrote it", async () => {
    await editManifest((manifest) => {
      const { graph } = manifest.layers as { graph: object };
      delete manifest.layers;
      manifest.graph = graph;
    });
    await expectRebuilt("parameters-changed", entries.length);
  });

  it("is built again when its nodes are none of its graph", async () => {
    const path = await pathOf("nodes.i32");
    const bytes = await readFile(path);
    bytes.writeInt32LE(1_000, 8);
    await writeFile(path, bytes);
    await editManifest((manifest) => {
      const { nodes } = manifest.layers as { nodes: { sha256: string } };
      nodes.sha256 = createHash("sha256").update(bytes).digest("hex");
    });
    await expectRebuilt("graph-unreadable", entries.length);
  });

  it("never throws and never serves a wrong vector, wherever a byte is changed or a file is cut", async () => {
    const damage = fc.record({
      name: fc.constantFrom(...fileNames, "manifest.json"),
      share: fc.double({ min: 0, max: 0.999, noNaN: true }),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, share, cut }) => {
        await rm(directory, { recursive: true, force: true });
        await cp(pristine, directory, { recursive: true });
        const path = await pathOf(name);
        const at = Math.floor((await readFile(path)).length * share);
        await (cut ? truncate(path, at) : flipByte(path, at));
        const store = await open();
        // The last bytes of the manifest are white space, which may go.
        expect(store.status === "built" || name === "manifest.json").toBe(true);
        expectSame(store);
      }),
      { numRuns: 60, seed: 9 },
    );
  }, 30_000);
});
