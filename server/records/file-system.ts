import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function isFileError(error: unknown, code?: string): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && (code === undefined || error.code === code);
}

/** Names in a folder, in order; none where there is no such folder. */
export async function listFolder(directory: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return {
      files: entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort(),
      folders: entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort(),
    };
  } catch (error) {
    if (isFileError(error, "ENOENT")) return { files: [], folders: [] };
    throw error;
  }
}
