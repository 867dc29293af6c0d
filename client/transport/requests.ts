import type * as z from "zod/mini";
import { type Problem, problemSchema } from "../../server/protocol.ts";

/** The server said no, or could not be understood (`problem` is null). */
export class RequestFailedError extends Error {
  override readonly name = "RequestFailedError";
  readonly problem: Problem | null;

  constructor(problem: Problem | null, options?: ErrorOptions) {
    super(problem?.title ?? "The server could not be reached or understood.", options);
    this.problem = problem;
  }
}

/** Requests to the server. Every call throws `RequestFailedError`. */
export interface Requests {
  /** Where the page's addresses begin, without a slash at the end. */
  readonly top: string;
  readonly language: () => string;
  /** The response, where the server did not refuse. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** The body, checked against its wire schema. */
  read<T>(schema: z.ZodMiniType<T>, path: string, init?: RequestInit): Promise<T>;
}

/**
 * Of the page itself, which the server tells from those that other pages make the browser send: pageRequestHeader of
 * server/access/access-messages.ts, written out here so that a first visit does not load that module.
 */
export const pageRequest = { "Relator-Request": "page" };

/** `top` stands before every path. `language` is asked for at every call, so that problems come in the language that the reader has now. */
export function createRequests(top: string, language: () => string): Requests {
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(top + path, {
        ...init,
        headers: { "Accept-Language": language(), ...pageRequest, ...init.headers },
      });
    } catch (cause) {
      throw new RequestFailedError(null, { cause });
    }
    if (response.ok) return response;
    throw new RequestFailedError(readProblem(await response.json().catch(() => null)));
  };
  return {
    top,
    language,
    send,
    async read(schema, path, init) {
      const response = await send(path, init);
      const body: unknown = await response.json().catch(() => undefined);
      // A long document is read, checked and shown in three tasks, between which the page can react.
      await nextTask();
      const parsed = schema.safeParse(body);
      await nextTask();
      if (!parsed.success) throw new RequestFailedError(null, { cause: parsed.error });
      return parsed.data;
    },
  };
}

export function readProblem(body: unknown): Problem | null {
  const problem = problemSchema.safeParse(body);
  return problem.success ? problem.data : null;
}

export function postJson(body: unknown, signal?: AbortSignal): RequestInit {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  };
}

export function documentAddress(id: string): string {
  return `/api/v1/documents/${encodeURIComponent(id)}`;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
