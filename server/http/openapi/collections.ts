import { answerOf, jsonOf, noContent, type Operation, type Parameter } from "./operation.ts";

const name: Parameter = {
  name: "name",
  in: "path",
  description: "Name of the set.",
  schema: { type: "string", maxLength: 200 },
  example: "Annual sessions",
};

const list: Operation = {
  id: "listCollections",
  method: "get",
  path: "/api/v1/collections",
  tag: "Collections",
  summary: "List the named sets of records",
  description: "A question is asked within one by `filters.collections`.",
  scope: "ask",
  answers: { 200: answerOf("NamedCollections", "The sets.") },
};

const put: Operation = {
  id: "putCollection",
  method: "put",
  path: "/api/v1/collections/{name}",
  tag: "Collections",
  summary: "Name a set of records",
  description: "A set of the same name is replaced.",
  scope: "admin",
  parameters: [name],
  body: jsonOf("CollectionRequest", {
    one: { summary: "A set of one record", value: { documents: ["resumen-sesion-tematica-cam-2023-05-09"] } },
  }),
  answers: { 200: answerOf("NamedCollection", "Replaced."), 201: answerOf("NamedCollection", "New.") },
  problems: ["invalid-request", "unservable-value", "no-room"],
};

const remove: Operation = {
  id: "removeCollection",
  method: "delete",
  path: "/api/v1/collections/{name}",
  tag: "Collections",
  summary: "Forget a set's name",
  description: "Its records stay.",
  scope: "admin",
  parameters: [name],
  answers: { 204: noContent("Forgotten.") },
  problems: ["not-found", "no-room"],
};

export const collectionOperations: readonly Operation[] = [list, put, remove];
