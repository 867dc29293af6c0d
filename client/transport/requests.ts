import type * as z from "zod/mini";
import type { FrameLanguage, Problem } from "../../server/protocol.ts";
import { ConnectionError, ProblemError } from "../api/errors.ts";
import { createRequests, type Requests } from "../api/requests.ts";

/** The typed client's requests, as the page makes them. */
export interface PageRequests extends Requests {
  /** Where the page's addresses begin, with a slash at the end. */
  readonly url: string;
  readonly headers: () => Readonly<Record<string, string>>;
  /** What the server told, checked against its wire schema. @throws ConnectionError where it is not of the protocol. */
  check<T>(schema: z.ZodMiniType<T>, told: Promise<unknown>): Promise<T>;
}

/**
 * Of the page itself, which the server tells from those that other pages make the browser send: pageRequestHeader of
 * server/access/access-messages.ts, written out here so that a first visit does not load that module.
 */
const pageRequest = { "Relator-Request": "page" };

/** Who the server takes the reader for: open to all. */
export const sessionPath = "session";

const unauthorized = 401;

export interface PageRequestParts {
  /** Asked for at every call, so that problems come in the language that the reader has now. */
  readonly language: () => FrameLanguage;
  /** Told of each request that needs a key which the reader does not have, or has no more. */
  readonly onUnauthorized: () => void;
}

export function createPageRequests(top: string, { language, onUnauthorized }: PageRequestParts): PageRequests {
  const url = `${top}/`;
  const watchedFetch: typeof fetch = async (address, options) => {
    const response = await fetch(address, options);
    // To be told of a look at the session itself would bring another one.
    if (response.status === unauthorized && String(address) !== `${url}${sessionPath}`) onUnauthorized();
    return response;
  };
  return {
    // The reader is told of what fails, and tries again.
    ...createRequests({
      url,
      language,
      headers: pageRequest,
      fetch: watchedFetch,
      retries: 0,
      longestWaitMs: 0,
    }),
    url,
    headers: () => ({ "Accept-Language": language(), ...pageRequest }),
    async check(schema, told) {
      const body = await told;
      // A long document is read, checked and shown in three tasks, between which the page can react.
      await nextTask();
      const parsed = schema.safeParse(body);
      await nextTask();
      if (!parsed.success) throw new ConnectionError("What came is not of the protocol.", { cause: parsed.error });
      return parsed.data;
    },
  };
}

/**
 * What the server says no with; null where it could not be reached or understood, or was not waited for.
 * @throws any other error: a fault of the page.
 */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.isExplained ? error.problem : null;
  if (error instanceof ConnectionError || (error instanceof DOMException && error.name === "AbortError")) return null;
  throw error;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
