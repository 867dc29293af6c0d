import type { Document } from "../corpus/document.ts";
import type { Assistant } from "./assistant/assistant.ts";
import type { CorrectionInput } from "./corrections-protocol.ts";
import type { DocumentSummary } from "./document-protocol.ts";
import type { IngestReport, PutReport, RemovedDocument } from "./ingest-protocol.ts";
import type { RecordFile } from "./records/additions.ts";
import { type Answering, assertRemovable, putBack, setAsideDamaged, takeOut } from "./records/changes.ts";
import { createCollectionState } from "./records/collection-state.ts";
import { keepCorrected, type OverlayChange, withCorrections, withoutCorrection } from "./records/corrections.ts";
import {
  type CollectedRecord,
  documentsOf,
  isIdTaken,
  type RecordFolders,
  readHeldRecords,
  recordsOf,
  type SetAsideRecord,
} from "./records/held-records.ts";
import { type BatchOptions, createIntake } from "./records/intake.ts";
import { createIntegrity } from "./records/integrity.ts";
import { type OriginalFile, readOriginal } from "./records/originals.ts";
import { createRemovals, type RemovalParts } from "./records/removals.ts";
import { readWithOverlay } from "./records/rereading.ts";
import { createTurns } from "./records/turns.ts";
import { createUpkeep } from "./records/upkeep.ts";
import { ConflictError, type OpeningProgress, UnavailableError } from "./request-errors.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface IngestOptions {
  readonly signal?: AbortSignal;
  /** Texts embedded, of all that the changed index needs. */
  readonly onProgress?: (progress: Progress) => void;
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
  /** With what is known of their files. @throws UnavailableError */
  records(): readonly CollectedRecord[];
  /** @throws NotFoundError, UnavailableError */
  record(id: string): CollectedRecord;
  /** Records that are on disk and not answered from; none before they are read. */
  setAside(): readonly SetAsideRecord[];
  /** Looks at a record's files before it is served. @throws SetAsideError when they are not what they were. */
  verify(id: string): Promise<void>;
  /** @throws NotFoundError, UnavailableError; SetAsideError when the file is not the one that was given. */
  original(id: string): Promise<OriginalFile>;
  /** Its answers cite no record whose files are damaged. @throws UnavailableError before the index answers. */
  assistant(): Assistant;
  /**
   * Adds a record, or replaces an added one of the same file name.
   * @throws RecordReadError when the file is not a record; ConflictError when the same text is already held.
   */
  ingest(file: RecordFile, options?: IngestOptions): Promise<IngestReport>;
  /**
   * Adds several in one change of the index. Files of the same name are records of their own.
   * @throws the signal's reason when aborted: then none of them is kept.
   */
  ingestAll(files: readonly RecordFile[], options?: BatchOptions): Promise<void>;
  /**
   * Holds the file as the record of this id; the same content twice changes nothing.
   * @throws RecordReadError; ConflictError when another record holds the text; ForbiddenError.
   */
  put(id: string, file: RecordFile, options?: IngestOptions): Promise<PutReport>;
  /**
   * Takes a record out. It can be put back for ten minutes, unless it is to be purged; purging takes those with its id
   * that were removed before for good too.
   * @throws NotFoundError; ForbiddenError for a record of the collection's own folder.
   */
  remove(id: string, options?: { readonly purge?: boolean }): Promise<void>;
  /**
   * Reads a record again with these corrections too, in one change of the index; all of them, or none.
   * @throws NotFoundError; UnfittingCorrectionsError when one is not of the record's text; RecordReadError.
   */
  correct(id: string, corrections: readonly CorrectionInput[], options?: IngestOptions): Promise<CollectedRecord>;
  /**
   * Reads a record again without a correction, or without any where no id is given.
   * @throws NotFoundError
   */
  undoCorrection(id: string, correctionId: string | null, options?: IngestOptions): Promise<CollectedRecord>;
  removed(): Promise<readonly RemovedDocument[]>;
  /** @throws NotFoundError; ConflictError when its id or its text is held by another. */
  restore(id: string): Promise<DocumentSummary>;
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
  readonly onProgress: (progress: Progress) => void;
}

export interface CollectionParts extends RecordFolders, RemovalParts {
  /** Makes an assistant of these documents, building or loading their index. */
  readonly openAssistant: (documents: readonly Document[], options: AssistantOptions) => Promise<OpenedAssistant>;
  readonly onIndexOpened: (index: OpenedIndex) => void;
  /** The collection answers, for the first time or from other records than before. */
  readonly onAnswering?: () => void;
}

