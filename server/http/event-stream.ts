import type { Response } from "express";

/** Says that server-sent events follow, and that whoever passes them on gathers and changes nothing. */
export function beginEvents(response: Response): void {
  response.set({
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
}

/**
 * Sends server-sent events (HTML Living Standard, 9.2), no faster than the client takes them. A client that goes ends
 * them: that is no error, since nobody is left to be told of one.
 * @param events Each as it stands in the stream, with the empty line behind it.
 */
export async function sendEvents(response: Response, events: Iterable<string>): Promise<void> {
  beginEvents(response);
  // One for the whole stream: each wait would else leave a listener behind.
  const closed = new Promise<void>((resolve) => void response.once("close", resolve));
  for (const event of events) {
    if (response.destroyed) return;
    if (!response.write(event)) await Promise.race([drained(response), closed]);
  }
  response.end();
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => void response.once("drain", resolve));
}
