import type { Request, RequestHandler, Response } from "express";
import * as z from "zod";
import { formatOf as formatOfFile } from "../../corpus/catalogue.ts";
import type { TextFormat } from "../../corpus/text-extractor.ts";
import type { Collection, RecordFile } from "../collection.ts";
import type { IngestEvent } from "../ingest-protocol.ts";
import { describeProblem } from "../problems.ts";
import { ForbiddenError, UnservableValueError } from "../request-errors.ts";
import { problemLanguage } from "./accept-language.ts";
import { isLocalRequest } from "./address-guard.ts";
import { bodyBytes, receiveBody, sendJson } from "./json-body.ts";
import { notesOf } from "./request-log.ts";
import { abortWithRequest } from "./request-scope.ts";
import { pathValue } from "./routing.ts";

export interface IngestRouteParts {
  readonly collection: Collection;
  readonly recordLimitBytes: number;
}

const eventStreamType = "application/x-ndjson";

/** A plain file name: no folders, no control characters. */
const fileNameSchema = z
  .string()
  .regex(/^[^/\\\p{C}]{1,200}$/u)
  .refine((name) => /[\p{L}\p{N}]/u.test(name));

export interface IngestHandlers {
  readonly ingest: readonly RequestHandler[];
  readonly remove: readonly RequestHandler[];
}

/** The adding and the removal of records, both from this machine only. */
export function createIngestHandlers({ collection, recordLimitBytes }: IngestRouteParts): IngestHandlers {
  const requireLocal: RequestHandler = (request, _response, next) => {
    if (!isLocalRequest(request)) throw new ForbiddenError("loopback");
    next();
  };
  const receiveRecord = receiveBody(["text/plain", "text/markdown"], recordLimitBytes);

  const ingest: RequestHandler = async (request, response) => {
    const file = readRecordFile(request);
    const signal = abortWithRequest(request, response, null);
    if (request.get("Accept")?.includes(eventStreamType)) await streamIngest({ request, response, file, signal });
    else {
      const report = await collection.ingest(file, { signal });
      response.status(201).location(`/api/v1/documents/${encodeURIComponent(report.document.id)}`);
      sendJson(response, report);
    }
  };

  async function streamIngest({ request, response, file, signal }: StreamedIngest): Promise<void> {
    const send = (event: IngestEvent) => response.write(`${JSON.stringify(event)}\n`);
    response.set({ "Cache-Control": "no-store", "X-Accel-Buffering": "no" }).type(eventStreamType);
    // Progress is news: what a slow reader has not taken yet is not worth keeping.
    const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) => {
      if (!response.writableNeedDrain) send({ type: "progress", done, total });
    };
    try {
      send({ type: "report", report: await collection.ingest(file, { signal, onProgress }) });
    } catch (error) {
      const { problem } = describeProblem(error, problemLanguage(request.get("Accept-Language")));
      if (problem.status === 500) notesOf(response).log.error({ error }, "ingest failed");
      send({ type: "problem", problem });
    }
    response.end();
  }

  const remove: RequestHandler = async (request, response) => {
    await collection.remove(pathValue(request.params, "id"));
    response.status(204).end();
  };

  return { ingest: [requireLocal, receiveRecord, ingest], remove: [requireLocal, remove] };
}

interface StreamedIngest {
  readonly request: Request;
  readonly response: Response;
  readonly file: RecordFile;
  readonly signal: AbortSignal;
}

function readRecordFile(request: Request): RecordFile {
  const name = fileNameSchema.safeParse(request.query.name);
  if (!name.success) throw new UnservableValueError("name", "file-name");
  return { name: name.data, format: formatOf(name.data, request), bytes: bodyBytes(request) };
}

/** The extension decides; where it says nothing, the media type. */
function formatOf(name: string, request: Request): TextFormat {
  return formatOfFile(name) ?? (request.is("text/markdown") ? "markdown" : "text");
}
