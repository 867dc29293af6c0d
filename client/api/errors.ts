import type { Problem } from "./types.ts";

/** The server has refused, or has failed; the message says what to do. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  readonly status: number;
  /** How long to wait before the same is sent again; null where the server does not tell. */
  readonly retryAfterMs: number | null;
  /** False where what stands before the server, as a proxy, has refused: the problem tells its status only. */
  readonly isExplained: boolean;

  constructor(problem: Problem, retryAfterMs: number | null = null, isExplained = true) {
    super([problem.detail, ...problem.errors.map(({ path, message }) => `${path}: ${message}`)].join("\n"));
    this.problem = problem;
    this.status = problem.status;
    this.retryAfterMs = retryAfterMs;
    this.isExplained = isExplained;
  }
}

/** The server could not be reached, or what it sent broke off or cannot be understood. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}
