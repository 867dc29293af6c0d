import type { RemovedDocument } from "../ingest-protocol.ts";
import { NotFoundError } from "../request-errors.ts";
import type { PurgedRecord } from "./feedback-store.ts";
import type { AddedRecord } from "./held-records.ts";
import { correctionsOf } from "./overlay.ts";
import type { RecordReading } from "./reading/record-reading.ts";
import type { HeldRecord, RecordStore, RemovedRecord } from "./record-store.ts";

/** How long a removed record can be put back. */
export const undoMs = 10 * 60_000;

export interface RemovalParts {
  readonly store: RecordStore;
  readonly reading: RecordReading;
  /** Deletes what else is kept of a record: what quotes it, and what was reported of it. */
  readonly forget: (record: PurgedRecord) => Promise<void>;
}

export interface Removals {
  /** Records that can be put back, newest first. */
  list(): Promise<readonly RemovedDocument[]>;
  /** The last one of this id. @throws NotFoundError when there is none, or its time is over. */
  find(id: string): Promise<RemovedRecord>;
  /** What the record would be if it were put back. @throws RecordReadError */
  read(removed: RemovedRecord): Promise<Omit<AddedRecord, "held" | "fileName" | "fileFormat">>;
  purge(removed: RemovedRecord, isIdHeld: boolean): Promise<void>;
  /** Purges those whose time is over. @returns When the next one's is; null where none waits. */
  purgeDue(isIdHeld: (id: string) => boolean): Promise<Date | null>;
  remove(held: HeldRecord, title: string): Promise<RemovedRecord>;
}

export function createRemovals({ store, reading, forget }: RemovalParts): Removals {
  const purgeAt = ({ removedAt }: RemovedRecord) => new Date(removedAt.getTime() + undoMs);
  const isDue = (removed: RemovedRecord) => purgeAt(removed).getTime() <= Date.now();

  async function purge(removed: RemovedRecord, isIdHeld: boolean): Promise<void> {
    // What quotes it first: should the process end between the two, the next one finds the folder and ends the work.
    await forget({ id: removed.id, revision: removed.revision, isIdHeld });
    await store.purge(removed);
  }

  return {
    list: async () => {
      const removed = (await store.removed()).filter((each) => !isDue(each));
      return removed.map((each) => ({
        id: each.id,
        title: each.title,
        removedAt: each.removedAt.toISOString(),
        purgeAt: purgeAt(each).toISOString(),
      }));
    },
    find: async (id) => {
      const found = (await store.removed()).find((each) => each.id === id && !isDue(each));
      if (found === undefined) throw new NotFoundError("removed-document", id);
      return found;
    },
    read: async (removed) => {
      const { text, notes, overlay, ...told } = await store.readRemoved(removed);
      const corrections = correctionsOf(overlay);
      const read = await reading.readText({ id: removed.id, source: text, ...told, corrections });
      return { ...read, notes, overlay, uncorrected: null };
    },
    purge,
    purgeDue: async (isIdHeld) => {
      const removed = await store.removed();
      for (const each of removed) if (isDue(each)) await purge(each, isIdHeld(each.id));
      const waiting = removed.filter((each) => !isDue(each)).map((each) => purgeAt(each).getTime());
      return waiting.length === 0 ? null : new Date(Math.min(...waiting));
    },
    remove: (held, title) => store.remove(held, title),
  };
}
