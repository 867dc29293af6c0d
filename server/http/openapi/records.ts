import { answerOf, binary, documentId, jsonOf, notModified, type Operation, type Parameter } from "./operation.ts";

const ofRecord = ["not-found", "record-set-aside", "malformed-request"];

const list: Operation = {
  id: "listDocuments",
  method: "get",
  path: "/api/v1/documents",
  tag: "Records",
  summary: "List the records",
  description: "All records that are held, whole: there are no pages.",
  scope: "ask",
  answers: { 200: answerOf("DocumentList", "The records.", ["ETag"]), 304: notModified },
};

const detail: Operation = {
  id: "getDocument",
  method: "get",
  path: "/api/v1/documents/{id}",
  tag: "Records",
  summary: "Read a record",
  description: "A record with its sections and passages.",
  scope: "ask",
  parameters: [documentId],
  answers: { 200: answerOf("DocumentDetail", "The record.", ["ETag"]), 304: notModified },
  problems: ofRecord,
};

export const text: Operation = {
  id: "getDocumentText",
  method: "get",
  path: "/api/v1/documents/{id}/text",
  tag: "Records",
  summary: "Read a record's source text",
  description: "The text that offsets count in, byte for byte; `revision` is its SHA-256 and its entity tag.",
  scope: "ask",
  parameters: [documentId],
  answers: {
    200: {
      description: "The source text, in UTF-8.",
      content: { "text/plain": { schema: { type: "string" } } },
      headers: ["ETag", "Content-Language"],
    },
    304: notModified,
  },
  problems: ofRecord,
};

const passage: Operation = {
  id: "getPassage",
  method: "get",
  path: "/api/v1/documents/{id}/passages/{passageId}",
  tag: "Records",
  summary: "Read one passage",
  description: "A passage as answers cite it, with its links; `number` is 1, `score` null.",
  scope: "ask",
  parameters: [
    documentId,
    {
      name: "passageId",
      in: "path",
      description: "The `passageId` of a citation, with its slash encoded; or what stands behind it: `p12`, `p12.3`.",
      schema: { type: "string" },
      example: "p3",
    },
  ],
  answers: { 200: answerOf("Citation", "The passage.", ["ETag", "Content-Language"]), 304: notModified },
  problems: ofRecord,
};

export const offset = (name: "start" | "end", example: number, required = true): Parameter => ({
  name,
  in: "query",
  description: "Offset into the source text, in UTF-16 code units.",
  required,
  schema: { type: "integer", minimum: 0 },
  example,
});

const place: Operation = {
  id: "findPlace",
  method: "get",
  path: "/api/v1/documents/{id}/place",
  tag: "Records",
  summary: "Find the passage of a span",
  description:
    "The passage that holds most of a span, for addresses and citations that were made under another reading.",
  scope: "ask",
  parameters: [documentId, offset("start", 0), offset("end", 20)],
  answers: { 200: answerOf("PlaceInRecord", "The place under the present reading.") },
  problems: [...ofRecord, "unservable-value"],
};

const audit: Operation = {
  id: "getDocumentAudit",
  method: "get",
  path: "/api/v1/documents/{id}/audit",
  tag: "Records",
  summary: "See what was read in a record",
  description: "What was read, left out and in doubt: every character is accounted for.",
  scope: "ask",
  parameters: [documentId],
  answers: { 200: answerOf("RecordAudit", "The audit.", ["ETag"]), 304: notModified },
  problems: ofRecord,
};

const original: Operation = {
  id: "getOriginal",
  method: "get",
  path: "/api/v1/documents/{id}/original",
  tag: "Records",
  summary: "Fetch the file as it was given",
  description: "To be kept, not shown: it is sent as an attachment, under the media type of its format.",
  scope: "ask",
  parameters: [documentId],
  answers: {
    200: {
      description: "The file.",
      content: { "*/*": { schema: binary }, "application/octet-stream": { schema: binary } },
    },
    304: notModified,
  },
  problems: ofRecord,
};

const interventions: Operation = {
  id: "listInterventions",
  method: "get",
  path: "/api/v1/documents/{id}/interventions",
  tag: "Records",
  summary: "List who speaks in a record",
  description: "Its interventions in their order, each with its first paragraph and how many recommendations it makes.",
  scope: "ask",
  parameters: [documentId],
  answers: { 200: answerOf("InterventionList", "The interventions.", ["ETag"]), 304: notModified },
  problems: ofRecord,
};

const setAside: Operation = {
  id: "listSetAsideDocuments",
  method: "get",
  path: "/api/v1/set-aside-documents",
  tag: "Records",
  summary: "List what is not answered from",
  description: "Records that are on the disk, and whose bytes are not those that were kept, or cannot be read.",
  scope: "ask",
  answers: { 200: answerOf("SetAsideList", "The records, each with the reason.", ["ETag"]), 304: notModified },
};

const removed: Operation = {
  id: "listRemovedDocuments",
  method: "get",
  path: "/api/v1/removed-documents",
  tag: "Adding",
  summary: "List what can be restored",
  description: "Records that were removed less than ten minutes ago.",
  scope: "add",
  answers: { 200: { description: "The removed records.", content: jsonOf("RemovedDocuments") } },
};

export const recordOperations: readonly Operation[] = [
  list,
  detail,
  text,
  passage,
  place,
  audit,
  original,
  interventions,
  setAside,
  removed,
];
