import type { IRouter, Request, RequestHandler } from "express";
import type { Document } from "../../corpus/document.ts";
import type { Collection } from "../collection.ts";
import { countFacets, listOrganizations, listSpeakers, listTopics } from "../record-facets.ts";
import { UnservableValueError } from "../request-errors.ts";
import { serveAddress } from "./routing.ts";
import { sendStable } from "./stable-bodies.ts";

/** Who and what the records hold, with counts: over all of them, or those that `?document=` names. */
export function addFacetRoutes(router: IRouter, collection: Collection): void {
  const serve = (path: string, describe: (documents: readonly Document[]) => object): void => {
    const send: RequestHandler = (request, response) =>
      sendStable(response, describe(askedDocuments(request, collection)));
    serveAddress(router, path, { GET: [send] });
  };
  serve("/api/v1/speakers", listSpeakers);
  serve("/api/v1/organizations", listOrganizations);
  serve("/api/v1/topics", listTopics);
  serve("/api/v1/facets", countFacets);
}

function askedDocuments({ query }: Request, collection: Collection): readonly Document[] {
  const documents = collection.documents();
  if (query.document === undefined) return documents;
  const ids = new Set([query.document].flat().map(String));
  const held = documents.filter(({ id }) => ids.has(id));
  if (held.length < ids.size) throw new UnservableValueError("document", "unknown-document");
  return held;
}
