import type { IngestReport } from "../ingest-protocol.ts";
import { explainWriteError, sha256Of } from "./file-system.ts";
import { type AddedRecord, type HeldRecords, isIdTaken, recordsOf } from "./held-records.ts";
import { correctionsOf, isSameOverlay, type Overlay } from "./overlay.ts";
import type { ReadFile, RecordReading } from "./reading/record-reading.ts";
import { makeRecordId } from "./record-ids.ts";
import type { RecordStore, StagedRecord } from "./record-store.ts";

/** A file that is to be added to the collection. */
export interface RecordFile {
  /** Without folders. The record's id is made from it, and it tells the format where the content does not. */
  readonly name: string;
  /** Pages that are pictures are to be recognised, where that can be done. */
  readonly ocr?: boolean;
  /** Its bytes, which may be asked for more than once. */
  read(): Promise<Uint8Array>;
}

/** What became of a file. */
export type FileOutcome =
  | { readonly state: "added" | "replaced"; readonly report: IngestReport }
  /** The same text is held already, as this record. */
  | { readonly state: "unchanged"; readonly id: string }
  | { readonly state: "failed"; readonly error: unknown };

/** A file that has been read, and is not held yet. */
export interface Draft {
  /** Among the files of its batch. */
  readonly position: number;
  readonly file: RecordFile;
  readonly id: string;
  readonly read: ReadFile;
  /** As it reads with the corrections that the record of its id had when the file was read; null where it had none. */
  readonly corrected: { readonly overlay: Overlay; readonly read: ReadFile } | null;
}

/** A draft whose parts are on disk. */
export interface StagedDraft extends Draft {
  readonly staged: StagedRecord;
  readonly replaces: AddedRecord | null;
}

/** Ids of the files that are being read, so that no two of them take the same one. */
export interface IdReservations {
  /** The id of an added record of the same file name, or a free one. */
  reserve(fileName: string, held: HeldRecords, mayReplace: (id: string) => boolean): string;
  /** This very id. */
  reserveId(id: string, fileName: string): string;
  release(id: string): void;
}

export function createIdReservations(): IdReservations {
  const reserved = new Map<string, { readonly fileName: string; count: number }>();
  const reserveId = (id: string, fileName: string): string => {
    reserved.set(id, { fileName, count: (reserved.get(id)?.count ?? 0) + 1 });
    return id;
  };
  return {
    reserve: (fileName, held, mayReplace) => {
      const isTaken = (id: string) => reserved.has(id) || isIdTaken(held, id);
      const same = [
        ...held.added.flatMap(({ held: { id, fileName: name } }) => (name === fileName ? [id] : [])),
        ...[...reserved].flatMap(([id, other]) => (other.fileName === fileName ? [id] : [])),
      ].find(mayReplace);
      return reserveId(same ?? makeRecordId(fileName, isTaken), fileName);
    },
    reserveId,
    release: (id) => {
      const entry = reserved.get(id);
      if (entry === undefined) return;
      entry.count -= 1;
      if (entry.count === 0) reserved.delete(id);
    },
  };
}

/** What is told of each file of a batch, by its position. */
export interface BatchSteps {
  /** It is being read, or waits for the index with the others. */
  readonly onStep?: (position: number, step: "reading" | "indexing") => void;
  /** Its fate is known; for what is kept, once all of the batch is searchable. */
  readonly onOutcome?: (position: number, outcome: FileOutcome) => void;
}

export interface DraftOptions extends BatchSteps {
  readonly signal: AbortSignal;
  readonly idOf: (file: RecordFile) => string;
  /** Corrections of the record whose place the file takes. */
  readonly overlayOf: (id: string) => Overlay;
  readonly reading: RecordReading;
}

/** Of one batch: while one that takes long is read, the others go on, one after another. */
const readAtOnce = 2;

/**
 * Reads the files, and tells the drafts in the files' order; one that cannot be read does not stop the others.
 * @throws the signal's reason.
 */
