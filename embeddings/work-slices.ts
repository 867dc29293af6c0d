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
