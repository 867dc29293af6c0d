import { once } from "node:events";
import { WebSocket } from "ws";
import * as z from "zod/mini";
import { type ServerEvent, serverEventSchema } from "../../server/chat-protocol.ts";
import { type SessionEvent, sessionEventSchema } from "../../server/session-protocol.ts";

export interface ChatClient {
  readonly socket: WebSocket;
  readonly received: readonly ServerEvent[];
  /** Every frame as it came. */
  readonly frames: readonly string[];
  /** The first event of the session's of these types, past or to come. */
  sessionEvent<Type extends SessionEvent["type"]>(...types: Type[]): Promise<Extract<SessionEvent, { type: Type }>>;
  /** Settles when the condition holds for the number of frames that have come. */
  framesUntil(condition: (count: number) => boolean): Promise<unknown>;
  send(event: unknown): void;
  /** The first event for which the condition holds, past or to come; rejects when the connection ends before it. */
  waitFor(condition: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  /** All events of a request, its last included. */
  eventsOf(requestId: string): Promise<ServerEvent[]>;
}

export async function openChat(
  url: string,
  { protocol, ...options }: { readonly headers?: Record<string, string>; readonly protocol?: string } = {},
): Promise<ChatClient> {
  const socket = new WebSocket(url, protocol ?? [], options);
  const received: ServerEvent[] = [];
  const frames: string[] = [];
  const sessionEvents: SessionEvent[] = [];
  const waiting = new Set<() => void>();
  // Before it is open: the first event may come with the answer to the upgrade.
  socket.on("message", (data) => {
    const frame = String(data);
    const event: unknown = JSON.parse(frame);
    const ofSession = z.safeParse(sessionEventSchema, event);
    if (ofSession.success && protocol !== undefined) sessionEvents.push(ofSession.data);
    else {
      frames.push(frame);
      received.push(z.parse(serverEventSchema, event));
    }
    for (const look of waiting) look();
  });
  await once(socket, "open");
  socket.on("close", () => {
    for (const look of waiting) look();
  });

  const find = <Found>(search: () => Found | undefined): Promise<Found> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = search();
        if (found !== undefined) resolve(found);
        else if (socket.readyState >= WebSocket.CLOSING) reject(new Error("the connection ended before the event"));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });

  const waitFor = (condition: (event: ServerEvent) => boolean) => find(() => received.find(condition));

  return {
    socket,
    received,
    frames,
    sessionEvent: <Type extends SessionEvent["type"]>(...types: Type[]) =>
      find(() =>
        sessionEvents.find((event): event is Extract<SessionEvent, { type: Type }> =>
          types.some((type) => type === event.type),
        ),
      ),
    framesUntil: (condition) => find(() => (condition(frames.length) ? true : undefined)),
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
