import type { Problem } from "./types.ts";

/** The server has refused, or has failed; the message says what to do. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  readonly status: number;
  /** How long to wait before the same is sent again; null where the server does not tell. */
  readonly retryAfterMs: number | null;

  constructor(problem: Problem, retryAfterMs: number | null = null) {
    super([problem.detail, ...problem.errors.map(({ path, message }) => `${path}: ${message}`)].join("\n"));
    this.problem = problem;
    this.status = problem.status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server could not be reached, or what it sent broke off. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}
