import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";

/** What a request carries through the routes. */
export interface RequestNotes {
  readonly requestId: string;
  readonly log: Logger;
}

/** Asked every few seconds by whatever watches the server. */
const healthPaths: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

const safeRequestId = /^[\w.:-]{1,100}$/;

/**
 * Gives each request an id (the client's own `X-Request-Id` where it is safe to write down) and a child logger, and
 * writes one line when its response is complete. Addresses are logged without their query: it may hold a question.
 */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = nameRequest(request);
    const notes: RequestNotes = { requestId, log: logger.child({ requestId }) };
    response.locals.notes = notes;
    response.set("X-Request-Id", requestId);
    const startedMs = performance.now();
    response.once("close", () => {
      const level = healthPaths.has(request.path) ? "debug" : "info";
      notes.log[level](
        {
          method: request.method,
          path: request.path.slice(0, 200),
          status: response.statusCode,
          complete: response.writableFinished,
          durationMs: Math.round((performance.now() - startedMs) * 10) / 10,
        },
        "request",
      );
    });
    next();
  };
}

/** The id that the client or a proxy in front gave, where it is safe to write down; else a new one. */
export function nameRequest({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && safeRequestId.test(given) ? given : randomUUID();
}

export function notesOf(response: Response): RequestNotes {
  // Set by `logRequests`, which stands before every route.
  return response.locals.notes as RequestNotes;
}

/** A question's text for the log: only its length, unless the settings say that questions may be written down. */
export function describeQuestion(question: string, logQuestions: boolean): object {
  return logQuestions ? { question } : { questionCharacters: question.length };
}
