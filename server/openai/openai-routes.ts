import { type IRouter, type Request, type RequestHandler, type Response, Router } from "express";
import type { Embedder } from "../../embeddings/embedder.ts";
import type { Collection } from "../collection.ts";
import { preferredLanguage } from "../http/accept-language.ts";
import { sendEvents } from "../http/event-stream.ts";
import { bodyBytes, parseJson, receiveBody, sendJson } from "../http/json-body.ts";
import { linkBase } from "../http/public-address.ts";
import { describeQuestion, notesOf } from "../http/request-log.ts";
import { abortWithRequest } from "../http/request-scope.ts";
import { pathValue, serveAddress } from "../http/routing.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { AskRequest } from "../protocol.ts";
import { NotFoundError, UnservableValueError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { untilAborted } from "../until-aborted.ts";
import { askedBy } from "./asked-messages.ts";
import { describeCompletion, streamCompletion } from "./chat-completions.ts";
import { type CitedText, composeCitedText } from "./cited-text.ts";
import { reportOpenaiErrors } from "./openai-errors.ts";
import { chatRequestSchema, embeddingRequestSchema, responseRequestSchema } from "./openai-requests.ts";
import type { Model, ModelList } from "./openai-responses.ts";
import { describeResponse, streamResponse } from "./response-objects.ts";
import { embedTexts } from "./text-embeddings.ts";

export interface OpenaiRouteParts {
  readonly collection: Collection;
  /** The embedded model, once it is known. @throws EmbeddingError */
  readonly openEmbedder: () => Promise<Embedder>;
  readonly metrics: Pick<Metrics, "refused">;
  readonly settings: Pick<
    Settings,
    "bodyLimitBytes" | "requestTimeoutMs" | "logQuestions" | "publicUrl" | "host" | "port"
  >;
}

/** The model that answers: it is none that writes, so that nothing is in an answer but what the records say. */
const answeringModel = "relator";

/** The part of OpenAI's interface that chat programs, bots and libraries speak, below `/v1`. */
export function addOpenaiRoutes(application: IRouter, parts: OpenaiRouteParts): void {
  const router = Router();
  const receiveJson = receiveBody(["application/json"], parts.settings.bodyLimitBytes);
  const serve = (path: string, respond: RequestHandler) => serveAddress(router, path, { POST: [receiveJson, respond] });
  serve("/chat/completions", completeChat(parts));
  serve("/responses", createResponse(parts));
  serve("/embeddings", embed(parts));
  addModelRoutes(router, parts);
  router.use((request) => {
    throw new NotFoundError("address", `/v1${request.path}`.slice(0, longestEchoedCharacters));
  });
  application.use("/v1", router);
  // What was refused before it came here, by the guard or the allowance, is told in the same shape.
  application.use(
    "/v1",
    reportOpenaiErrors(({ type }) => parts.metrics.refused("openai", type)),
  );
}

const longestEchoedCharacters = 200;

function completeChat(parts: OpenaiRouteParts): RequestHandler {
  return async (request, response) => {
    const body = parseJson(bodyBytes(request), chatRequestSchema);
    assertAnswers(body.model);
    if ((body.n ?? 1) !== 1) throw new UnservableValueError("n", "one-choice");
    assertPlainText(body.response_format?.type, "response_format");
    const asked = askedBy(body.messages, "messages", body.relator);
    const signal = abortWithRequest(request, response, parts.settings.requestTimeoutMs);
    const completion = {
      asked,
      model: answeringModel,
      cited: await answer(asked, { request, response, parts, signal }),
    };
    if (body.stream !== true) return sendJson(response, describeCompletion(completion));
    const includeUsage = body.stream_options?.include_usage ?? false;
    await sendEvents(response, streamCompletion(completion, { includeUsage }));
  };
}

function createResponse(parts: OpenaiRouteParts): RequestHandler {
  return async (request, response) => {
    const body = parseJson(bodyBytes(request), responseRequestSchema);
    assertAnswers(body.model);
    const state = ["previous_response_id", "conversation", "background"] as const;
    const asksForState = state.find(
      (field) => body[field] !== undefined && body[field] !== null && body[field] !== false,
    );
    if (asksForState !== undefined) throw new UnservableValueError(asksForState, "no-state");
    assertPlainText(body.text?.format?.type, "text.format");
    const input = typeof body.input === "string" ? [{ role: "user", content: body.input }] : body.input;
    const asked = askedBy(input, "input", body.relator);
    const signal = abortWithRequest(request, response, parts.settings.requestTimeoutMs);
    const created = { asked, model: answeringModel, cited: await answer(asked, { request, response, parts, signal }) };
    if (body.stream !== true) return sendJson(response, describeResponse(created));
    await sendEvents(response, streamResponse(created));
  };
}

function embed({ openEmbedder, settings }: OpenaiRouteParts): RequestHandler {
  return async (request, response) => {
    const body = parseJson(bodyBytes(request), embeddingRequestSchema);
    const embedder = await openEmbedder();
    if (body.model !== embedder.model.id) throw new NotFoundError("model", body.model);
    const signal = abortWithRequest(request, response, settings.requestTimeoutMs);
    sendJson(response, await untilAborted(embedTexts(body, embedder, signal), signal));
  };
}

function addModelRoutes(router: IRouter, { openEmbedder }: OpenaiRouteParts): void {
  const models = async (): Promise<Model[]> =>
    [answeringModel, (await openEmbedder()).model.id].map((id) => ({
      id,
      object: "model",
      created: 0,
      owned_by: "relator",
    }));
  const list: RequestHandler = async (_request, response) => {
    sendJson(response, { object: "list", data: await models() } satisfies ModelList);
  };
  const one: RequestHandler = async (request, response) => {
    const id = pathValue(request.params, "model");
    const found = (await models()).find((model) => model.id === id);
    if (found === undefined) throw new NotFoundError("model", id);
    sendJson(response, found);
  };
  serveAddress(router, "/models", { GET: [list] });
  serveAddress(router, "/models/:model", { GET: [one] });
}

interface AnswerScope {
  readonly request: Request;
  readonly response: Response;
  readonly parts: OpenaiRouteParts;
  readonly signal: AbortSignal;
}

async function answer(asked: AskRequest, { request, response, parts, signal }: AnswerScope): Promise<CitedText> {
  const { collection, settings } = parts;
  const acceptLanguage = preferredLanguage(request.get("Accept-Language"));
  const answered = await untilAborted(collection.assistant().ask(asked, { acceptLanguage, signal }), signal);
  const { outcome, intent, language } = answered;
  notesOf(response).log.info(
    { ...describeQuestion(asked.question, settings.logQuestions), outcome, intent },
    "answered",
  );
  response.set("Content-Language", language);
  return composeCitedText(answered, linkBase(settings, request));
}

function assertAnswers(model: string): void {
  if (model !== answeringModel) throw new NotFoundError("model", model.slice(0, longestEchoedCharacters));
}

/** A client that asks for JSON of a shape of its own would take the answer for that. */
function assertPlainText(format: string | undefined, field: string): void {
  if (format !== undefined && format !== "text") throw new UnservableValueError(field, "plain-text-only");
}
