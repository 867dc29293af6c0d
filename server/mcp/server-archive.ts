import type * as z from "zod/mini";
import { documentDetailSchema, documentListSchema } from "../document-protocol.ts";
import { checkShape } from "../http/json-body.ts";
import { ProblemError } from "../problem-error.ts";
import { askResponseSchema, problemSchema, searchResponseSchema } from "../protocol.ts";
import type { Archive } from "./archive.ts";

export interface ServerArchiveParts {
  /** Of a running server, with a slash at the end. */
  readonly url: string;
  /** What absolute links begin with, without a slash at the end. */
  readonly linkBase: string;
  /** Where the server needs one to be asked: it listens beyond loopback. */
  readonly key: string | null;
}

/** A running server, over HTTP. */
export function createServerArchive({ url, linkBase, key }: ServerArchiveParts): Archive {
  const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
  const load = async (path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> => {
    const response = await fetch(new URL(path, url), { ...init, headers: { ...authorization, ...init.headers } });
    if (!response.ok) throw new ProblemError(checkShape(await response.json(), problemSchema));
    return response;
  };
  const get = async <Schema extends z.core.$ZodType>(path: string, schema: Schema, signal: AbortSignal) =>
    checkShape(await (await load(path, { signal })).json(), schema);
  const post = async <Schema extends z.core.$ZodType>(
    path: string,
    request: { readonly body: unknown; readonly schema: Schema; readonly signal: AbortSignal },
  ) => {
    const { body, schema, signal } = request;
    const response = await load(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    return checkShape(await response.json(), schema);
  };
  const addressOf = (id: string) => `api/v1/documents/${encodeURIComponent(id)}`;

  return {
    linkBase,
    ask: (body, signal) => post("api/v1/ask", { body, schema: askResponseSchema, signal }),
    search: (body, signal) => post("api/v1/search", { body, schema: searchResponseSchema, signal }),
    records: async (signal) => (await get("api/v1/documents", documentListSchema, signal)).documents,
    record: (id, signal) => get(addressOf(id), documentDetailSchema, signal),
    source: async (id, signal) => (await load(`${addressOf(id)}/text`, { signal })).text(),
  };
}
