import type { Document } from "../../corpus/document.ts";
import type { Assistant } from "../assistant/assistant.ts";
import type { DocumentSummary } from "../document-protocol.ts";
import { describeIngested, summarizeRecord } from "../document-views.ts";
import { ConflictError, ForbiddenError, NotFoundError } from "../request-errors.ts";
import { type BatchSteps, commitDraft, type Draft, findSame, type StagedDraft, stageDraft } from "./additions.ts";
import {
  type AddedRecord,
  type CollectedRecord,
  documentsOf,
  type HeldRecords,
  isIdTaken,
  recordsOf,
} from "./held-records.ts";
import type { RecordReading } from "./reading/record-reading.ts";
import type { RecordStore, RemovedRecord } from "./record-store.ts";
import type { Removals } from "./removals.ts";

/** What answers at one moment; replaced as a whole. */
export interface Answering extends HeldRecords {
  readonly assistant: Assistant;
}

export interface IndexOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What a change works on and with. */
export interface ChangeScope {
  readonly store: RecordStore;
  readonly reading: RecordReading;
  readonly removals: Removals;
  /** @throws the signal's reason when aborted. */
  openAssistant(documents: readonly Document[], options: IndexOptions): Promise<Assistant>;
  /** From now on this answers. */
  answer(next: Answering): void;
}

export interface KeepOptions extends IndexOptions, BatchSteps {
  readonly scope: ChangeScope;
}

/** Keeps the drafts whose text is not held already, in one change of the index. */
export async function keepDrafts(before: Answering, drafts: readonly Draft[], options: KeepOptions): Promise<void> {
  const staged: StagedDraft[] = [];
  try {
    for (const draft of drafts) {
      options.signal?.throwIfAborted();
      await stageNew(draft, before, { staged, options });
    }
    if (staged.length === 0) return;
    // The index is derived from the records: it may run ahead of them, so they are held once they are searchable.
    const documents = documentsOf(before).filter(({ id }) => !staged.some((draft) => draft.id === id));
    const next = [...documents, ...staged.map(({ read }) => read.document)];
    const assistant = await options.scope.openAssistant(next, options);
    await commitStaged(before, staged, { assistant, options });
  } catch (error) {
    await Promise.all(staged.map((draft) => draft.staged.discard()));
    throw error;
  }
}

interface StagingParts {
  readonly staged: StagedDraft[];
  readonly options: KeepOptions;
}

async function stageNew(draft: Draft, before: Answering, { staged, options }: StagingParts): Promise<void> {
  const { position } = draft;
  try {
    const same = await findSame(draft, before, staged);
    if (same !== null) options.onOutcome?.(position, { state: "unchanged", id: same });
    else staged.push(await stageDraft(draft, before, options.scope));
  } catch (error) {
    options.onOutcome?.(position, { state: "failed", error });
  }
}

interface CommitParts {
  readonly assistant: Assistant;
  readonly options: KeepOptions;
}

/** From here on nothing is given up: what can be held is, and outcomes are told once all of it answers. */
async function commitStaged(
  before: Answering,
  staged: readonly StagedDraft[],
  { assistant, options }: CommitParts,
): Promise<void> {
  const { scope, onOutcome } = options;
  const committed: AddedRecord[] = [];
  const outcomes: (() => void)[] = [];
  for (const draft of staged) {
    const { position, replaces } = draft;
    try {
      const record = await commitDraft(draft);
      committed.push(record);
      const report = describeIngested(record, replaces?.document.revision ?? null);
      outcomes.push(() => onOutcome?.(position, { state: replaces === null ? "added" : "replaced", report }));
    } catch (error) {
      // What cannot be taken away now is at the next start.
      await draft.staged.discard().catch(() => {});
      outcomes.push(() => onOutcome?.(position, { state: "failed", error }));
    }
  }
  const after = withRecords(before, committed);
  // What could not be held must not be answered from.
  const isWhole = committed.length === staged.length;
  scope.answer({ ...after, assistant: isWhole ? assistant : await scope.openAssistant(documentsOf(after), {}) });
  for (const tell of outcomes) tell();
}

