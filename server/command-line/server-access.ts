import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod/mini";
import { signInLinkSchema } from "../access/access-messages.ts";
import { documentListSchema } from "../document-protocol.ts";
import { type IngestEvent, type IngestReport, ingestEventSchema, jobSchema } from "../ingest-protocol.ts";
import { ProblemError } from "../problem-error.ts";
import { askResponseSchema, type FrameLanguage, problemSchema } from "../protocol.ts";
import { progressOf } from "./job-progress.ts";
import type { IngestProgress, RelatorAccess } from "./relator-access.ts";

const pollingPauseMs = 200;

/** Asks a running server over its interface for programs. */
export function createServerAccess(url: string, language: FrameLanguage, key: string | null): RelatorAccess {
  const headers = { "Accept-Language": language, ...(key !== null && { Authorization: `Bearer ${key}` }) };

  return {
    ask: async (request) => {
      const response = await fetch(new URL("api/v1/ask", url), {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(request),
      });
      await assertServed(response);
      return z.parse(askResponseSchema, await response.json());
    },

    ingest: async (file, onProgress) => {
      const address = new URL("api/v1/documents", url);
      address.searchParams.set("name", file.name);
      const response = await fetch(address, {
        method: "POST",
        headers: {
          ...headers,
          "Content-Type": "application/octet-stream",
          Accept: "application/x-ndjson",
        },
        // A copy in a buffer of its own: what fetch sends must not be shared memory.
        body: new Uint8Array(await file.read()),
      });
      await assertServed(response);
      return readReport(response, onProgress);
    },

    ingestAll: async (files, onProgress) => {
      const form = new FormData();
      for (const file of files) form.append("files", new Blob([new Uint8Array(await file.read())]), file.name);
      const started = await fetch(new URL("api/v1/documents", url), { method: "POST", headers, body: form });
      await assertServed(started);
      let job = z.parse(jobSchema, await started.json());
      while (job.state === "running") {
        await wait(pollingPauseMs);
        const response = await fetch(new URL(`api/v1/jobs/${job.id}`, url), { headers });
        await assertServed(response);
        job = z.parse(jobSchema, await response.json());
        const progress = progressOf(job);
        if (progress !== null) onProgress(progress);
      }
      return job;
    },

    list: async () => {
      const response = await fetch(new URL("api/v1/documents", url), { headers });
      await assertServed(response);
      return z.parse(documentListSchema, await response.json()).documents;
    },

    remove: async (id, purge) => {
      const address = new URL(`api/v1/documents/${encodeURIComponent(id)}`, url);
      if (purge) address.searchParams.set("purge", "true");
      await assertServed(await fetch(address, { method: "DELETE", headers }));
    },

    close: async () => {},
  };
}

/** What to put behind the server's address in a browser, to be signed in there. @throws ProblemError */
export async function requestSignInLink(url: string, language: FrameLanguage, key: string | null): Promise<string> {
  const response = await fetch(new URL("api/v1/sign-in-links", url), {
    method: "POST",
    headers: { "Accept-Language": language, Authorization: `Bearer ${key ?? ""}` },
  });
  await assertServed(response);
  return z.parse(signInLinkSchema, await response.json()).path;
}

async function assertServed(response: Response): Promise<void> {
  if (!response.ok) throw new ProblemError(z.parse(problemSchema, await response.json()));
}

async function readReport(response: Response, onProgress: (progress: IngestProgress) => void): Promise<IngestReport> {
  let last: IngestEvent | null = null;
  for await (const line of readLines(response)) {
    last = z.parse(ingestEventSchema, JSON.parse(line));
    if (last.type === "progress") onProgress(last);
  }
  if (last?.type === "problem") throw new ProblemError(last.problem);
  if (last?.type !== "report") throw new Error("The server ended its report before it was complete.");
  return last.report;
}

async function* readLines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
