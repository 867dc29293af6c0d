import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a slice of work may hold the thread: requests that wait then come first. */
const longestSliceMs = 8;

/**
 * Lets long work be done in slices: awaited between its steps, it gives the thread to others when a slice has lasted.
 * @throws the signal's reason when aborted meanwhile.
 */
export function createPause(signal?: AbortSignal): () => Promise<void> {
  let sliceStart = performance.now();
  return async () => {
    if (performance.now() - sliceStart < longestSliceMs) return;
    await nextTurn();
    signal?.throwIfAborted();
    sliceStart = performance.now();
  };
}

/** Work that may be left after each step and gone on with. */
export type Steps<Result> = Generator<void, Result>;

/** @param pause Awaited between steps. */
export async function doInSlices<Result>(steps: Steps<Result>, pause: () => Promise<void>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

/** For work that is known to be short. */
export function doAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
