import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type IRouter, type RequestHandler } from "express";
import type { Collection } from "../collection.ts";

/** Hashed by the build: a file under another name is another file. */
const assetsPath = "/assets";

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
 * The page and its assets. One page serves every screen: a reader who opens a link to a document or a screen gets it,
 * and its own script shows what the address names. An address that names nothing is a 404: with the page, which says
 * so, for readers; a problem document for programs.
 */
export function addClientPages(router: IRouter, { clientDirectory, collection }: ClientPageParts): void {
  const page = join(clientDirectory, "index.html");
  const sendPage: RequestHandler = (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (isProgramAddress(request.path)) return next();
    const isPage = isPageAddress(request.path, collection);
    const namesScreen = isPage || request.path.startsWith("/d/");
    if (!namesScreen && !acceptsPages(request.get("Accept"))) return next();
    response.set("Cache-Control", "no-cache");
    if (existsSync(page)) response.status(isPage ? 200 : 404).sendFile(page);
    else response.status(503).type("text/html; charset=utf-8").send(notBuiltPage);
  };

  router.use(
    assetsPath,
    express.static(join(clientDirectory, "assets"), { immutable: true, maxAge: "365d", index: false, redirect: false }),
  );
  router.use(express.static(clientDirectory, { index: false, redirect: false, cacheControl: false }));
  router.use(sendPage);
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
]);

function isProgramAddress(path: string): boolean {
  return programFolders.has(path.split("/")[1] ?? "");
}

/** The screens that client/routes.ts knows, with a slash at their end or without. */
const screens: ReadonlySet<string> = new Set([
  "",
  "/recommendations",
  "/library",
  "/library/reading",
  "/library/passages",
]);

function isPageAddress(path: string, collection: ClientPageParts["collection"]): boolean {
  const named = path.endsWith("/") ? path.slice(0, -1) : path;
  if (screens.has(named)) return true;
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
