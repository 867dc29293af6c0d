import type { Logger } from "pino";
import type { ClientEvent } from "../chat-protocol.ts";
import type { Collection } from "../collection.ts";
import { describeQuestion } from "../http/request-log.ts";
import { abortAfter } from "../http/request-scope.ts";
import type { Admission } from "../load/admission.ts";
import { describeProblem } from "../problems.ts";
import type { AskResponse, FrameLanguage, Problem } from "../protocol.ts";
import type { Settings } from "../settings.ts";
import { untilAborted } from "../until-aborted.ts";
import { type AnswerEvent, answerEvents } from "./answer-events.ts";

/** The events of one request. */
export interface EventStream {
  /** Settles when the event has left, or nobody is there to take it. */
  send(event: AnswerEvent): Promise<void>;
}

export type AskEvent = Extract<ClientEvent, { type: "ask" }>;

export interface AnsweringParts {
  readonly collection: Collection;
  readonly admission: Admission;
  /** Whose place among those who wait is taken. */
  readonly caller: string;
  readonly log: Logger;
  /** From the request that opened the socket. */
  readonly acceptLanguage: FrameLanguage | null;
  /** What the links of citations begin with. */
  readonly linkBase: string;
  /** Told of each problem that the client is told, to be counted. */
  readonly onRefused: (problem: Problem) => void;
  readonly settings: Pick<Settings, "requestTimeoutMs" | "logQuestions">;
}

/** Never rejects: what fails is told to the client, as the last event. */
export async function answer(
  event: AskEvent,
  { controller, stream, parts }: { controller: AbortController; stream: EventStream; parts: AnsweringParts },
): Promise<void> {
  const { collection, admission, caller, log, acceptLanguage, linkBase, settings } = parts;
  const { type: _type, requestId, ...request } = event;
  const { signal } = controller;
  const startedMs = performance.now();
  try {
    const response = await takeTurn(admission, { caller, controller, timeoutMs: settings.requestTimeoutMs }, () =>
      collection.assistant().ask(request, { acceptLanguage, linkBase, signal }),
    );
    await streamAnswer(response, stream, signal);
    const { outcome, intent } = response;
    const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
    log.info(
      { requestId, ...describeQuestion(request.question, settings.logQuestions), outcome, intent, durationMs },
      "answered",
    );
  } catch (error) {
    const { problem } = describeProblem(error, request.language ?? acceptLanguage ?? "en");
    parts.onRefused(problem);
    if (problem.status === 500) log.error({ requestId, error }, "request failed");
    await stream.send({ type: "request-error", problem });
  }
}

interface Turn {
  readonly caller: string;
  readonly controller: AbortController;
  readonly timeoutMs: number;
}

/** The place is held while the assistant works, not while a slow client takes what it made. */
async function takeTurn<Result>(
  admission: Admission,
  { caller, controller, timeoutMs }: Turn,
  work: () => Promise<Result>,
): Promise<Result> {
  const { signal } = controller;
  const release = await admission.admit("ask", { caller, signal });
  const timer = abortAfter(controller, timeoutMs);
  try {
    return await untilAborted(work(), signal);
  } finally {
    clearTimeout(timer);
    release();
  }
}

async function streamAnswer(response: AskResponse, stream: EventStream, signal: AbortSignal): Promise<void> {
  for (const event of answerEvents(response)) {
    signal.throwIfAborted();
    await stream.send(event);
  }
}
