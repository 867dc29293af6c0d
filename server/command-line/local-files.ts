import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { isFileError } from "../records/file-system.ts";
import { kindOfFile } from "../records/flat-records.ts";
import type { CommandLineMessages } from "./messages.ts";
import type { LocalFile } from "./relator-access.ts";

/** A file that was named, or found in a folder that was. */
export interface FoundFile extends LocalFile {
  readonly path: string;
}

/** A file or folder of which nothing can be added. */
export interface LeftOut {
  readonly path: string;
  readonly message: string;
  /** Named by the person, and not merely met in a folder. */
  readonly wasNamed: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The files that are meant: folders are searched with their subfolders, in order, for the kinds of file that are read.
 * @param dataDirectory Not searched: what it holds is held already.
 */
export async function findFiles(
  paths: readonly string[],
  messages: CommandLineMessages,
  dataDirectory: string,
): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) {
        const before = files.length;
        await searchFolder(path, { dataDirectory, files, leftOut, skipped: messages.skipped });
        if (files.length === before) leftOut.push({ path, message: messages.emptyFolder, wasNamed: true });
      } else files.push(localFile(path));
    } catch (error) {
      if (!isFileError(error)) throw error;
      const message = error.code === "ENOENT" ? messages.fileNotFound : messages.fileUnreadable(String(error.code));
      leftOut.push({ path, message, wasNamed: true });
    }
  }
  return { files, leftOut };
}

interface Search {
  readonly dataDirectory: string;
  readonly files: FoundFile[];
  readonly leftOut: LeftOut[];
  readonly skipped: string;
}

async function searchFolder(folder: string, search: Search): Promise<void> {
  if (resolve(folder) === search.dataDirectory) return;
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) await searchFolder(path, search);
    else if (!entry.isFile()) continue;
    else if (kindOfFile(entry.name) === null) search.leftOut.push({ path, message: search.skipped, wasNamed: false });
    else search.files.push(localFile(path));
  }
}

function localFile(path: string): FoundFile {
  return { path, name: basename(path), read: () => readFile(path) };
}
