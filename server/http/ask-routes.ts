import type { IRouter, Request, RequestHandler, Response } from "express";
import type { RequestContext } from "../assistant/assistant.ts";
import type { Collection } from "../collection.ts";
import { askRequestSchema, searchRequestSchema } from "../protocol.ts";
import type { Settings } from "../settings.ts";
import { untilAborted } from "../until-aborted.ts";
import { preferredLanguage } from "./accept-language.ts";
import { answerMediaType, sendAnswer } from "./answer-formats.ts";
import { bodyBytes, parseJson, receiveBody, sendJson } from "./json-body.ts";
import { linkBase } from "./public-address.ts";
import { describeQuestion, notesOf } from "./request-log.ts";
import { abortWithRequest } from "./request-scope.ts";
import { serveAddress } from "./routing.ts";

export interface AskRouteParts {
  readonly collection: Collection;
  readonly settings: Pick<
    Settings,
    "bodyLimitBytes" | "requestTimeoutMs" | "logQuestions" | "publicUrl" | "host" | "port"
  >;
}

/** `POST /api/v1/ask` and `POST /api/v1/search`. */
export function addAskRoutes(router: IRouter, { collection, settings }: AskRouteParts): void {
  const { bodyLimitBytes, requestTimeoutMs, logQuestions } = settings;
  const receiveJson = receiveBody(["application/json"], bodyLimitBytes);

  const contextOf = (request: Request, response: Response): RequestContext => ({
    acceptLanguage: preferredLanguage(request.get("Accept-Language")),
    linkBase: linkBase(settings, request),
    signal: abortWithRequest(request, response, requestTimeoutMs),
  });

  const ask: RequestHandler = async (request, response) => {
    const mediaType = answerMediaType(request);
    const asked = parseJson(bodyBytes(request), askRequestSchema);
    const context = contextOf(request, response);
    const answer = await untilAborted(collection.assistant().ask(asked, context), context.signal);
    notesOf(response).log.info(
      { ...describeQuestion(asked.question, logQuestions), outcome: answer.outcome, intent: answer.intent },
      "answered",
    );
    await sendAnswer(response, answer, { mediaType, linkBase: linkBase(settings, request) });
  };

  const search: RequestHandler = async (request, response) => {
    const asked = parseJson(bodyBytes(request), searchRequestSchema);
    const context = contextOf(request, response);
    const found = await untilAborted(collection.assistant().search(asked, context), context.signal);
    notesOf(response).log.info(
      { ...describeQuestion(asked.query, logQuestions), results: found.results.length },
      "searched",
    );
    sendJson(response, found);
  };

  serveAddress(router, "/api/v1/ask", { POST: [receiveJson, ask] });
  serveAddress(router, "/api/v1/search", { POST: [receiveJson, search] });
}
