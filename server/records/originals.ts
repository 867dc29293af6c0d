import type { CollectionState } from "./collection-state.ts";
import { type CollectedRecord, readEmbeddedOriginal } from "./held-records.ts";
import type { Integrity } from "./integrity.ts";
import type { RecordStore } from "./record-store.ts";

/** A file as it was given. */
export interface OriginalFile {
  readonly fileName: string | null;
  readonly fileFormat: CollectedRecord["fileFormat"];
  readonly bytes: Uint8Array;
}

export interface OriginalParts {
  readonly corpusDirectory: string;
  readonly store: Pick<RecordStore, "readOriginal">;
  readonly integrity: Pick<Integrity, "open">;
  readonly state: Pick<CollectionState, "record">;
  /** Resolves once the changes that are under way are over. */
  readonly settled: () => Promise<void>;
}

/** A record may be replaced while its file is read. */
const mostAttempts = 3;

/**
 * As it is given, or what is held once a change that came between is over.
 * @throws NotFoundError, UnavailableError; SetAsideError when the file is not the one that was given.
 */
export async function readOriginal(id: string, parts: OriginalParts): Promise<OriginalFile> {
  const { corpusDirectory, store, integrity, state } = parts;
  for (let attempt = 1; ; attempt += 1) {
    await integrity.open(id, { original: true });
    const { held, fileName, fileFormat, ...found } = state.record(id);
    try {
      const embedded = () => readEmbeddedOriginal(corpusDirectory, { ...found, fileName });
      return { fileName, fileFormat, bytes: await (held === null ? embedded() : store.readOriginal(held)) };
    } catch (error) {
      if (held === null || attempt === mostAttempts) throw error;
      // Removed or replaced since it was looked at.
      await parts.settled();
    }
  }
}
