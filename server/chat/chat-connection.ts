import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { Collection } from "../collection.ts";
import { checkShape, readJson } from "../http/json-body.ts";
import { describeQuestion } from "../http/request-log.ts";
import { abortAfter, untilAborted } from "../http/request-scope.ts";
import { describeProblem } from "../problems.ts";
import {
  type AskResponse,
  type ClientEvent,
  clientEventSchema,
  type FrameLanguage,
  limits,
  type Problem,
} from "../protocol.ts";
import {
  BodyTooLargeError,
  CancelledError,
  ConflictError,
  MalformedRequestError,
  TooManyRequestsError,
  UnavailableError,
} from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { cutIntoPieces } from "./answer-pieces.ts";
import { createEventSender, type EventSender, type EventStream } from "./event-sender.ts";
import type { TokenBucket } from "./token-bucket.ts";

export interface ChatConnectionParts {
  readonly collection: Collection;
  readonly log: Logger;
  /** From the request that opened the socket. */
  readonly acceptLanguage: FrameLanguage | null;
  readonly allowance: TokenBucket;
  readonly isStopping: () => boolean;
  /** Told of each problem that the client is told, to be counted. */
  readonly onRefused: (problem: Problem) => void;
  readonly settings: Pick<Settings, "bodyLimitBytes" | "requestTimeoutMs" | "logQuestions">;
}

export interface ChatConnection {
  /** Settles when nothing is being answered. */
  idle(): Promise<void>;
}

/** One person asks one thing at a time; a program that wants more opens another connection. */
const mostRequestsInFlight = 8;

type AskEvent = Extract<ClientEvent, { type: "ask" }>;

interface RequestInFlight {
  readonly controller: AbortController;
  readonly answered: Promise<void>;
}

/**
 * Speaks the chat's protocol over one socket. Each request ends with exactly one `answer-end` or `request-error`, and
 * a frame that cannot be understood costs its sender a `request-error`, never the connection.
 */
export function serveChatConnection(socket: WebSocket, parts: ChatConnectionParts): ChatConnection {
  const inFlight = new Map<string, RequestInFlight>();
  const sender = createEventSender(socket);

  socket.on("message", (data, isBinary) => {
    const received = tryRead(data, isBinary);
    if ("error" in received) refuse(received, sender, parts);
    else handle(received.event);
  });
  socket.on("error", (error) => parts.log.debug({ error }, "socket failed"));
  socket.on("close", () => {
    for (const { controller } of inFlight.values()) controller.abort(new CancelledError());
  });

  /** Everything that can be refused before an answer is begun. */
  function tryRead(data: RawData, isBinary: boolean): { readonly event: ClientEvent } | Refusal {
    let value: unknown = null;
    try {
      // Every frame counts, whatever is in it, and before anything is spent on it.
      const waitSeconds = parts.allowance.take();
      if (waitSeconds > 0) {
        value = peek(data, isBinary);
        throw new TooManyRequestsError(waitSeconds);
      }
      value = readJson(readFrame(data, isBinary, parts.settings.bodyLimitBytes));
      const event = checkShape(value, clientEventSchema);
      if (event.type === "ask") assertRoom(event);
      return { event };
    } catch (error) {
      return { error, requestId: readRequestId(value), language: readLanguage(value) };
    }
  }

  /** What a frame beyond the allowance says, so that its sender learns which request was refused; null where nothing. */
  function peek(data: RawData, isBinary: boolean): unknown {
    try {
      return readJson(readFrame(data, isBinary, parts.settings.bodyLimitBytes));
    } catch {
      return null;
    }
  }

  function assertRoom({ requestId }: AskEvent): void {
    if (parts.isStopping()) throw new UnavailableError("stopping");
    if (inFlight.has(requestId)) throw new ConflictError("request-in-flight", requestId);
    if (inFlight.size >= mostRequestsInFlight) throw new TooManyRequestsError(1);
  }

  function handle(event: ClientEvent): void {
    const { requestId } = event;
    if (event.type === "cancel") {
      // A request that has just ended cannot be cancelled any more, and that is nobody's mistake.
      inFlight.get(requestId)?.controller.abort(new CancelledError());
      return;
    }
    const controller = new AbortController();
    const answered = answer(event, { controller, stream: sender.open(requestId), parts }).finally(() => {
      inFlight.delete(requestId);
    });
    inFlight.set(requestId, { controller, answered });
  }

  return {
    idle: async () => {
      while (inFlight.size > 0) await Promise.all([...inFlight.values()].map(({ answered }) => answered));
    },
  };
}

interface Refusal {
  readonly error: unknown;
  readonly requestId: string | null;
  readonly language: FrameLanguage | null;
}

function refuse({ error, requestId, language }: Refusal, sender: EventSender, parts: ChatConnectionParts): void {
  const { problem } = describeProblem(error, language ?? parts.acceptLanguage ?? "en");
  parts.onRefused(problem);
  void sender.open(requestId).send({ type: "request-error", problem });
}

interface AnswerParts {
  readonly controller: AbortController;
  readonly stream: EventStream;
  readonly parts: ChatConnectionParts;
}

/** Never rejects: what fails is told to the client. */
async function answer(event: AskEvent, { controller, stream, parts }: AnswerParts): Promise<void> {
  const { collection, log, acceptLanguage, settings } = parts;
  const { type: _type, requestId, ...request } = event;
  const { signal } = controller;
  const timer = abortAfter(controller, settings.requestTimeoutMs);
  const startedMs = performance.now();
  try {
    const asked = collection.assistant().ask(request, { acceptLanguage, signal });
    const response = await untilAborted(asked, signal);
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
  } finally {
    clearTimeout(timer);
  }
}

async function streamAnswer(response: AskResponse, stream: EventStream, signal: AbortSignal): Promise<void> {
  const { language, intent, understood, citations } = response;
  await stream.send({ type: "answer-start", language, intent, understood });
  for (const text of cutIntoPieces(response.answer)) {
    signal.throwIfAborted();
    await stream.send({ type: "answer-part", text });
  }
  for (const citation of citations) {
    signal.throwIfAborted();
    await stream.send({ type: "citation", citation });
  }
  signal.throwIfAborted();
  await stream.send({ type: "answer-end", response });
}

/** @throws MalformedRequestError, BodyTooLargeError */
function readFrame(data: RawData, isBinary: boolean, limitBytes: number): Uint8Array {
  if (isBinary) throw new MalformedRequestError("binary");
  // The socket's `binaryType` is the default one, so every message comes as a single buffer.
  const bytes = data as Buffer;
  if (bytes.length > limitBytes) throw new BodyTooLargeError(limitBytes);
  return bytes;
}

function readRequestId(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("requestId" in value)) return null;
  const { requestId } = value;
  const usable =
    typeof requestId === "string" && requestId.length > 0 && requestId.length <= limits.requestIdCharacters;
  return usable ? requestId : null;
}

function readLanguage(value: unknown): FrameLanguage | null {
  if (typeof value !== "object" || value === null || !("language" in value)) return null;
  return value.language === "es" || value.language === "en" ? value.language : null;
}
