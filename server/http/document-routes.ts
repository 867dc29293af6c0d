import type { IRouter, RequestHandler, Response } from "express";
import type { Document } from "../../corpus/document.ts";
import type { FileFormatName } from "../../corpus/formats/file-format.ts";
import type { Collection, OriginalFile } from "../collection.ts";
import { auditRecord, detailRecord, findPlace, listInterventions, summarizeRecord } from "../document-views.ts";
import { OtherRevisionError } from "../request-errors.ts";
import { readSpan } from "./correction-routes.ts";
import type { IngestHandlers } from "./ingest-routes.ts";
import { sendJson } from "./json-body.ts";
import { pathValue, serveAddress } from "./routing.ts";

/** The addresses of the records: lists, details, source texts, and the twins of the document pages. */
export function addDocumentRoutes(router: IRouter, collection: Collection, handlers: IngestHandlers): void {
  const list: RequestHandler = (_request, response) => {
    sendJson(response, { documents: collection.records().map(summarizeRecord) });
  };
  const detail: RequestHandler = (request, response) => {
    sendJson(response, detailRecord(collection.record(pathValue(request.params, "id"))));
  };
  const text: RequestHandler = (request, response) => {
    sendSource(collection.document(pathValue(request.params, "id")), response);
  };
  const audit: RequestHandler = (request, response) => {
    sendJson(response, auditRecord(collection.record(pathValue(request.params, "id"))));
  };
  const interventions: RequestHandler = (request, response) => {
    sendJson(response, listInterventions(collection.document(pathValue(request.params, "id"))));
  };
  const original: RequestHandler = async (request, response) => {
    sendOriginal(await collection.original(pathValue(request.params, "id")), response);
  };
  const twin: RequestHandler = (request, response) => {
    const document = findDocument(pathValue(request.params, "0"), collection);
    if (pathValue(request.params, "1") === "txt") sendSource(document, response);
    else {
      const isOfSpan = request.query.start !== undefined || request.query.end !== undefined;
      const place = isOfSpan ? { place: findPlace(document, readSpan(request)) } : {};
      sendJson(response, { ...detailRecord(collection.record(document.id)), ...place });
    }
  };

  serveAddress(router, "/api/v1/documents", { GET: [list], POST: handlers.ingest });
  serveAddress(router, "/api/v1/documents/:id", { GET: [detail], PUT: handlers.put, DELETE: handlers.remove });
  serveAddress(router, "/api/v1/documents/:id/text", { GET: [text] });
  serveAddress(router, "/api/v1/documents/:id/audit", { GET: [audit] });
  serveAddress(router, "/api/v1/documents/:id/interventions", { GET: [interventions] });
  serveAddress(router, "/api/v1/documents/:id/original", { GET: [original] });
  serveAddress(router, "/api/v1/documents/:id/restore", { POST: handlers.restore });
  serveAddress(router, "/api/v1/removed-documents", { GET: handlers.listRemoved });
  serveAddress(router, /^\/d\/([^/]+)\.(json|txt)$/, { GET: [twin] });
}

/** The source byte for byte; its revision is its entity tag, so that a reader who has it fetches nothing. */
function sendSource({ source, revision, language }: Document, response: Response): void {
  response
    .set({ ETag: `"${revision}"`, "Cache-Control": "no-cache", "Content-Language": language })
    .type("text/plain; charset=utf-8")
    .send(Buffer.from(source, "utf8"));
}

const originalTypes: Readonly<Record<FileFormatName, string>> = {
  text: "text/plain; charset=utf-8",
  markdown: "text/markdown; charset=utf-8",
  subtitles: "text/plain; charset=utf-8",
  // Its own charset is in it.
  html: "text/html",
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** The file as it was given, to be kept and not shown: what others wrote must not run as a page of this server's. */
function sendOriginal({ fileName, fileFormat, bytes }: OriginalFile, response: Response): void {
  response
    .attachment(fileName ?? "record.txt")
    .set({ "Cache-Control": "no-cache", "Content-Security-Policy": "sandbox; default-src 'none'" })
    .type(originalTypes[fileFormat ?? "text"])
    .send(Buffer.from(bytes));
}

/** Fewer digits than this could name several revisions. */
const fewestRevisionDigits = 12;

/** The document of a permalink, `id` or `id@revision`; the revision may be given without `sha256:` and shortened. */
function findDocument(name: string, collection: Collection): Document {
  const at = name.lastIndexOf("@");
  if (at < 0) return collection.document(name);
  const document = collection.document(name.slice(0, at));
  const asked = name.slice(at + 1).replace(/^sha256:/, "");
  const held = document.revision.replace(/^sha256:/, "");
  if (asked.length < fewestRevisionDigits || !held.startsWith(asked)) {
    throw new OtherRevisionError(document.id, document.revision);
  }
  return document;
}
