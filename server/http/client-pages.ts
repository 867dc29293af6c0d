import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type IRouter, type RequestHandler } from "express";
import { NotFoundError } from "../request-errors.ts";
import { openCompressedFiles } from "./compressed-files.ts";

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

/**
 * The page and its assets. One page serves every screen: a reader who opens a link to a document or a screen gets it,
 * and its own script shows what the address names. Programs that ask for an unknown address still get a 404.
 */
export function addClientPages(router: IRouter, clientDirectory: string): void {
  const page = join(clientDirectory, "index.html");
  const compressed = openCompressedFiles(clientDirectory);
  const sendPage: RequestHandler = (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (isProgramAddress(request.path)) return next();
    if (!isPageAddress(request.path) && !acceptsPages(request.get("Accept"))) return next();
    response.set("Cache-Control", "no-cache");
    if (existsSync(page)) response.sendFile(page, { cacheControl: false });
    else response.status(503).type("text/html; charset=utf-8").send(notBuiltPage);
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
  router.use(express.static(clientDirectory, { index: false, redirect: false, cacheControl: false }));
  router.use(sendPage);
}

function isProgramAddress(path: string): boolean {
  return /^\/(api|assets|problems|ws|healthz|readyz)(\/|$)/.test(path);
}

function isPageAddress(path: string): boolean {
  return path === "/" || path.startsWith("/d/");
}

/** Said in so many words: any program accepts anything. */
function acceptsPages(accept: string | undefined): boolean {
  return accept?.includes("text/html") ?? false;
}
