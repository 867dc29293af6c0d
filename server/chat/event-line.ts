import { WebSocket } from "ws";

/** The sending end of one socket. */
export interface EventLine {
  /** Settles when the text has left this process, or can no longer: waiting for it is what slows a sender down. */
  transmit(text: string): Promise<void>;
  /** Says goodbye, with a code of RFC 6455. */
  close(code: number, reason: string): void;
}

export interface EventLineLimits {
  /** A client that takes nothing for so long, while something waits for it, is cut. */
  readonly slowClientTimeoutMs: number;
  /** And so is one for whom more than this waits. */
  readonly socketBufferBytes: number;
}

/** Above this much unsent text nothing more is read from the client until some of it has gone. */
const mostUnsentBytes = 1_000_000;

export function createEventLine(socket: WebSocket, limits: EventLineLimits): EventLine {
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    clearTimeout(timer);
    if (waiting > 0) timer = setTimeout(() => socket.terminate(), limits.slowClientTimeoutMs);
  };
  socket.once("close", () => clearTimeout(timer));

  return {
    transmit: (text) =>
      new Promise((resolve) => {
        if (socket.readyState !== WebSocket.OPEN) return resolve();
        waiting += 1;
        if (waiting === 1) watch();
        socket.send(text, () => {
          waiting -= 1;
          watch();
          if (socket.isPaused && socket.bufferedAmount <= mostUnsentBytes) socket.resume();
          resolve();
        });
        if (socket.bufferedAmount > limits.socketBufferBytes) socket.terminate();
        else if (socket.bufferedAmount > mostUnsentBytes) socket.pause();
      }),
    close: (code, reason) => socket.close(code, reason),
  };
}
