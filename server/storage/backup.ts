import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { lstat, open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import * as z from "zod";
import type { KeptFile } from "./kept-files.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { paddingOf, tarEnd, writeTarHeader } from "./tar.ts";

/** The last entry of a backup: what was put in before it. An archive that was cut off has none. */
export const backupManifestSchema = z.object({
  format: z.literal("relator-backup"),
  version: z.literal(1),
  madeAt: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

export const backupManifestFile = "backup.json";

/** The backup cannot be made there. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly obstacle: "inside" | "exists" | "changed";

  constructor(obstacle: BackupError["obstacle"], options?: ErrorOptions) {
    super(`The backup cannot be made: ${obstacle}`, options);
    this.obstacle = obstacle;
  }
}

export interface BackupReport {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Packs what is kept in the data folder, as it is at one moment, into a tar archive with gzip that is there wholly or
 * not at all. A server may be at work meanwhile.
 * @throws BackupError; UnsteadyFolderError.
 */
export async function makeBackup(dataDirectory: string, file: string): Promise<BackupReport> {
  await assertPlace(dataDirectory, file);
  const draft = join(dirname(resolve(file)), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  const snapshot = await takeSnapshot(dataDirectory);
  try {
    const output = createWriteStream(draft, { flags: "wx", mode: 0o600 });
    await pipeline(Readable.from(pack(snapshot), { objectMode: false }), createGzip(), output);
    const written = await open(draft, "r+");
    await written.sync().finally(() => written.close());
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  } finally {
    await snapshot.release();
  }
  const { files } = snapshot;
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function assertPlace(dataDirectory: string, file: string): Promise<void> {
  const data = await realpath(dataDirectory);
  const folder = await realpath(dirname(resolve(file)));
  if (folder === data || folder.startsWith(data + sep)) throw new BackupError("inside");
  if (await lstat(file).catch(() => null)) throw new BackupError("exists");
}

async function* pack(snapshot: Snapshot): AsyncGenerator<Uint8Array> {
  const packed: BackupManifest["files"] = [];
  for (const file of snapshot.files) {
    const { path, bytes, modifiedAt } = file;
    yield writeTarHeader({ path, bytes, modifiedAt, type: "file" });
    const hash = createHash("sha256");
    for await (const chunk of readSoMuch(snapshot.pathOf(file), file)) {
      hash.update(chunk);
      yield chunk;
    }
    yield new Uint8Array(paddingOf(bytes));
    packed.push({ path, bytes, sha256: hash.digest("hex") });
  }
  const madeAt = new Date();
  const manifest: BackupManifest = {
    format: "relator-backup",
    version: 1,
    madeAt: madeAt.toISOString(),
    files: packed,
  };
  const content = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const header = { path: backupManifestFile, bytes: content.length, modifiedAt: madeAt.getTime() / 1000 };
  yield writeTarHeader({ ...header, type: "file" });
  yield content;
  yield new Uint8Array(paddingOf(content.length));
  yield tarEnd;
}

/** As many bytes as the header says: to a log something may have been added since. */
async function* readSoMuch(path: string, { bytes }: KeptFile): AsyncGenerator<Buffer> {
  if (bytes === 0) return;
  let read = 0;
  try {
    for await (const chunk of createReadStream(path, { end: bytes - 1 })) {
      read += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw new BackupError("changed", { cause });
  }
  if (read !== bytes) throw new BackupError("changed");
}
