import type { RecordCollection } from "./record-collection.ts";

/** Scopes that are kept: a reader asks again within the one that was asked within. */
const mostKept = 16;

/**
 * The collection as it is asked within some of its records: what is rare or long is told by these alone, so that their
 * scores do not move with records that are not asked.
 * @returns Of the same ids the same collection.
 */
export function createScopes(collection: RecordCollection): (ids: ReadonlySet<string> | null) => RecordCollection {
  const kept = new Map<string, RecordCollection>();
  return (ids) => {
    if (ids === null) return collection;
    const name = [...ids].sort().join("\n");
    const known = kept.get(name);
    if (known !== undefined) return known;
    const lexicalIndex = collection.lexicalIndex.within((ordinal) =>
      ids.has(collection.passages[ordinal]?.document.id ?? ""),
    );
    const scoped = { ...collection, lexicalIndex, retriever: collection.retriever.with(lexicalIndex) };
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(name, scoped);
    return scoped;
  };
}
