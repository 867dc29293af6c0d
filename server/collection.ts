import type { Document } from "../corpus/document.ts";
import type { Assistant } from "./assistant/assistant.ts";
import type { CorrectionInput } from "./corrections-protocol.ts";
import type { DocumentSummary } from "./document-protocol.ts";
import { describeIngested } from "./document-views.ts";
import type { IngestReport, PutReport, RemovedDocument } from "./ingest-protocol.ts";
import {
  type BatchSteps,
  createIdReservations,
  type FileOutcome,
  type RecordFile,
  readDrafts,
} from "./records/additions.ts";
import { type Answering, assertRemovable, keepDrafts, putBack, setAsideDamaged, takeOut } from "./records/changes.ts";
import { keepCorrected, type OverlayChange, withCorrections, withoutCorrection } from "./records/corrections.ts";
import { writeObstacleOf } from "./records/file-system.ts";
import {
  type CollectedRecord,
  documentsOf,
  type HeldRecords,
  isIdTaken,
  type RecordFolders,
  readEmbeddedOriginal,
  readHeldRecords,
  recordsOf,
  type SetAsideRecord,
} from "./records/held-records.ts";
import { createIntegrity } from "./records/integrity.ts";
import { createRemovals, type RemovalParts, undoMs } from "./records/removals.ts";
import { readWithOverlay } from "./records/rereading.ts";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  type OpeningProgress,
  SetAsideError,
  UnavailableError,
} from "./request-errors.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface IngestOptions {
  readonly signal?: AbortSignal;
  /** Texts embedded, of all that the changed index needs. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface BatchOptions extends IngestOptions, BatchSteps {}

/** A file as it was given. */
export interface OriginalFile {
  readonly fileName: string | null;
  readonly fileFormat: CollectedRecord["fileFormat"];
  readonly bytes: Uint8Array;
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

/** As much is read anew every minute: a gigabyte takes an hour and a quarter, and a disk hardly notices. */
const checkedEveryMs = 60_000;
const checkedBytes = 16_000_000;

export function createCollection(parts: CollectionParts): Collection {
  const { store, reading, overlays } = parts;
  const removals = createRemovals(parts);
  const ids = createIdReservations();
  let records: HeldRecords | null = null;
  let answering: Answering | null = null;
  let opening: OpeningProgress | null = { phase: "reading", done: 0, total: 0 };
  let lastChange: Promise<unknown> = Promise.resolve();
  let purgeTimer: NodeJS.Timeout | undefined;
  let checkTimer: NodeJS.Timeout | undefined;
  const closing = new AbortController();

  const current = (): HeldRecords => {
    const held = answering ?? records;
    if (!held) throw new UnavailableError("opening", opening);
    return held;
  };
  const record = (id: string): CollectedRecord => {
    const found = recordsOf(current()).find(({ document }) => document.id === id);
    if (!found) throw isSetAside(id) ? new SetAsideError(id) : new NotFoundError("document", id);
    return found;
  };
  const setAside = (): readonly SetAsideRecord[] => (answering ?? records)?.setAside ?? [];
  const isSetAside = (id: string) => setAside().some((each) => each.id === id && each.reason === "damaged");
  const requireAnswering = (): Answering => {
    if (!answering) throw new UnavailableError("opening", opening);
    return answering;
  };
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

  const scope = {
    store,
    reading,
    overlays,
    removals,
    openAssistant,
    answer: (next: Answering) => {
      answering = next;
      parts.onAnswering?.();
    },
  };

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
      parts.onAnswering?.();
    } catch (error) {
      opening = { phase: "failed", done: 0, total: 0 };
      throw error;
    }
    checkOn();
    await purgeDue();
  }

  const integrity = createIntegrity({
    ...parts,
    records: () => recordsOf(current()),
    isSetAside,
    assistant: () => requireAnswering().assistant,
    setAside: async (find) => {
      const ids = await change(async (before) => {
        const damaged = await find();
        await setAsideDamaged(before, damaged, scope);
        return damaged;
      });
      for (const { id, file } of setAside()) if (ids.includes(id)) parts.onFileProblem({ file, message: decayed });
      return ids;
    },
  });

  /** What goes on later has nobody else who could be told. */
  const tellStopped = (error: unknown) => {
    if (!closing.signal.aborted) parts.onFileProblem({ file: "documents", message: `${stopped} ${String(error)}` });
  };

  /** As it is given, or what is held once a change that came between is over. */
  async function original(id: string): Promise<OriginalFile> {
    for (let attempt = 1; ; attempt += 1) {
      await integrity.open(id, { original: true });
      const { held, fileName, fileFormat, ...found } = record(id);
      try {
        const embedded = () => readEmbeddedOriginal(parts.corpusDirectory, { ...found, fileName });
        return { fileName, fileFormat, bytes: await (held === null ? embedded() : store.readOriginal(held)) };
      } catch (error) {
        if (held === null || attempt === mostOriginalAttempts) throw error;
        // Removed or replaced since it was looked at.
        await lastChange;
      }
    }
  }

  /** What decays while nobody opens it is met too. */
  function checkOn(): void {
    checkTimer = setTimeout(async () => {
      await integrity.checkSlice(checkedBytes).catch(tellStopped);
      if (!closing.signal.aborted) checkOn();
    }, checkedEveryMs);
    checkTimer.unref();
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

  /** Takes those away whose time is over, and wakes again when the next one's is. */
  async function purgeDue(): Promise<void> {
    const isIdHeld = (id: string) => documentsOf(current()).some((document) => document.id === id);
    const next = await removals.purgeDue(isIdHeld).catch((error: unknown) => {
      const obstacle = writeObstacleOf(error);
      if (obstacle === null) throw error;
      parts.onFileProblem({ file: "removed", message: notPurged });
      return new Date(Date.now() + undoMs);
    });
    clearTimeout(purgeTimer);
    if (next === null || closing.signal.aborted) return;
    const waitMs = Math.max(0, next.getTime() - Date.now()) + purgePauseMs;
    // What could not be purged now is at the next change or start.
    purgeTimer = setTimeout(() => void change(purgeDue).catch(tellStopped), waitMs);
    purgeTimer.unref();
  }

  /** Files are read before their turn to change the collection comes: reading may take long, and changes nothing. */
  async function addAll(files: readonly RecordFile[], options: BatchOptions, reserve: ReserveId): Promise<void> {
    requireAnswering();
    const reserved = new Set<string>();
    const idOf = (file: RecordFile): string => {
      const id = reserve(file, reserved);
      reserved.add(id);
      return id;
    };
    const overlayOf = (id: string) => current().added.find(({ document }) => document.id === id)?.overlay ?? [];
    try {
      const signal = stopWith(options.signal);
      const drafts = await readDrafts(files, { ...options, signal, idOf, overlayOf, reading });
      await change((before) => keepDrafts(before, drafts, { ...options, scope }));
    } finally {
      for (const id of reserved) ids.release(id);
    }
  }

  /** Files of one batch never take each other's place. */
  const reserveByName: ReserveId = (file, reserved) => ids.reserve(file.name, current(), (id) => !reserved.has(id));

  async function addOne(file: RecordFile, options: IngestOptions, reserve: ReserveId): Promise<KeptOutcome> {
    const outcomes: FileOutcome[] = [];
    await addAll([file], { ...options, onOutcome: (_, each) => void outcomes.push(each) }, reserve);
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error("A file was neither kept nor refused.");
    if (outcome.state === "failed") throw outcome.error;
    return outcome;
  }

  async function ingest(file: RecordFile, options: IngestOptions = {}): Promise<IngestReport> {
    const outcome = await addOne(file, options, reserveByName);
    if (outcome.state === "unchanged") throw new ConflictError("same-revision", outcome.id);
    return outcome.report;
  }

  async function put(id: string, file: RecordFile, options: IngestOptions = {}): Promise<PutReport> {
    if (requireAnswering().embedded.some(({ document }) => document.id === id)) {
      throw new ForbiddenError("embedded-document");
    }
    const outcome = await addOne(file, options, () => ids.reserveId(id, file.name));
    if (outcome.state !== "unchanged") return { ...outcome.report, unchanged: false };
    if (outcome.id !== id) throw new ConflictError("same-revision", outcome.id);
    return { ...describeIngested(record(id), null), unchanged: true };
  }

  /** Read before its turn comes; and once more where the record is another by then. */
  async function reread(id: string, overlayOf: OverlayChange, { signal, onProgress }: IngestOptions) {
    const options = { signal: stopWith(signal), ...(onProgress && { onProgress }) };
    requireAnswering();
    for (;;) {
      const before = record(id);
      const overlay = overlayOf(before);
      if (overlay === before.overlay) return before;
      const corrected = await readWithOverlay(before, overlay, scope, options);
      const kept = await change((now) => keepCorrected(now, { record: before, corrected }, { scope, options }));
      if (kept !== null) return kept;
    }
  }

  async function remove(id: string, purge: boolean): Promise<void> {
    const parts = { id, purge, scope };
    await assertRemovable(requireAnswering(), parts);
    await change(async (before) => {
      await takeOut(before, parts);
      await purgeDue();
    });
  }

  async function restore(id: string): Promise<DocumentSummary> {
    if (isIdTaken(requireAnswering(), id)) throw new ConflictError("id-taken", id);
    const removed = await removals.find(id);
    const read = await removals.read(removed);
    return change((before) => putBack(before, { removed, read, scope }));
  }

  return {
    get opening() {
      return opening;
    },
    open,
    documents: () => documentsOf(current()),
    document: (id) => record(id).document,
    records: () => recordsOf(current()),
    record,
    setAside,
    verify: (id) => integrity.open(id),
    original,
    assistant: () => {
      requireAnswering();
      return integrity.assistant;
    },
    ingest,
    ingestAll: (files, options = {}) => addAll(files, options, reserveByName),
    put,
    remove: (id, { purge = false } = {}) => remove(id, purge),
    correct: (id, corrections, options = {}) => reread(id, (before) => withCorrections(before, corrections), options),
    undoCorrection: (id, correctionId, options = {}) =>
      reread(id, (before) => withoutCorrection(before, correctionId), options),
    removed: () => removals.list(),
    restore,
    close: async () => {
      closing.abort(new UnavailableError("stopping"));
      clearTimeout(purgeTimer);
      clearTimeout(checkTimer);
      await lastChange;
    },
  };
}

const decayed =
  "The files of this record are not what they were when it was read: it is set aside. Put its folder back from a backup and start again.";

const stopped = "Looking after the files of the records was stopped; it is gone on with later.";
/** A record may be replaced while its file is read. */
const mostOriginalAttempts = 3;

const notPurged =
  "Records whose time is over cannot be deleted: the data folder takes no change. It is tried again in ten minutes.";

/** A timer may wake a moment early. */
const purgePauseMs = 100;

type ReserveId = (file: RecordFile, reserved: ReadonlySet<string>) => string;
type KeptOutcome = Exclude<FileOutcome, { readonly state: "failed" }>;
