import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Audit } from "../../corpus/audit.ts";
import { type Catalogue, readCorpus } from "../../corpus/catalogue.ts";
import type { Document } from "../../corpus/document.ts";
import type { FileFormatName, FileNote } from "../../corpus/formats/file-format.ts";
import type { ReadRecord } from "../../corpus/reader.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { NotFoundError } from "../request-errors.ts";
import type { Extractions } from "./extractions.ts";
import { createFileChecks } from "./file-checks.ts";
import { isFileError, sha256Of, writeObstacleOf } from "./file-system.ts";
import { correctionsOf, type Overlay, type OverlayFolder } from "./overlay.ts";
import type { RecordReading, TextToRead } from "./reading/record-reading.ts";
import { damagedError } from "./record-folders.ts";
import { makeRecordId } from "./record-ids.ts";
import type { HeldRecord, RecordProblem, RecordStore, StrayFile } from "./record-store.ts";
import { readWithOverlay } from "./rereading.ts";

/** A record that can be answered from, with what is known of its file. */
export interface CollectedRecord {
  readonly document: Document;
  readonly audit: Audit;
  readonly notes: readonly FileNote[];
  readonly fileName: string | null;
  readonly fileFormat: FileFormatName | null;
  /** Null for records of the collection's own folder. */
  readonly held: HeldRecord | null;
  /** What people have said of its reading. */
  readonly overlay: Overlay;
  /** For records of the collection's own folder, what it takes to read them again; null for others. */
  readonly uncorrected: UncorrectedRecord | null;
}

/** A record as it reads without corrections, with its translations, and what it was read from. */
export interface UncorrectedRecord extends ReadRecord {
  readonly input: TextToRead;
  /** Of its file's bytes, in hexadecimal. */
  readonly sha256: string;
}

export interface AddedRecord extends CollectedRecord {
  readonly held: HeldRecord;
}

export function isAdded(record: CollectedRecord): record is AddedRecord {
  return record.held !== null;
}

/** The records that are held at one moment: the collection's own, then those that were added. */
export interface HeldRecords {
  readonly embedded: readonly CollectedRecord[];
  readonly added: readonly AddedRecord[];
  /** On disk and not answered from. */
  readonly setAside: readonly SetAsideRecord[];
}

/** A record that nothing is quoted from. */
export interface SetAsideRecord {
  readonly id: string;
  /** What is known of it; null for the collection's own, and for what is too damaged to be known or removed. */
  readonly held: HeldRecord | null;
  /** Where it stands, for the person who runs the system. */
  readonly file: string;
  readonly reason: SetAsideReason;
}

/** `damaged`: its bytes are not those that were kept. `unreadable`: too much for the reader. `same-text`: another holds its text. */
export type SetAsideReason = "damaged" | "unreadable" | "same-text";

export interface RecordFolders {
  /** The collection's own records, which are only read. */
  readonly corpusDirectory: string;
  /** Their texts, where their files are not text themselves. */
  readonly extractions: Extractions;
  readonly store: RecordStore;
  /** Corrections of the collection's own records. */
  readonly overlays: OverlayFolder;
  readonly reading: RecordReading;
  /** A file was left out, or is not what it should be. */
  readonly onFileProblem: (problem: RecordProblem) => void;
}

export function recordsOf({ embedded, added }: HeldRecords): readonly CollectedRecord[] {
  return [...embedded, ...added];
}

export function documentsOf(held: HeldRecords): readonly Document[] {
  return recordsOf(held).map(({ document }) => document);
}

/** Whether a record, answered from or not, has the id. */
export function isIdTaken(held: HeldRecords, id: string): boolean {
  return [...documentsOf(held), ...held.setAside].some((other) => other.id === id);
}

/**
 * Reads all records of both folders. Of two with the same text the first is kept; one that cannot be read is set aside
 * and told of.
 * @throws RecordReadError when the collection's own folder cannot be read; the signal's reason when aborted.
 */
