import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import express, { type IRouter, type Request, type RequestHandler } from "express";
import { assertScope } from "../access/access.ts";
import { UnauthorizedError } from "../request-errors.ts";
import { identityOf } from "./access-rules.ts";

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

/**
 * The page and its assets. One page serves every screen but signing in: a reader who opens a link to a document or a
 * screen gets it, and its own script shows what the address names. Programs that ask for an unknown address get a 404.
 */
export function addClientPages(router: IRouter, clientDirectory: string): void {
  const sendPage: RequestHandler = async (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (isProgramAddress(request.path)) return next();
    if (!isPageAddress(request.path) && !acceptsPages(request.get("Accept"))) return next();
    if (request.path !== signInPage && mustSignIn(() => assertScope(identityOf(response), "ask"))) {
      const back = encodeURIComponent(request.originalUrl);
      response.set("Cache-Control", "no-store").redirect(302, `${upwards(request.path)}sign-in?to=${back}`);
      return;
    }
    const page = join(clientDirectory, request.path === signInPage ? "sign-in.html" : "index.html");
    response.set("Cache-Control", "no-cache").type("text/html; charset=utf-8");
    if (existsSync(page)) response.send(atDepth(await readFile(page, "utf8"), request.path));
    else response.status(503).send(notBuiltPage);
  };

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
  return path.lastIndexOf("/") === 0 && path.includes(".") ? true : isPageAddress(path);
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

const programFolders: ReadonlySet<string> = new Set([
  "api",
  "assets",
  "problems",
  "ws",
  "healthz",
  "readyz",
  "session",
]);
const screens: ReadonlySet<string> = new Set(["", "d", "library", "recommendations", basename(signInPage)]);

function topOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** A file at the top is the page's, as its icon. */
function isProgramAddress(path: string): boolean {
  return programFolders.has(topOf(path)) || (path.lastIndexOf("/") === 0 && path.includes("."));
}

function isPageAddress(path: string): boolean {
  const isTwin = topOf(path) === "d" && (path.endsWith(".json") || path.endsWith(".txt"));
  return screens.has(topOf(path)) && !isTwin;
}

/** Said in so many words: any program accepts anything. */
function acceptsPages(accept: string | undefined): boolean {
  return accept?.includes("text/html") ?? false;
}
