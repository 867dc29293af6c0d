import { mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { listFolder } from "./file-system.ts";

/** `<folder of the record>--<time>`: the time in the basic form of ISO 8601, which every file system takes. */
export interface RemovedFolder {
  readonly path: string;
  /** The name that the folder had among the records. */
  readonly name: string;
  readonly removedAt: Date;
}

const separator = "--";
/** Folders that are being deleted: no reader may meet half of one. */
const purgingPrefix = ".purging-";

/** Newest first. */
export async function listRemovedFolders(directory: string): Promise<readonly RemovedFolder[]> {
  const { folders } = await listFolder(directory);
  const removed = folders.flatMap((folder) => parseName(directory, folder) ?? []);
  return removed.sort((left, right) => right.removedAt.getTime() - left.removedAt.getTime());
}

/** Takes a record's folder out of the records, in one step. */
export async function removeFolder(directory: string, folder: string, removedAt: Date): Promise<void> {
  await mkdir(directory, { recursive: true });
  await rename(folder, join(directory, `${basename(folder)}${separator}${writeTime(removedAt)}`));
}

export async function purgeFolder(directory: string, { path }: RemovedFolder): Promise<void> {
  const purging = join(directory, `${purgingPrefix}${basename(path)}`);
  await rename(path, purging);
  await rm(purging, { recursive: true, force: true });
}

/** Ends the deletions that a process which was killed had begun. */
export async function finishPurges(directory: string): Promise<void> {
  const { folders } = await listFolder(directory);
  for (const folder of folders) {
    if (folder.startsWith(purgingPrefix)) await rm(join(directory, folder), { recursive: true, force: true });
  }
}

function parseName(directory: string, folder: string): RemovedFolder | null {
  const at = folder.lastIndexOf(separator);
  const removedAt = readTime(folder.slice(at + separator.length));
  if (at <= 0 || folder.startsWith(".") || removedAt === null) return null;
  return { path: join(directory, folder), name: folder.slice(0, at), removedAt };
}

/** "20240305T101530123Z" */
function writeTime(time: Date): string {
  return time.toISOString().replaceAll("-", "").replaceAll(":", "").replace(".", "");
}

function readTime(text: string): Date | null {
  const part = (from: number, length: number) => text.slice(from, from + length);
  const day = `${part(0, 4)}-${part(4, 2)}-${part(6, 2)}`;
  const time = new Date(`${day}T${part(9, 2)}:${part(11, 2)}:${part(13, 2)}.${part(15, 3)}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}
