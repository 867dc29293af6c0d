import * as z from "zod/mini";
import { type ServerEvent, serverEventSchema } from "../../server/chat-protocol.ts";
import type { AskRequest } from "../../server/protocol.ts";
import { chatProtocol, type SessionEvent, sessionEventSchema } from "../../server/session-protocol.ts";

export interface ChatSocketListener {
  opened(): void;
  /** The connection was lost or could not be made; another attempt follows after `delayMs`. */
  closed(attempt: { readonly everOpened: boolean; readonly failures: number; readonly delayMs: number }): void;
  event(event: ServerEvent): void;
  sessionEvent(event: SessionEvent): void;
  /** The server sent something that is not in the protocol. */
  unreadable(): void;
}

export interface ResumedRequest {
  readonly requestId: string;
  /** The number of the last event that has come; 0 for none. */
  readonly after: number;
}

export interface ChatSocket {
  /** False when the connection is not open: nothing was sent. */
  ask(requestId: string, request: AskRequest): boolean;
  cancel(requestId: string): void;
  /** Goes on with the session of a connection before. */
  resume(token: string, requests: readonly ResumedRequest[]): void;
  /** Leaves a connection that only seems to be open for a new one. */
  renew(): void;
  /** Tries now instead of waiting for the next attempt; false when the connection is open all the same. */
  retry(): boolean;
}

const firstDelayMs = 400;
const longestDelayMs = 15_000;
/** Neither goodbye nor fault: the server keeps the session (codes from 4000 on are an application's own, RFC 6455). */
const renewing = 4000;

/** Doubles with each failure up to the longest, with a quarter of jitter so that many pages do not return at once. */
export function retryDelayMs(failures: number, random: number): number {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, failures - 1));
  return Math.round(delay * (0.875 + random * 0.25));
}

/** Keeps one WebSocket to the chat open for as long as the page lives, reconnecting with growing pauses. */
export function openChatSocket(url: string, listener: ChatSocketListener): ChatSocket {
  let socket: WebSocket | null = null;
  let failures = 0;
  let everOpened = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    clearTimeout(timer);
    const opening = new WebSocket(url, chatProtocol);
    socket = opening;
    opening.onopen = () => {
      failures = 0;
      everOpened = true;
      listener.opened();
    };
    opening.onmessage = (message) => {
      // What still comes over a line that was left comes again over the new one.
      if (socket === opening) hear(message.data, listener);
    };
    opening.onclose = () => {
      if (socket !== opening) return;
      socket = null;
      failures += 1;
      const delayMs = retryDelayMs(failures, Math.random());
      timer = setTimeout(connect, delayMs);
      listener.closed({ everOpened, failures, delayMs });
    };
  };
  const send = (event: unknown): boolean => {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(event));
    return true;
  };

  connect();
  return {
    ask: (requestId, request) => send({ type: "ask", requestId, ...request }),
    cancel: (requestId) => void send({ type: "cancel", requestId }),
    resume: (token, requests) => void send({ type: "resume", token, requests }),
    renew() {
      if (socket?.readyState !== WebSocket.OPEN) return;
      const left = socket;
      socket = null;
      left.close(renewing);
      connect();
    },
    retry() {
      if (socket === null) connect();
      return socket?.readyState !== WebSocket.OPEN;
    },
  };
}

function hear(data: unknown, listener: ChatSocketListener): void {
  const value = readJson(data);
  const event = z.safeParse(serverEventSchema, value);
  const sessionEvent = event.success ? null : z.safeParse(sessionEventSchema, value);
  if (event.success) listener.event(event.data);
  else if (sessionEvent?.success) listener.sessionEvent(sessionEvent.data);
  else listener.unreadable();
}

function readJson(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}
