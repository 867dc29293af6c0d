import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { NoRoomError } from "../request-errors.ts";

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function isFileError(error: unknown, code?: string): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && (code === undefined || error.code === code);
}

/** By the code of the error that the file system gives. */
const writeObstacles: Readonly<Record<string, NoRoomError["obstacle"]>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
};

/** Why nothing can be written, where that is what an error says; null for any other. */
export function writeObstacleOf(error: unknown): NoRoomError["obstacle"] | null {
  return isFileError(error) ? (writeObstacles[String(error.code)] ?? null) : null;
}

/** The same error, or the one that says that the disk takes nothing more. */
export function explainWriteError(error: unknown): unknown {
  const obstacle = writeObstacleOf(error);
  return obstacle === null ? error : new NoRoomError(obstacle, { cause: error });
}

/** Does what can be left to a later start where the disk takes nothing now. */
export async function whereWritable(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (writeObstacleOf(error) === null) throw error;
  }
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
