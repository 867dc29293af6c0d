import { growingWaitMs } from "./retries.ts";

/** What is used of a WebSocket: the browser's, Node's, or that of the package `ws`. */
export interface WebSocketLike {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: "open", listener: () => void): void;
  addEventListener(type: "close", listener: () => void): void;
  addEventListener(type: "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export type WebSocketClass = new (
  url: string,
  protocols?: string[],
  // Read by the package `ws`, which unlike browsers lets headers be set.
  options?: { headers: Record<string, string> },
) => WebSocketLike;

export interface ChatLineOptions {
  /** `ws:` or `wss:`, of the server's `/ws`. */
  readonly url: string;
  /** Sent where the WebSocket lets headers be set: the browser's does not, and sends its cookies. */
  readonly key?: string | undefined;
  readonly WebSocket: WebSocketClass;
  /** A line on which something is waited for and nothing comes for so long is taken for cut. */
  readonly longestSilenceMs: number;
}

export interface LineLoss {
  /** `unreadable`: it brought what is no event. `silent`: it only seemed to be open, and another is opened at once. */
  readonly cause: "cut" | "silent" | "unreadable";
  /** Whether any connection was ever made. */
  readonly everOpened: boolean;
  /** Attempts to open one since one was open. */
  readonly failures: number;
}

export interface ChatLineListener {
  /** Whether something is to come. */
  isWaiting(): boolean;
  opened(): void;
  /** Another attempt follows by itself. */
  lost(loss: LineLoss): void;
  received(event: object): void;
}

/** One WebSocket, opened again with growing pauses whenever it is lost. */
export interface ChatLine {
  /** False where the line is not open: nothing was sent. */
  send(event: object): boolean;
  /** Leaves a line that only seems to be open for a new one, and tries now where none is open. */
  renew(): void;
  readonly isOpen: boolean;
  /** For good. */
  close(): void;
}

/** The sub-protocol whose sessions outlive a connection. */
const protocol = "relator.v1";
const goodbye = 1000;
/** Neither goodbye nor fault: the server keeps the session (codes from 4000 on are an application's own, RFC 6455). */
const renewing = 4000;
export const usualSilenceMs = 40_000;
const lookEveryMs = 2_000;
/** A look that comes this much later than it should was slept through, and with it perhaps the end of the line. */
const sleptMs = 10_000;

export function openChatLine(options: ChatLineOptions, listener: ChatLineListener): ChatLine {
  const headers = options.key === undefined ? [] : [{ headers: { Authorization: `Bearer ${options.key}` } }];
  let socket: WebSocketLike | null = null;
  let isOpen = false;
  let everOpened = false;
  let failures = 0;
  let heardAt = Date.now();
  let lookedAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    clearTimeout(timer);
    heardAt = Date.now();
    const opening = new options.WebSocket(options.url, [protocol], ...headers);
    socket = opening;
    opening.addEventListener("open", () => {
      if (socket !== opening) return;
      failures = 0;
      isOpen = true;
      everOpened = true;
      listener.opened();
    });
    opening.addEventListener("message", ({ data }) => {
      // What still comes over a line that was left comes again over the new one.
      if (socket !== opening) return;
      heardAt = Date.now();
      const event = readEvent(data);
      if (event === null) lose("unreadable");
      else listener.received(event);
    });
    const onEnd = () => {
      if (socket === opening) lose("cut");
    };
    opening.addEventListener("close", onEnd);
    opening.addEventListener("error", onEnd);
  };
  const leave = (code: number) => {
    const left = socket;
    socket = null;
    isOpen = false;
    left?.close(code);
  };
  const lose = (cause: LineLoss["cause"]) => {
    leave(renewing);
    if (cause === "silent") connect();
    else timer = setTimeout(connect, growingWaitMs(failures, Math.random()));
    failures += 1;
    listener.lost({ cause, everOpened, failures });
  };
  // A sleeping machine is told nothing of its line's end until it sends something over it, or much later.
  const watch = setInterval(
    () => {
      const now = Date.now();
      const slept = isOpen && now - lookedAt > sleptMs;
      lookedAt = now;
      if (socket === null || !listener.isWaiting() || (!slept && now - heardAt < options.longestSilenceMs)) return;
      lose(isOpen ? "silent" : "cut");
    },
    Math.min(lookEveryMs, options.longestSilenceMs),
  );

  connect();
  return {
    send(event) {
      heardAt = Date.now();
      if (isOpen) socket?.send(JSON.stringify(event));
      return isOpen;
    },
    renew() {
      if (isOpen) leave(renewing);
      if (socket === null) connect();
    },
    get isOpen() {
      return isOpen;
    },
    close() {
      clearTimeout(timer);
      clearInterval(watch);
      leave(goodbye);
    },
  };
}

function readEvent(data: unknown): object | null {
  try {
    const event: unknown = JSON.parse(String(data));
    return typeof event === "object" ? event : null;
  } catch {
    return null;
  }
}
