import { ConnectionError, ProblemError } from "./errors.ts";

export interface RetryOptions {
  /** How often the same is sent again at most. */
  readonly retries: number;
  /** Whoever is told to wait longer is told of the problem instead. */
  readonly longestWaitMs: number;
  readonly signal: AbortSignal | undefined;
}

const firstWaitMs = 250;
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
      const waitMs = waitBefore(error, tried);
      if (waitMs === null || tried >= options.retries || waitMs > options.longestWaitMs) throw error;
      await wait(waitMs, options.signal);
    }
  }
}

/** Null where trying again is of no use. Waits grow, and are spread so that many clients do not come back at once. */
export function waitBefore(error: unknown, tried: number): number | null {
  const growingMs = firstWaitMs * 2 ** tried * (1 + Math.random());
  if (error instanceof ConnectionError) return growingMs;
  if (!(error instanceof ProblemError) || !passing.has(error.status)) return null;
  return Math.max(error.retryAfterMs ?? 0, growingMs);
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