/** The records with these among those that were added, each in the place of the one that had its id. */
function withRecords(before: HeldRecords, records: readonly AddedRecord[]): HeldRecords {
  const replaced = new Set(records.map(({ document }) => document.id));
  return {
    embedded: before.embedded,
    added: [...before.added.filter(({ document }) => !replaced.has(document.id)), ...records],
    setAside: before.setAside.filter(({ id }) => !replaced.has(id)),
  };
}

/**
 * Whether there is something of the id to take out, so that who asks for nothing need not wait for a turn.
 * @throws NotFoundError; ForbiddenError for a record of the collection's own folder.
 */
export async function assertRemovable(held: HeldRecords, { id, purge, scope }: TakeOutParts): Promise<void> {
  if (held.embedded.some(({ document }) => document.id === id)) throw new ForbiddenError("embedded-document");
  if (held.added.some(({ document }) => document.id === id) || held.setAside.some((each) => each.id === id)) return;
  const isRemoved = purge && (await scope.store.removed()).some((each) => each.id === id);
  if (!isRemoved) throw new NotFoundError("document", id);
}

export interface TakeOutParts {
  readonly id: string;
  /** At once and for good; also what was removed under this id before. */
  readonly purge: boolean;
  readonly scope: ChangeScope;
}

/** @throws NotFoundError; ForbiddenError for a record of the collection's own folder. */
export async function takeOut(before: Answering, { id, purge, scope }: TakeOutParts): Promise<void> {
  const { store, removals } = scope;
  const added = before.added.find(({ document }) => document.id === id) ?? null;
  const aside = before.setAside.find((each) => each.id === id) ?? null;
  const held = added?.held ?? aside?.held ?? null;
  if (held === null && before.embedded.some(({ document }) => document.id === id)) {
    throw new ForbiddenError("embedded-document");
  }
  if (held !== null) {
    const after = {
      ...before,
      added: before.added.filter((each) => each !== added),
      setAside: before.setAside.filter((each) => each !== aside),
    };
    const assistant = added === null ? before.assistant : await scope.openAssistant(documentsOf(after), {});
    await removals.remove(held, added?.document.title ?? held.fileName);
    scope.answer({ ...after, assistant });
  }
  const removed = purge ? (await store.removed()).filter((each) => each.id === id) : [];
  if (held === null && removed.length === 0) throw new NotFoundError("document", id);
  for (const each of removed) await removals.purge(each, false);
}

/** Sets records aside whose files were found to be damaged: from now on nothing is quoted from them. */
export async function setAsideDamaged(before: Answering, ids: readonly string[], scope: ChangeScope): Promise<void> {
  const isDamaged = ({ document }: CollectedRecord) => ids.includes(document.id);
  const found = recordsOf(before).filter(isDamaged);
  if (found.length === 0) return;
  const setAside = found.map(({ document: { id }, held, fileName }) => {
    return { id, held, file: held?.file ?? fileName ?? id, reason: "damaged" as const };
  });
  const after = {
    embedded: before.embedded.filter((record) => !isDamaged(record)),
    added: before.added.filter((record) => !isDamaged(record)),
    setAside: [...before.setAside, ...setAside],
  };
  scope.answer({ ...after, assistant: await scope.openAssistant(documentsOf(after), {}) });
}

export interface PutBackParts {
  readonly removed: RemovedRecord;
  /** What it would be if it were put back. */
  readonly read: Awaited<ReturnType<Removals["read"]>>;
  readonly scope: ChangeScope;
}

/** @throws NotFoundError when it was purged meanwhile; ConflictError when its id or its text is held by another. */
export async function putBack(before: Answering, { removed, read, scope }: PutBackParts): Promise<DocumentSummary> {
  const { store, removals } = scope;
  const { id, removedAt } = removed;
  const documents = documentsOf(before);
  if (isIdTaken(before, id)) throw new ConflictError("id-taken", id);
  const found = await removals.find(id);
  if (found.removedAt.getTime() !== removedAt.getTime()) throw new NotFoundError("removed-document", id);
  const same = documents.find(({ revision }) => revision === read.document.revision);
  if (same) throw new ConflictError("same-revision", same.id);
  const assistant = await scope.openAssistant([...documents, read.document], {});
  const held = await store.restore(removed);
  const restored: AddedRecord = { ...read, held, fileName: held.fileName, fileFormat: held.fileFormat };
  scope.answer({ ...withRecords(before, [restored]), assistant });
  return summarizeRecord(restored);
}
