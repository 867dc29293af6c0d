import type { Request, Response } from "express";
import { composeMarkdown } from "../answer-text/markdown-answer.ts";
import { answerEvents } from "../chat/answer-events.ts";
import type { AskResponse } from "../protocol.ts";
import { NotAcceptableError } from "../request-errors.ts";
import { sendEvents } from "./event-stream.ts";
import { sendJson } from "./json-body.ts";
import { notesOf } from "./request-log.ts";

/** What an answer is sent as; the first where anything is accepted. */
export const answerMediaTypes = ["application/json", "text/markdown", "text/event-stream"] as const;
export type AnswerMediaType = (typeof answerMediaTypes)[number];

/**
 * Before anything is spent on an answer.
 * @throws NotAcceptableError when the client takes none of what there is.
 */
export function answerMediaType(request: Request): AnswerMediaType {
  const accepted = request.accepts([...answerMediaTypes]);
  if (accepted === false) throw new NotAcceptableError(answerMediaTypes);
  // `accepts` gives back one of those that it was given.
  return accepted as AnswerMediaType;
}

export interface AnswerFormat {
  readonly mediaType: AnswerMediaType;
  /** What absolute links begin with. */
  readonly linkBase: string;
}

export async function sendAnswer(
  response: Response,
  answer: AskResponse,
  { mediaType, linkBase }: AnswerFormat,
): Promise<void> {
  response.set("Content-Language", answer.language).vary("Accept").vary("Accept-Language");
  if (mediaType === "application/json") return sendJson(response, answer);
  if (mediaType === "text/event-stream") return sendEvents(response, writeEvents(answer, notesOf(response).requestId));
  response.set("Cache-Control", "no-store").type(`${mediaType}; charset=utf-8`);
  response.send(composeMarkdown(answer, { baseUrl: linkBase, language: answer.language }));
}

/** JSON holds no line break, so each event is one line of data. */
function* writeEvents(answer: AskResponse, requestId: string): Generator<string> {
  let sequence = 0;
  for (const event of answerEvents(answer)) {
    sequence += 1;
    yield `id: ${sequence}\nevent: ${event.type}\ndata: ${JSON.stringify({ ...event, requestId, sequence })}\n\n`;
  }
}
