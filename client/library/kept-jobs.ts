/** Ids of the jobs of this tab that have not ended yet, kept over a reload. */
export interface KeptJobs {
  list(): readonly string[];
  add(id: string): void;
  drop(id: string): void;
}

const key = "relator.jobs";

/** In the session's storage; where the browser refuses it, a reload forgets the jobs, which go on all the same. */
export function keepJobsIn(storage: () => Storage): KeptJobs {
  const list = () => {
    try {
      return (storage().getItem(key) ?? "").split(" ").filter((id) => id !== "");
    } catch {
      return [];
    }
  };
  const keep = (ids: readonly string[]) => {
    try {
      storage().setItem(key, ids.join(" "));
    } catch {
      // Private windows and full storage.
    }
  };
  return {
    list,
    add: (id) => keep([...new Set([...list(), id])]),
    drop: (id) => keep(list().filter((kept) => kept !== id)),
  };
}
