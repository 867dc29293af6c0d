import type { ServerEvent } from "../chat-protocol.ts";
import type { AskResponse } from "../protocol.ts";
import { cutIntoPieces } from "./answer-pieces.ts";

/** An event without the envelope that its stream puts on it. */
export type AnswerEvent = ServerEvent extends infer Event
  ? Event extends ServerEvent
    ? Omit<Event, "requestId" | "sequence">
    : never
  : never;

/** An answer as the events that tell it, in order: the same by socket and by HTTP. */
export function* answerEvents(response: AskResponse): Generator<AnswerEvent> {
  const { language, intent, understood, citations } = response;
  yield { type: "answer-start", language, intent, understood };
  for (const text of cutIntoPieces(response.answer)) yield { type: "answer-part", text };
  for (const citation of citations) yield { type: "citation", citation };
  yield { type: "answer-end", response };
}
