import { once } from "node:events";
import type { Response } from "express";

/** Server-sent events, each written when there is room for it; ends early when the client is gone. */
export async function sendEvents(response: Response, events: Iterable<string>, signal: AbortSignal): Promise<void> {
  response.set({ "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store, no-transform" });
  // Proxies that gather what they pass on would make a stream one piece.
  response.set("X-Accel-Buffering", "no");
  // One for the whole stream: each wait would else leave a listener behind.
  const closed = new Promise<void>((resolve) => {
    response.once("close", resolve);
  });
  for (const event of events) {
    if (signal.aborted) return;
    if (!response.write(event)) await Promise.race([once(response, "drain"), closed]);
  }
  response.end();
}
