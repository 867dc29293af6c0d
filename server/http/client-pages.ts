import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type IRouter, type Request, type RequestHandler } from "express";
import { assertScope } from "../access/access.ts";
import type { Collection } from "../collection.ts";
import { NotFoundError, UnauthorizedError } from "../request-errors.ts";
import { identityOf } from "./access-rules.ts";
import { openCompressedFiles } from "./compressed-files.ts";

/** Hashed by the build: a file under another name is another file. */
const assetsPath = "/assets";
const signInPage = "/sign-in";

const notBuiltPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Relator</title></head>
<body>
<h1>Relator</h1>
<p>The server is running, but its page has not been built. Stop the server and start it with <code>npm start</code>, or run <code>npm run build</code>.</p>
<p lang="es">El servidor está en marcha, pero su página no se ha construido. Detenga el servidor e inícielo con <code>npm start</code>, o ejecute <code>npm run build</code>.</p>
</body>
</html>
`;

export interface ClientPageParts {
  readonly clientDirectory: string;
  readonly collection: Pick<Collection, "opening" | "documents">;
}

/**
 * The page and its assets. One page serves every screen but signing in: a reader who opens a link to a document or a
 * screen gets it, and its own script shows what the address names. An address that names nothing is a 404: with the page,
 * which says so, for readers; a problem document for programs.
 */
export function addClientPages(router: IRouter, { clientDirectory, collection }: ClientPageParts): void {
  const compressed = openCompressedFiles(clientDirectory);
  const sendPage: RequestHandler = async (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (isProgramAddress(request.path)) return next();
    const isSignIn = request.path === signInPage;
    const isPage = isSignIn || isPageAddress(request.path, collection);
    const namesScreen = isPage || namesDocument(request.path);
    if (!namesScreen && !acceptsPages(request.get("Accept"))) return next();
    if (!isSignIn && mustSignIn(() => assertScope(identityOf(response), "ask"))) {
      const back = encodeURIComponent(request.originalUrl);
      response.set("Cache-Control", "no-store").redirect(302, `${upwards(request.path)}sign-in?to=${back}`);
      return;
    }
    const page = join(clientDirectory, isSignIn ? "sign-in.html" : "index.html");
    response.set("Cache-Control", "no-cache").type("text/html; charset=utf-8");
    if (existsSync(page)) response.status(isPage ? 200 : 404).send(atDepth(await readFile(page, "utf8"), request.path));
    else response.status(503).send(notBuiltPage);
  };

  const sendTwin: RequestHandler = (request, response, next) => {
    const { method, path } = request;
    if (compressed.has(path.slice(1))) throw new NotFoundError("address", path);
    const headers = path.startsWith(`${assetsPath}/`) ? { "Cache-Control": "public, max-age=31536000, immutable" } : {};
    const readsOnly = method === "GET" || method === "HEAD";
    if (!readsOnly || !compressed.send(path.slice(1), request, response, headers)) next();
  };

  router.use(sendTwin);
  router.use(
    assetsPath,
    express.static(join(clientDirectory, "assets"), { immutable: true, maxAge: "365d", index: false, redirect: false }),
  );
  router.use(sendPage);
  router.use(express.static(clientDirectory, { index: false, redirect: false, cacheControl: false }));
}

/** A file of the page: it is the same for everybody, and holds nothing of the records. */
export function isPageFile({ method, path }: Pick<Request, "method" | "path">): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  if (path.startsWith(`${assetsPath}/`)) return true;
  return path.lastIndexOf("/") === 0 && path.includes(".") ? true : isScreen(path) || namesDocument(path);
}

/** A person who has no key yet is led to where one is given; a key that lacks the scope is told so. */
function mustSignIn(assertMayAsk: () => void): boolean {
  try {
    assertMayAsk();
    return false;
  } catch (error) {
    if (error instanceof UnauthorizedError) return true;
    throw error;
  }
}

/**
 * The built page names its files relative to the top. Below a path that a proxy takes away, the server does not know
 * where the top is, but how far it is from the address asked: `/library/reading` lies one folder down.
 */
export function atDepth(page: string, path: string): string {
  return page.replaceAll('="./', `="${upwards(path)}`);
}

function upwards(path: string): string {
  const folders = path.split("/").length - 2;
  return folders === 0 ? "./" : "../".repeat(folders);
}

/** Programs ask there, and get problem documents whatever they accept. */
const programFolders: ReadonlySet<string> = new Set([
  "api",
  "v1",
  "mcp",
  "metrics",
  "assets",
  "problems",
  "ws",
  "healthz",
  "readyz",
  "session",
]);

/** A file at the top is the page's, as its icon. */
function isProgramAddress(path: string): boolean {
  return programFolders.has(topOf(path)) || (path.lastIndexOf("/") === 0 && path.includes("."));
}

function topOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** The screens that client/routes.ts knows, with a slash at their end or without. */
const screens: ReadonlySet<string> = new Set([
  "",
  "/sign-in",
  "/recommendations",
  "/library",
  "/library/reading",
  "/library/passages",
]);

function isScreen(path: string): boolean {
  return screens.has(path.endsWith("/") ? path.slice(0, -1) : path);
}

/** Whether or not it is held: its twins for programs are none. */
function namesDocument(path: string): boolean {
  return topOf(path) === "d" && !path.endsWith(".json") && !path.endsWith(".txt");
}

function isPageAddress(path: string, collection: ClientPageParts["collection"]): boolean {
  if (isScreen(path)) return true;
  const named = path.endsWith("/") ? path.slice(0, -1) : path;
  const [, folder, name = "", ...further] = named.split("/");
  const [id = ""] = name.split("@");
  return folder === "d" && id !== "" && further.length === 0 && isHeld(id, collection);
}

/** While the records are being read any may be. */
function isHeld(name: string, collection: ClientPageParts["collection"]): boolean {
  if (collection.opening !== null) return true;
  try {
    const id = decodeURIComponent(name);
    return collection.documents().some((document) => document.id === id);
  } catch {
    return false;
  }
}

/** Said in so many words: any program accepts anything. */
function acceptsPages(accept: string | undefined): boolean {
  return accept?.includes("text/html") ?? false;
}
