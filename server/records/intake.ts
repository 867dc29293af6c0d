import { describeIngested } from "../document-views.ts";
import type { IngestReport, PutReport } from "../ingest-protocol.ts";
import { ConflictError, ForbiddenError } from "../request-errors.ts";
import { type BatchSteps, createIdReservations, type FileOutcome, type RecordFile, readDrafts } from "./additions.ts";
import { type Answering, type ChangeScope, type IndexOptions, keepDrafts } from "./changes.ts";
import type { CollectionState } from "./collection-state.ts";

export interface BatchOptions extends IndexOptions, BatchSteps {}

export interface IntakeParts {
  readonly state: CollectionState;
  readonly scope: ChangeScope;
  /** One change at a time: each starts from what the one before has left. */
  readonly change: <Result>(work: (before: Answering) => Promise<Result>) => Promise<Result>;
  /** Ends with this signal, and with the collection. */
  readonly stopWith: (signal: AbortSignal | undefined) => AbortSignal;
}

/** How files become records of the collection: `ingest`, `ingestAll` and `put` of a `Collection`. */
export interface Intake {
  ingest(file: RecordFile, options?: IndexOptions): Promise<IngestReport>;
  ingestAll(files: readonly RecordFile[], options?: BatchOptions): Promise<void>;
  put(id: string, file: RecordFile, options?: IndexOptions): Promise<PutReport>;
}

type ReserveId = (file: RecordFile, reserved: ReadonlySet<string>) => string;
type KeptOutcome = Exclude<FileOutcome, { readonly state: "failed" }>;

export function createIntake({ state, scope, change, stopWith }: IntakeParts): Intake {
  const ids = createIdReservations();

  /** Files are read before their turn to change the collection comes: reading may take long, and changes nothing. */
  async function addAll(files: readonly RecordFile[], options: BatchOptions, reserve: ReserveId): Promise<void> {
    state.answering();
    const reserved = new Set<string>();
    const idOf = (file: RecordFile): string => {
      const id = reserve(file, reserved);
      reserved.add(id);
      return id;
    };
    const overlayOf = (id: string) => state.held().added.find(({ document }) => document.id === id)?.overlay ?? [];
    try {
      const signal = stopWith(options.signal);
      const drafts = await readDrafts(files, { ...options, signal, idOf, overlayOf, reading: scope.reading });
      await change((before) => keepDrafts(before, drafts, { ...options, scope }));
    } finally {
      for (const id of reserved) ids.release(id);
    }
  }

  /** Files of one batch never take each other's place. */
  const reserveByName: ReserveId = (file, reserved) => ids.reserve(file.name, state.held(), (id) => !reserved.has(id));

  async function addOne(file: RecordFile, options: IndexOptions, reserve: ReserveId): Promise<KeptOutcome> {
    const outcomes: FileOutcome[] = [];
    await addAll([file], { ...options, onOutcome: (_, each) => void outcomes.push(each) }, reserve);
    const [outcome] = outcomes;
    if (outcome === undefined) throw new Error("A file was neither kept nor refused.");
    if (outcome.state === "failed") throw outcome.error;
    return outcome;
  }

  return {
    ingest: async (file, options = {}) => {
      const outcome = await addOne(file, options, reserveByName);
      if (outcome.state === "unchanged") throw new ConflictError("same-revision", outcome.id);
      return outcome.report;
    },
    ingestAll: (files, options = {}) => addAll(files, options, reserveByName),
    put: async (id, file, options = {}) => {
      if (state.answering().embedded.some(({ document }) => document.id === id)) {
        throw new ForbiddenError("embedded-document");
      }
      const outcome = await addOne(file, options, () => ids.reserveId(id, file.name));
      if (outcome.state !== "unchanged") return { ...outcome.report, unchanged: false };
      if (outcome.id !== id) throw new ConflictError("same-revision", outcome.id);
      return { ...describeIngested(state.record(id), null), unchanged: true };
    },
  };
}
