import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createExactIndex } from "../../embeddings/exact-index.ts";
import { openVectorStore, type VectorStore } from "../../embeddings/vector-store.ts";
import { createFakeEmbedder } from "../fakes/fake-embedder.ts";
import { createRandom } from "../fakes/random-vectors.ts";
import { entriesOfContent, optionsOfContent } from "./vector-store-writer.ts";

const writerFile = fileURLToPath(new URL("./vector-store-writer.ts", import.meta.url));

/** A kill falls at a random moment of this long a stretch: several rewrites of the store. */
const killWithinMs = 400;

export interface KillReport {
  readonly kills: number;
  /** How often the store was found in each state by the opening that followed a kill. */
  readonly found: Readonly<Record<string, number>>;
}

/** Starts a process that writes a store; resolves once it has written it for the first time, or has ended. */
export async function startWriter(directory: string, seed: number, rounds: number): Promise<ChildProcess> {
  const writer = spawn(process.execPath, ["--import", "tsx", writerFile, directory, String(seed), String(rounds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (writer.stdout) await once(writer.stdout, "data");
  return writer;
}

/**
 * Kills a process at random moments while it rewrites a store, two processes at a time in every third round, and
 * opens the store after each kill.
 * @throws Error when a kill has left files that the manifest names in a damaged state, or when a vector is wrong.
 */
export async function run(
  options: { rounds: number; seed?: number } | { seconds: number; seed?: number },
): Promise<KillReport> {
  const random = createRandom(options.seed ?? 1);
  const directory = await mkdtemp(join(tmpdir(), "vector-store-kills-"));
  const found: Record<string, number> = {};
  const endsAt = "seconds" in options ? performance.now() + options.seconds * 1_000 : Number.POSITIVE_INFINITY;
  const rounds = "rounds" in options ? options.rounds : Number.POSITIVE_INFINITY;
  let kills = 0;
  try {
    for (let round = 0; round < rounds && performance.now() < endsAt; round += 1) {
      const seeds = round % 3 === 2 ? [random(), random()] : [random()];
      const writers = await Promise.all(seeds.map((seed) => startWriter(directory, Math.floor(seed * 1e9), 0)));
      for (const writer of writers) {
        await wait(random() * killWithinMs);
        const ended = once(writer, "exit");
        writer.kill("SIGKILL");
        await ended;
        kills += 1;
      }
      const state = await openAfterKill(directory, Math.floor(random() * 1_000));
      found[state] = (found[state] ?? 0) + 1;
    }
    return { kills, found };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const soundStates = new Set(["loaded", "model-changed", "reader-changed", "content-changed", "parameters-changed"]);

async function openAfterKill(directory: string, content: number): Promise<string> {
  const store = await openVectorStore(optionsOfContent(directory, content));
  const state = store.reason ?? "loaded";
  if (!soundStates.has(state)) throw new Error(`A kill left the store in the state "${state}".`);
  await assertRight(store, content);
  const again = await openVectorStore(optionsOfContent(directory, content));
  if (again.status !== "loaded") throw new Error(`The store was built again: ${again.reason}.`);
  await assertRight(again, content);
  return state;
}

async function assertRight(store: VectorStore, content: number): Promise<void> {
  const entries = entriesOfContent(content);
  const texts = entries.map(({ text }) => text);
  const expected = await createFakeEmbedder({ dimensions: 384 }).embed(texts, "passage");
  for (const [label, vector] of expected.entries()) {
    if (store.keys[label] !== entries[label]?.key) throw new Error(`Label ${label} has another entry's key.`);
    if (Buffer.compare(bytesOf(vector), bytesOf(store.vector(label))) !== 0) {
      throw new Error(`The vector of entry ${label} of content ${content} is another text's.`);
    }
  }
  const { dimensions, search } = store.index;
  const exact = createExactIndex(new Float32Array(expected.flatMap((vector) => [...vector])), dimensions);
  for (const label of [7, 120, 333]) {
    const [found, nearest] = [search(store.vector(label), 3), exact.search(store.vector(label), 3)];
    if (JSON.stringify(found) !== JSON.stringify(nearest)) throw new Error("The index does not find the nearest.");
  }
}

function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
