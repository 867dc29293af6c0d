import { once } from "node:events";
import { WebSocket } from "ws";
import * as z from "zod/mini";
import { type ServerEvent, serverEventSchema } from "../../server/protocol.ts";

export interface ChatClient {
  readonly socket: WebSocket;
  readonly received: readonly ServerEvent[];
  send(event: unknown): void;
  /** The first event for which the condition holds, past or to come; rejects when the connection ends before it. */
  waitFor(condition: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  /** All events of a request, its last included. */
  eventsOf(requestId: string): Promise<ServerEvent[]>;
}

export async function openChat(
  url: string,
  options: { readonly headers?: Record<string, string> } = {},
): Promise<ChatClient> {
  const socket = new WebSocket(url, options);
  await once(socket, "open");
  const received: ServerEvent[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    received.push(z.parse(serverEventSchema, JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  socket.on("close", () => {
    for (const look of waiting) look();
  });

  const waitFor = (condition: (event: ServerEvent) => boolean): Promise<ServerEvent> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = received.find(condition);
        if (found) resolve(found);
        else if (socket.readyState >= WebSocket.CLOSING) reject(new Error("the connection ended before the event"));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });

  return {
    socket,
    received,
    send: (event) => socket.send(typeof event === "string" || event instanceof Buffer ? event : JSON.stringify(event)),
    waitFor,
    eventsOf: async (requestId) => {
      const last = await waitFor((event) => event.requestId === requestId && isLast(event));
      return received.slice(0, received.indexOf(last) + 1).filter((event) => event.requestId === requestId);
    },
  };
}

function isLast({ type }: ServerEvent): boolean {
  return type === "answer-end" || type === "request-error";
}
