import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { VectorStoreError } from "./vector-store-error.ts";

/** Raised whenever the files of a store change their meaning. */
export const storeFormatVersion = 1;

/** The store's one entry: it names the generation in use, so replacing it swaps the whole index at once. */
export const storeManifestFile = "manifest.json";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({ bytes: z.int().min(0), sha256: sha256Schema });

const storeManifestSchema = z
  .object({
    formatVersion: z.literal(storeFormatVersion),
    /** Name of the folder, beside this file, that holds the files below. */
    generation: z.string().regex(/^generation-[0-9a-f]+$/),
    model: z.object({ id: z.string(), sha256: z.string(), dimensions: z.int().positive() }),
    readerVersion: z.string(),
    count: z.int().min(0),
    contentSha256: sha256Schema,
    /** Little-endian 32-bit floats, vector after vector. */
    vectors: fileSchema,
    /** SHA-256 of each text in UTF-16, 32 bytes each, in the order of the vectors. */
    textHashes: fileSchema,
    /** Of approximate search; null where every search is exact. */
    layers: z
      .object({
        /** The graph and how it was built. It may be of an earlier generation, and then stays when texts come or go. */
        graph: fileSchema.extend({ parameters: z.object({ m: z.int(), efConstruction: z.int(), seed: z.int() }) }),
        /** Little-endian 32-bit integers: the node that each vector is in the graph, or -1. */
        nodes: fileSchema,
      })
      .nullable()
      .default(null),
  })
  .refine(
    ({ count, model, vectors, textHashes, layers }) =>
      vectors.bytes === count * model.dimensions * 4 &&
      textHashes.bytes === count * 32 &&
      (layers === null || layers.nodes.bytes === count * 4),
  );

export type StoreManifest = z.infer<typeof storeManifestSchema>;
export type StoredFile = z.infer<typeof fileSchema>;

/** What stood in place of a manifest that can be used. */
export type ManifestProblem = "absent" | "manifest-unreadable" | "format-changed";

export async function readStoreManifest(directory: string): Promise<StoreManifest | ManifestProblem> {
  let text: string;
  try {
    text = await readFile(join(directory, storeManifestFile), "utf8");
  } catch (cause) {
    if (isMissing(cause)) return "absent";
    throw new VectorStoreError(`The index's ${storeManifestFile} cannot be read.`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "manifest-unreadable";
  }
  const parsed = storeManifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const version = z.object({ formatVersion: z.number() }).safeParse(json);
  return version.success && version.data.formatVersion !== storeFormatVersion
    ? "format-changed"
    : "manifest-unreadable";
}

/** Replaces the manifest by rename: a reader sees the old one or the new one. */
export async function writeStoreManifest(directory: string, manifest: StoreManifest): Promise<void> {
  // Versions that know of no layers look for a graph of just these vectors: with none they build it, keeping vectors.
  const readable = { ...manifest, graph: null };
  await writeFileAtomic(join(directory, storeManifestFile), `${JSON.stringify(readable, null, 2)}\n`);
}

/** Digest of keys and texts in order; lengths are part of it, so that no two lists read the same. */
export async function hashContent(
  entries: readonly { readonly key: string; readonly text: string }[],
  pause: () => Promise<void>,
): Promise<string> {
  const hash = createHash("sha256");
  for (const { key, text } of entries) {
    hash.update(`${key.length}:${text.length}:${key}${text}`, "utf16le");
    await pause();
  }
  return hash.digest("hex");
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
