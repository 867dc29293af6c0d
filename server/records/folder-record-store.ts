import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { correctedMetadata } from "../../corpus/corrections/correction.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import type { VouchedFile } from "./file-checks.ts";
import { isFileError, listFolder, sha256Of, whereWritable } from "./file-system.ts";
import { kindOfFile, readFlatRecord, readFlatText, removeFlatRecord, vouchedFlatFile } from "./flat-records.ts";
import { correctionsOf, overlayFile, readOverlay, writeOverlay } from "./overlay.ts";
import {
  begunNote,
  damagedError,
  describeHeld,
  readFolderText,
  readNote,
  removeParts,
  sweepFolder,
  vouchedFiles,
  writeParts,
} from "./record-folders.ts";
import { makeRecordId } from "./record-ids.ts";
import { noteFile, type RecordNote, writeNote } from "./record-note.ts";
import type {
  HeldRecord,
  NewRecord,
  RecordProblem,
  RecordStore,
  RemovedRecord,
  StagedRecord,
  StrayFile,
} from "./record-store.ts";
import { finishPurges, listRemovedFolders, purgeFolder, type RemovedFolder, removeFolder } from "./removed-folders.ts";
import { writeWholeFile } from "./whole-files.ts";

/** Where a held record stands: a folder of its own with a note, or a flat file. */
type Place = { readonly folder: string; readonly note: RecordNote } | { readonly folder: null; readonly file: string };

export interface FolderRecordStoreOptions {
  /** One folder a record, beside older flat files. */
  readonly documents: string;
  /** Folders of records that were taken out. */
  readonly removed: string;
}

