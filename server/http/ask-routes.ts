import type { IRouter, RequestHandler } from "express";
import type { Collection } from "../collection.ts";
import { askRequestSchema, searchRequestSchema } from "../protocol.ts";
import { preferredLanguage } from "./accept-language.ts";
import { bodyBytes, parseJson, receiveBody, sendJson } from "./json-body.ts";
import { describeQuestion, notesOf } from "./request-log.ts";
import { abortWithRequest, untilAborted } from "./request-scope.ts";
import { serveAddress } from "./routing.ts";

export interface AskRouteParts {
  readonly collection: Collection;
  readonly bodyLimitBytes: number;
  readonly requestTimeoutMs: number;
  readonly logQuestions: boolean;
}

/** `POST /api/v1/ask` and `POST /api/v1/search`. */
export function addAskRoutes(router: IRouter, parts: AskRouteParts): void {
  const { collection, bodyLimitBytes, requestTimeoutMs, logQuestions } = parts;
  const receiveJson = receiveBody(["application/json"], bodyLimitBytes);

  const ask: RequestHandler = async (request, response) => {
    const asked = parseJson(bodyBytes(request), askRequestSchema);
    const acceptLanguage = preferredLanguage(request.get("Accept-Language"));
    const signal = abortWithRequest(request, response, requestTimeoutMs);
    const answer = await untilAborted(collection.assistant().ask(asked, { acceptLanguage, signal }), signal);
    notesOf(response).log.info(
      { ...describeQuestion(asked.question, logQuestions), outcome: answer.outcome, intent: answer.intent },
      "answered",
    );
    response.set("Content-Language", answer.language);
    sendJson(response, answer);
  };

  const search: RequestHandler = async (request, response) => {
    const asked = parseJson(bodyBytes(request), searchRequestSchema);
    const acceptLanguage = preferredLanguage(request.get("Accept-Language"));
    const signal = abortWithRequest(request, response, requestTimeoutMs);
    const found = await untilAborted(collection.assistant().search(asked, { acceptLanguage, signal }), signal);
    notesOf(response).log.info(
      { ...describeQuestion(asked.query, logQuestions), results: found.results.length },
      "searched",
    );
    sendJson(response, found);
  };

  serveAddress(router, "/api/v1/ask", { POST: [receiveJson, ask] });
  serveAddress(router, "/api/v1/search", { POST: [receiveJson, search] });
}
