import { randomBytes } from "node:crypto";
import { link, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type GraphLayer, graphParameters } from "../hnsw-graph.ts";
import {
  type FileProblem,
  fromLittleEndian,
  graphFile,
  nodesFile,
  readVerified,
  settleFile,
  syncDirectory,
  textHashesFile,
  toLittleEndian,
  vectorsFile,
  writeDurably,
} from "./generation-files.ts";
import { type StoredFile, type StoreManifest, storeManifestFile, writeStoreManifest } from "./store-manifest.ts";

/** Vectors of a generation, and the SHA-256 of the text of each, 32 bytes each. */
export interface StoredVectors {
  readonly vectors: Float32Array;
  readonly textHashes: Uint8Array;
}

/** A graph's file, which is never changed. */
export interface GraphFile {
  readonly path: string;
  readonly description: StoredFile;
}

/** A layer, and where its graph is on the disk; null where it is not yet. */
export interface StoredLayer extends GraphLayer {
  readonly file: GraphFile | null;
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

export interface NewGeneration extends StoredVectors {
  readonly layer: StoredLayer | null;
  readonly description: Pick<StoreManifest, "formatVersion" | "model" | "readerVersion" | "count" | "contentSha256">;
  /** The generation that the manifest named before, to be removed. */
  readonly previous: string | null;
}

export interface WrittenGeneration {
  readonly name: string;
  readonly layer: StoredLayer | null;
}

/**
 * Writes a generation beside the old one, then swaps the manifest, then removes the old one. Folders have random names,
 * so processes that build at the same time do not meet; the last swap wins, and each generation is whole.
 */
export async function writeGeneration(
  directory: string,
  contents: NewGeneration,
  signal?: AbortSignal,
): Promise<WrittenGeneration> {
  const name = `generation-${randomBytes(8).toString("hex")}`;
  const folder = join(directory, name);
  await mkdir(folder, { recursive: true });
  const files = await settle(async () => {
    const written = await writeFiles(folder, contents);
    signal?.throwIfAborted();
    await writeStoreManifest(directory, { ...contents.description, generation: name, ...written });
    return written;
  }, folder);
  await removeOthers(directory, name, contents.previous);
  const { layer } = contents;
  return { name, layer: layer && { ...layer, file: files.layers && describeGraph(folder, files.layers.graph) } };
}

/** What was written in a folder that is not to be named goes. */
async function settle<Result>(write: () => Promise<Result>, folder: string): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    await removeQuietly(folder);
    throw error;
  }
}

/** Where a generation's graph is. */
export function describeGraph(folder: string, { bytes, sha256 }: StoredFile): GraphFile {
  return { path: join(folder, graphFile), description: { bytes, sha256 } };
}

async function writeFiles(folder: string, { vectors, textHashes, layer }: NewGeneration) {
  const written = {
    vectors: await writeDurably(join(folder, vectorsFile), toLittleEndian(vectors)),
    textHashes: await writeDurably(join(folder, textHashesFile), textHashes),
  };
  const layers = layer && {
    graph: { ...(await placeGraph(join(folder, graphFile), layer)), parameters: graphParameters },
    nodes: await writeDurably(join(folder, nodesFile), toLittleEndian(layer.nodes)),
  };
  await syncDirectory(folder);
  return { ...written, layers };
}

/** A graph that is on the disk gets another name, so that a generation is whole in itself and costs no second graph. */
async function placeGraph(path: string, { graph, file }: StoredLayer): Promise<StoredFile> {
  if (file !== null) {
    try {
      await link(file.path, path);
      return file.description;
    } catch {
      // Another process has removed it, or the file system gives no second names: the graph in memory is the same.
    }
  }
  await graph.save(path);
  return settleFile(path);
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
