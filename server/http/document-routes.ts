import type { IRouter, RequestHandler, Response } from "express";
import type { Document } from "../../corpus/document.ts";
import type { Collection } from "../collection.ts";
import { detailDocument, summarizeDocument } from "../document-views.ts";
import { OtherRevisionError } from "../request-errors.ts";
import type { IngestHandlers } from "./ingest-routes.ts";
import { sendJson } from "./json-body.ts";
import { pathValue, serveAddress } from "./routing.ts";

/** The addresses of the records: lists, details, source texts, and the twins of the document pages. */
export function addDocumentRoutes(router: IRouter, collection: Collection, handlers: IngestHandlers): void {
  const list: RequestHandler = (_request, response) => {
    sendJson(response, { documents: collection.documents().map((document) => summarizeDocument(document)) });
  };
  const detail: RequestHandler = (request, response) => {
    sendJson(response, detailDocument(collection.document(pathValue(request.params, "id"))));
  };
  const text: RequestHandler = (request, response) => {
    sendSource(collection.document(pathValue(request.params, "id")), response);
  };
  const twin: RequestHandler = (request, response) => {
    const document = findDocument(pathValue(request.params, "0"), collection);
    if (pathValue(request.params, "1") === "txt") sendSource(document, response);
    else sendJson(response, detailDocument(document));
  };

  serveAddress(router, "/api/v1/documents", { GET: [list], POST: handlers.ingest });
  serveAddress(router, "/api/v1/documents/:id", { GET: [detail], DELETE: handlers.remove });
  serveAddress(router, "/api/v1/documents/:id/text", { GET: [text] });
  serveAddress(router, /^\/d\/([^/]+)\.(json|txt)$/, { GET: [twin] });
}

/** The source byte for byte; its revision is its entity tag, so that a reader who has it fetches nothing. */
function sendSource({ source, revision, language }: Document, response: Response): void {
  response
    .set({ ETag: `"${revision}"`, "Cache-Control": "no-cache", "Content-Language": language })
    .type("text/plain; charset=utf-8")
    .send(Buffer.from(source, "utf8"));
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
