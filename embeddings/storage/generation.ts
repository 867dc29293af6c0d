import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { graphParameters, type HnswIndex } from "../hnsw-index.ts";
import {
  type FileProblem,
  fromLittleEndian,
  graphFile,
  readVerified,
  settleFile,
  syncDirectory,
  textHashesFile,
  toLittleEndian,
  vectorsFile,
  writeDurably,
} from "./generation-files.ts";
import { type StoreManifest, storeManifestFile, writeStoreManifest } from "./store-manifest.ts";

/** Vectors of a generation, and the SHA-256 of the text of each, 32 bytes each. */
export interface StoredVectors {
  readonly vectors: Float32Array;
  readonly textHashes: Uint8Array;
}

/** How long a folder that no manifest names may still belong to a process that is writing it. */
const abandonedAfterMs = 10 * 60 * 1_000;

export async function readGeneration(directory: string, manifest: StoreManifest): Promise<StoredVectors | FileProblem> {
  const folder = join(directory, manifest.generation);
  const textHashes = await readVerified(join(folder, textHashesFile), manifest.textHashes);
  if (typeof textHashes === "string") return textHashes;
  const vectors = await readVerified(join(folder, vectorsFile), manifest.vectors);
  if (typeof vectors === "string") return vectors;
  return { vectors: fromLittleEndian(vectors), textHashes };
}

export type NewGeneration = StoredVectors & {
  readonly graph: HnswIndex | null;
  readonly description: Pick<StoreManifest, "formatVersion" | "model" | "readerVersion" | "count" | "contentSha256">;
  /** The generation that the manifest named before, to be removed. */
  readonly previous: string | null;
};

/**
 * Writes a generation beside the old one, then swaps the manifest, then removes the old one. Folders have random names,
 * so processes that build at the same time do not meet; the last swap wins, and each generation is whole.
 * @returns The new generation's name.
 */
export async function writeGeneration(
  directory: string,
  contents: NewGeneration,
  signal?: AbortSignal,
): Promise<string> {
  const generation = `generation-${randomBytes(8).toString("hex")}`;
  const folder = join(directory, generation);
  await mkdir(folder, { recursive: true });
  try {
    const manifest = { ...contents.description, generation, ...(await writeFiles(folder, contents)) };
    signal?.throwIfAborted();
    await writeStoreManifest(directory, manifest);
  } catch (error) {
    await removeQuietly(folder);
    throw error;
  }
  await removeOthers(directory, generation, contents.previous);
  return generation;
}

async function writeFiles(folder: string, { vectors, textHashes, graph }: NewGeneration) {
  const written = {
    vectors: await writeDurably(join(folder, vectorsFile), toLittleEndian(vectors)),
    textHashes: await writeDurably(join(folder, textHashesFile), textHashes),
  };
  await graph?.save(join(folder, graphFile));
  const stored = graph && { ...(await settleFile(join(folder, graphFile))), parameters: graphParameters };
  await syncDirectory(folder);
  return { ...written, graph: stored };
}

/**
 * Removes the generation replaced, and whatever a killed process left behind. Any other folder may be one that another
 * process is about to name in the manifest, so it is left until it is old.
 */
async function removeOthers(directory: string, current: string, previous: string | null): Promise<void> {
  for (const name of await readdir(directory)) {
    const isOurs = name.startsWith("generation-") || name.startsWith(`${storeManifestFile}.`);
    if (!isOurs || name === current) continue;
    const path = join(directory, name);
    if (name === previous || (await isAbandoned(path))) await removeQuietly(path);
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > abandonedAfterMs;
  } catch {
    return false; // gone meanwhile
  }
}

/** What cannot be removed now costs only space, and the next swap tries again. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
