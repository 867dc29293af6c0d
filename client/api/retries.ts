import { ConnectionError, ProblemError } from "./errors.ts";
import type { Problem } from "./types.ts";

export interface RetryOptions {
  /** How often the same is sent again at most. */
  readonly retries: number;
  /** Whoever is told to wait longer is told of the problem instead. */
  readonly longestWaitMs: number;
  readonly signal: AbortSignal | undefined;
}

export const usualRetries = { retries: 3, longestWaitMs: 30_000 } as const;

const firstWaitMs = 400;
const longestGrowingWaitMs = 15_000;
/** What the server, or a proxy before it, may answer differently in a moment. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Does what may be done twice until it succeeds, fails for good, or was tried often enough.
 * @param attempt Is told how often it was tried before.
 */
export async function withRetries<Result>(
  attempt: (tried: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt(tried);
    } catch (error) {
      options.signal?.throwIfAborted();
      const waitMs = waitBefore(error, tried, options);
      if (waitMs === null) throw error;
      await wait(waitMs, options.signal);
    }
  }
}

/** Milliseconds; null where trying again is of no use, was done often enough, or is allowed too late. */
export function waitBefore(error: unknown, tried: number, options: Omit<RetryOptions, "signal">): number | null {
  const isPassing = error instanceof ProblemError && passing.has(error.status);
  if ((!isPassing && !(error instanceof ConnectionError)) || tried >= options.retries) return null;
  const toldMs = isPassing ? (error.retryAfterMs ?? 0) : 0;
  const waitMs = Math.max(toldMs, growingWaitMs(tried, Math.random()));
  return waitMs > options.longestWaitMs ? null : waitMs;
}

/** The same for a question that was refused over the chat. */
export function waitBeforeAsking(problem: Problem, tried: number, options: Omit<RetryOptions, "signal">) {
  return waitBefore(toError(problem), tried, options);
}

export function toError(problem: Problem): ProblemError {
  const { retryAfterSeconds } = problem;
  return new ProblemError(problem, retryAfterSeconds === undefined ? null : retryAfterSeconds * 1_000);
}

/**
 * Doubles with each attempt up to the longest, with a quarter of jitter so that many clients do not return at once.
 * @param random From 0 to 1.
 */
export function growingWaitMs(tried: number, random: number): number {
  return Math.round(Math.min(longestGrowingWaitMs, firstWaitMs * 2 ** tried) * (0.875 + random * 0.25));
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
