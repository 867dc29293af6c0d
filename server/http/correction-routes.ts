import type { IRouter, Request, RequestHandler } from "express";
import type { Collection } from "../collection.ts";
import { correctionsRequestSchema } from "../corrections-protocol.ts";
import { describeCorrected, findPlace, listCorrections } from "../document-views.ts";
import { UnservableValueError } from "../request-errors.ts";
import { requireScope } from "./access-rules.ts";
import { bodyBytes, parseJson, receiveBody, sendJson } from "./json-body.ts";
import { abortWithRequest } from "./request-scope.ts";
import { pathValue, serveAddress } from "./routing.ts";

/** A request of the most corrections, each with its longest names, takes so much. */
const correctionsLimitBytes = 1_000_000;

/** What was read wrongly is mended and undone here; and places of another reading are found in the present one. */
export function addCorrectionRoutes(router: IRouter, collection: Collection): void {
  const idOf = (request: Request) => pathValue(request.params, "id");

  const list: RequestHandler = (request, response) => {
    sendJson(response, listCorrections(collection.record(idOf(request))));
  };
  const correct: RequestHandler = async (request, response) => {
    const { corrections } = parseJson(bodyBytes(request), correctionsRequestSchema);
    const signal = abortWithRequest(request, response, null);
    sendJson(response, describeCorrected(await collection.correct(idOf(request), corrections, { signal })));
  };
  const undo: RequestHandler = async (request, response) => {
    const correctionId = pathValue(request.params, "correctionId");
    const signal = abortWithRequest(request, response, null);
    const record = await collection.undoCorrection(idOf(request), correctionId || null, { signal });
    sendJson(response, describeCorrected(record));
  };
  const place: RequestHandler = (request, response) => {
    sendJson(response, findPlace(collection.document(idOf(request)), readSpan(request)));
  };

  const receiveJson = receiveBody(["application/json"], correctionsLimitBytes);
  serveAddress(router, "/api/v1/documents/:id/corrections", {
    GET: [list],
    POST: [requireScope("add"), receiveJson, correct],
    DELETE: [requireScope("add"), undo],
  });
  serveAddress(router, "/api/v1/documents/:id/corrections/:correctionId", { DELETE: [requireScope("add"), undo] });
  serveAddress(router, "/api/v1/documents/:id/place", { GET: [place] });
}

/** The span that an address names as `?start=…&end=…`. @throws UnservableValueError */
export function readSpan({ query }: Pick<Request, "query">): { readonly start: number; readonly end: number } {
  const [start, end] = [Number(query.start ?? Number.NaN), Number(query.end ?? Number.NaN)];
  if (!Number.isSafeInteger(start) || start < 0) throw new UnservableValueError("start", "span");
  if (!Number.isSafeInteger(end) || end <= start) throw new UnservableValueError("end", "span");
  return { start, end };
}