export async function readHeldRecords(folders: RecordFolders, signal: AbortSignal): Promise<HeldRecords> {
  const { corpusDirectory, extractions, store, reading, onFileProblem } = folders;
  const catalogue = await extractions.during((keep) =>
    readCorpus(corpusDirectory, {
      signal,
      read: (input) => reading.readText(input, { signal }),
      extract: (file) =>
        keep(file, async () => (await reading.readFile({ ...file, id: "extraction" }, { signal })).extracted),
    }),
  );
  const setAside: SetAsideRecord[] = [];
  for (const problem of catalogue.failures) {
    onFileProblem(problem);
    const { id, file, altered } = problem;
    if (id !== undefined) setAside.push({ id, held: null, file, reason: altered ? "damaged" : "unreadable" });
  }
  const first = firstOfEachText(catalogue.documents);
  for (const { id, revision } of catalogue.documents) {
    const same = first.get(revision)?.id;
    if (same === undefined || same === id) continue;
    const file = catalogue.files.get(id)?.name ?? id;
    setAside.push({ id, held: null, file, reason: "same-text" });
    onFileProblem({ file, message: sameTextHeldAs(same) });
  }
  const embedded = await correctEmbedded(
    [...first.values()].map((document) => collectEmbedded(document, catalogue)),
    folders,
    { signal, setAside },
  );
  const { records, strays, problems, damaged } = await store.open((id) => catalogue.audits.has(id));
  for (const problem of problems) onFileProblem(problem);
  for (const id of damaged) setAside.push({ id, held: null, file: id, reason: "damaged" });

  const idsByRevision = new Map([...first].map(([revision, { id }]) => [revision, id]));
  const added: AddedRecord[] = [];
  for (const held of records) {
    try {
      added.push(await readHeld(held, folders, { signal, idsByRevision }));
    } catch (error) {
      if (!(error instanceof RecordReadError)) throw error;
      setAside.push({ id: held.id, held, file: held.file, reason: reasonOf(error, held, idsByRevision) });
      onFileProblem({ file: held.file, message: error.message });
    }
  }
  const all = { embedded, added, setAside };
  return { ...all, added: [...added, ...(await takeIn(strays, folders, { signal, idsByRevision, all }))] };
}

const sameTextHeldAs = (id: string): string => `The same text is held as “${id}”. Remove one of the two.`;

function firstOfEachText(documents: readonly Document[]): ReadonlyMap<string, Document> {
  const first = new Map<string, Document>();
  for (const document of documents) if (!first.has(document.revision)) first.set(document.revision, document);
  return first;
}

function reasonOf(
  { reason }: RecordReadError,
  { id, revision }: HeldRecord,
  idsByRevision: ReadonlyMap<string, string>,
): SetAsideReason {
  if (reason === "damaged") return "damaged";
  const same = idsByRevision.get(revision);
  return same === undefined || same === id ? "unreadable" : "same-text";
}

/** One whose corrections cannot be read or made is left out: without them it would say what was found to be wrong. */
async function correctEmbedded(
  records: readonly CollectedRecord[],
  folders: RecordFolders,
  { signal, setAside }: { readonly signal: AbortSignal; readonly setAside: SetAsideRecord[] },
): Promise<readonly CollectedRecord[]> {
  const corrected: CollectedRecord[] = [];
  for (const record of records) {
    try {
      const overlay = await folders.overlays.read(record.document.id);
      corrected.push(overlay.length === 0 ? record : await readWithOverlay(record, overlay, folders, { signal }));
    } catch (error) {
      if (!(error instanceof RecordReadError)) throw error;
      const { id } = record.document;
      const file = record.fileName ?? id;
      setAside.push({ id, held: null, file, reason: error.reason === "damaged" ? "damaged" : "unreadable" });
      folders.onFileProblem({ file, message: error.message });
    }
  }
  return corrected;
}

function collectEmbedded(document: Document, { audits, files, inputs }: Catalogue): CollectedRecord {
  const audit = audits.get(document.id);
  const input = inputs.get(document.id);
  const file = files.get(document.id);
  if (audit === undefined || input === undefined || file === undefined) {
    throw new Error(`The catalogue does not tell how “${document.id}” was read.`);
  }
  const { name: fileName, format: fileFormat, sha256, notes } = file;
  const uncorrected = { document, audit, input, sha256 };
  return { document, audit, notes, fileName, fileFormat, held: null, overlay: [], uncorrected };
}

