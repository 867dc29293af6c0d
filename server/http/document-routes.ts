import type { IRouter, RequestHandler, Response } from "express";
import type { Document } from "../../corpus/document.ts";
import type { FileFormatName } from "../../corpus/formats/file-format.ts";
import type { Collection } from "../collection.ts";
import {
  auditRecord,
  citePassage,
  detailRecord,
  findPlace,
  listInterventions,
  summarizeRecord,
  summarizeSetAside,
} from "../document-views.ts";
import type { CollectedRecord } from "../records/held-records.ts";
import type { OriginalFile } from "../records/originals.ts";
import { OtherRevisionError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { preferredLanguage } from "./accept-language.ts";
import { readSpan } from "./correction-routes.ts";
import type { IngestHandlers } from "./ingest-routes.ts";
import { linkBase } from "./public-address.ts";
import { pathValue, serveAddress } from "./routing.ts";
import { sendStable } from "./stable-bodies.ts";

export interface DocumentRouteParts {
  readonly collection: Collection;
  /** The adding and the removal of records, at the same addresses. */
  readonly handlers: IngestHandlers;
  readonly settings: Pick<Settings, "publicUrl" | "host" | "port">;
}

/** The addresses of the records: lists, details, source texts, and the twins of the document pages. */
export function addDocumentRoutes(router: IRouter, { collection, handlers, settings }: DocumentRouteParts): void {
  /** Its words are served as those of a revision: its files must hold them still. */
  const openRecord = async (id: string): Promise<CollectedRecord> => {
    await collection.verify(id);
    return collection.record(id);
  };
  const list: RequestHandler = (_request, response) => {
    const setAside = collection.setAside().map(summarizeSetAside);
    sendStable(response, { documents: collection.records().map(summarizeRecord), setAside });
  };
  const listSetAside: RequestHandler = (_request, response) => {
    sendStable(response, { setAside: collection.setAside().map(summarizeSetAside) });
  };
  const passage: RequestHandler = async (request, response) => {
    const { document } = await openRecord(pathValue(request.params, "id"));
    const options = {
      linkBase: linkBase(settings, request),
      language: preferredLanguage(request.get("Accept-Language")) ?? (document.language === "es" ? "es" : "en"),
    };
    response.vary("Accept-Language").set("Content-Language", document.language);
    sendStable(response, citePassage(document, pathValue(request.params, "passageId"), options));
  };
  const detail: RequestHandler = async (request, response) => {
    sendStable(response, detailRecord(await openRecord(pathValue(request.params, "id"))));
  };
  const text: RequestHandler = async (request, response) => {
    sendSource((await openRecord(pathValue(request.params, "id"))).document, response);
  };
  const audit: RequestHandler = async (request, response) => {
    sendStable(response, auditRecord(await openRecord(pathValue(request.params, "id"))));
  };
  const interventions: RequestHandler = async (request, response) => {
    sendStable(response, listInterventions((await openRecord(pathValue(request.params, "id"))).document));
  };
  const original: RequestHandler = async (request, response) => {
    sendOriginal(await collection.original(pathValue(request.params, "id")), response);
  };
  const twin: RequestHandler = async (request, response) => {
    const document = findDocument(pathValue(request.params, "0"), collection);
    await collection.verify(document.id);
    if (pathValue(request.params, "1") === "txt") sendSource(document, response);
    else {
      const isOfSpan = request.query.start !== undefined || request.query.end !== undefined;
      const place = isOfSpan ? { place: findPlace(document, readSpan(request)) } : {};
      sendStable(response, { ...detailRecord(collection.record(document.id)), ...place });
    }
  };

  serveAddress(router, "/api/v1/documents", { GET: [list], POST: handlers.ingest });
  serveAddress(router, "/api/v1/documents/:id", { GET: [detail], PUT: handlers.put, DELETE: handlers.remove });
  serveAddress(router, "/api/v1/documents/:id/passages/:passageId", { GET: [passage] });
  serveAddress(router, "/api/v1/documents/:id/text", { GET: [text] });
  serveAddress(router, "/api/v1/documents/:id/audit", { GET: [audit] });
  serveAddress(router, "/api/v1/documents/:id/interventions", { GET: [interventions] });
  serveAddress(router, "/api/v1/documents/:id/original", { GET: [original] });
  serveAddress(router, "/api/v1/documents/:id/restore", { POST: handlers.restore });
  serveAddress(router, "/api/v1/removed-documents", { GET: handlers.listRemoved });
  serveAddress(router, "/api/v1/set-aside-documents", { GET: [listSetAside] });
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
