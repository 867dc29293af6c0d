import { ConnectionError, ProblemError } from "./errors.ts";
import { type RetryOptions, readRetryAfter, withRetries } from "./retries.ts";
import type { FrameLanguage, Problem } from "./types.ts";

export interface RequestSettings extends Omit<RetryOptions, "signal"> {
  /** With a slash at the end. */
  readonly url: string;
  /** Asked at each request: it may change. */
  readonly language: () => FrameLanguage | undefined;
  /** Of every request, beside its own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly json?: unknown;
  readonly body?: Blob | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** False where sending it twice could do it twice. Default: true for what only reads. */
  readonly repeatable?: boolean;
}

/**
 * Requests below the server's address, repeated where that is of use.
 * @throws ProblemError where the server refuses; ConnectionError where it is not reached, or breaks off; the signal's
 * reason when aborted.
 */
export interface Requests {
  /** The response, whose body is still to come. */
  send(path: string, options?: RequestOptions): Promise<Response>;
  /** The body's JSON: the server's own schemas stand behind it, and it is not checked a second time. */
  read<Body>(path: string, options?: RequestOptions): Promise<Body>;
  readText(path: string, options?: RequestOptions): Promise<string>;
}

export function createRequests(settings: RequestSettings): Requests {
  const request = <Taken>(
    path: string,
    options: RequestOptions = {},
    take: (response: Response) => Taken | Promise<Taken>,
  ): Promise<Taken> => {
    const { method = "GET", signal, repeatable = method === "GET" } = options;
    const attempt = async (tried: number): Promise<Taken> => {
      const response = await send(new URL(path, settings.url), options, settings);
      // What is gone when it is to be removed again was removed the time before, whose response was lost.
      const isRemoved = method === "DELETE" && response.status === 404 && tried > 0;
      if (!response.ok && !isRemoved) throw await readProblem(response);
      try {
        return await take(response);
      } catch (cause) {
        signal?.throwIfAborted();
        throw new ConnectionError("What the server sent cannot be read.", { cause });
      }
    };
    return withRetries(attempt, { ...settings, retries: repeatable ? settings.retries : 0, signal });
  };
  return {
    send: (path, options) => request(path, options, (response) => response),
    read: <Body>(path: string, options?: RequestOptions) => request(path, options, readObject<Body>),
    readText: (path, options) => request(path, options, (response) => response.text()),
  };
}

async function send(address: URL, options: RequestOptions, settings: RequestSettings): Promise<Response> {
  const { method = "GET", json, body = json === undefined ? null : JSON.stringify(json), signal = null } = options;
  const headers = new Headers({ ...settings.headers, ...options.headers });
  const language = settings.language();
  if (json !== undefined) headers.set("Content-Type", "application/json");
  if (language !== undefined) headers.set("Accept-Language", language);
  try {
    return await settings.fetch(address, { method, headers, body, signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ConnectionError(`${address.origin} cannot be reached.`, { cause });
  }
}

async function readObject<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null) throw new TypeError("The body is no object.");
  return body as Body;
}

async function readProblem(response: Response): Promise<ProblemError> {
  const retryAfterMs = readRetryAfter(response.headers.get("Retry-After"), Date.now());
  return toProblemError(await response.json().catch(() => null), response, retryAfterMs);
}

/** @param told What came with the refusal. */
export function toProblemError(
  told: unknown,
  { status, statusText }: Pick<Response, "status" | "statusText">,
  retryAfterMs: number | null = null,
): ProblemError {
  if (isProblem(told)) return new ProblemError(told, retryAfterMs);
  const title = statusText || `Status ${status}`;
  return new ProblemError({ type: "about:blank", title, status, detail: title, errors: [] }, retryAfterMs, false);
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { detail, status, errors } = value as Partial<Problem>;
  return typeof detail === "string" && typeof status === "number" && Array.isArray(errors);
}
