import { OverloadedError } from "../request-errors.ts";

/** What is admitted apart: a crowd of one kind keeps no other from being served. */
export const workKinds = ["ask", "search", "ingest"] as const;
export type WorkKind = (typeof workKinds)[number];

export interface WorkLimits {
  /** Work in flight at once. */
  readonly atOnce: number;
  /** Requests that may wait for their turn; beyond them work is refused. */
  readonly waiting: number;
}

export interface WorkState {
  readonly running: number;
  readonly waiting: number;
  /** Since the start. */
  readonly admitted: number;
  readonly refused: number;
  /** Gave up while waiting: their client was gone. */
  readonly dropped: number;
}

export interface AdmissionRequest {
  /** Who asks, as the load's `callerKey` tells callers apart. */
  readonly caller: string;
  readonly signal: AbortSignal;
}

/** Ends the work that was admitted; more than once is once. */
export type Release = () => void;

export interface Admission {
  /**
   * Settles when the work may begin, in the order of asking.
   * @throws OverloadedError at once, where too many wait.
   * @throws the signal's reason when aborted while waiting: such work is never begun.
   */
  admit(kind: WorkKind, request: AdmissionRequest): Promise<Release>;
  /** Throws what `admit` would, and takes no place: for a body that is not worth receiving. */
  assertRoom(kind: WorkKind, caller: string): void;
  state(): Readonly<Record<WorkKind, WorkState>>;
}

/** A share of the waiting places is for callers of whom nobody waits yet, so that one greedy caller locks out no other. */
const reservedShare = 0.25;
/** Weight of the latest duration in the running mean that the wait is estimated from. */
const meanWeight = 0.2;
const longestRetrySeconds = 60;

/** @param nowMs A clock that never goes back, in milliseconds. */
export function createAdmission(limits: Readonly<Record<WorkKind, WorkLimits>>, nowMs: () => number): Admission {
  const lanes = Object.fromEntries(workKinds.map((kind) => [kind, createLane(limits[kind], nowMs)])) as Record<
    WorkKind,
    Lane
  >; // One lane for each of the kinds, by construction.
  return {
    admit: (kind, request) => lanes[kind].admit(request),
    assertRoom: (kind, caller) => lanes[kind].assertRoom(caller),
    state: () => ({ ask: lanes.ask.state(), search: lanes.search.state(), ingest: lanes.ingest.state() }),
  };
}

interface Lane {
  admit(request: AdmissionRequest): Promise<Release>;
  assertRoom(caller: string): void;
  state(): WorkState;
}

interface Waiting {
  readonly caller: string;
  begin(): void;
}

function createLane({ atOnce, waiting: places }: WorkLimits, nowMs: () => number): Lane {
  const queue = new Set<Waiting>();
  const openPlaces = places - Math.floor(places * reservedShare);
  let running = 0;
  let meanMs = 1_000;
  const counts = { admitted: 0, refused: 0, dropped: 0 };

  const waitsAlready = (caller: string): boolean => [...queue].some((waiting) => waiting.caller === caller);
  const hasRoom = (caller: string): boolean =>
    running < atOnce || queue.size < openPlaces || (queue.size < places && !waitsAlready(caller));

  const assertRoom = (caller: string): void => {
    if (hasRoom(caller)) return;
    counts.refused += 1;
    const untilFreeMs = (meanMs * (queue.size + 1)) / atOnce;
    throw new OverloadedError(Math.min(longestRetrySeconds, Math.max(1, Math.ceil(untilFreeMs / 1_000))));
  };

  const start = (): Release => {
    running += 1;
    counts.admitted += 1;
    const startedMs = nowMs();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      running -= 1;
      meanMs += meanWeight * (nowMs() - startedMs - meanMs);
      const [next] = queue;
      next?.begin();
    };
  };

  return {
    assertRoom,
    async admit({ caller, signal }) {
      signal.throwIfAborted();
      assertRoom(caller);
      if (running < atOnce) return start();
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          caller,
          begin: () => {
            leave();
            resolve(start());
          },
        };
        const drop = () => {
          leave();
          counts.dropped += 1;
          reject(signal.reason);
        };
        const leave = () => {
          queue.delete(waiting);
          signal.removeEventListener("abort", drop);
        };
        queue.add(waiting);
        signal.addEventListener("abort", drop, { once: true });
      });
    },
    state: () => ({ running, waiting: queue.size, ...counts }),
  };
}
