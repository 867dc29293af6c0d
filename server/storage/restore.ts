import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, mkdir, open, readdir, readFile, rename, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import * as z from "zod";
import { isFileError } from "../records/file-system.ts";
import { writeWholeFile } from "../records/whole-files.ts";
import { type BackupManifest, backupManifestFile, backupManifestSchema } from "./backup.ts";
import { isCredential, isKeptAtTop, outlivesRestore, replacedPrefix } from "./kept-files.ts";
import { paddingOf, readTarHeader, TarError, type TarHeader, type TarReader } from "./tar.ts";

/** The archive cannot be restored; nothing was changed. */
export class RestoreError extends Error {
  override readonly name = "RestoreError";
  readonly obstacle: "not-empty" | "not-a-backup" | "unsafe-path" | "damaged" | "no-room";
  /** The entry, where it is one's. */
  readonly path: string | null;

  constructor(obstacle: RestoreError["obstacle"], path: string | null = null, options?: ErrorOptions) {
    super(`The backup cannot be restored: ${obstacle}`, options);
    this.obstacle = obstacle;
    this.path = path;
  }
}

export const restoringPrefix = ".restoring-";
const readyFile = "ready.json";
const unpackedFolder = "files";
/** Left free on the disk. */
const spareBytes = 16_000_000;
/** Beside control characters: what another system takes for a folder's end. */
const forbidden: ReadonlySet<string> = new Set(["\\", "\u007f"]);
const longestPath = 1_000;
const longestManifest = 64_000_000;

const readySchema = z.object({ replaced: z.array(z.string()), into: z.string() });

export interface RestoreReport {
  readonly files: number;
  readonly madeAt: string;
  /** The folder, in the data folder, in which what was there before is now; null where there was nothing. */
  readonly before: string | null;
}

/**
 * Unpacks a backup beside what is there, proves it file by file, and only then puts it in its place. The caller owns the
 * data folder. What was there is moved into a folder of its own, and only where that is asked for; but who may do what
 * stays as it is: the folder's own keys are left where they are, and the backup's taken only where it has none.
 * @throws RestoreError; TarError.
 */
export async function restoreBackup(
  dataDirectory: string,
  file: string,
  { replace }: { readonly replace: boolean },
): Promise<RestoreReport> {
  const held = await listHeld(dataDirectory);
  if (held.length > 0 && !replace) throw new RestoreError("not-empty");
  const staging = join(dataDirectory, `${restoringPrefix}${randomBytes(6).toString("hex")}`);
  try {
    const unpacked = join(staging, unpackedFolder);
    const manifest = await unpack(file, unpacked);
    // Older backups hold what opened their folder.
    for (const name of await readdir(unpacked)) if (isCredential(name)) await rm(join(unpacked, name));
    const into = `${replacedPrefix}${new Date().toISOString().replaceAll(":", "").replace(".", "")}`;
    // From here on a start ends the work, whenever this process is killed.
    await writeWholeFile(join(staging, readyFile), JSON.stringify({ replaced: held, into }));
    await finishRestores(dataDirectory);
    return { files: manifest.files.length, madeAt: manifest.madeAt, before: held.length > 0 ? into : null };
  } catch (error) {
    if (!(await exists(join(staging, readyFile)))) await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/** Ends restores that were proved, and takes the beginnings of others away. The caller owns the data folder. */
export async function finishRestores(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory).catch(() => [])) {
    if (!name.startsWith(restoringPrefix)) continue;
    const staging = join(dataDirectory, name);
    const ready = await readReady(join(staging, readyFile));
    if (ready !== null) {
      const { replaced, into } = ready;
      // What stands in the other folder has been moved: what is at its place now is of the backup.
      for (const each of replaced) await moveOnce(join(dataDirectory, each), join(dataDirectory, into, each));
      const unpacked = join(staging, unpackedFolder);
      // What is at its place still, its own keys, stays.
      for (const each of await readdir(unpacked)) await moveOnce(join(unpacked, each), join(dataDirectory, each));
    }
    await rm(staging, { recursive: true, force: true });
  }
}

async function readReady(path: string): Promise<z.infer<typeof readySchema> | null> {
  try {
    return readySchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if (isFileError(error, "ENOENT")) return null;
    throw error;
  }
}

