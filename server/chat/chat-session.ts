import { CancelledError, ConflictError, TooManyRequestsError } from "../request-errors.ts";
import type { AskEvent, EventStream } from "./answering.ts";
import type { EventLine } from "./event-line.ts";

/** Answers one question into its stream, and never rejects. */
export type Answer = (
  event: AskEvent,
  answering: { readonly controller: AbortController; readonly stream: EventStream },
) => Promise<void>;

/** One question of a session, with the events of its answer as they were sent: what is resumed is these very bytes. */
export interface KeptRequest {
  readonly requestId: string;
  /** What was asked, to tell a repeated request from another under its id. */
  readonly asked: string;
  readonly controller: AbortController;
  readonly frames: string[];
  state: "answering" | "answered" | "failed";
  /** Frames that the present line was given. */
  given: number;
  done: Promise<void>;
}

export interface ChatSessionParts {
  /** Whether ended requests stay, to be resumed or asked again by the same id. */
  readonly keeps: boolean;
  /** Told of every frame that is kept, of every request that has ended, and of what is kept no longer. */
  readonly onFrame?: (request: KeptRequest, frame: string) => void;
  readonly onEnded?: (request: KeptRequest) => void;
  readonly onForgotten?: (request: KeptRequest) => void;
}

/** The questions of one client, over however many connections. */
export interface ChatSession {
  /** Where events go; null while the line is cut. */
  readonly line: EventLine | null;
  /** Nothing was asked, or nothing of it is kept. */
  readonly isEmpty: boolean;
  /** @throws ConflictError, TooManyRequestsError */
  assertRoom(event: AskEvent): void;
  ask(event: AskEvent, answer: Answer): void;
  cancel(requestId: string): void;
  /** From now on events go to this line. @returns The line before, if there was one. */
  attach(line: EventLine): EventLine | null;
  /** The line was cut: answers go on, and are kept. Nothing where another line has taken over. */
  detach(line: EventLine): void;
  /** Which of these requests are not known, or not any more. */
  unknown(requestIds: readonly string[]): string[];
  /** Sends what lies behind the last event that the client has of each. Nobody waits for what is not named: it is given up. */
  replay(requests: readonly { readonly requestId: string; readonly after: number }[]): void;
  forget(request: KeptRequest): void;
  /** Nobody comes back: what is under way is given up, and nothing is kept. */
  end(): void;
  /** Settles when nothing is being answered. */
  idle(): Promise<void>;
}

/** One person asks one thing at a time; a program that wants more opens another connection. */
const mostRequestsInFlight = 8;
/** Ended requests of one session that are kept at most, so that no session takes the memory of all. */
const mostEnded = 32;

export function createChatSession(parts: ChatSessionParts): ChatSession {
  const requests = new Map<string, KeptRequest>();
  let line: EventLine | null = null;

  const underWay = () => [...requests.values()].filter(({ state }) => state === "answering");

  const forget = (request: KeptRequest) => {
    if (requests.get(request.requestId) === request) requests.delete(request.requestId);
    parts.onForgotten?.(request);
  };

  /**
   * Gives the line what it lacks, in order, until there is nothing or the line is another. Several may run for one
   * request: each frame is counted and handed over in one step.
   */
  const give = async (request: KeptRequest): Promise<void> => {
    const to = line;
    while (to !== null && line === to) {
      const frame = request.frames[request.given];
      if (frame === undefined) return;
      request.given += 1;
      await to.transmit(frame);
    }
  };

  const streamOf = (request: KeptRequest): EventStream => ({
    send(event) {
      const { requestId, frames } = request;
      // Given up together with its session: nobody waits, and nothing is kept.
      if (requests.get(requestId) !== request) return Promise.resolve();
      const frame = JSON.stringify({ ...event, requestId, sequence: frames.length + 1 });
      frames.push(frame);
      parts.onFrame?.(request, frame);
      if (event.type === "request-error") request.state = "failed";
      if (event.type === "answer-end") request.state = "answered";
      return give(request);
    },
  });

  const forgetSurplus = () => {
    const ended = [...requests.values()].filter(({ state }) => state !== "answering");
    for (const request of ended.slice(0, Math.max(0, ended.length - mostEnded))) forget(request);
  };

  const sent = ({ requestId }: { readonly requestId: string }) => requests.get(requestId);

  return {
    get line() {
      return line;
    },
    get isEmpty() {
      return requests.size === 0;
    },
    assertRoom(event) {
      const { requestId } = event;
      const same = sent(event);
      if (same !== undefined && parts.keeps && same.asked !== JSON.stringify(event)) {
        throw new ConflictError("request-id-used", requestId);
      }
      if (same?.state === "answering" && !parts.keeps) throw new ConflictError("request-in-flight", requestId);
      if (same === undefined && underWay().length >= mostRequestsInFlight) throw new TooManyRequestsError(1);
    },
    ask(event, answer) {
      const same = sent(event);
      // Its events are on their way.
      if (same?.state === "answering") return;
      if (same?.state === "answered") {
        same.given = 0;
        void give(same);
        return;
      }
      if (same !== undefined) forget(same);
      const request: KeptRequest = {
        requestId: event.requestId,
        asked: JSON.stringify(event),
        controller: new AbortController(),
        frames: [],
        state: "answering",
        given: 0,
        done: Promise.resolve(),
      };
      requests.set(event.requestId, request);
      request.done = answer(event, { controller: request.controller, stream: streamOf(request) }).finally(() => {
        if (!parts.keeps) forget(request);
        else {
          parts.onEnded?.(request);
          forgetSurplus();
        }
      });
    },
    cancel(requestId) {
      // A request that has just ended cannot be cancelled any more, and that is nobody's mistake.
      requests.get(requestId)?.controller.abort(new CancelledError());
    },
    attach(next) {
      const before = line;
      line = next;
      return before;
    },
    detach(cut) {
      if (line === cut) line = null;
    },
    unknown(requestIds) {
      return requestIds.filter((requestId) => !requests.has(requestId));
    },
    replay(named) {
      const waitedFor = new Set(named.map(({ requestId }) => requestId));
      for (const { requestId, controller } of underWay()) {
        if (!waitedFor.has(requestId)) controller.abort(new CancelledError());
      }
      for (const { requestId, after } of named) {
        const request = requests.get(requestId);
        if (request === undefined) continue;
        request.given = Math.min(after, request.frames.length);
        void give(request);
      }
    },
    forget,
    end() {
      line = null;
      for (const request of [...requests.values()]) {
        request.controller.abort(new CancelledError());
        forget(request);
      }
    },
    idle: async () => {
      while (underWay().length > 0) await Promise.all(underWay().map(({ done }) => done));
    },
  };
}
