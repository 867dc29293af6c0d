import type { IRouter, RequestHandler } from "express";
import type { Collection } from "../collection.ts";
import { collectionRequestSchema, namedCollectionSchema } from "../ingest-protocol.ts";
import type { NamedCollections } from "../records/named-collections.ts";
import { UnservableValueError } from "../request-errors.ts";
import { requireScope } from "./access-rules.ts";
import { bodyBytes, checkShape, parseJson, receiveBody, sendJson } from "./json-body.ts";
import { pathValue, serveAddress } from "./routing.ts";

export interface CollectionRouteParts {
  readonly collection: Collection;
  readonly namedCollections: NamedCollections;
  readonly bodyLimitBytes: number;
}

/** `GET /api/v1/collections`, `PUT` and `DELETE /api/v1/collections/{name}`: named sets of records. */
export function addCollectionRoutes(router: IRouter, parts: CollectionRouteParts): void {
  const { collection, namedCollections, bodyLimitBytes } = parts;
  const receiveJson = receiveBody(["application/json"], bodyLimitBytes);

  const list: RequestHandler = (_request, response) => {
    sendJson(response, { collections: namedCollections.list() });
  };

  const put: RequestHandler = async (request, response) => {
    const { documents } = parseJson(bodyBytes(request), collectionRequestSchema);
    const held = new Set(collection.documents().map(({ id }) => id));
    const unknown = documents.findIndex((id) => !held.has(id));
    if (unknown !== -1) throw new UnservableValueError(`documents[${unknown}]`, "unknown-document");
    const named = checkShape({ name: pathValue(request.params, "name"), documents }, namedCollectionSchema);
    const isNew = namedCollections.recordsOf(named.name) === null;
    await namedCollections.put(named);
    response.status(isNew ? 201 : 200);
    sendJson(response, named);
  };

  const remove: RequestHandler = async (request, response) => {
    await namedCollections.remove(pathValue(request.params, "name"));
    response.status(204).end();
  };

  serveAddress(router, "/api/v1/collections", { GET: [list] });
  serveAddress(router, "/api/v1/collections/:name", {
    PUT: [requireScope("admin"), receiveJson, put],
    DELETE: [requireScope("admin"), remove],
  });
}