async function moveOnce(from: string, to: string): Promise<void> {
  if (!(await exists(from)) || (await exists(to))) return;
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

const exists = async (path: string) => (await lstat(path).catch(() => null)) !== null;

/** What is at the top of the folder and would be replaced: its own keys are not. Sockets are left, and folders without a file taken away. */
async function listHeld(dataDirectory: string): Promise<string[]> {
  const held: string[] = [];
  for (const entry of await readdir(dataDirectory, { withFileTypes: true })) {
    if (!isKeptAtTop(entry.name) || outlivesRestore(entry.name) || entry.isSocket()) continue;
    const path = join(dataDirectory, entry.name);
    if (entry.isDirectory() && (await isWithoutFiles(path))) await rm(path, { recursive: true });
    else held.push(entry.name);
  }
  return held;
}

async function isWithoutFiles(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.every((entry) => entry.isDirectory());
}

/** @returns The manifest, of which every file has been proved. */
async function unpack(file: string, folder: string): Promise<BackupManifest> {
  const reader = readArchive(file);
  const found = new Map<string, { readonly bytes: number; readonly sha256: string }>();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let manifest: BackupManifest | null = null;
  for (;;) {
    const header = await readTarHeader(reader);
    if (header === null) break;
    if (header.type === "folder") continue;
    if (header.path === backupManifestFile) {
      manifest = await readManifest(reader, header);
      continue;
    }
    if (!isSafePath(header.path) || found.has(header.path)) throw new RestoreError("unsafe-path", header.path);
    found.set(header.path, await unpackFile(reader, header, folder));
  }
  if (manifest === null) throw new RestoreError("not-a-backup");
  for (const { path, bytes, sha256 } of manifest.files) {
    const unpacked = found.get(path);
    if (unpacked?.bytes !== bytes || unpacked.sha256 !== sha256) throw new RestoreError("damaged", path);
    found.delete(path);
  }
  const [strange] = found.keys();
  if (strange !== undefined) throw new RestoreError("damaged", strange);
  return manifest;
}

/** Names as a backup gives them: within the data folder, of what is kept there, and nothing that another system reads otherwise. */
function isSafePath(path: string): boolean {
  const [top = "", ...rest] = path.split("/");
  const isPlain = (name: string) => [...name].every((character) => character >= " " && !forbidden.has(character));
  const isName = (name: string) => name !== "" && name !== "." && name !== ".." && isPlain(name);
  return Buffer.byteLength(path) <= longestPath && isKeptAtTop(top) && [top, ...rest].every(isName);
}

async function readManifest(reader: TarReader, { bytes }: TarHeader): Promise<BackupManifest> {
  if (bytes > longestManifest) throw new RestoreError("not-a-backup");
  const content = (await reader.read(bytes + paddingOf(bytes))).subarray(0, bytes).toString("utf8");
  try {
    return backupManifestSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new RestoreError("not-a-backup", null, { cause });
  }
}

const chunkBytes = 1 << 20;

async function unpackFile(reader: TarReader, { path, bytes }: TarHeader, folder: string) {
  const { bavail, bsize } = await statfs(folder);
  if (bytes > bavail * bsize - spareBytes) throw new RestoreError("no-room", path);
  const target = join(folder, ...path.split("/"));
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  // No other entry has made it, and no link is ever made: the file is a new one of this folder.
  const output = await open(target, "wx", 0o600);
  try {
    for (let left = bytes; left > 0; ) {
      const chunk = await reader.read(Math.min(left, chunkBytes));
      hash.update(chunk);
      await output.writeFile(chunk);
      left -= chunk.length;
    }
    await output.sync();
  } finally {
    await output.close();
  }
  const padding = await reader.read(paddingOf(bytes));
  // Nothing else tells of a change there.
  if (padding.some((byte) => byte !== 0)) throw new RestoreError("damaged", path);
  return { bytes, sha256: hash.digest("hex") };
}

const gzipMagic = [0x1f, 0x8b] as const;

/** Packed by gzip, or unpacked already. */
function readArchive(file: string): TarReader {
  const chunks = openChunks(file);
  let held: Buffer = Buffer.alloc(0);
  return {
    read: async (bytes) => {
      const parts = [held];
      let length = held.length;
      while (length < bytes) {
        const { value, done } = await chunks.next();
        if (done === true) throw new TarError("The archive ends before it is complete.");
        parts.push(value);
        length += value.length;
      }
      const all = Buffer.concat(parts);
      held = all.subarray(bytes);
      return all.subarray(0, bytes);
    },
  };
}

async function* openChunks(file: string): AsyncGenerator<Buffer> {
  const start = await open(file, "r");
  const { buffer } = await start.read(Buffer.alloc(2), 0, 2, 0).finally(() => start.close());
  const isPacked = gzipMagic.every((byte, at) => buffer[at] === byte);
  const bytes = createReadStream(file);
  const gunzip = createGunzip();
  bytes.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of isPacked ? bytes.pipe(gunzip) : bytes) yield chunk as Buffer;
  } catch (cause) {
    if (isFileError(cause) && String(cause.code).startsWith("Z_")) throw new RestoreError("damaged", null, { cause });
    throw cause;
  }
}