export async function readDrafts(files: readonly RecordFile[], options: DraftOptions): Promise<readonly Draft[]> {
  const { signal, idOf, onStep, onOutcome } = options;
  // In the files' order, though they may be read in another.
  const waiting = files.map((file, position) => ({ position, file, id: idOf(file) }));
  const drafts: Draft[] = [];
  const readNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { position } = next;
      signal.throwIfAborted();
      onStep?.(position, "reading");
      try {
        drafts.push(await readDraft(next, options));
        onStep?.(position, "indexing");
      } catch (error) {
        signal.throwIfAborted();
        onOutcome?.(position, { state: "failed", error });
      }
    }
  };
  const readers = await Promise.allSettled(Array.from({ length: readAtOnce }, readNext));
  for (const reader of readers) if (reader.status === "rejected") throw reader.reason;
  return drafts.sort((one, other) => one.position - other.position);
}

async function readDraft(
  { position, file, id }: Pick<Draft, "position" | "file" | "id">,
  { signal, overlayOf, reading }: DraftOptions,
): Promise<Draft> {
  const bytes = await file.read();
  const { name, ocr = false } = file;
  const read = await reading.readFile({ id, name, bytes, ...(ocr && { ocr }) }, { signal });
  const overlay = overlayOf(id);
  const corrected =
    overlay.length === 0 ? null : { overlay, read: await readCorrected(read, overlay, reading, signal) };
  return { position, file, id, read, corrected };
}

/** The id of the record that holds a draft's text already; null where it is to be kept. */
export async function findSame(
  draft: Draft,
  held: HeldRecords,
  staged: readonly StagedDraft[],
): Promise<string | null> {
  const { revision } = draft.read.document;
  const own = held.added.find(({ document }) => document.id === draft.id);
  if (own?.document.revision === revision) {
    // The same words may have another structure, which the original's bytes tell.
    const isPlain = draft.read.extracted.structure === null && own.fileFormat === draft.read.extracted.fileFormat;
    const isSame = isPlain || sha256Of(await draft.file.read()) === own.held.originalSha256;
    if (isSame) return draft.id;
  }
  const other =
    recordsOf(held).find(({ document }) => document.revision === revision && document.id !== draft.id)?.document.id ??
    staged.find(({ read }) => read.document.revision === revision)?.id;
  return other ?? null;
}

export interface StagingScope {
  readonly store: RecordStore;
  readonly reading: RecordReading;
}

/**
 * Corrections of the record whose place the draft takes hold for it too, where they fit its text.
 * @throws NoRoomError when the disk takes nothing more; RecordReadError.
 */
export async function stageDraft(
  draft: Draft,
  held: HeldRecords,
  { store, reading }: StagingScope,
): Promise<StagedDraft> {
  const { file, id, read } = draft;
  const { extracted, document } = read;
  const bytes = await file.read();
  try {
    const staged = await store.stage({ id, fileName: file.name, bytes, extracted, title: document.title });
    return {
      ...draft,
      read: await readAsStaged(draft, staged, reading),
      staged,
      replaces: held.added.find((added) => added.document.id === id) ?? null,
    };
  } catch (error) {
    throw explainWriteError(error);
  }
}

/** Read again only where the corrections have changed since the file was read. */
async function readAsStaged({ read, corrected }: Draft, staged: StagedRecord, reading: RecordReading) {
  const { overlay } = staged;
  if (overlay.length === 0) return read;
  if (corrected !== null && isSameOverlay(corrected.overlay, overlay)) return corrected.read;
  try {
    return await readCorrected(read, overlay, reading);
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

async function readCorrected(
  read: ReadFile,
  overlay: Overlay,
  reading: RecordReading,
  signal?: AbortSignal,
): Promise<ReadFile> {
  const { text, format, structure, pages } = read.extracted;
  const input = { id: read.document.id, source: text, format, structure, pages, corrections: correctionsOf(overlay) };
  return { ...read, ...(await reading.readText(input, signal === undefined ? {} : { signal })) };
}

/** Holds a staged draft for good. */
export async function commitDraft({ file, read, staged }: StagedDraft): Promise<AddedRecord> {
  const { overlay } = staged;
  const { document, audit, extracted } = read;
  const held = await staged.commit().catch((error: unknown) => {
    throw explainWriteError(error);
  });
  const { notes, fileFormat } = extracted;
  return { document, audit, notes, held, fileName: file.name, fileFormat, overlay, uncorrected: null };
}
