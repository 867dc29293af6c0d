import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { type Access, assertScope, type Identity } from "../access/access.ts";
import { type AuditEntry, pageRequestHeader } from "../access/access-messages.ts";
import type { Caller } from "../access/caller.ts";
import type { Scope } from "../access-protocol.ts";
import type { Job } from "../ingest-protocol.ts";
import { ForbiddenError } from "../request-errors.ts";
import type { AddressGuard } from "./address-guard.ts";
import { notesOf } from "./request-log.ts";

interface AccessNotes {
  readonly identity: Identity;
  readonly access: Access;
  readonly isFromOtherPage: boolean;
  /** What came of a change whose response does not tell by its status and Location; null: nothing was changed. */
  changed?: readonly string[] | null;
}

/** Set by `identifyCallers`, which stands before every route. */
const accessOf = (response: Response): AccessNotes => response.locals.access as AccessNotes;

export const identityOf = (response: Response): Identity => accessOf(response).identity;

export const callerOf = (response: Response): Caller => identityOf(response).caller;

/** Finds out who calls, once a request, and refuses nobody: being refused spends an allowance, which is the caller's. */
export function identifyCallers(access: Access, guard: Pick<AddressGuard, "isFromOtherPage">): RequestHandler {
  return (request, response, next) => {
    const identity = access.identify(request);
    const isFromOtherPage = guard.isFromOtherPage(request);
    response.locals.access = { identity, access, isFromOtherPage } satisfies AccessNotes;
    next();
  };
}

/** Beyond loopback everything needs a key but what `isOpen` says: what is forgotten is closed. */
export function closeToOutsiders(isOpen: (request: Request) => boolean): RequestHandler {
  return (request, response, next) => {
    if (!isOpen(request)) assertScope(identityOf(response), "ask");
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
      response.once("close", () => audit(request, response));
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
 * A browser sends cookies, and a proxy its key, for whatever page makes it: a key beside an origin proves nothing of the
 * page, so that allowed origins change nothing with one either. What tells the page's own requests is where the browser
 * says that they come from, and a header that other origins' pages may not set.
 */
function assertOwnPage(request: Request, response: Response): void {
  if (accessOf(response).isFromOtherPage) throw new ForbiddenError("cross-site");
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

/** For a change that is told in a stream: ids of its records, or null where it failed. */
export function noteChanged(response: Response, records: readonly string[] | null): void {
  accessOf(response).changed = records;
}

/** Not registered, but what proxies have long logged for a client that left: whether the change was made, it was not told. */
const clientLeft = 499;

function audit(request: Request, response: Response): void {
  if (response.statusCode >= 400) return;
  const { changed = recordOf(response.get("Location") ?? request.path) } = accessOf(response);
  if (changed === null) return;
  const status = response.writableFinished ? response.statusCode : clientLeft;
  writeEntry(request, response, { path: request.path, records: changed, status });
}

/** The records of a job are known at its end only. */
export function auditJob(job: Job, request: Request, response: Response): void {
  // What has a report was added or has replaced another.
  const records = job.files.flatMap(({ documentId, report }) => (report === null ? [] : (documentId ?? [])));
  writeEntry(request, response, { path: `/api/v1/jobs/${job.id}`, records, status: response.statusCode });
}

function writeEntry(
  request: Request,
  response: Response,
  what: Pick<AuditEntry, "path" | "status"> & { readonly records: readonly string[] },
): void {
  const { name, by, keyId } = callerOf(response);
  accessOf(response).access.audit.write({
    at: new Date().toISOString(),
    name,
    by,
    keyId,
    method: request.method,
    path: what.path,
    status: what.status,
    records: [...what.records],
    purged: request.query.purge === "true",
    requestId: notesOf(response).requestId,
  });
}

/** The record that an address is of, or of one of its parts. */
function recordOf(address: string): string[] {
  const prefix = "/api/v1/documents/";
  const [id] = address.startsWith(prefix) ? address.slice(prefix.length).split("/") : [];
  return id === undefined ? [] : [decodeURIComponent(id)];
}