export function createCollection(parts: CollectionParts): Collection {
  const { store, reading, overlays, onAnswering = () => {} } = parts;
  const state = createCollectionState();
  const removals = createRemovals(parts);
  const turns = createTurns();
  const closing = new AbortController();
  const stopWith = (signal: AbortSignal | undefined) => AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);

  /** The assistant of before answers until the one of these documents is ready. */
  async function openAssistant(documents: readonly Document[], options: IngestOptions): Promise<Assistant> {
    const signal = stopWith(options.signal);
    const onProgress = (progress: Progress) => options.onProgress?.(progress);
    const { assistant, index } = await parts.openAssistant(documents, { signal, onProgress });
    parts.onIndexOpened(index);
    signal.throwIfAborted();
    return assistant;
  }

  const answer = (next: Answering) => {
    state.answer(next);
    onAnswering();
  };
  const scope = { store, reading, overlays, removals, openAssistant, answer };

  /** One change at a time: each starts from what the one before has left. */
  const change = <Result>(work: (before: Answering) => Promise<Result>): Promise<Result> =>
    turns.take(() => {
      closing.signal.throwIfAborted();
      return work(state.answering());
    });

  const integrity = createIntegrity({
    ...parts,
    records: () => recordsOf(state.held()),
    isSetAside: state.isSetAside,
    assistant: () => state.answering().assistant,
    setAside: async (find) => {
      const ids = await change(async (before) => {
        const damaged = await find();
        await setAsideDamaged(before, damaged, scope);
        return damaged;
      });
      for (const { id, file } of state.setAside()) {
        if (ids.includes(id)) parts.onFileProblem({ file, message: decayed });
      }
      return ids;
    },
  });
  const upkeep = createUpkeep({
    integrity,
    removals,
    isIdHeld: (id) => documentsOf(state.held()).some((document) => document.id === id),
    inTurn: change,
    onFileProblem: parts.onFileProblem,
    signal: closing.signal,
  });

  async function open(): Promise<void> {
    try {
      const records = await readHeldRecords(parts, closing.signal);
      state.hold(records);
      state.opening = { phase: "indexing", done: 0, total: 0 };
      const onProgress: IngestOptions["onProgress"] = ({ done, total }) => {
        state.opening = { phase: "indexing", done, total };
      };
      const assistant = await openAssistant(documentsOf(records), { onProgress });
      state.opening = null;
      answer({ ...records, assistant });
    } catch (error) {
      state.opening = { phase: "failed", done: 0, total: 0 };
      throw error;
    }
    upkeep.checkOn();
    await upkeep.purgeDue();
  }

  /** Read before its turn comes; and once more where the record is another by then. */
  async function reread(id: string, overlayOf: OverlayChange, { signal, onProgress }: IngestOptions) {
    const options = { signal: stopWith(signal), ...(onProgress && { onProgress }) };
    state.answering();
    for (;;) {
      const before = state.record(id);
      const overlay = overlayOf(before);
      if (overlay === before.overlay) return before;
      const corrected = await readWithOverlay(before, overlay, scope, options);
      const kept = await change((now) => keepCorrected(now, { record: before, corrected }, { scope, options }));
      if (kept !== null) return kept;
    }
  }

  async function remove(id: string, purge: boolean): Promise<void> {
    const parts = { id, purge, scope };
    await assertRemovable(state.answering(), parts);
    await change(async (before) => {
      await takeOut(before, parts);
      await upkeep.purgeDue();
    });
  }

  async function restore(id: string): Promise<DocumentSummary> {
    if (isIdTaken(state.answering(), id)) throw new ConflictError("id-taken", id);
    const removed = await removals.find(id);
    const read = await removals.read(removed);
    return change((before) => putBack(before, { removed, read, scope }));
  }

  return {
    get opening() {
      return state.opening;
    },
    open,
    documents: () => documentsOf(state.held()),
    document: (id) => state.record(id).document,
    records: () => recordsOf(state.held()),
    record: state.record,
    setAside: state.setAside,
    verify: (id) => integrity.open(id),
    original: (id) => readOriginal(id, { ...parts, integrity, state, settled: turns.settled }),
    assistant: () => {
      state.answering();
      return integrity.assistant;
    },
    ...createIntake({ state, scope, change, stopWith }),
    remove: (id, { purge = false } = {}) => remove(id, purge),
    correct: (id, corrections, options = {}) => reread(id, (before) => withCorrections(before, corrections), options),
    undoCorrection: (id, correctionId, options = {}) =>
      reread(id, (before) => withoutCorrection(before, correctionId), options),
    removed: () => removals.list(),
    restore,
    close: async () => {
      closing.abort(new UnavailableError("stopping"));
      upkeep.stop();
      await turns.settled();
    },
  };
}

const decayed =
  "The files of this record are not what they were when it was read: it is set aside. Put its folder back from a backup and start again.";
