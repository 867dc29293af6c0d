import { type AskRequest, type ServerEvent, serverEventSchema } from "../../server/protocol.ts";

export interface ChatSocketListener {
  opened(): void;
  /** The connection was lost or could not be made; another attempt follows after `delayMs`. */
  closed(attempt: { readonly everOpened: boolean; readonly failures: number; readonly delayMs: number }): void;
  event(event: ServerEvent): void;
  /** The server sent something that is not in the protocol. */
  unreadable(): void;
}

export interface ChatSocket {
  /** False when the connection is not open: nothing was sent. */
  ask(requestId: string, request: AskRequest): boolean;
  cancel(requestId: string): void;
  /** Tries now instead of waiting for the next attempt; false when the connection is open all the same. */
  retry(): boolean;
}

const firstDelayMs = 400;
const longestDelayMs = 15_000;

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
    const opening = new WebSocket(url);
    socket = opening;
    opening.onopen = () => {
      failures = 0;
      everOpened = true;
      listener.opened();
    };
    opening.onmessage = (message) => {
      const event = readEvent(message.data);
      if (event === null) listener.unreadable();
      else listener.event(event);
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
    retry() {
      if (socket === null) connect();
      return socket?.readyState !== WebSocket.OPEN;
    },
  };
}

function readEvent(data: unknown): ServerEvent | null {
  if (typeof data !== "string") return null;
  try {
    const parsed = serverEventSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
