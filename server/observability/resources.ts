import { readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";

export interface IndexOnDisk {
  readonly bytes: number;
  /** Of the newest of its files. */
  readonly writtenAt: Date;
}

/** What the index takes; null where there is none, or it is being replaced at this moment. */
export async function readIndex(dataDirectory: string): Promise<IndexOnDisk | null> {
  const directory = join(dataDirectory, "index");
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = await Promise.all(
      entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => stat(join(parentPath, name))),
    );
    if (files.length === 0) return null;
    return {
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      writtenAt: new Date(Math.max(...files.map(({ mtimeMs }) => mtimeMs))),
    };
  } catch {
    return null;
  }
}

export interface Disk {
  /** To this process, not to the administrator alone. */
  readonly free: number;
  readonly size: number;
}

export async function readDisk(directory: string): Promise<Disk | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    return { free: bavail * bsize, size: blocks * bsize };
  } catch {
    return null;
  }
}
