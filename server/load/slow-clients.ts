import type { Socket } from "node:net";
import type { Request, RequestHandler } from "express";
import { identityOf } from "../http/access-rules.ts";
import type { Settings } from "../settings.ts";

/**
 * Cuts whoever takes nothing of a response for this long while some of it waits to be taken, or sends nothing of a body
 * that is being read. A response that is still being made is no fault of its client's: silence without unsent bytes is
 * let be, and so is a body for which nobody has asked yet.
 */
export function cutSlowClients(timeoutMs: number): RequestHandler {
  return (request, response, next) => {
    const { socket } = request;
    response.setTimeout(timeoutMs, () => {
      if (socket.writableLength > 0 || response.writableLength > 0) socket.destroy();
      else if (!request.complete && request.readableFlowing === true) cutSender(socket, response.headersSent);
    });
    next();
  };
}

/** Cuts whoever has not sent the whole of a body in time. Files may be large: who may add them is given longer. */
export function cutLateBodies(limits: Pick<Settings, "bodyTimeoutMs" | "uploadTimeoutMs">): RequestHandler {
  return (request, response, next) => {
    // Kept: a request that is destroyed has none any more.
    const { headers, socket } = request;
    if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return next();
    const isUpload = sendsFiles(request) && identityOf(response).caller.scopes.has("add");
    const timeoutMs = isUpload ? limits.uploadTimeoutMs : limits.bodyTimeoutMs;
    const timer = setTimeout(() => {
      if (!request.complete) cutSender(socket, response.headersSent);
    }, timeoutMs);
    timer.unref();
    // After an early answer the rest of a body may still be coming.
    const settle = () => {
      if (request.complete || socket.destroyed) clearTimeout(timer);
    };
    request.once("end", settle).once("close", settle);
    next();
  };
}

const filePath = "/api/v1/documents";

function sendsFiles(request: Request): boolean {
  const isBelow = request.path === filePath || request.path.startsWith(`${filePath}/`);
  return isBelow && request.is("application/json") === false;
}

/** In the words of Node's own limits: the body is not there for a route to refuse it. */
function cutSender(socket: Socket, isAnswered: boolean): void {
  if (!isAnswered && socket.writable) socket.write("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
  socket.destroySoon();
}
