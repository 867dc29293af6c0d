import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { EmbeddingError } from "../embedding-error.ts";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const modelManifestSchema = z.object({
  id: z.string().min(1),
  dimensions: z.int().positive(),
  longestInputTokens: z.int().min(16),
  prefixes: z.object({ query: z.string(), passage: z.string() }),
  /** SHA-256 by path relative to the model's folder. */
  files: z.record(z.string().min(1), sha256Schema),
});

/** What a model folder says of itself, in its `manifest.json`. */
export type ModelManifest = z.infer<typeof modelManifestSchema>;

const modelManifestFile = "manifest.json";

/**
 * Reads a model folder's manifest and checks every file that it names against its SHA-256.
 * @throws EmbeddingError (`model-missing`, `model-altered`, `model-invalid`) that says which file and what to do.
 */
export async function readVerifiedModel(modelDirectory: string): Promise<ModelManifest> {
  const manifest = await readManifest(modelDirectory);
  for (const [path, expected] of Object.entries(manifest.files)) {
    const actual = await hashFile(join(modelDirectory, path), path);
    if (actual !== expected) {
      throw new EmbeddingError(
        "model-altered",
        `The embedding model's file ${path} is not the one that its manifest names (sha256 ${actual}, expected ${expected}). ` +
          "Restore the model folder from the repository.",
      );
    }
  }
  return manifest;
}

async function readManifest(modelDirectory: string): Promise<ModelManifest> {
  let text: string;
  try {
    text = await readFile(join(modelDirectory, modelManifestFile), "utf8");
  } catch (cause) {
    throw missing(modelManifestFile, cause);
  }
  try {
    return modelManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new EmbeddingError(
      "model-invalid",
      `The embedding model's ${modelManifestFile} cannot be read. Restore the model folder from the repository.`,
      { cause },
    );
  }
}

async function hashFile(path: string, shownPath: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (cause) {
    throw missing(shownPath, cause);
  }
  return hash.digest("hex");
}

function missing(path: string, cause: unknown): EmbeddingError {
  return new EmbeddingError(
    "model-missing",
    `The embedding model's file ${path} cannot be read. The model folder comes with the repository: restore it, ` +
      "or name the folder that holds it.",
    { cause },
  );
}
