import { randomBytes } from "node:crypto";
import { link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isFileError } from "../records/file-system.ts";
import { type KeptFile, listKeptFiles } from "./kept-files.ts";

/** The files as they were at one moment, whatever is changed, replaced or removed since. */
export interface Snapshot {
  readonly files: readonly KeptFile[];
  /** Where the bytes of a file are read. */
  pathOf(file: KeptFile): string;
  release(): Promise<void>;
}

/** The data folder was changed all the while. */
export class UnsteadyFolderError extends Error {
  override readonly name = "UnsteadyFolderError";
}

export const snapshotPrefix = ".snapshot-";
const mostAttempts = 50;
const pauseMs = 20;

/**
 * Links every file under another name, and looks whether all were as they are after that: files are never written to
 * but replaced by others, so that what is linked stays what it was; to the audit log alone something is added, and as much
 * of it is read as there was. Linking takes a moment, and no data is copied.
 * @throws UnsteadyFolderError where no moment is calm enough.
 */
export async function takeSnapshot(dataDirectory: string): Promise<Snapshot> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const links = join(dataDirectory, `${snapshotPrefix}${randomBytes(6).toString("hex")}`);
    const release = () => rm(links, { recursive: true, force: true });
    try {
      const snapshot = await tryOnce(dataDirectory, links, release);
      if (snapshot !== null) return snapshot;
    } catch (error) {
      await release().catch(() => {});
      // A file that was listed has gone.
      if (!isFileError(error, "ENOENT")) throw error;
    }
    await wait(pauseMs * attempt);
  }
  throw new UnsteadyFolderError("The data folder was changed all the while.");
}

async function tryOnce(dataDirectory: string, links: string, release: () => Promise<void>): Promise<Snapshot | null> {
  const files = await listKeptFiles(dataDirectory);
  const names = new Map(files.map(({ path }, index) => [path, String(index)]));
  const areLinked = await linkAll(dataDirectory, links, names);
  const isCalm = isSame(files, await listKeptFiles(dataDirectory));
  if (!isCalm) {
    await release();
    return null;
  }
  const pathOf = ({ path }: KeptFile) =>
    areLinked ? join(links, names.get(path) ?? "") : join(dataDirectory, ...path.split("/"));
  return { files, pathOf, release };
}

/** False where the file system has no links or cannot be written to: then the files themselves are read. */
async function linkAll(dataDirectory: string, links: string, names: ReadonlyMap<string, string>): Promise<boolean> {
  try {
    await mkdir(links, { mode: 0o700 });
    for (const [path, name] of names) await link(join(dataDirectory, ...path.split("/")), join(links, name));
    return true;
  } catch (error) {
    if (!isFileError(error) || error.code === "ENOENT") throw error;
    await rm(links, { recursive: true, force: true }).catch(() => {});
    return false;
  }
}

function isSame(before: readonly KeptFile[], after: readonly KeptFile[]): boolean {
  const tell = (files: readonly KeptFile[]) => files.map(({ path, stamp }) => `${path} ${stamp}`).join("\n");
  return tell(before) === tell(after);
}
