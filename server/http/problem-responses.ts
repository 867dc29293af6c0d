import type { ErrorRequestHandler, Response } from "express";
import { describeProblem, listProblemTypes } from "../problems.ts";
import type { Problem } from "../protocol.ts";
import { NotFoundError } from "../request-errors.ts";
import { problemLanguage } from "./accept-language.ts";
import { notesOf } from "./request-log.ts";

/**
 * Turns whatever a route throws into a problem document (RFC 9457). Faults of our own are logged, whole.
 * @param onProblem Told of each, to be counted.
 */
export function reportProblems(onProblem: (problem: Problem) => void): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const language = problemLanguage(request.get("Accept-Language"));
    const { problem, headers } = describeProblem(error, language);
    onProblem(problem);
    const { log } = notesOf(response);
    if (problem.status >= 500 && problem.status !== 503) log.error({ error }, "request failed");
    else log.debug({ problem: problem.type }, "request refused");
    if (response.headersSent) {
      // A stream that breaks off must not look complete.
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set({ ...headers, "Content-Language": language, "Cache-Control": "no-store", Vary: "Accept-Language" })
      .type("application/problem+json")
      .send(JSON.stringify({ ...problem, ...extensionsOf(error) }));
  };
}

/** RFC 9457 lets a problem carry further members: how far the opening of the collection is. */
function extensionsOf(error: unknown): object {
  const progress = error instanceof Error && "progress" in error ? error.progress : null;
  return progress ? { progress } : {};
}

/** What a problem's type stands for, at the type's own address. */
export function sendProblemType(type: string, response: Response): void {
  const found = listProblemTypes().find((problemType) => problemType.type === type);
  if (!found) throw new NotFoundError("address", `/problems/${type}`);
  response.json({ ...found, type: `/problems/${found.type}` });
}
