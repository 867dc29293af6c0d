import type { Request, RequestHandler, Response } from "express";
import { isDocumentId } from "../../corpus/document-ids.ts";
import { extensionOf } from "../../corpus/formats/file-names.ts";
import type { Collection } from "../collection.ts";
import type { IngestEvent, Job } from "../ingest-protocol.ts";
import type { IntakeJobs } from "../jobs/intake-jobs.ts";
import { describeProblem } from "../problems.ts";
import type { RecordFile } from "../records/additions.ts";
import { UnservableValueError } from "../request-errors.ts";
import { problemLanguage } from "./accept-language.ts";
import { auditJob, noteChanged, requireScope } from "./access-rules.ts";
import { plainFileName } from "./file-names.ts";
import { bodyBytes, receiveBody, sendJson } from "./json-body.ts";
import { receiveForm } from "./multipart.ts";
import { notesOf } from "./request-log.ts";
import { abortWithRequest } from "./request-scope.ts";
import { pathValue } from "./routing.ts";

export interface IngestRouteParts {
  readonly collection: Collection;
  readonly jobs: IntakeJobs;
  readonly recordLimitBytes: number;
  readonly uploadLimitBytes: number;
  /** Files of forms wait here for their turn. */
  readonly uploadsDirectory: string;
}

const eventStreamType = "application/x-ndjson";

/** What a record may be sent as; the content and the name's extension decide what it is. */
export const recordMediaTypes = [
  "text/plain",
  "text/markdown",
  "text/html",
  "text/vtt",
  "application/x-subrip",
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/octet-stream",
] as const;

type Handlers = readonly RequestHandler[];

export interface IngestHandlers {
  readonly ingest: Handlers;
  readonly put: Handlers;
  readonly remove: Handlers;
  readonly listRemoved: Handlers;
  readonly restore: Handlers;
}

/** The adding and the removal of records. */
export function createIngestHandlers(parts: IngestRouteParts): IngestHandlers {
  const { collection, jobs, recordLimitBytes, uploadLimitBytes, uploadsDirectory } = parts;
  const receiveRecord = receiveBody(recordMediaTypes, recordLimitBytes);

  const startJob: RequestHandler = async (request, response, next) => {
    if (!request.is("multipart/form-data")) return next();
    // A form is not worth receiving before the collection answers.
    collection.assistant();
    const limits = { fileBytes: recordLimitBytes, uploadBytes: uploadLimitBytes };
    const upload = await receiveForm(request, uploadsDirectory, limits);
    const files = upload.files.map((file) => ({ ...file, ocr: wantsOcr(request) }));
    const job = jobs.start({ ...upload, files }, problemLanguage(request.get("Accept-Language")));
    auditAtEnd(job, request, response);
    response.status(202).location(`/api/v1/jobs/${job.id}`);
    sendJson(response, job);
  };

  /** Which records a job adds is known, and written down, once it has ended. */
  function auditAtEnd({ id }: Job, request: Request, response: Response): void {
    const unfollow = jobs.follow(id, (latest) => {
      if (latest.state === "running") return;
      unfollow();
      auditJob(latest, request, response);
    });
  }

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
      const report = await collection.ingest(file, { signal, onProgress });
      noteChanged(response, [report.document.id]);
      send({ type: "report", report });
    } catch (error) {
      noteChanged(response, null);
      const { problem } = describeProblem(error, problemLanguage(request.get("Accept-Language")));
      if (problem.status === 500) notesOf(response).log.error({ error }, "ingest failed");
      send({ type: "problem", problem });
    }
    response.end();
  }

  const put: RequestHandler = async (request, response) => {
    const id = pathValue(request.params, "id");
    if (!isDocumentId(id)) throw new UnservableValueError("id", "document-id");
    const signal = abortWithRequest(request, response, null);
    const report = await collection.put(id, readRecordFile(request), { signal });
    const isNew = report.replaced === null && !report.unchanged;
    response.status(isNew ? 201 : 200).location(`/api/v1/documents/${encodeURIComponent(id)}`);
    sendJson(response, report);
  };

  const remove: RequestHandler = async (request, response) => {
    await collection.remove(pathValue(request.params, "id"), { purge: request.query.purge === "true" });
    response.status(204).end();
  };

  const listRemoved: RequestHandler = async (_request, response) => {
    sendJson(response, { removed: await collection.removed() });
  };

  const restore: RequestHandler = async (request, response) => {
    sendJson(response, { document: await collection.restore(pathValue(request.params, "id")) });
  };

  return {
    ingest: [requireScope("add"), startJob, receiveRecord, ingest],
    put: [requireScope("add"), receiveRecord, put],
    remove: [requireScope("add"), remove],
    listRemoved: [requireScope("add"), listRemoved],
    restore: [requireScope("add"), restore],
  };
}

interface StreamedIngest {
  readonly request: Request;
  readonly response: Response;
  readonly file: RecordFile;
  readonly signal: AbortSignal;
}

function readRecordFile(request: Request): RecordFile {
  const plain = plainFileName(request.query.name);
  if (plain === null) throw new UnservableValueError("name", "file-name");
  // Markdown cannot be told from text by its content: where the name does not say it, the media type does.
  const isMarkdown = extensionOf(plain) === "" && request.is("text/markdown") !== false;
  const bytes = bodyBytes(request);
  return { name: isMarkdown ? `${plain}.md` : plain, read: async () => bytes, ocr: wantsOcr(request) };
}

/** Scans are read by recognising their words only where the address says so. */
function wantsOcr({ query }: Request): boolean {
  return query.ocr === "true";
}
