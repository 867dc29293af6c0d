import type { ServerEvent } from "../../server/chat-protocol.ts";
import type { AskRequest, AskResponse } from "../../server/protocol.ts";
import type { LocalFailure } from "../conversation.ts";
import type { Connection } from "../state.ts";
import { type ChatSocket, openChatSocket } from "./chat-socket.ts";
import { watchLine } from "./line-watch.ts";
import type { RecordApi } from "./record-api.ts";
import { RequestFailedError } from "./requests.ts";
import { createUnanswered, repeatAfterMs, type Unanswered } from "./unanswered.ts";

export interface AnswerChannelListener {
  connection(connection: Connection): void;
  /** Events in order, gathered so that a long list is drawn in a few steps and not one citation at a time. */
  events(events: readonly ServerEvent[]): void;
  failed(requestId: string, failure: LocalFailure): void;
}

/** Sends questions over the WebSocket, and by plain requests where a WebSocket cannot be opened. */
export interface AnswerChannel {
  ask(requestId: string, request: AskRequest): void;
  cancel(requestId: string): void;
  /** Tries to connect now, and reports a connection that is open already. */
  retry(): void;
}

/** Failures to open a first WebSocket before plain requests are used; attempts to open one go on. */
const failuresBeforeHttp = 2;
/** About one frame of a 60 Hz screen. */
const gatherMs = 16;

export function openAnswerChannel(url: string, api: RecordApi, listener: AnswerChannelListener): AnswerChannel {
  const unanswered = createUnanswered();
  const requests = new Map<string, AbortController>();
  const gathered: ServerEvent[] = [];
  let byHttp = false;
  /** By which the server knows this page again after its line was cut; null before it has given one. */
  let token: string | null = null;
  let resuming = false;

  const flush = () => {
    listener.events(gathered.splice(0));
  };
  const gather = (event: ServerEvent) => {
    if (event.requestId !== null && (event.type === "answer-end" || event.type === "request-error")) {
      unanswered.delete(event.requestId);
    }
    if (gathered.push(event) === 1) setTimeout(flush, gatherMs);
  };
  const fail = (requestId: string, failure: LocalFailure) => {
    unanswered.delete(requestId);
    listener.failed(requestId, failure);
  };
  const askByHttp = async (requestId: string, request: AskRequest) => {
    const controller = new AbortController();
    requests.set(requestId, controller);
    try {
      for (const event of eventsOf(requestId, await api.ask(request, controller.signal))) gather(event);
    } catch (error) {
      if (controller.signal.aborted || !unanswered.has(requestId)) return;
      const problem = error instanceof RequestFailedError ? error.problem : null;
      if (problem === null) fail(requestId, "unreachable");
      else gather({ type: "request-error", requestId, sequence: 1, problem });
    } finally {
      requests.delete(requestId);
    }
  };
  const bySocket = () => unanswered.all().filter(({ requestId }) => !requests.has(requestId));
  /** From the beginning: what has come of an answer before is of another. */
  const askAnew = (question: Unanswered) => {
    question.last = 0;
    socket.ask(question.requestId, question.request);
  };
  /** @returns Whether the question is asked again instead of told as refused. */
  const repeats = (event: ServerEvent): boolean => {
    const question = unanswered.find(event.requestId);
    if (event.type !== "request-error" || question === undefined) return false;
    const delayMs = repeatAfterMs(question, event.problem);
    if (delayMs === null) return false;
    question.repeats += 1;
    setTimeout(() => unanswered.find(question.requestId) === question && askAnew(question), delayMs);
    return true;
  };

  const socket: ChatSocket = openChatSocket(url, {
    opened() {
      byHttp = false;
      listener.connection("open");
      resuming = token !== null && unanswered.size > 0;
      if (token !== null && resuming) socket.resume(token, unanswered.received());
      else for (const question of bySocket()) askAnew(question);
    },
    closed({ everOpened, failures }) {
      byHttp = !everOpened && failures >= failuresBeforeHttp;
      if (!navigator.onLine) return listener.connection("offline");
      listener.connection(byHttp ? "http" : everOpened || failures > 1 ? "reconnecting" : "connecting");
      if (!byHttp) return;
      for (const { requestId, request } of bySocket()) void askByHttp(requestId, request);
    },
    event(event) {
      line.heard();
      if (unanswered.isNew(event) && !repeats(event)) gather(event);
    },
    sessionEvent(event) {
      line.heard();
      // Until the server says so, it is not decided which session goes on.
      if (event.type === "session" && resuming) return;
      token = event.token;
      if (event.type === "session") return;
      resuming = false;
      for (const question of bySocket()) {
        const isLost = event.type === "resume-expired";
        question.restarted ||= isLost;
        if (isLost || event.unknown.includes(question.requestId)) askAnew(question);
      }
    },
    unreadable() {
      for (const { requestId } of unanswered.all()) {
        socket.cancel(requestId);
        fail(requestId, "unreadable");
      }
    },
  });
  const line = watchLine({ isWaiting: () => bySocket().length > 0, renew: () => socket.renew() });

  return {
    ask(requestId, request) {
      unanswered.add(requestId, request);
      line.heard();
      if (socket.ask(requestId, request)) return;
      if (byHttp) void askByHttp(requestId, request);
      else socket.retry();
    },
    cancel(requestId) {
      unanswered.delete(requestId);
      requests.get(requestId)?.abort();
      socket.cancel(requestId);
    },
    retry() {
      // A network that was gone for a moment may have left the connection as it was, or may only seem to.
      if (socket.retry()) return;
      listener.connection("open");
      if (bySocket().length > 0) socket.renew();
    },
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
