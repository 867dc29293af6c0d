import { recordMediaTypes } from "../ingest-routes.ts";
import {
  answerOf,
  binary,
  type Content,
  documentId,
  jsonOf,
  noContent,
  type Operation,
  type Parameter,
  reference,
} from "./operation.ts";

const fileName = (required: boolean): Parameter => ({
  name: "name",
  in: "query",
  description: "The file's name, without folders; its extension tells the format where the content does not.",
  required,
  schema: { type: "string", maxLength: 200 },
  example: "minutes.txt",
});

const ocr: Parameter = {
  name: "ocr",
  in: "query",
  description:
    "true: a scan is read by recognising its words, where the server can; minutes a file. Its passages say so (`ocr`).",
  schema: { type: "boolean" },
};

const file: Readonly<Record<string, Content>> = Object.fromEntries(
  recordMediaTypes.map((mediaType) => [mediaType, { schema: binary }]),
);
const form: Content = {
  schema: { type: "object", properties: { files: { type: "array", items: binary } } },
};

const add: Operation = {
  id: "addDocument",
  method: "post",
  path: "/api/v1/documents",
  tag: "Adding",
  summary: "Add a record",
  description:
    "The bytes of one file, which is answered when the record answers questions; a record of the same file name is replaced. Or several files as multipart/form-data: then a job indexes them together.",
  scope: "add",
  parameters: [fileName(false), ocr],
  body: { ...file, "multipart/form-data": form },
  answers: {
    200: {
      description: "Progress, then the report or the problem, one event a line, where Accept is application/x-ndjson.",
      content: { "application/x-ndjson": { schema: reference("IngestEvent") } },
    },
    201: answerOf("IngestReport", "The record answers questions.", ["Location"]),
    202: answerOf("Job", "The files of the form are being read.", ["Location"]),
  },
  problems: ["conflict", "unreadable-record", "unservable-value", "no-room"],
};

const put: Operation = {
  id: "putDocument",
  method: "put",
  path: "/api/v1/documents/{id}",
  tag: "Adding",
  summary: "Hold a file as the record of an id",
  description: "Idempotent by content: the same file twice changes nothing and says so in `unchanged`.",
  scope: "add",
  parameters: [{ ...documentId, example: "minutes-2024" }, fileName(true), ocr],
  body: file,
  answers: {
    200: answerOf("PutReport", "The record was replaced, or is what was held already.", ["Location"]),
    201: answerOf("PutReport", "The record is new.", ["Location"]),
  },
  problems: ["conflict", "unreadable-record", "unservable-value", "no-room"],
};

const remove: Operation = {
  id: "removeDocument",
  method: "delete",
  path: "/api/v1/documents/{id}",
  tag: "Adding",
  summary: "Remove a record",
  description: "It can be restored for ten minutes.",
  scope: "add",
  parameters: [
    documentId,
    {
      name: "purge",
      in: "query",
      description: "true: at once and for good, with all that quotes it.",
      schema: { type: "boolean" },
    },
  ],
  answers: { 204: noContent("Removed.") },
  problems: ["not-found", "no-room"],
};

const restore: Operation = {
  id: "restoreDocument",
  method: "post",
  path: "/api/v1/documents/{id}/restore",
  tag: "Adding",
  summary: "Put a removed record back",
  description: "Possible for ten minutes after the removal.",
  scope: "add",
  parameters: [documentId],
  answers: { 200: answerOf("RestoreReport", "It is held again.") },
  problems: ["not-found", "conflict", "no-room"],
};

const jobId: Parameter = { name: "id", in: "path", description: "Id of a job.", schema: { type: "string" } };

const job: Operation = {
  id: "getJob",
  method: "get",
  path: "/api/v1/jobs/{id}",
  tag: "Adding",
  summary: "Follow a job",
  description: "What became of each file. Jobs that have ended are forgotten after an hour.",
  scope: "add",
  parameters: [jobId],
  answers: {
    200: {
      description: "The job; as text/event-stream the job again, as event `job`, after each change until it has ended.",
      content: { ...jsonOf("Job"), "text/event-stream": { schema: { type: "string" } } },
    },
  },
  problems: ["not-found"],
};

const cancel: Operation = {
  id: "cancelJob",
  method: "delete",
  path: "/api/v1/jobs/{id}",
  tag: "Adding",
  summary: "Cancel a job",
  description: "What it has added stays.",
  scope: "add",
  parameters: [jobId],
  answers: { 200: answerOf("Job", "The job as it ended.") },
  problems: ["not-found"],
};

export const addingOperations: readonly Operation[] = [add, put, remove, restore, job, cancel];
