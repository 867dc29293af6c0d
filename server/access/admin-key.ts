import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scopeSchema } from "../access-protocol.ts";
import { isFileError } from "../records/file-system.ts";
import { writeWholeFile } from "../records/whole-files.ts";
import type { AccessKey, KeyStore } from "./key-store.ts";

/** The first key's name. */
export const adminKeyName = "admin";

const fileOf = (dataDirectory: string): string => join(dataDirectory, "admin.key");

/** The key that whoever may read the data folder acts with; null where there is none, or it may not be read. */
export function readAdminKey(dataDirectory: string): string | null {
  try {
    return readFileSync(fileOf(dataDirectory), "utf8").trim() || null;
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}

/**
 * Makes the first key, with every scope and without an end, where the folder's file of it holds none that is good.
 * @returns null where the folder cannot be written: then nothing can be added to it either.
 */
export async function ensureAdminKey(dataDirectory: string, keys: KeyStore): Promise<AccessKey | null> {
  const text = readAdminKey(dataDirectory);
  const found = text === null ? "wrong-key" : keys.verify(text);
  if (typeof found !== "string") return found;
  try {
    const made = await keys.make({ name: adminKeyName, scopes: scopeSchema.options, expiresAt: null });
    await writeWholeFile(fileOf(dataDirectory), `${made.text}\n`);
    closeFolder(dataDirectory);
    return made.key;
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}

/** This key opens everything: the folder is its owner's alone. One that belongs to somebody else stays as it is. */
function closeFolder(dataDirectory: string): void {
  try {
    chmodSync(dataDirectory, 0o700);
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
}
