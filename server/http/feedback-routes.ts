import type { IRouter, RequestHandler } from "express";
import type { Document } from "../../corpus/document.ts";
import type { Collection } from "../collection.ts";
import { findPlace } from "../document-views.ts";
import { type FeedbackRequest, feedbackDeletionSchema, feedbackRequestSchema } from "../feedback-protocol.ts";
import type { FeedbackEvidence, FeedbackStore } from "../records/feedback-store.ts";
import { UnservableValueError } from "../request-errors.ts";
import { requireOwnPage } from "./access-rules.ts";
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
    const receipt = await feedback.keep(given, findEvidence(given, collection));
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

  serveAddress(router, "/api/v1/feedback", { POST: [requireOwnPage, receiveJson, keep] });
  serveAddress(router, "/api/v1/feedback/:id", { DELETE: [requireOwnPage, receiveToken, remove] });
}

type Place = NonNullable<FeedbackRequest["places"]>[number];

function findEvidence(
  { passageIds, places = [] }: Pick<FeedbackRequest, "passageIds" | "places">,
  collection: Collection,
): readonly FeedbackEvidence[] {
  if (passageIds.length === 0) return [];
  const wanted = new Set(passageIds);
  const found = new Map<string, FeedbackEvidence>();
  const documents = new Map(collection.documents().map((document) => [document.id, document]));
  for (const { id: documentId, revision, reading, sections } of documents.values()) {
    for (const { id: passageId, text: quote, start, end } of sections.flatMap(({ passages }) => passages)) {
      if (wanted.has(passageId)) found.set(passageId, { documentId, revision, passageId, quote, reading, start, end });
    }
  }
  // One named twice is one: what is kept grows with what is said, not with how often it is named.
  const named = passageIds.map((passageId, position) => ({ passageId, position }));
  const once = named.filter(({ passageId, position }) => passageIds.indexOf(passageId) === position);
  return once.map(({ passageId, position }) => {
    const place = places[position];
    const document = documents.get(passageId.slice(0, passageId.lastIndexOf("/")));
    const isOther = place !== undefined && document !== undefined && place.reading !== document.reading;
    const evidence = isOther ? resolveEvidence(document, place) : found.get(passageId);
    if (!evidence) throw new UnservableValueError(`passageIds[${position}]`, "unknown-passage");
    return evidence;
  });
}

/** The passage of the present reading; null where its text is another, or none holds the place. */
function resolveEvidence(document: Document, { revision, start, end }: Place): FeedbackEvidence | null {
  const { passage } = findPlace(document, { start, end });
  if (passage === null || revision !== document.revision) return null;
  return {
    documentId: document.id,
    revision,
    passageId: passage.id,
    quote: document.source.slice(passage.start, passage.end),
    reading: document.reading,
    start: passage.start,
    end: passage.end,
    resolved: true,
  };
}
