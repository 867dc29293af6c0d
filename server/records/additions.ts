import type { IngestReport } from "../ingest-protocol.ts";
import { explainWriteError, sha256Of } from "./file-system.ts";
import { type AddedRecord, type HeldRecords, isIdTaken, recordsOf } from "./held-records.ts";
import { correctionsOf } from "./overlay.ts";
import type { ReadFile, RecordReading } from "./reading/record-reading.ts";
import { makeRecordId } from "./record-ids.ts";
import type { RecordStore, StagedRecord } from "./record-store.ts";

/** A file that is to be added to the collection. */
export interface RecordFile {
  /** Without folders. The record's id is made from it, and it tells the format where the content does not. */
  readonly name: string;
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
  readonly reading: RecordReading;
}

/** Reads one file after another; one that cannot be read does not stop the others. @throws the signal's reason. */
export async function readDrafts(files: readonly RecordFile[], options: DraftOptions): Promise<readonly Draft[]> {
  const { signal, idOf, reading, onStep, onOutcome } = options;
  const drafts: Draft[] = [];
  for (const [position, file] of files.entries()) {
    signal.throwIfAborted();
    onStep?.(position, "reading");
    try {
      const bytes = await file.read();
      const id = idOf(file);
      drafts.push({ position, file, id, read: await reading.readFile({ id, name: file.name, bytes }, { signal }) });
      onStep?.(position, "indexing");
    } catch (error) {
      signal.throwIfAborted();
      onOutcome?.(position, { state: "failed", error });
    }
  }
  return drafts;
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
    const corrected = staged.overlay.length === 0 ? read : await readCorrected(draft, staged, reading);
    return {
      ...draft,
      read: corrected,
      staged,
      replaces: held.added.find((added) => added.document.id === id) ?? null,
    };
  } catch (error) {
    throw explainWriteError(error);
  }
}

async function readCorrected({ id, read }: Draft, staged: StagedRecord, reading: RecordReading): Promise<ReadFile> {
  const { text, format, structure, pages } = read.extracted;
  const corrections = correctionsOf(staged.overlay);
  try {
    return { ...read, ...(await reading.readText({ id, source: text, format, structure, pages, corrections })) };
  } catch (error) {
    await staged.discard();
    throw error;
  }
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
