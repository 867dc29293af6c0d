import * as z from "zod/mini";
import { type IngestEvent, type IngestReport, ingestEventSchema } from "../ingest-protocol.ts";
import { askResponseSchema, type FrameLanguage, problemSchema } from "../protocol.ts";
import { type IngestProgress, ProblemError, type RelatorAccess } from "./relator-access.ts";

/** Asks a running server over its interface for programs. */
export function createServerAccess(url: string, language: FrameLanguage): RelatorAccess {
  const headers = { "Accept-Language": language };

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
          "Content-Type": file.format === "markdown" ? "text/markdown" : "text/plain",
          Accept: "application/x-ndjson",
        },
        // A copy in a buffer of its own: what fetch sends must not be shared memory.
        body: new Uint8Array(file.bytes),
      });
      await assertServed(response);
      return readReport(response, onProgress);
    },

    close: async () => {},
  };
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
