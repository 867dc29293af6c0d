import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file wholly or not at all, for its own account alone: under another name first, until it is on the disk, and
 * then in one step. Where there is no room for all of it, it throws: a write that ends early is gone on with, which
 * single calls of the file system do not.
 */
export async function writeWholeFile(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** So that the new name outlives a loss of power; not every file system takes it. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | null = null;
  try {
    folder = await open(path, "r");
    await folder.sync();
  } catch {
    // The file is whole either way, and the old one or the new one is met.
  } finally {
    await folder?.close();
  }
}
