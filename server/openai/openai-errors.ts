import type { ErrorRequestHandler } from "express";
import { problemLanguage } from "../http/accept-language.ts";
import { notesOf } from "../http/request-log.ts";
import { describeProblem } from "../problems.ts";
import type { Problem } from "../protocol.ts";
import { NotFoundError } from "../request-errors.ts";
import type { OpenaiError } from "./openai-responses.ts";

/**
 * Whatever a route throws, in the shape that OpenAI's clients read. Faults of our own are logged, whole.
 * @param onProblem Told of each, to be counted.
 */
export const reportOpenaiErrors =
  (onProblem: (problem: Problem) => void): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    // A stream that breaks off is cut, as everywhere.
    if (response.headersSent) return next(error);
    const language = problemLanguage(request.get("Accept-Language"));
    const { problem, headers } = describeProblem(error, language);
    onProblem(problem);
    const { log } = notesOf(response);
    if (problem.status >= 500 && problem.status !== 503) log.error({ error }, "request failed");
    else log.debug({ problem: problem.type }, "request refused");
    const isModel = error instanceof NotFoundError && error.resource === "model";
    response
      .status(problem.status)
      .set({ ...headers, "Content-Language": language, "Cache-Control": "no-store", Vary: "Accept-Language" })
      .json({ error: describeError(problem, isModel ? "model_not_found" : null) } satisfies OpenaiError);
  };

function describeError(problem: Problem, code: string | null): OpenaiError["error"] {
  const [first] = problem.errors;
  const path = first === undefined || first.path === "" ? null : first.path;
  const wrong = problem.errors.map((each) => (each.path === "" ? each.message : `${each.path}: ${each.message}`));
  return {
    message: wrong.length === 0 ? problem.detail : wrong.join("\n"),
    type: errorType(problem.status),
    param: code === "model_not_found" ? "model" : path,
    code: code ?? (problem.type.split("/").at(-1) ?? "").replaceAll("-", "_"),
  };
}

function errorType(status: number): string {
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "server_error" : "invalid_request_error";
}