/**
 * The file of a record of the collection's own folder as it was when it was read.
 * @throws NotFoundError where it is not there any more, or another.
 */
export async function readEmbeddedOriginal(
  corpusDirectory: string,
  { document, fileName, uncorrected }: Pick<CollectedRecord, "document" | "fileName" | "uncorrected">,
): Promise<Uint8Array> {
  // A text is its own source, which is held.
  if (uncorrected?.input.structure == null) return Buffer.from(document.source, "utf8");
  try {
    const bytes = await readFile(join(corpusDirectory, fileName ?? ""));
    if (sha256Of(bytes) === uncorrected.sha256) return bytes;
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
  throw new NotFoundError("document", document.id);
}

interface ReadingState {
  readonly signal: AbortSignal;
  /** Of the texts read so far. */
  readonly idsByRevision: Map<string, string>;
}

/** @throws RecordReadError when it cannot be read or its text is held already. */
async function readHeld(
  held: HeldRecord,
  { store, reading }: RecordFolders,
  { signal, idsByRevision }: ReadingState,
): Promise<AddedRecord> {
  const same = idsByRevision.get(held.revision);
  if (same !== undefined) throw new RecordReadError(sameTextHeldAs(same));
  const { text, notes, overlay, ...told } = await store.readText(held);
  const corrections = correctionsOf(overlay);
  const files = createFileChecks();
  for (const file of store.vouchedFiles(held) ?? []) {
    if (file.of === "original" && !(await files.isRight(file, { thorough: true }))) throw damagedError();
  }
  const { document, audit } = await reading.readText({ id: held.id, source: text, ...told, corrections }, { signal });
  idsByRevision.set(document.revision, held.id);
  return { document, audit, notes, held, ...fileOf(held), overlay, uncorrected: null };
}

function fileOf({ fileName, fileFormat }: HeldRecord): Pick<CollectedRecord, "fileName" | "fileFormat"> {
  return { fileName, fileFormat };
}

const notTakenIn =
  "The file was not taken in: the data folder takes nothing more. Make room, or let this account write, and start again.";

/** Files that somebody put into the folder and whose text must be extracted: each becomes a record like those added. */
async function takeIn(
  strays: readonly StrayFile[],
  { store, reading, onFileProblem }: RecordFolders,
  { signal, idsByRevision, all }: ReadingState & { readonly all: HeldRecords },
): Promise<readonly AddedRecord[]> {
  const taken: AddedRecord[] = [];
  const isTaken = (id: string) => isIdTaken(all, id) || taken.some(({ document }) => document.id === id);
  for (const stray of strays) {
    const { file, bytes } = stray;
    try {
      // It was taken in, and a kill came before it was taken away.
      const sha256 = sha256Of(bytes);
      if (all.added.some(({ held }) => held.fileName === file && held.originalSha256 === sha256)) {
        await store.discardStray(stray);
        continue;
      }
      const id = makeRecordId(file, isTaken);
      const { extracted, document, audit } = await reading.readFile({ id, name: file, bytes }, { signal });
      const same = idsByRevision.get(document.revision);
      if (same !== undefined) throw new RecordReadError(sameTextHeldAs(same));
      const staged = await store.stage({ id, fileName: file, bytes, extracted, title: document.title });
      const held = await staged.commit();
      await store.discardStray(stray);
      idsByRevision.set(document.revision, id);
      const { notes } = extracted;
      taken.push({ document, audit, notes, held, ...fileOf(held), overlay: [], uncorrected: null });
    } catch (error) {
      const obstacle = writeObstacleOf(error);
      if (!(error instanceof RecordReadError || obstacle !== null)) throw error;
      const message = obstacle === null ? String((error as Error).message) : notTakenIn;
      onFileProblem({ file, message });
    }
  }
  return taken;
}
