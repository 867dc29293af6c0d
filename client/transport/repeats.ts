import type { Repeated } from "../api/chat.ts";
import type { Problem } from "../api/types.ts";

/** A crowd passes; a start takes longer. */
const mostRepeatsWhenBusy = 3;
const mostRepeatsAfterRestart = 60;

/**
 * After how long the same question is to be asked again; null where the refusal is the answer. That a server which was
 * restarted is not ready at once is none.
 */
export function repeatAfterMs({ type, status, retryAfterSeconds }: Problem, { repeats, restarted }: Repeated) {
  if (status !== 503 || retryAfterSeconds === undefined) return null;
  if (restarted) return repeats < mostRepeatsAfterRestart ? retryAfterSeconds * 1_000 : null;
  return type === "/problems/overloaded" && repeats < mostRepeatsWhenBusy ? retryAfterSeconds * 1_000 : null;
}
