import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { listFolder } from "../records/file-system.ts";
import { readNote } from "../records/record-folders.ts";
import { isPartName } from "../records/record-note.ts";
import { isDraft } from "./kept-files.ts";
import { restoringPrefix } from "./restore.ts";
import { snapshotPrefix } from "./snapshot.ts";

export interface Leftover {
  /** Within the data folder. */
  readonly path: string;
  remove(): Promise<void>;
}

/** What older versions left beside the records. */
const abandoned: ReadonlySet<string> = new Set(["server.json", "server.json.takeover"]);

/** What processes that were killed have left, and nobody names: the owner of the folder may take it away. */
export async function findLeftovers(dataDirectory: string): Promise<readonly Leftover[]> {
  const paths = [
    ...(await leftAtTop(dataDirectory)),
    ...(await leftAmongRecords(dataDirectory)),
    ...(await draftsIn(dataDirectory, ["overlays", "feedback", "extracted"])),
  ];
  return paths.map((path) => ({
    path,
    remove: () => rm(join(dataDirectory, path), { recursive: true, force: true }),
  }));
}

async function leftAtTop(dataDirectory: string): Promise<readonly string[]> {
  const { files, folders } = await listFolder(dataDirectory);
  const unfinished = folders.filter((name) => name.startsWith(snapshotPrefix) || name.startsWith(restoringPrefix));
  const drafts = files.filter((name) => isDraft(name) || abandoned.has(name));
  const sockets = (await readdir(dataDirectory, { withFileTypes: true })).filter((entry) => entry.isSocket());
  // Of a process that was killed before it had its own name.
  const unnamed = sockets.filter(({ name }) => name.startsWith(".")).map(({ name }) => name);
  return [...unfinished, ...drafts, ...unnamed];
}

async function leftAmongRecords(dataDirectory: string): Promise<readonly string[]> {
  const left: string[] = [];
  for (const room of ["documents", "removed"]) {
    const { folders } = await listFolder(join(dataDirectory, room));
    for (const name of folders) {
      const path = `${room}/${name}`;
      if (name.startsWith(".purging-")) left.push(path);
      else left.push(...(await leftInRecord(dataDirectory, path)));
    }
  }
  return left;
}

/** Parts that the note does not name; none where the note is damaged or lost, or names what is not there. */
async function leftInRecord(dataDirectory: string, path: string): Promise<readonly string[]> {
  const note = await readNote(join(dataDirectory, path)).catch(() => "damaged" as const);
  const { files } = await listFolder(join(dataDirectory, path));
  if (note === "damaged") return [];
  const named = new Set<string | null>(note === null ? [] : Object.values(note.parts));
  const lacks = [...named].some((part) => part !== null && !files.includes(part));
  const isLeft = (file: string) => isDraft(file) || (isPartName(file) && !named.has(file));
  return lacks ? [] : files.filter(isLeft).map((file) => `${path}/${file}`);
}

async function draftsIn(dataDirectory: string, folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const { files } = await listFolder(join(dataDirectory, folder));
      return files.filter(isDraft).map((file) => `${folder}/${file}`);
    }),
  );
  return lists.flat();
}
