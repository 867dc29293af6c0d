import { type ServerEvent, serverEventSchema } from "../../server/chat-protocol.ts";
import type { AskRequest, AskResponse } from "../../server/protocol.ts";
import { type ChatEvent, openChat } from "../api/chat.ts";
import type { LocalFailure } from "../conversation.ts";
import type { Connection } from "../state.ts";
import type { RecordApi } from "./record-api.ts";
import { repeatAfterMs } from "./repeats.ts";
import { problemOf } from "./requests.ts";

export interface AnswerChannelListener {
  connection(connection: Connection): void;
  /** Events in order, gathered so that a long list is drawn in a few steps and not one citation at a time. */
  events(events: readonly ServerEvent[]): void;
  failed(requestId: string, failure: LocalFailure): void;
}

/** Sends questions over the chat, and by plain requests where a WebSocket cannot be opened. */
export interface AnswerChannel {
  ask(requestId: string, request: AskRequest): void;
  cancel(requestId: string): void;
  /** Tries to connect now, and reports a connection that is open already. */
  retry(): void;
  /** Something was refused for want of a key: looks whether the reader may still ask, and reports it where not. */
  refused(): void;
}

/** Failures to open a first WebSocket before plain requests are used; attempts to open one go on. */
const failuresBeforeHttp = 2;
/** About one frame of a 60 Hz screen. */
const gatherMs = 16;
/** An answer that begins so late is more likely on a dead line than still being made; where it is not, nothing is lost. */
const longestSilenceMs = 20_000;

export function openAnswerChannel(url: string, api: RecordApi, listener: AnswerChannelListener): AnswerChannel {
  const requests = new Map<string, AbortController>();
  const gathered: ServerEvent[] = [];
  let byHttp = false;
  let signedOut = false;
  let looks = 0;

  /**
   * A browser does not tell its page why no WebSocket is opened; who may not ask is told so instead.
   * @param connection What is told of the line once the reader may ask again.
   */
  const lookAtSession = async (connection: Connection) => {
    looks += 1;
    const look = looks;
    const mayAsk = await api.mayAsk().catch((error: unknown) => {
      // A server that is not reached has refused nobody.
      problemOf(error);
      return true;
    });
    if (look !== looks || mayAsk === !signedOut) return;
    signedOut = !mayAsk;
    listener.connection(mayAsk ? connection : "signed-out");
  };
  const flush = () => {
    listener.events(gathered.splice(0));
  };
  const gather = (event: ServerEvent) => {
    if (gathered.push(event) === 1) setTimeout(flush, gatherMs);
  };
  const askByHttp = async (requestId: string, request: AskRequest) => {
    const controller = new AbortController();
    requests.set(requestId, controller);
    try {
      for (const event of eventsOf(requestId, await api.ask(request, controller.signal))) gather(event);
    } catch (error) {
      const problem = problemOf(error);
      if (controller.signal.aborted) return;
      if (problem === null) listener.failed(requestId, "unreachable");
      else gather({ type: "request-error", requestId, sequence: 1, problem });
    } finally {
      requests.delete(requestId);
    }
  };
  const fail = (requestId: string, failure: LocalFailure) => {
    chat.cancel(requestId);
    listener.failed(requestId, failure);
  };
  const receive = (event: ChatEvent) => {
    // What comes after it starts over by itself.
    if (event.type === "restart") return;
    const read = serverEventSchema.safeParse(event);
    if (read.success) gather(read.data);
    else if (event.requestId !== null) fail(event.requestId, "unreadable");
  };

  const chat = openChat(
    { url, WebSocket, longestSilenceMs, repeatAfterMs },
    {
      opened() {
        byHttp = false;
        signedOut = false;
        looks += 1;
        listener.connection("open");
      },
      lost({ cause, everOpened, failures }) {
        if (cause === "silent") return;
        if (cause === "unreadable") for (const { requestId } of chat.waiting()) fail(requestId, "unreadable");
        byHttp = !everOpened && failures >= failuresBeforeHttp;
        if (!navigator.onLine) return listener.connection("offline");
        const connection = byHttp ? "http" : everOpened || failures > 1 ? "reconnecting" : "connecting";
        listener.connection(signedOut ? "signed-out" : connection);
        void lookAtSession(connection);
        if (!byHttp) return;
        for (const { requestId, request } of chat.waiting()) {
          chat.cancel(requestId);
          void askByHttp(requestId, request);
        }
      },
      received: receive,
    },
  );

  return {
    ask(requestId, request) {
      if (byHttp) return void askByHttp(requestId, request);
      chat.ask(requestId, request);
      if (!chat.isOpen) chat.renew();
    },
    cancel(requestId) {
      requests.get(requestId)?.abort();
      chat.cancel(requestId);
    },
    retry() {
      // A network that was gone for a moment may have left the connection as it was, or may only seem to.
      const wasOpen = chat.isOpen;
      if (wasOpen && !signedOut) listener.connection("open");
      if (!wasOpen || signedOut || chat.waiting().length > 0) chat.renew();
    },
    refused: () => void lookAtSession(chat.isOpen ? "open" : "reconnecting"),
  };
}

/** A whole answer told as the WebSocket would tell it. */
function eventsOf(requestId: string, response: AskResponse): readonly ServerEvent[] {
  const { language, intent, understood, answer } = response;
  return [
    { type: "answer-start", requestId, sequence: 1, language, intent, understood },
    { type: "answer-part", requestId, sequence: 2, text: answer },
    { type: "answer-end", requestId, sequence: 3, response },
  ];
}
