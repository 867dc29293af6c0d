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