/** Keeps records in folders. */
export function openFolderRecordStore({ documents, removed: removedDirectory }: FolderRecordStoreOptions): RecordStore {
  const places = new Map<string, Place>();

  const placeOf = (id: string): Place => {
    const place = places.get(id);
    if (place === undefined) throw new Error(`The store holds no record “${id}”.`);
    return place;
  };

  const hold = (id: string, folder: string, note: RecordNote): HeldRecord => {
    places.set(id, { folder, note });
    return describeHeld(id, basename(folder), note);
  };

  /** Null where the folder is none of a record. */
  async function openFolder(name: string, isTaken: (id: string) => boolean): Promise<HeldRecord | null> {
    const folder = join(documents, name);
    const note = await readNote(folder);
    await whereWritable(() => sweepFolder(folder, note));
    if (note === null) return null;
    const { supersedes } = note;
    if (supersedes !== null) await whereWritable(() => removeFlatRecord(documents, basename(supersedes)));
    return hold(isTaken(name) ? makeRecordId(name, isTaken) : name, folder, note);
  }

  async function open(isReserved: (id: string) => boolean) {
    // Both, so that on a disk that is full later a record can still be taken out.
    for (const directory of [documents, removedDirectory]) {
      await whereWritable(() => mkdir(directory, { recursive: true }));
    }
    await whereWritable(() => finishPurges(removedDirectory));
    const records: HeldRecord[] = [];
    const strays: StrayFile[] = [];
    const problems: RecordProblem[] = [];
    const damaged: string[] = [];
    const isTaken = (id: string) => isReserved(id) || places.has(id);
    const attempt = async (file: string, work: () => Promise<HeldRecord | null>) => {
      try {
        const record = await work();
        if (record !== null) records.push(record);
      } catch (error) {
        problems.push({ file, message: describeFailure(error) });
        damaged.push(file);
      }
    };
    const { folders } = await listFolder(documents);
    for (const name of folders) if (!name.startsWith(".")) await attempt(name, () => openFolder(name, isTaken));
    // Listed again: the records above may have taken the place of flat ones.
    const { files } = await listFolder(documents);
    for (const file of files) {
      const kind = kindOfFile(file);
      if (kind === "stray") strays.push({ file, bytes: await readFile(join(documents, file)) });
      if (kind !== "text") continue;
      await attempt(file, async () => {
        const record = await readFlatRecord(documents, file, isTaken);
        places.set(record.id, { folder: null, file });
        return record;
      });
    }
    return { records, strays, problems, damaged };
  }

  async function stage(record: NewRecord): Promise<StagedRecord> {
    const before = places.get(record.id);
    const folder = before?.folder ?? join(documents, record.id);
    // A flat record has none.
    const overlay = before?.folder == null ? [] : await readOverlay(join(folder, overlayFile));
    const { parts, structureSha256 } = await writeParts(folder, record, before?.folder == null);
    let isHeld = false;
    return {
      overlay,
      commit: async () => {
        const current = places.get(record.id);
        const supersedes = current?.folder === null ? current.file : null;
        const note = makeNote(record, { id: basename(folder), parts, structureSha256, supersedes });
        await writeWholeFile(join(folder, noteFile), writeNote(note));
        isHeld = true;
        const held = hold(record.id, folder, note);
        // The record is the new one from here on: what cannot be taken away now is at the next start.
        await (current?.folder === null
          ? removeFlatRecord(documents, current.file)
          : removeParts(folder, current?.note.parts ?? null)
        ).catch(assertFileError);
        await rm(join(folder, begunNote), { force: true }).catch(assertFileError);
        return held;
      },
      discard: async () => {
        if (isHeld) return;
        await removeParts(folder, parts);
        if (!places.has(record.id)) await sweepFolder(folder, null);
      },
    };
  }

  const readText: RecordStore["readText"] = async (record) => {
    const place = placeOf(record.id);
    return place.folder === null ? readFlatText(documents, record) : readFolderText(place.folder, place.note);
  };

  const readOriginal: RecordStore["readOriginal"] = async ({ id, originalSha256 }) => {
    const place = placeOf(id);
    const bytes = await readFile(
      place.folder === null ? join(documents, place.file) : join(place.folder, place.note.parts.original),
    );
    if (sha256Of(bytes) !== originalSha256) throw damagedError();
    return bytes;
  };

  const vouchedFilesOf = (record: HeldRecord): readonly VouchedFile[] | null => {
    const place = places.get(record.id);
    if (place === undefined) return null;
    if (place.folder !== null) return vouchedFiles(place.folder, place.note);
    return [vouchedFlatFile(join(documents, place.file), record.revision)];
  };

  /** A flat record has two files, which no single step takes away: it becomes a folder first. */
  async function needFolder(record: HeldRecord, title: string): Promise<string> {
    const place = placeOf(record.id);
    if (place.folder !== null) return place.folder;
    const { fileName, fileFormat, id, addedAt } = record;
    const extracted = { fileFormat, ...(await readText(record)) };
    const bytes = await readOriginal(record);
    const staged = await stage({ id, fileName, bytes, extracted, title, ...(addedAt !== null && { addedAt }) });
    await staged.commit();
    return needFolder(record, title);
  }

  const write: RecordStore["writeOverlay"] = async (record, overlay, title) => {
    const folder = await needFolder(record, title);
    await writeOverlay(join(folder, overlayFile), overlay, record.revision);
    const place = placeOf(record.id);
    return place.folder === null ? record : describeHeld(record.id, basename(folder), place.note);
  };

  const remove: RecordStore["remove"] = async (record, title) => {
    const folder = await needFolder(record, title);
    const removedAt = new Date();
    await removeFolder(removedDirectory, folder, removedAt);
    places.delete(record.id);
    return { id: basename(folder), title, revision: record.revision, removedAt };
  };

  async function findRemoved({ id, removedAt }: RemovedRecord): Promise<RemovedFolder> {
    const folders = await listRemovedFolders(removedDirectory);
    const found = folders.find((each) => each.name === id && each.removedAt.getTime() === removedAt.getTime());
    if (found === undefined) throw new Error(`The removed record “${id}” is not there any more.`);
    return found;
  }

  async function needNote(folder: string): Promise<RecordNote> {
    const note = await readNote(folder);
    if (note === null) throw new RecordReadError("The removed record has lost its note.", { reason: "damaged" });
    return note;
  }

  return {
    open,
    readText,
    readOriginal,
    vouchedFiles: vouchedFilesOf,
    stage,
    writeOverlay: write,
    remove,
    removed: async () => {
      const folders = await listRemovedFolders(removedDirectory);
      return Promise.all(
        folders.map(async ({ path, name, removedAt }) => {
          const note = await readNote(path).catch(() => null);
          const overlay = await readOverlay(join(path, overlayFile)).catch(() => []);
          const title = correctedMetadata(correctionsOf(overlay)).title ?? note?.title ?? name;
          return { id: name, title, revision: note?.revision ?? "", removedAt };
        }),
      );
    },
    readRemoved: async (record) => {
      const { path } = await findRemoved(record);
      return readFolderText(path, await needNote(path));
    },
    restore: async (record) => {
      const { path, name } = await findRemoved(record);
      const note = await needNote(path);
      const folder = join(documents, name);
      await rename(path, folder);
      return hold(name, folder, note);
    },
    purge: async (record) => purgeFolder(removedDirectory, await findRemoved(record)),
    discardStray: ({ file }) => rm(join(documents, file), { force: true }),
  };
}

function makeNote(
  { fileName, bytes, extracted, title, addedAt }: NewRecord,
  { structureSha256, ...place }: Pick<RecordNote, "id" | "parts" | "structureSha256" | "supersedes">,
): RecordNote {
  const { fileFormat, format, text, pages } = extracted;
  return {
    version: 1,
    ...place,
    fileName,
    fileFormat,
    format,
    revision: `sha256:${sha256Of(text)}`,
    originalSha256: sha256Of(bytes),
    structureSha256,
    addedAt: addedAt ?? new Date().toISOString(),
    title,
    pageCount: pages?.length ?? null,
  };
}

/** @throws whatever is not the file system's. */
function assertFileError(error: unknown): void {
  if (!isFileError(error)) throw error;
}

/** @throws whatever is neither the file's nor the file system's fault. */
function describeFailure(error: unknown): string {
  if (error instanceof RecordReadError) return error.message;
  if (isFileError(error)) return `The file cannot be opened (${String(error.code)}).`;
  throw error;
}
