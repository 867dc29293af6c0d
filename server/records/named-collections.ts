import { readFileSync, renameSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type NamedCollection, namedCollectionsSchema } from "../ingest-protocol.ts";
import { NotFoundError } from "../request-errors.ts";
import { writeObstacleOf } from "./file-system.ts";
import { writeWholeFile } from "./whole-files.ts";

/** Sets of records under a name, to be asked within. A record may be in several. */
export interface NamedCollections {
  /** By name. */
  list(): readonly NamedCollection[];
  /** Ids of a collection's records; null where none has this name, ignoring case. */
  recordsOf(name: string): readonly string[] | null;
  /** Makes a collection, or takes the place of the one of this name. */
  put(collection: NamedCollection): Promise<void>;
  /** @throws NotFoundError */
  remove(name: string): Promise<void>;
  /** Takes a record that is gone for good out of every collection. */
  forget(recordId: string): Promise<void>;
}

const keyOf = (name: string): string => name.normalize("NFC").trim().toLowerCase();

/**
 * Kept as one JSON file, written whole. A file that is not in its form is set aside and reported: a start loses nothing
 * and does not fail.
 */
export function openNamedCollections(
  file: string,
  onFileProblem: (problem: { readonly file: string; readonly message: string }) => void,
): NamedCollections {
  let held = new Map(readCollections(file, onFileProblem).map((each) => [keyOf(each.name), each]));
  let last: Promise<unknown> = Promise.resolve();

  const list = (): NamedCollection[] => [...held.values()].sort((a, b) => a.name.localeCompare(b.name));

  /** One change at a time; what is held changes once it is on the disk. */
  function change(next: (before: ReadonlyMap<string, NamedCollection>) => Map<string, NamedCollection>): Promise<void> {
    const done = last.then(async () => {
      const after = next(held);
      await mkdir(dirname(file), { recursive: true });
      await writeWholeFile(file, `${JSON.stringify({ collections: [...after.values()] }, null, 2)}\n`);
      held = after;
    });
    last = done.catch(() => {});
    return done;
  }

  return {
    list,
    recordsOf: (name) => held.get(keyOf(name))?.documents ?? null,
    put: (collection) => change((before) => new Map(before).set(keyOf(collection.name), collection)),
    remove: (name) =>
      change((before) => {
        const after = new Map(before);
        if (!after.delete(keyOf(name))) throw new NotFoundError("collection", name);
        return after;
      }),
    forget: async (recordId) => {
      if (!list().some(({ documents }) => documents.includes(recordId))) return;
      await change(
        (before) =>
          new Map(
            [...before].map(([key, each]) => [
              key,
              { ...each, documents: each.documents.filter((id) => id !== recordId) },
            ]),
          ),
      );
    },
  };
}

function readCollections(
  file: string,
  onFileProblem: (problem: { readonly file: string; readonly message: string }) => void,
): readonly NamedCollection[] {
  let stored: string;
  try {
    stored = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  try {
    return namedCollectionsSchema.parse(JSON.parse(stored)).collections;
  } catch {
    try {
      renameSync(file, `${file}.damaged`);
    } catch (error) {
      if (writeObstacleOf(error) === null) throw error;
    }
    onFileProblem({
      file: basename(file),
      message: "The file of named collections is not in its form. It was renamed to end in .damaged: mend it there.",
    });
    return [];
  }
}
