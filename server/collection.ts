import type { Document } from "../corpus/document.ts";
import type { RecordFormat } from "../corpus/text-extractor.ts";
import type { Assistant } from "./assistant.ts";
import type { IngestReport } from "./protocol.ts";
import type { OpeningProgress } from "./request-errors.ts";

/** A file that is to be added to the collection. */
export interface RecordFile {
  /** Without folders. The record's id is made from it. */
  readonly name: string;
  readonly format: RecordFormat;
  readonly bytes: Uint8Array;
}

export interface IngestOptions {
  readonly signal?: AbortSignal;
  /** Texts embedded, of all that the changed index needs. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * The records that are held, and the assistant that answers from them. While an index is being built after a change,
 * the documents and the assistant of before keep answering; then both change at once.
 */
export interface Collection {
  /** Null once the collection answers. */
  readonly opening: OpeningProgress | null;
  /**
   * Reads the records and makes them answerable. Called once.
   * @throws EmbeddingError, VectorStoreError or CollectionError when that cannot be done.
   */
  open(): Promise<void>;
  /** In the order of the folders. @throws UnavailableError before the records are read. */
  documents(): readonly Document[];
  /** @throws NotFoundError, UnavailableError */
  document(id: string): Document;
  /** @throws UnavailableError before the index answers. */
  assistant(): Assistant;
  /**
   * Adds a record, or replaces an added one of the same file name.
   * @throws RecordReadError when the file is not a record; ConflictError when the same text is already held.
   */
  ingest(file: RecordFile, options?: IngestOptions): Promise<IngestReport>;
  /** @throws NotFoundError; ForbiddenError for a record of the collection's own folder. */
  remove(id: string): Promise<void>;
  /** Waits for a running change. */
  close(): Promise<void>;
}
