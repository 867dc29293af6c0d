import { ConnectionError, ProblemError } from "./errors.ts";
import { readRetryAfter, withRetries } from "./retries.ts";
import type { FrameLanguage, Problem } from "./types.ts";

export interface RequestSettings {
  /** With a slash at the end. */
  readonly url: string;
  readonly key: string | undefined;
  readonly language: FrameLanguage | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly retries: number;
  readonly longestWaitMs: number;
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly json?: unknown;
  readonly body?: Blob | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** False where sending it twice could do it twice. */
  readonly repeatable: boolean;
}

export type SendRequest = (path: string, options: RequestOptions) => Promise<Response>;

/** @returns What sends requests: a response that is no success is thrown. */
export function createRequests(settings: RequestSettings): SendRequest {
  const { url, retries, longestWaitMs } = settings;
  return (path, options) => {
    const attempt = async (tried: number): Promise<Response> => {
      const response = await send(new URL(path, url), options, settings);
      // What is gone when it is to be removed again was removed the time before, whose response was lost.
      const isRemoved = options.method === "DELETE" && response.status === 404 && tried > 0;
      if (!response.ok && !isRemoved) throw await readProblem(response);
      return response;
    };
    const { signal, repeatable } = options;
    return repeatable ? withRetries(attempt, { retries, longestWaitMs, signal }) : attempt(0);
  };
}

async function send(address: URL, options: RequestOptions, settings: RequestSettings): Promise<Response> {
  const { method = "GET", json, body = json === undefined ? null : JSON.stringify(json), signal = null } = options;
  const headers = new Headers(options.headers);
  if (json !== undefined) headers.set("Content-Type", "application/json");
  if (settings.key !== undefined) headers.set("Authorization", `Bearer ${settings.key}`);
  if (settings.language !== undefined) headers.set("Accept-Language", settings.language);
  try {
    return await settings.fetch(address, { method, headers, body, signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ConnectionError(`${address.origin} cannot be reached.`, { cause });
  }
}

async function readProblem(response: Response): Promise<ProblemError> {
  const retryAfterMs = readRetryAfter(response.headers.get("Retry-After"), Date.now());
  const told: unknown = await response.json().catch(() => null);
  return new ProblemError(isProblem(told) ? told : unexplained(response), retryAfterMs);
}

/** What stands before the server, as a proxy, does not speak its language. */
function unexplained({ status, statusText }: Response): Problem {
  const title = statusText || `Status ${status}`;
  return { type: "about:blank", title, status, detail: title, errors: [] };
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { detail, status, errors } = value as Partial<Problem>;
  return typeof detail === "string" && typeof status === "number" && Array.isArray(errors);
}
