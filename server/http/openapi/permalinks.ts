import { notModified, type Operation, type Parameter, reference } from "./operation.ts";
import { offset, text } from "./records.ts";

const name: Parameter = {
  name: "name",
  in: "path",
  description:
    "`{id}`, or `{id}@{revision}`: then another revision is a 404. The revision may be shortened to 12 digits and may lack `sha256:`.",
  schema: { type: "string" },
  example: "resumen-sesion-tematica-cam-2023-05-09",
};

const jsonTwin: Operation = {
  id: "getJsonTwin",
  method: "get",
  path: "/d/{name}.json",
  tag: "Records",
  summary: "Follow a permalink as a program",
  description:
    "The twin of the page `/d/{name}`: the record and, with `start` and `end`, the `place` of that span. It is what a citation's `json` names.",
  scope: "ask",
  parameters: [name, offset("start", 0, false), offset("end", 20, false)],
  answers: {
    200: {
      description: "The record, with `place` where a span was given.",
      headers: ["ETag"],
      content: {
        "application/json": {
          schema: {
            allOf: [reference("DocumentDetail"), { type: "object", properties: { place: reference("PlaceInRecord") } }],
          },
        },
      },
    },
    304: notModified,
  },
  problems: ["not-found", "other-revision", "record-set-aside", "unservable-value", "malformed-request"],
};

const textTwin: Operation = {
  ...text,
  id: "getTextTwin",
  path: "/d/{name}.txt",
  summary: "Follow a permalink to the source text",
  description: "The text twin of the page `/d/{name}`: the source text of that revision.",
  parameters: [name],
  problems: ["not-found", "other-revision", "record-set-aside", "malformed-request"],
};

export const permalinkOperations: readonly Operation[] = [jsonTwin, textTwin];
