import type { RequestHandler } from "express";

/**
 * Cuts whoever takes nothing of a response for this long while some of it waits to be taken. A response that is still
 * being made is no fault of its client's: silence without unsent bytes is let be.
 */
export function cutSlowReaders(timeoutMs: number): RequestHandler {
  return (_request, response, next) => {
    response.setTimeout(timeoutMs, () => {
      const { socket } = response;
      if (socket !== null && (socket.writableLength > 0 || response.writableLength > 0)) socket.destroy();
    });
    next();
  };
}
