import { WebSocket } from "ws";
import type { ServerEvent } from "../protocol.ts";
import type { AnswerEvent } from "./answer-events.ts";

/** The events of one request. */
export interface EventStream {
  /** Settles when the event has left this process, or can no longer: waiting for it is what slows a sender down. */
  send(event: AnswerEvent): Promise<void>;
}

export interface EventSender {
  /** @param requestId Null where what the client sent did not say. */
  open(requestId: string | null): EventStream;
}

/** Above this much unsent text nothing more is read from the client until some of it has gone. */
const mostUnsentBytes = 1_000_000;

/** Sends events in order, numbered from 1 for each request, no faster than the client takes them. */
export function createEventSender(socket: WebSocket): EventSender {
  const transmit = (event: ServerEvent): Promise<void> =>
    new Promise((resolve) => {
      if (socket.readyState !== WebSocket.OPEN) return resolve();
      socket.send(JSON.stringify(event), () => {
        if (socket.isPaused && socket.bufferedAmount <= mostUnsentBytes) socket.resume();
        resolve();
      });
      if (socket.bufferedAmount > mostUnsentBytes) socket.pause();
    });

  return {
    open: (requestId) => {
      let sequence = 0;
      return {
        send: (event) => {
          sequence += 1;
          return transmit({ ...event, requestId, sequence } as ServerEvent);
        },
      };
    },
  };
}
