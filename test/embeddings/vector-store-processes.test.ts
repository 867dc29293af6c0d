import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openVectorStore } from "../../embeddings/vector-store.ts";
import { run, startWriter } from "../soak/vector-store-kills.ts";
import { optionsOfContent } from "../soak/vector-store-writer.ts";

it("is whole after the process that writes it is killed at any moment", async () => {
  const { kills, found } = await run({ rounds: 4, seed: 2023 });
  expect(kills).toBe(5);
  expect(Object.values(found).reduce((sum, count) => sum + count, 0)).toBe(4);
}, 60_000);

it("stays whole while several processes write and read it at once", async () => {
  const directory = await mkdtemp(join(tmpdir(), "vector-store-processes-"));
  try {
    const writers = await Promise.all([1, 2].map((seed) => startWriter(directory, seed, 8)));
    const exits = writers.map((writer) => (writer.exitCode === null ? once(writer, "exit") : [writer.exitCode]));
    for (let content = 0; content < 6; content += 1) {
      const store = await openVectorStore(optionsOfContent(directory, content));
      expect(store.reason).not.toMatch(/altered|truncated|unreadable/);
    }
    expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0]);
    await openVectorStore(optionsOfContent(directory, 3));
    const last = await openVectorStore(optionsOfContent(directory, 3));
    expect(last.status).toBe("loaded");
    expect(await readdir(directory)).toContain("manifest.json");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}, 60_000);
