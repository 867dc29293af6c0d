import type { Express, RequestHandler, Response } from "express";
import { identityOf } from "../http/access-rules.ts";
import { receiveBody } from "../http/json-body.ts";
import { CancelledError, TooManyRequestsError } from "../request-errors.ts";
import type { WorkKind } from "./admission.ts";
import type { AllowanceKind, AllowanceTaken } from "./allowances.ts";
import type { Load } from "./load.ts";

/**
 * The addresses below which work is done, and of which kind. A new door of the assistant gets a row here, or takes
 * turns itself where one request is not one piece of work, as `/mcp` and the socket do.
 */
const doors: readonly (readonly [path: string, kind: "ask" | "search"])[] = [
  ["/api/v1/ask", "ask"],
  ["/api/v1/search", "search"],
  ["/v1/chat/completions", "ask"],
  ["/v1/responses", "ask"],
  ["/v1/embeddings", "search"],
];

/** The addresses below which an allowance is spent. */
const limitedPaths: readonly string[] = ["/api", "/d", "/mcp", "/session", "/v1"];
const ingestPath = "/api/v1/documents";
const changingMethods: ReadonlySet<string> = new Set(["POST", "PUT", "DELETE"]);

/** Stands before the routes: lets no more work begin than the server is made for. */
export function limitLoad(application: Express, load: Load, bodyLimitBytes: number): void {
  const receiveJson = receiveBody(["application/json"], bodyLimitBytes);
  for (const [path, kind] of doors) {
    // A body that is slow to arrive must hold no place: it is received first, and the route finds it.
    application.post(path, assertRoom(load, kind), receiveJson, admit(load, kind));
  }
  application.use(ingestPath, onlyTo(changingMethods, admit(load, "ingest")));
}

function onlyTo(methods: ReadonlySet<string>, handler: RequestHandler): RequestHandler {
  return (request, response, next) => (methods.has(request.method) ? handler(request, response, next) : next());
}

export function isLimited(path: string): boolean {
  return limitedPaths.some((limited) => isBelow(path, limited));
}

/** Of which kind a request is; all but reading waits for its turn. */
export function allowanceKindOf(method: string, path: string): AllowanceKind {
  const door = doors.find(([prefix]) => isBelow(path, prefix));
  if (door !== undefined) return door[1];
  return changingMethods.has(method) && isBelow(path, ingestPath) ? "ingest" : "read";
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** Spends the caller's allowance; on a wrong key too, wherever it is tried, so that trying many has its bound. */
export function spendAllowance({ allowances, callerKey }: Load): RequestHandler {
  return (request, response, next) => {
    const { path } = request;
    if (!isLimited(path) && identityOf(response).flaw === null) return next();
    const kind = allowanceKindOf(request.method, path);
    const taken = allowances.take(kind, callerKey(request));
    tellAllowance(response, kind, taken);
    if (taken.waitSeconds > 0) throw new TooManyRequestsError(taken.waitSeconds);
    next();
  };
}

/** Of draft-ietf-httpapi-ratelimit-headers-08: structured fields, whose policy is named by what it is kept for. */
function tellAllowance(response: Response, kind: AllowanceKind, taken: AllowanceTaken): void {
  response.set({
    "RateLimit-Policy": `"${kind}"; q=${taken.limit}; w=60`,
    RateLimit: `"${kind}"; r=${taken.remaining}; t=${taken.resetSeconds}`,
  });
}

function assertRoom({ admission, callerKey }: Load, kind: WorkKind): RequestHandler {
  return (request, _response, next) => {
    admission.assertRoom(kind, callerKey(request));
    next();
  };
}

/** The place is held until the response has ended or its client is gone; who goes while waiting is dropped. */
function admit({ admission, callerKey }: Load, kind: WorkKind): RequestHandler {
  return async (request, response, next) => {
    const controller = new AbortController();
    const gone = () => controller.abort(new CancelledError());
    response.once("close", gone);
    if (request.socket.destroyed) gone();
    const release = await admission.admit(kind, { caller: callerKey(request), signal: controller.signal });
    response.off("close", gone);
    response.once("close", release);
    if (response.closed) release();
    else next();
  };
}
