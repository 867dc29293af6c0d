import { chmod, lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const folderMode = 0o700;
const ownMode = 0o700;
const othersMode = 0o077;

/** What a process makes is its account's alone: records may be confidential, and keys lie beside them. */
export function keepToOwnAccount(): void {
  process.umask(0o077);
}

/** Makes the data folder, or takes from others what they may do in one that is there. What cannot be changed stays. */
export async function openDataFolder(dataDirectory: string): Promise<void> {
  await mkdir(dataDirectory, { recursive: true, mode: folderMode });
  // Where versions of before told that a server was running.
  await rm(join(dataDirectory, "server.json"), { force: true }).catch(() => {});
  await tightenFolder(dataDirectory);
}

export async function tightenFolder(directory: string): Promise<void> {
  for (const path of await findOpen(directory)) {
    const { mode } = await lstat(path);
    await chmod(path, mode & ownMode).catch(() => {});
  }
}

/** Folders and files in which others may do something. Links lead elsewhere, and sockets are for whoever may enter. */
export async function findOpen(directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (path: string, isFolder: boolean): Promise<void> => {
    const { mode } = await lstat(path);
    if ((mode & othersMode) !== 0) found.push(path);
    if (!isFolder) return;
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.isDirectory() || entry.isFile()) await look(join(path, entry.name), entry.isDirectory());
    }
  };
  await look(directory, true);
  return found;
}
