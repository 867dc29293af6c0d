import type { ExtractedFile, FileFormatName } from "../../corpus/formats/file-format.ts";
import type { VouchedFile } from "./file-checks.ts";
import type { Overlay } from "./overlay.ts";

/** A record that is to be kept: what was given, and what was made of it. */
export interface NewRecord {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly extracted: ExtractedFile;
  readonly title: string;
  /** When it was added; now where it is not told. */
  readonly addedAt?: string;
}

/** What is known of a record that is kept, without its text. */
export interface HeldRecord {
  readonly id: string;
  readonly fileName: string;
  readonly fileFormat: FileFormatName;
  /** Null where somebody put the file into the folder by hand. */
  readonly addedAt: string | null;
  /** Of the text. */
  readonly revision: string;
  /** Of the bytes that were given, in hexadecimal. */
  readonly originalSha256: string;
  readonly pageCount: number | null;
  /** Where it stands in the folder, for messages to a person. */
  readonly file: string;
}

/** The text that is held, what its format told, and what people have said of its reading. */
export interface HeldText extends Pick<ExtractedFile, "text" | "format" | "structure" | "pages" | "notes"> {
  readonly overlay: Overlay;
}

/** A record that was taken out and can be put back. */
export interface RemovedRecord {
  readonly id: string;
  readonly title: string;
  readonly revision: string;
  readonly removedAt: Date;
}

export interface RecordProblem {
  readonly file: string;
  /** What is wrong and what to do, for the person who runs the system. */
  readonly message: string;
}

/** A file that somebody put into the folder, of a format whose text is extracted once and then kept. */
export interface StrayFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A record whose parts are written and which is not held yet. */
export interface StagedRecord {
  /** Of the record whose place it takes: it stays. */
  readonly overlay: Overlay;
  /** In one step: after it the record is held, in the place of any other with its id. */
  commit(): Promise<HeldRecord>;
  /** Of what was committed nothing is discarded. */
  discard(): Promise<void>;
}

/** Keeps records. Whenever its process is killed, each record is wholly there or wholly not, old or new. */
export interface RecordStore {
  /**
   * What is held, once: what earlier processes left half done is finished or undone first.
   * @param isReserved Ids that records elsewhere have.
   */
  open(isReserved: (id: string) => boolean): Promise<{
    readonly records: readonly HeldRecord[];
    readonly strays: readonly StrayFile[];
    readonly problems: readonly RecordProblem[];
    /** Ids of records that are too damaged to be listed: their folders are not to be written over. */
    readonly damaged: readonly string[];
  }>;
  /** @throws RecordReadError when what stands on disk is damaged. */
  readText(record: HeldRecord): Promise<HeldText>;
  /** Its files on disk, with what their bytes must be; null where it is not held any more. */
  vouchedFiles(record: HeldRecord): readonly VouchedFile[] | null;
  /** The bytes as they were given. @throws RecordReadError when they are not those any more. */
  readOriginal(record: HeldRecord): Promise<Uint8Array>;
  /** @throws RecordReadError when the corrections of the record whose place it takes are damaged. */
  stage(record: NewRecord): Promise<StagedRecord>;
  /** Keeps these corrections of a record, in one step. @returns The record, whose files may stand elsewhere now. */
  writeOverlay(record: HeldRecord, overlay: Overlay, title: string): Promise<HeldRecord>;
  /** Takes a record out; it can be restored until it is purged. */
  remove(record: HeldRecord, title: string): Promise<RemovedRecord>;
  removed(): Promise<readonly RemovedRecord[]>;
  /** The record as it would be held again, before it is. */
  readRemoved(record: RemovedRecord): Promise<HeldText>;
  restore(record: RemovedRecord): Promise<HeldRecord>;
  /** For good. */
  purge(record: RemovedRecord): Promise<void>;
  /** Takes a stray file away, once it is held as a record. */
  discardStray(file: StrayFile): Promise<void>;
}
