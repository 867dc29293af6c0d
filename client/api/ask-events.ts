import { type ChatLine, type ChatLineOptions, openChatLine } from "./chat-line.ts";
import { ProblemError } from "./errors.ts";
import { wait, waitBefore } from "./retries.ts";
import type { Answer, AnswerEvent, AskRequest, Problem } from "./types.ts";

export interface AskEventsOptions extends Omit<ChatLineOptions, "signal"> {
  readonly retries: number;
  readonly longestWaitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** What comes over the line, as far as it is read: events of an answer, numbered, and of the session. */
type LineEvent =
  | (Exclude<AnswerEvent, { type: "restart" }> & { requestId: string; sequence: number })
  | {
      type: "request-error";
      requestId: string | null;
      sequence: number;
      problem: Problem & { retryAfterSeconds?: number };
    }
  | { type: "session"; token: string }
  | { type: "resumed"; token: string; unknown: string[] }
  | { type: "resume-expired"; token: string };

/** Where an answer stands, over however many lines. */
interface Progress {
  readonly requestId: string;
  /** By which the server knows this client after its line was cut; null before it has told one, or where it never does. */
  token: string | null;
  /** The number of the last event that was handed over. */
  last: number;
}

/**
 * Asks over a WebSocket. When the line is cut, another is opened and the server sends the rest; where it no longer has
 * it, the question is asked anew, and a `restart` says so.
 */
export async function* askEvents(request: AskRequest, options: AskEventsOptions): AsyncGenerator<AnswerEvent> {
  const progress: Progress = { requestId: crypto.randomUUID(), token: null, last: 0 };
  for (let failures = 0; ; ) {
    let line: ChatLine | null = null;
    try {
      line = await openChatLine(options);
      for await (const event of readAnswer(line, { request, progress, signal: options.signal })) {
        failures = 0;
        yield event;
        if (event.type === "answer-end") return;
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      const waitMs = waitBefore(error, failures);
      if (waitMs === null || failures >= options.retries || waitMs > options.longestWaitMs) throw error;
      failures += 1;
      // What was refused has no rest: it is asked anew.
      if (error instanceof ProblemError) progress.token = null;
      await wait(waitMs, options.signal);
    } finally {
      line?.close();
    }
  }
}

interface Asking {
  readonly request: AskRequest;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/** What one line gives of the answer. @throws ConnectionError when it is cut; ProblemError when the server refuses. */
async function* readAnswer(line: ChatLine, { request, progress, signal }: Asking): AsyncGenerator<AnswerEvent> {
  const { requestId } = progress;
  const ask = () => line.send({ type: "ask", requestId, ...request });
  if (progress.token === null) {
    if (progress.last > 0) yield restart(progress);
    ask();
  } else {
    line.send({ type: "resume", token: progress.token, requests: [{ requestId, after: progress.last }] });
  }
  for (;;) {
    // The schemas of the server's events are its own; what is not one of these is passed over below.
    const event = (await line.next(signal)) as LineEvent;
    switch (event.type) {
      case "session":
        // On a line that resumes, the token that counts comes with the outcome.
        progress.token ??= event.token;
        break;
      case "resumed":
      case "resume-expired":
        progress.token = event.token;
        if (event.type === "resumed" && !event.unknown.includes(requestId)) break;
        if (progress.last > 0) yield restart(progress);
        ask();
        break;
      case "request-error":
        if (event.requestId === requestId || event.requestId === null) throw toError(event.problem);
        break;
      case "answer-start":
      case "answer-part":
      case "citation":
      case "answer-end": {
        if (event.requestId !== requestId || event.sequence <= progress.last) break;
        progress.last = event.sequence;
        const { requestId: _requestId, sequence: _sequence, ...own } = event;
        yield own;
        if (own.type === "answer-end") return;
      }
    }
  }
}

function restart(progress: Progress): AnswerEvent {
  progress.last = 0;
  return { type: "restart" };
}

function toError({ retryAfterSeconds, ...problem }: Problem & { retryAfterSeconds?: number }): ProblemError {
  return new ProblemError(problem, retryAfterSeconds === undefined ? null : retryAfterSeconds * 1_000);
}

/** The same of an answer that came whole, where there is no WebSocket. */
export function* eventsOf(response: Answer): Generator<AnswerEvent> {
  const { language, intent, understood, answer, citations } = response;
  yield { type: "answer-start", language, intent, understood };
  yield { type: "answer-part", text: answer };
  for (const citation of citations) yield { type: "citation", citation };
  yield { type: "answer-end", response };
}
