import { openChat } from "./chat.ts";
import type { ChatLineOptions } from "./chat-line.ts";
import { ConnectionError } from "./errors.ts";
import { type RetryOptions, toError, waitBeforeAsking } from "./retries.ts";
import type { Answer, AnswerEvent, AskRequest } from "./types.ts";

export interface AskEventsOptions extends ChatLineOptions, RetryOptions {}

/**
 * Asks over a chat of its own. When its line is cut, another is opened and the server sends the rest; where it no longer
 * has it, the question is asked anew, and a `restart` says so.
 * @throws ConnectionError where the line was lost too often without news; ProblemError where the server refuses.
 */
export async function* askEvents(request: AskRequest, options: AskEventsOptions): AsyncGenerator<AnswerEvent> {
  const { signal } = options;
  signal?.throwIfAborted();
  const events: AnswerEvent[] = [];
  let failure: Error | null = null;
  let losses = 0;
  let wake = () => {};
  const onAbort = () => wake();

  const chat = openChat(
    { ...options, repeatAfterMs: (problem, { repeats }) => waitBeforeAsking(problem, repeats, options) },
    {
      lost() {
        if (losses === options.retries) failure = new ConnectionError("The connection was lost.");
        losses += 1;
        wake();
      },
      received({ requestId: _requestId, sequence: _sequence, ...event }) {
        losses = 0;
        if (event.type === "request-error") failure = toError(event.problem);
        else events.push(event);
        wake();
      },
    },
  );
  try {
    signal?.addEventListener("abort", onAbort);
    chat.ask(crypto.randomUUID(), request);
    for (;;) {
      const event = events.shift();
      if (event !== undefined) yield event;
      if (event?.type === "answer-end") return;
      signal?.throwIfAborted();
      if (events.length > 0) continue;
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    chat.close();
  }
}

/** The same of an answer that came whole, where there is no WebSocket. */
export function* eventsOf(response: Answer): Generator<AnswerEvent> {
  const { language, intent, understood, answer, citations } = response;
  yield { type: "answer-start", language, intent, understood };
  yield { type: "answer-part", text: answer };
  for (const citation of citations) yield { type: "citation", citation };
  yield { type: "answer-end", response };
}
