import type { IRouter, RequestHandler } from "express";
import type { Collection } from "../collection.ts";
import { feedbackDeletionSchema, feedbackRequestSchema } from "../protocol.ts";
import type { FeedbackEvidence, FeedbackStore } from "../records/feedback-store.ts";
import { UnservableValueError } from "../request-errors.ts";
import { bodyBytes, parseJson, receiveBody, sendJson } from "./json-body.ts";
import { pathValue, serveAddress } from "./routing.ts";

export interface FeedbackRouteParts {
  readonly collection: Collection;
  readonly feedback: FeedbackStore;
  readonly bodyLimitBytes: number;
}

/** `POST /api/v1/feedback` and `DELETE /api/v1/feedback/{id}`. */
export function addFeedbackRoutes(router: IRouter, { collection, feedback, bodyLimitBytes }: FeedbackRouteParts): void {
  const receiveJson = receiveBody(["application/json"], bodyLimitBytes);

  const keep: RequestHandler = async (request, response) => {
    const given = parseJson(bodyBytes(request), feedbackRequestSchema);
    if (!given.consent) throw new UnservableValueError("consent", "no-consent");
    const receipt = await feedback.keep(given, findEvidence(given.passageIds, collection));
    response.status(201).location(`/api/v1/feedback/${receipt.id}`);
    sendJson(response, receipt);
  };

  /** The token comes in the header, or in a body. */
  const remove: RequestHandler = async (request, response) => {
    const inHeader = request.get("Deletion-Token");
    const token = inHeader ?? parseJson(bodyBytes(request), feedbackDeletionSchema).deletionToken;
    await feedback.delete(pathValue(request.params, "id"), token);
    response.status(204).end();
  };

  const receiveToken: RequestHandler = (request, response, next) => {
    if (request.get("Deletion-Token") === undefined) receiveJson(request, response, next);
    else next();
  };

  serveAddress(router, "/api/v1/feedback", { POST: [receiveJson, keep] });
  serveAddress(router, "/api/v1/feedback/:id", { DELETE: [receiveToken, remove] });
}

function findEvidence(passageIds: readonly string[], collection: Collection): readonly FeedbackEvidence[] {
  if (passageIds.length === 0) return [];
  const wanted = new Set(passageIds);
  const found = new Map<string, FeedbackEvidence>();
  for (const { id: documentId, revision, sections } of collection.documents()) {
    for (const { id: passageId, text: quote } of sections.flatMap(({ passages }) => passages)) {
      if (wanted.has(passageId)) found.set(passageId, { documentId, revision, passageId, quote });
    }
  }
  return passageIds.map((passageId, position) => {
    const evidence = found.get(passageId);
    if (!evidence) throw new UnservableValueError(`passageIds[${position}]`, "unknown-passage");
    return evidence;
  });
}
