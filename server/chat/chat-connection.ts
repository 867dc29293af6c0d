import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import { clientEventSchema } from "../chat-protocol.ts";
import type { Collection } from "../collection.ts";
import { checkShape, readJson } from "../http/json-body.ts";
import type { Load } from "../load/load.ts";
import { describeProblem } from "../problems.ts";
import type { FrameLanguage, Problem } from "../protocol.ts";
import {
  ConflictError,
  ForbiddenError,
  TooManyRequestsError,
  UnauthorizedError,
  UnavailableError,
} from "../request-errors.ts";
import { type SessionClientEvent, type SessionEvent, sessionClientEventSchema } from "../session-protocol.ts";
import type { Settings } from "../settings.ts";
import { answer } from "./answering.ts";
import { type ChatSession, createChatSession } from "./chat-session.ts";
import { createEventLine } from "./event-line.ts";
import { readFrame, readLanguage, readRequestId } from "./frames.ts";
import type { SessionStore, StoredSession } from "./session-store.ts";

export interface ChatConnectionParts {
  readonly collection: Collection;
  readonly load: Pick<Load, "admission" | "allowances">;
  /** Whose allowance is spent, and whose place in the queue is taken. */
  readonly caller: string;
  /** Who alone may go on with this session over another connection. */
  readonly holder: string;
  /** Looks again at who asks: a key may have ended since. @throws UnauthorizedError, ForbiddenError */
  readonly assertMayAsk: () => void;
  /** Where the client speaks the sub-protocol of sessions; null where it knows nothing of it. */
  readonly sessions: SessionStore | null;
  readonly log: Logger;
  /** From the request that opened the socket. */
  readonly acceptLanguage: FrameLanguage | null;
  /** What the links of citations begin with. */
  readonly linkBase: string;
  readonly isStopping: () => boolean;
  /** Told of each problem that the client is told, to be counted. */
  readonly onRefused: (problem: Problem) => void;
  readonly settings: Pick<
    Settings,
    "bodyLimitBytes" | "requestTimeoutMs" | "logQuestions" | "slowClientTimeoutMs" | "socketBufferBytes"
  >;
}

export interface ChatConnection {
  /** Settles when nothing is being answered. */
  idle(): Promise<void>;
}

/** With these codes (RFC 6455) a client says that it does not come back; a line that is cut says nothing. */
const goodbyes: ReadonlySet<number> = new Set([1000, 1001, 1005]);
/** The session goes on over another connection. */
const takenOver = 4001;
/** Whoever opened the connection may ask no longer. */
const mayAskNoLonger = 4401;

type ResumeEvent = Extract<SessionClientEvent, { type: "resume" }>;
/** An event of the session without the envelope, which is the same for all. */
type Unaddressed<Event> = Event extends SessionEvent ? Omit<Event, "requestId" | "sequence"> : never;

interface Refusal {
  readonly error: unknown;
  readonly requestId: string | null;
  readonly language: FrameLanguage | null;
}

/**
 * Speaks the chat's protocol over one socket. Each request ends with exactly one `answer-end` or `request-error`, and
 * a frame that cannot be understood costs its sender a `request-error`, never the connection.
 */
export function serveChatConnection(socket: WebSocket, parts: ChatConnectionParts): ChatConnection {
  const { sessions, settings, acceptLanguage } = parts;
  const line = createEventLine(socket, settings);
  const eventSchema = sessions === null ? clientEventSchema : sessionClientEventSchema;
  let stored = sessions?.open(parts.holder) ?? null;
  let session: ChatSession = stored ?? createChatSession({ keeps: false });
  let isFirst = true;
  session.attach(line);
  const tellSession = (event: Unaddressed<SessionEvent>) =>
    void line.transmit(JSON.stringify({ ...event, requestId: null, sequence: 0 }));
  if (sessions !== null && stored !== null) {
    tellSession({ type: "session", token: stored.token, windowMs: sessions.windowMs });
  }

  socket.on("message", (data, isBinary) => {
    // After our own goodbye nothing more is begun.
    if (socket.readyState !== socket.OPEN) return;
    const received = tryRead(data, isBinary);
    if ("error" in received) return refuse(received);
    handle(received.event);
    // What was refused for now may be sent again: a resumption is late only behind an event that was taken.
    isFirst = false;
  });
  socket.on("error", (error) => parts.log.debug({ error }, "socket failed"));
  socket.on("close", (code) => {
    if (stored === null || sessions === null) session.end();
    else if (goodbyes.has(code) && isOurs(stored)) sessions.drop(stored);
    else sessions.detach(stored, line);
  });
  /** False once another connection has taken the session over. */
  const isOurs = (current: StoredSession): boolean => current.line === line;

  /** Everything that can be refused before an answer is begun. */
  function tryRead(data: RawData, isBinary: boolean): { readonly event: SessionClientEvent } | Refusal {
    let value: unknown = null;
    try {
      // Every frame counts, whatever is in it, and before anything is spent on it.
      const { waitSeconds } = parts.load.allowances.take("ask", parts.caller);
      if (waitSeconds > 0) {
        value = peek(data, isBinary);
        throw new TooManyRequestsError(waitSeconds);
      }
      value = readJson(readFrame(data, isBinary, settings.bodyLimitBytes));
      const event = checkShape(value, eventSchema);
      if (event.type !== "cancel") parts.assertMayAsk();
      if (event.type === "ask" && parts.isStopping()) throw new UnavailableError("stopping");
      if (event.type === "ask") session.assertRoom(event);
      if (event.type === "resume" && !isFirst) throw new ConflictError("late-resume", "");
      return { event };
    } catch (error) {
      return { error, requestId: readRequestId(value), language: readLanguage(value) };
    }
  }

  /** What a frame beyond the allowance says, so that its sender learns which request was refused; null where nothing. */
  function peek(data: RawData, isBinary: boolean): unknown {
    try {
      return readJson(readFrame(data, isBinary, settings.bodyLimitBytes));
    } catch {
      return null;
    }
  }

  function refuse({ error, requestId, language }: Refusal): void {
    const { problem } = describeProblem(error, language ?? acceptLanguage ?? "en");
    parts.onRefused(problem);
    // Under the sub-protocol only events of an answer are numbered, since they are resumed by their number.
    const sequence = stored === null ? 1 : 0;
    void line.transmit(JSON.stringify({ type: "request-error", problem, requestId, sequence }));
    if (error instanceof UnauthorizedError || error instanceof ForbiddenError) {
      line.close(mayAskNoLonger, "The key or the session has ended.");
    }
  }

  function handle(event: SessionClientEvent): void {
    if (event.type === "resume") resume(event);
    else if (event.type === "cancel") session.cancel(event.requestId);
    else {
      const { collection, load, caller, log, linkBase, onRefused } = parts;
      const told = { caller, log, acceptLanguage, linkBase, onRefused, settings };
      const answering = { collection, admission: load.admission, ...told };
      session.ask(event, (asked, { controller, stream }) => answer(asked, { controller, stream, parts: answering }));
    }
  }

  function resume({ token, requests }: ResumeEvent): void {
    if (sessions === null || stored === null) return;
    const found = sessions.find(token, parts.holder);
    if (found === null || found === stored) {
      tellSession({ type: "resume-expired", token: stored.token });
      return;
    }
    sessions.drop(stored);
    stored = found;
    session = found;
    found.attach(line)?.close(takenOver, "The session goes on over another connection.");
    const unknown = found.unknown(requests.map(({ requestId }) => requestId));
    tellSession({ type: "resumed", token, unknown });
    found.replay(requests);
  }

  return { idle: () => session.idle() };
}
