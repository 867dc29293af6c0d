import type { Document } from "../corpus/document.ts";
import { decodeSource, revisionOf } from "../corpus/extraction/source.ts";
import { readRecord } from "../corpus/reader.ts";
import type { TextFormat } from "../corpus/text-extractor.ts";
import type { Assistant } from "./assistant/assistant.ts";
import { summarizeDocument } from "./document-views.ts";
import type { IngestReport } from "./ingest-protocol.ts";
import { documentsOf, type HeldRecords, type RecordFolders, readHeldRecords } from "./records/held-records.ts";
import { describeAudit } from "./records/record-audit.ts";
import { makeRecordId } from "./records/record-ids.ts";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  type OpeningProgress,
  UnavailableError,
} from "./request-errors.ts";

/** A file that is to be added to the collection. */
export interface RecordFile {
  /** Without folders. The record's id is made from it. */
  readonly name: string;
  readonly format: TextFormat;
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
   * @throws RecordReadError, EmbeddingError or VectorStoreError when that cannot be done.
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

/** What an assistant's index was found to be. */
export interface OpenedIndex {
  readonly status: "loaded" | "built";
  /** Why it was built; null when loaded. */
  readonly reason: string | null;
  /** Texts that kept their vectors, of all. */
  readonly reused: number;
  readonly total: number;
}

export interface OpenedAssistant {
  readonly assistant: Assistant;
  readonly index: OpenedIndex;
}

export interface AssistantOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface CollectionParts extends RecordFolders {
  /** Makes an assistant of these documents, building or loading their index. */
  readonly openAssistant: (documents: readonly Document[], options: AssistantOptions) => Promise<OpenedAssistant>;
  readonly onIndexOpened: (index: OpenedIndex) => void;
}

/** What answers at one moment; replaced as a whole. */
interface Answering extends HeldRecords {
  readonly assistant: Assistant;
}

export function createCollection(parts: CollectionParts): Collection {
  let records: HeldRecords | null = null;
  let answering: Answering | null = null;
  let opening: OpeningProgress | null = { phase: "reading", done: 0, total: 0 };
  let lastChange: Promise<unknown> = Promise.resolve();
  const closing = new AbortController();

  const documents = (): readonly Document[] => {
    const current = answering ?? records;
    if (!current) throw new UnavailableError("opening", opening);
    return documentsOf(current);
  };
  const document = (id: string): Document => {
    const found = documents().find((candidate) => candidate.id === id);
    if (!found) throw new NotFoundError("document", id);
    return found;
  };
  const requireAnswering = (): Answering => {
    if (!answering) throw new UnavailableError("opening", opening);
    return answering;
  };

  /** The assistant of before answers until the one of these records is ready. */
  async function openAssistant(all: readonly Document[], options: IngestOptions): Promise<Assistant> {
    const signals = [closing.signal, ...(options.signal ? [options.signal] : [])];
    const signal = AbortSignal.any(signals);
    const { assistant, index } = await parts.openAssistant(all, {
      signal,
      onProgress: (progress) => options.onProgress?.(progress),
    });
    parts.onIndexOpened(index);
    signal.throwIfAborted();
    return assistant;
  }

  async function open(): Promise<void> {
    try {
      // Records can be read before they can be searched.
      records = await readHeldRecords(parts, closing.signal);
      opening = { phase: "indexing", done: 0, total: 0 };
      const onProgress: IngestOptions["onProgress"] = ({ done, total }) => {
        opening = { phase: "indexing", done, total };
      };
      answering = { ...records, assistant: await openAssistant(documentsOf(records), { onProgress }) };
      opening = null;
    } catch (error) {
      opening = { phase: "failed", done: 0, total: 0 };
      throw error;
    }
  }

  /** One change at a time: each starts from what the one before has left. */
  function change<Result>(work: (before: Answering) => Promise<Result>): Promise<Result> {
    const done = lastChange.then(() => {
      closing.signal.throwIfAborted();
      return work(requireAnswering());
    });
    lastChange = done.catch(() => {});
    return done;
  }

  async function add(before: Answering, file: RecordFile, options: IngestOptions): Promise<IngestReport> {
    const source = decodeSource(file.bytes);
    const revision = revisionOf(source);
    const same = documentsOf(before).find((candidate) => candidate.revision === revision);
    if (same) throw new ConflictError("same-revision", same.id);
    const replaced = before.added.find((added) => added.held.fileName === file.name) ?? null;
    const isTaken = (id: string) => documentsOf(before).some((candidate) => candidate.id === id);
    const id = replaced?.document.id ?? makeRecordId(file.name, isTaken);
    const { document: read, audit } = readRecord({ id, source, format: file.format });

    const others = before.added.filter((added) => added !== replaced);
    // The index is derived from the records: it may run ahead of them, so the record is written once it is searchable.
    const assistant = await openAssistant([...documentsOf({ ...before, added: others }), read], options);
    const record = { id, fileName: file.name, format: file.format, source };
    const held = await parts.ingested.save(record, replaced?.held ?? null);
    answering = { embedded: before.embedded, added: [...others, { document: read, held }], assistant };
    return {
      document: summarizeDocument(read),
      replaced: replaced?.document.revision ?? null,
      audit: describeAudit(audit, read),
    };
  }

  async function takeOut(before: Answering, id: string): Promise<void> {
    const removed = before.added.find((added) => added.document.id === id);
    if (!removed) {
      document(id);
      throw new ForbiddenError("embedded-document");
    }
    const after = { embedded: before.embedded, added: before.added.filter((added) => added !== removed) };
    const assistant = await openAssistant(documentsOf(after), {});
    await parts.ingested.remove(removed.held);
    answering = { ...after, assistant };
  }

  return {
    get opening() {
      return opening;
    },
    open,
    documents,
    document,
    assistant: () => requireAnswering().assistant,
    ingest: (file, options = {}) => change((before) => add(before, file, options)),
    remove: (id) => change((before) => takeOut(before, id)),
    close: async () => {
      closing.abort(new UnavailableError("stopping"));
      await lastChange;
    },
  };
}
