import type { Request, Response } from "express";
import { CancelledError, UnavailableError } from "../request-errors.ts";

/**
 * A signal that aborts when the client goes away before its answer is complete, or when the answer takes too long.
 * Its reason is the error to report.
 */
export function abortWithRequest(request: Request, response: Response, timeoutMs: number | null): AbortSignal {
  const controller = new AbortController();
  const timer = timeoutMs === null ? undefined : abortAfter(controller, timeoutMs);
  response.once("close", () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort(new CancelledError());
  });
  if (request.socket.destroyed) controller.abort(new CancelledError());
  return controller.signal;
}

export function abortAfter(controller: AbortController, timeoutMs: number): NodeJS.Timeout {
  return setTimeout(() => controller.abort(new UnavailableError("took-too-long")), timeoutMs);
}

/** What was promised, or the reason of the abort, whichever is first: whoever promised may notice the signal late. */
export function untilAborted<Result>(promised: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promised.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
