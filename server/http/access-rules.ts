import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { type Access, assertScope, type Identity } from "../access/access.ts";
import { pageRequestHeader } from "../access/access-messages.ts";
import type { Caller } from "../access/caller.ts";
import type { Scope } from "../access-protocol.ts";
import type { Job } from "../ingest-protocol.ts";
import { ForbiddenError } from "../request-errors.ts";
import { isCrossSite } from "./address-guard.ts";
import { notesOf } from "./request-log.ts";

interface AccessNotes {
  readonly identity: Identity;
  readonly access: Access;
}

/** Set by `identifyCallers`, which stands before every route. */
const accessOf = (response: Response): AccessNotes => response.locals.access as AccessNotes;

export const identityOf = (response: Response): Identity => accessOf(response).identity;

export const callerOf = (response: Response): Caller => identityOf(response).caller;

/**
 * Finds out who calls, once a request. Beyond loopback everything needs a key but what `isOpen` says: what is forgotten
 * is closed.
 */
export function identifyCallers(access: Access, isOpen: (request: Request) => boolean): RequestHandler {
  return (request, response, next) => {
    const identity = access.identify(request);
    response.locals.access = { identity, access } satisfies AccessNotes;
    if (!isOpen(request)) assertScope(identity, "ask");
    next();
  };
}

/** Lets in who may. Changes are written into the audit log here, so that no route can forget to. */
export function requireScope(scope: Exclude<Scope, "ask">): RequestHandler {
  return (request, response, next) => {
    if (readsOnly(request)) assertScope(identityOf(response), scope);
    else {
      assertOwnPage(request, response);
      assertScope(identityOf(response), scope);
      response.once("finish", () => audit(request, response));
    }
    next();
  };
}

/** What changes something without needing a scope: opinions, signing in and out. */
export const requireOwnPage: RequestHandler = (request, response, next) => {
  assertOwnPage(request, response);
  next();
};

/**
 * A browser sends cookies, and a proxy its key, for whatever page makes it. What tells the page's own requests is where
 * the browser says that they come from, and a header that other origins' pages may not set.
 */
function assertOwnPage(request: Request, response: Response): void {
  if (isCrossSite(request)) throw new ForbiddenError("cross-site");
  const { by } = callerOf(response);
  if (by !== "session" && by !== "proxy") return;
  const site = request.get("Sec-Fetch-Site");
  if ((site !== undefined && site !== "same-origin") || request.get(pageRequestHeader) === undefined) {
    throw new ForbiddenError("own-page");
  }
}

function readsOnly({ method }: Pick<IncomingMessage, "method">): boolean {
  return method === "GET" || method === "HEAD";
}

function audit(request: Request, response: Response): void {
  if (response.statusCode < 400) {
    writeEntry(request, response, { path: request.path, records: recordOf(response.get("Location")) });
  }
}

/** The records of a job are known at its end only. */
export function auditJob(job: Job, request: Request, response: Response): void {
  // What has a report was added or has replaced another.
  const records = job.files.flatMap(({ documentId, report }) => (report === null ? [] : (documentId ?? [])));
  writeEntry(request, response, { path: `/api/v1/jobs/${job.id}`, records });
}

function writeEntry(
  request: Request,
  response: Response,
  what: { readonly path: string; readonly records: readonly string[] },
): void {
  const { name, by, keyId } = callerOf(response);
  accessOf(response).access.audit.write({
    at: new Date().toISOString(),
    name,
    by,
    keyId,
    method: request.method,
    path: what.path,
    status: response.statusCode,
    records: [...what.records],
    purged: request.query.purge === "true",
    requestId: notesOf(response).requestId,
  });
}

function recordOf(location: string | undefined): string[] {
  const prefix = "/api/v1/documents/";
  return location?.startsWith(prefix) === true ? [decodeURIComponent(location.slice(prefix.length))] : [];
}
