import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A file of the data folder that cannot be made again from others. */
export interface KeptFile {
  /** Within the data folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly modifiedAt: number;
  /** Tells it from another of its name. */
  readonly stamp: string;
}

/** Folders that are made anew where they are not there. */
const derivedFolders: ReadonlySet<string> = new Set(["index", "uploads"]);
/**
 * What lets somebody in just now, as `keys.json` tells: never packed, so that no restore lets in again whom somebody has
 * shut out since. A start makes the first key anew.
 */
const credentialFiles: ReadonlySet<string> = new Set(["admin.key", "sessions.json"]);
/** Packed, for a folder that has none: one that is there stays, since keys may have been revoked since the backup. */
const keyFile = "keys.json";
/** What a restore has put aside. */
export const replacedPrefix = "before-restore-";

const draftDigits = 12;

/** The beginning of a file that is being written is named after it; see `writeWholeFile`. */
export function isDraft(name: string): boolean {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  return (
    name.includes(".") &&
    ending.length === draftDigits &&
    [...ending].every((digit) => "0123456789abcdef".includes(digit))
  );
}

/** Whether an entry at the top of the data folder is kept. Hidden ones belong to a process that is at work, or was. */
export function isKeptAtTop(name: string): boolean {
  return !name.startsWith(".") && !derivedFolders.has(name) && !name.startsWith(replacedPrefix) && !isDraft(name);
}

/** Whether a restore leaves what stands under this name in the folder as it is. */
export function outlivesRestore(name: string): boolean {
  return name === keyFile || credentialFiles.has(name);
}

/** Whether it is of one folder only. Older backups hold it. */
export function isCredential(name: string): boolean {
  return credentialFiles.has(name);
}

/** In the order of their names. Links, sockets and what is being written are left out. */
export async function listKeptFiles(dataDirectory: string): Promise<readonly KeptFile[]> {
  const files: KeptFile[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(dataDirectory, folder), { withFileTypes: true });
    for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (
        folder === ""
          ? !isKeptAtTop(entry.name) || isCredential(entry.name)
          : entry.name.startsWith(".") || isDraft(entry.name)
      )
        continue;
      if (entry.isDirectory()) await walk(path);
      if (!entry.isFile()) continue;
      const { size, mtimeMs, ino } = await lstat(join(dataDirectory, path));
      files.push({ path, bytes: size, modifiedAt: mtimeMs / 1000, stamp: `${size} ${mtimeMs} ${ino}` });
    }
  };
  await walk("");
  return files;
}
