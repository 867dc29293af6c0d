import type { ServerEvent } from "../../server/chat-protocol.ts";
import type { AskRequest, Problem } from "../../server/protocol.ts";
import type { ResumedRequest } from "./chat-socket.ts";

/** A question whose answer has not come whole. */
export interface Unanswered {
  readonly requestId: string;
  readonly request: AskRequest;
  /** The number of the last event that has come. */
  last: number;
  /** How often it was asked again after the server was too busy, or not ready again after a restart. */
  repeats: number;
  /** Its server was restarted: that the new one is not ready at once is no answer. */
  restarted: boolean;
}

/** The questions that wait for answers, in the order of asking. */
export interface UnansweredRequests {
  readonly size: number;
  all(): readonly Unanswered[];
  has(requestId: string): boolean;
  find(requestId: string | null): Unanswered | undefined;
  add(requestId: string, request: AskRequest): Unanswered;
  delete(requestId: string): void;
  /** False for an event that has come before: a line that was resumed may tell again what was on its way. */
  isNew(event: ServerEvent): boolean;
  /** What a line before has brought of each. */
  received(): readonly ResumedRequest[];
}

export function createUnanswered(): UnansweredRequests {
  const waiting = new Map<string, Unanswered>();
  return {
    get size() {
      return waiting.size;
    },
    all: () => [...waiting.values()],
    has: (requestId) => waiting.has(requestId),
    find: (requestId) => (requestId === null ? undefined : waiting.get(requestId)),
    add(requestId, request) {
      const unanswered = { requestId, request, last: 0, repeats: 0, restarted: false };
      waiting.set(requestId, unanswered);
      return unanswered;
    },
    delete: (requestId) => void waiting.delete(requestId),
    isNew({ requestId, sequence }) {
      const unanswered = requestId === null ? undefined : waiting.get(requestId);
      // Events of nothing that is waited for, and those without a number, are not counted.
      if (unanswered === undefined || sequence === 0) return true;
      if (sequence <= unanswered.last) return false;
      unanswered.last = sequence;
      return true;
    },
    received: () => [...waiting.values()].map(({ requestId, last }) => ({ requestId, after: last })),
  };
}

/** A crowd passes; a start takes longer. */
const mostRepeatsWhenBusy = 3;
const mostRepeatsAfterRestart = 60;

/** After how long the same question is to be asked again; null where the refusal is the answer. */
export function repeatAfterMs({ repeats, restarted }: Unanswered, problem: Problem): number | null {
  const { type, status, retryAfterSeconds } = problem;
  if (status !== 503 || retryAfterSeconds === undefined) return null;
  if (restarted) return repeats < mostRepeatsAfterRestart ? retryAfterSeconds * 1_000 : null;
  return type === "/problems/overloaded" && repeats < mostRepeatsWhenBusy ? retryAfterSeconds * 1_000 : null;
}
