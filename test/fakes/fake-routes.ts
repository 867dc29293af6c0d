import { readFile } from "node:fs/promises";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { atDepth } from "../../server/http/client-pages.ts";
import type { Problem } from "../../server/protocol.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly problem?: Problem;
  readonly extra?: object;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (match: RegExpExecArray, request: RouteRequest) => Reply | "streamed" | Promise<Reply>;
}

interface RouteRequest {
  readonly bytes: Buffer;
  /** Of JSON. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
}

/** A problem with little in it. */
export function refuse(status: number, title: string): Reply {
  return { status, problem: { type: "about:blank", title, status, detail: title, errors: [] } };
}

/** Answers by the first route that fits, else with a file of the built page. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  assets: string,
): Promise<void> {
  response.setHeader("Content-Security-Policy", contentSecurityPolicy);
  const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://fake");
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(path) : null;
    if (match === null) continue;
    const { headers } = request;
    const bytes = await readBody(request);
    const isJson = headers["content-type"]?.startsWith("application/json") === true;
    const body: unknown = isJson && bytes.length > 0 ? JSON.parse(bytes.toString("utf8")) : null;
    const reply = await route.handle(match, { bytes, body, headers, query, response });
    if (reply === "streamed") return;
    const { status = 200, json, text, problem, extra } = reply;
    const type =
      problem !== undefined
        ? "application/problem+json"
        : text === undefined
          ? "application/json"
          : "text/plain; charset=utf-8";
    response.writeHead(status, { "Content-Type": type });
    response.end(
      status === 204 ? undefined : (text ?? JSON.stringify(problem === undefined ? json : { ...problem, ...extra })),
    );
    return;
  }
  await serveAsset(response, assets, path);
}

/** A file of the built page; its index for every address that is a screen. */
async function serveAsset(response: ServerResponse, assets: string, path: string): Promise<void> {
  const isScreen = extname(path) === "" || path.startsWith("/d/");
  const file = path === "/sign-in" ? "sign-in.html" : isScreen ? "index.html" : normalize(path);
  try {
    const stored = await readFile(join(assets, file));
    const content = isScreen ? atDepth(stored.toString("utf8"), path) : stored;
    response.writeHead(200, { "Content-Type": contentTypes[extname(file)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
