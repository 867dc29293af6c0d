import compression from "compression";
import type { Request, RequestHandler, Response } from "express";

/** Smaller answers fit into one packet anyway. */
const leastBytes = 1_000;

/** Compresses what is made anew for each request. Streams of events and parts of files go as they are. */
export function compressResponses(): RequestHandler {
  const compress = compression({ threshold: leastBytes, filter: isCompressible });
  return (request, response, next) => {
    describeEncoding(response);
    compress(request, response, next);
  };
}

function isCompressible(request: Request, response: Response): boolean {
  if (request.headers.range !== undefined) return false;
  const type = String(response.getHeader("Content-Type") ?? "");
  return !type.startsWith("text/event-stream") && compression.filter(request, response);
}

/**
 * Corrects the headers of what was compressed, once they are decided: its bytes are others than those that a strong
 * entity tag or a range would name, and caches must tell the two apart, where nothing has changed too.
 */
function describeEncoding(response: Response): void {
  const writeHead = response.writeHead;
  const describing = (...parameters: unknown[]): unknown => {
    const encoded = response.getHeader("Content-Encoding") !== undefined;
    if (encoded || response.statusCode === 304) response.vary("Accept-Encoding");
    if (encoded) {
      response.removeHeader("Accept-Ranges");
      const tag = response.getHeader("ETag");
      if (typeof tag === "string" && !tag.startsWith("W/")) response.setHeader("ETag", `W/${tag}`);
    }
    return Reflect.apply(writeHead, response, parameters);
  };
  // Whatever the overload, the parameters go on as they came.
  response.writeHead = describing as typeof response.writeHead;
}
