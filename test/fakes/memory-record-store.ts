import { sha256Of } from "../../server/records/file-system.ts";
import type { Overlay } from "../../server/records/overlay.ts";
import type { HeldRecord, HeldText, NewRecord, RecordStore, RemovedRecord } from "../../server/records/record-store.ts";

interface ShelvedRecord {
  readonly held: HeldRecord;
  readonly text: Omit<HeldText, "overlay">;
  readonly original: Uint8Array;
  readonly overlay: Overlay;
}

type RemovedShelf = RemovedRecord & { readonly record: ShelvedRecord };

/** What outlives a process: of stores over one shelf each finds what the one before kept. */
export interface RecordShelf {
  readonly records: Map<string, ShelvedRecord>;
  readonly removed: Set<RemovedShelf>;
}

export function createRecordShelf(): RecordShelf {
  return { records: new Map(), removed: new Set() };
}

/** Keeps records in memory. */
export function openMemoryRecordStore({ records, removed }: RecordShelf): RecordStore {
  const find = (id: string): ShelvedRecord => {
    const record = records.get(id);
    if (record === undefined) throw new Error(`The store holds no record “${id}”.`);
    return record;
  };
  const findRemoved = ({ id, removedAt }: RemovedRecord): RemovedShelf => {
    const found = [...removed].find((each) => each.id === id && each.removedAt.getTime() === removedAt.getTime());
    if (found === undefined) throw new Error(`The removed record “${id}” is not there any more.`);
    return found;
  };
  const textOf = ({ text, overlay }: ShelvedRecord): HeldText => ({ ...text, overlay });

  return {
    open: async () => ({
      records: [...records.values()].map(({ held }) => held).sort((one, other) => (one.id < other.id ? -1 : 1)),
      strays: [],
      problems: [],
      damaged: [],
    }),
    readText: async ({ id }) => textOf(find(id)),
    readOriginal: async ({ id }) => find(id).original,
    vouchedFiles: () => [],
    stage: async (record) => {
      const overlay = records.get(record.id)?.overlay ?? [];
      return {
        overlay,
        commit: async () => {
          const shelved = shelve(record, records.get(record.id)?.overlay ?? []);
          records.set(record.id, shelved);
          return shelved.held;
        },
        discard: async () => {},
      };
    },
    writeOverlay: async ({ id }, overlay) => {
      const record = { ...find(id), overlay };
      records.set(id, record);
      return record.held;
    },
    remove: async ({ id, revision }, title) => {
      const taken = { id, title, revision, removedAt: new Date(), record: find(id) };
      removed.add(taken);
      records.delete(id);
      return { id, title, revision, removedAt: taken.removedAt };
    },
    removed: async () =>
      [...removed]
        .sort((one, other) => other.removedAt.getTime() - one.removedAt.getTime())
        .map(({ id, title, revision, removedAt }) => ({ id, title, revision, removedAt })),
    readRemoved: async (record) => textOf(findRemoved(record).record),
    restore: async (record) => {
      const found = findRemoved(record);
      removed.delete(found);
      records.set(found.id, found.record);
      return found.record.held;
    },
    purge: async (record) => void removed.delete(findRemoved(record)),
    discardStray: async () => {},
  };
}

function shelve({ id, fileName, bytes, extracted, addedAt }: NewRecord, overlay: Overlay): ShelvedRecord {
  const { fileFormat, ...text } = extracted;
  const held: HeldRecord = {
    id,
    fileName,
    fileFormat,
    addedAt: addedAt ?? new Date().toISOString(),
    revision: `sha256:${sha256Of(extracted.text)}`,
    originalSha256: sha256Of(bytes),
    pageCount: extracted.pages?.length ?? null,
    file: id,
  };
  return { held, text, original: bytes, overlay };
}
