import { writeObstacleOf } from "./file-system.ts";
import type { RecordFolders } from "./held-records.ts";
import type { Integrity } from "./integrity.ts";
import { type Removals, undoMs } from "./removals.ts";

export interface UpkeepParts {
  readonly integrity: Pick<Integrity, "checkSlice">;
  readonly removals: Pick<Removals, "purgeDue">;
  readonly isIdHeld: (id: string) => boolean;
  /** Does something while no record is being changed. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  readonly onFileProblem: RecordFolders["onFileProblem"];
  /** Nothing begins once it is aborted. */
  readonly signal: AbortSignal;
}

/** What goes on beside the requests, for as long as the collection is open. */
export interface Upkeep {
  /** Reads some of the kept files every minute: what decays while nobody opens it is met too. */
  checkOn(): void;
  /** Takes removed records away whose time is over, and wakes again when the next one's is. */
  purgeDue(): Promise<void>;
  stop(): void;
}

/** As much is read anew every minute: a gigabyte takes an hour and a quarter, and a disk hardly notices. */
const checkedEveryMs = 60_000;
const checkedBytes = 16_000_000;

/** A timer may wake a moment early. */
const purgePauseMs = 100;

const stopped = "Looking after the files of the records was stopped; it is gone on with later.";
const notPurged =
  "Records whose time is over cannot be deleted: the data folder takes no change. It is tried again in ten minutes.";

export function createUpkeep(parts: UpkeepParts): Upkeep {
  const { integrity, removals, signal, onFileProblem } = parts;
  let purgeTimer: NodeJS.Timeout | undefined;
  let checkTimer: NodeJS.Timeout | undefined;

  /** There is nobody else who could be told. */
  const tellStopped = (error: unknown) => {
    if (!signal.aborted) onFileProblem({ file: "documents", message: `${stopped} ${String(error)}` });
  };

  function checkOn(): void {
    checkTimer = setTimeout(async () => {
      await integrity.checkSlice(checkedBytes).catch(tellStopped);
      if (!signal.aborted) checkOn();
    }, checkedEveryMs);
    checkTimer.unref();
  }

  async function purgeDue(): Promise<void> {
    const next = await removals.purgeDue(parts.isIdHeld).catch((error: unknown) => {
      if (writeObstacleOf(error) === null) throw error;
      onFileProblem({ file: "removed", message: notPurged });
      return new Date(Date.now() + undoMs);
    });
    clearTimeout(purgeTimer);
    if (next === null || signal.aborted) return;
    const waitMs = Math.max(0, next.getTime() - Date.now()) + purgePauseMs;
    // What could not be purged now is at the next change or start.
    purgeTimer = setTimeout(() => void parts.inTurn(purgeDue).catch(tellStopped), waitMs);
    purgeTimer.unref();
  }

  return {
    checkOn,
    purgeDue,
    stop: () => {
      clearTimeout(purgeTimer);
      clearTimeout(checkTimer);
    },
  };
}
