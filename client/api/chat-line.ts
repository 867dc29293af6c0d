import { ConnectionError } from "./errors.ts";

/** What is used of a WebSocket: the browser's, Node's, or that of the package `ws`. */
export interface WebSocketLike {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: "open" | "close" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export type WebSocketClass = new (
  url: string,
  protocols?: string[],
  // Read by the package `ws`, which unlike browsers lets headers be set.
  options?: { headers: Record<string, string> },
) => WebSocketLike;

/** One connection; what came is waited for one by one. */
export interface ChatLine {
  send(event: object): void;
  /** @throws ConnectionError once the line is cut, or silent for too long. */
  next(signal: AbortSignal | undefined): Promise<unknown>;
  close(): void;
}

export interface ChatLineOptions {
  readonly url: string;
  readonly key: string | undefined;
  readonly WebSocket: WebSocketClass;
  /** A line on which nothing comes for so long is taken for cut: a sleeping machine is told nothing of it. */
  readonly longestSilenceMs: number;
  readonly signal: AbortSignal | undefined;
}

const normalClosure = 1000;

/** @throws ConnectionError when it cannot be opened; the signal's reason when aborted. */
export async function openChatLine({ url, key, WebSocket, ...options }: ChatLineOptions): Promise<ChatLine> {
  const headers = key === undefined ? [] : [{ headers: { Authorization: `Bearer ${key}` } }];
  const socket = new WebSocket(url, ["relator.v1"], ...headers);
  const received: unknown[] = [];
  let isOpen = false;
  let isCut = false;
  let wake: () => void = () => {};
  socket.addEventListener("open", () => {
    isOpen = true;
    wake();
  });
  const cut = () => {
    isCut = true;
    wake();
  };
  socket.addEventListener("message", ({ data }) => {
    // A line that was cut on this side may still bring something: it would follow on a gap.
    if (isCut) return;
    try {
      received.push(JSON.parse(String(data)));
    } catch {
      return cut();
    }
    wake();
  });
  socket.addEventListener("close", cut);
  socket.addEventListener("error", cut);

  const until = async (condition: () => boolean, signal: AbortSignal | undefined): Promise<void> => {
    while (!condition()) {
      signal?.throwIfAborted();
      if (isCut) throw new ConnectionError("The connection was lost.");
      await new Promise<void>((resolve) => {
        const timer = setTimeout(cut, options.longestSilenceMs);
        wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        signal?.addEventListener("abort", wake, { once: true });
      });
    }
  };

  try {
    await until(() => isOpen, options.signal);
  } catch (error) {
    socket.close(normalClosure);
    throw error;
  }
  return {
    send: (event) => socket.send(JSON.stringify(event)),
    next: async (signal) => {
      await until(() => received.length > 0, signal);
      return received.shift();
    },
    close: () => socket.close(normalClosure),
  };
}
