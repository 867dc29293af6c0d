import * as z from "zod";
import {
  correctionListSchema,
  correctionSchema,
  correctionsReportSchema,
  correctionsRequestSchema,
  placeSchema,
} from "../corrections-protocol.ts";
import {
  collectionRequestSchema,
  ingestEventSchema,
  ingestReportSchema,
  jobSchema,
  namedCollectionSchema,
  namedCollectionsSchema,
  putReportSchema,
  recordAuditSchema,
  removedDocumentsSchema,
  restoreReportSchema,
} from "../ingest-protocol.ts";
import {
  askRequestSchema,
  askResponseSchema,
  citationSchema,
  clientEventSchema,
  documentDetailSchema,
  documentListSchema,
  feedbackDeletionSchema,
  feedbackReceiptSchema,
  feedbackRequestSchema,
  problemSchema,
  protocolVersion,
  searchRequestSchema,
  searchResponseSchema,
  serverEventSchema,
  traceSchema,
} from "../protocol.ts";

import { recordMediaTypes } from "./ingest-routes.ts";

const namedSchemas = {
  AskRequest: askRequestSchema,
  AskResponse: askResponseSchema,
  Citation: citationSchema,
  Trace: traceSchema,
  SearchRequest: searchRequestSchema,
  SearchResponse: searchResponseSchema,
  DocumentList: documentListSchema,
  DocumentDetail: documentDetailSchema,
  IngestReport: ingestReportSchema,
  IngestEvent: ingestEventSchema,
  PutReport: putReportSchema,
  RecordAudit: recordAuditSchema,
  Job: jobSchema,
  NamedCollection: namedCollectionSchema,
  NamedCollections: namedCollectionsSchema,
  CollectionRequest: collectionRequestSchema,
  RemovedDocuments: removedDocumentsSchema,
  RestoreReport: restoreReportSchema,
  Correction: correctionSchema,
  CorrectionsRequest: correctionsRequestSchema,
  CorrectionList: correctionListSchema,
  CorrectionsReport: correctionsReportSchema,
  PlaceInRecord: placeSchema,
  FeedbackRequest: feedbackRequestSchema,
  FeedbackReceipt: feedbackReceiptSchema,
  FeedbackDeletion: feedbackDeletionSchema,
  ClientEvent: clientEventSchema,
  ServerEvent: serverEventSchema,
  Problem: problemSchema,
} as const;

type SchemaName = keyof typeof namedSchemas;

/** Description of the interface for programs (OpenAPI 3.1), from the very schemas that requests are checked with. */
export function describeInterface(): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Relator",
      version: `${protocolVersion}.0.0`,
      description:
        "Answers questions about session records with verbatim excerpts, cited to their place. Offsets are half-open, in UTF-16 code units of the source text: source.slice(start, end) is the quote. " +
        "The chat is the WebSocket /ws: see the schemas ClientEvent and ServerEvent. Fields may be added within version 1, none renamed.",
    },
    paths: describePaths(),
    components: { schemas: describeSchemas() },
  };
}

function describeSchemas(): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(namedSchemas)) registry.add(schema, { id });
  // Responses are described as they are sent; nothing in the wire schemas transforms a value.
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]),
  );
}

function describePaths(): object {
  const corrections = "/api/v1/documents/{id}/corrections";
  const documentId = inPath("id", "Id of a document, as the list of documents gives it.");
  return {
    "/api/v1/ask": {
      post: operation("Ask a question", { body: "AskRequest", answers: { 200: json("AskResponse") } }),
    },
    "/api/v1/search": {
      post: operation("Find passages, without composing an answer", {
        body: "SearchRequest",
        answers: { 200: json("SearchResponse") },
      }),
    },
    "/api/v1/documents": {
      get: operation("List the records that are held; sectionCount counts interventions", {
        answers: { 200: json("DocumentList") },
      }),
      post: {
        ...operation(
          "Add a record, from this machine only. Sent as multipart/form-data, several files begin a job that indexes them together",
          {
            parameters: [{ ...fileName, required: false }],
            answers: {
              200: content("application/x-ndjson", "IngestEvent", "Progress, then the report: one event a line"),
              201: json("IngestReport"),
              202: json("Job"),
            },
          },
        ),
        requestBody: {
          required: true,
          content: { ...recordContents(), "multipart/form-data": { schema: formSchema } },
        },
      },
    },
    "/api/v1/documents/{id}": {
      get: operation("A record with its sections and passages", {
        parameters: [documentId],
        answers: { 200: json("DocumentDetail") },
      }),
      put: {
        ...operation("Hold a file as the record of this id, from this machine only; the same content changes nothing", {
          parameters: [documentId, { ...fileName, required: true }],
          answers: { 200: json("PutReport"), 201: json("PutReport") },
        }),
        requestBody: { required: true, content: recordContents() },
      },
      delete: operation("Remove a record that was added, from this machine only; it can be restored for ten minutes", {
        parameters: [
          documentId,
          {
            name: "purge",
            in: "query",
            required: false,
            description: "true: at once and for good, with all that quotes it.",
            schema: { type: "boolean" },
          },
        ],
        answers: { 204: { description: "Removed" } },
      }),
    },
    "/api/v1/documents/{id}/restore": {
      post: operation("Put a removed record back, from this machine only", {
        parameters: [documentId],
        answers: { 200: json("RestoreReport") },
      }),
    },
    [corrections]: {
      get: operation("What people have said of the reading of a record, from this machine only", {
        parameters: [documentId],
        answers: { 200: json("CorrectionList") },
      }),
      post: operation(
        "Correct what was read wrongly, from this machine only; all that are sent hold, or none. The source text is never changed",
        { parameters: [documentId], body: "CorrectionsRequest", answers: { 200: json("CorrectionsReport") } },
      ),
      delete: operation("Undo all corrections of a record, from this machine only", {
        parameters: [documentId],
        answers: { 200: json("CorrectionsReport") },
      }),
    },
    [`${corrections}/{correctionId}`]: {
      delete: operation("Undo one correction, from this machine only", {
        parameters: [documentId, inPath("correctionId", "Id of a correction, as the list gives it.")],
        answers: { 200: json("CorrectionsReport") },
      }),
    },
    "/api/v1/documents/{id}/place": {
      get: operation("The passage that holds most of a span, for addresses and citations of another reading", {
        parameters: [documentId, offset("start"), offset("end")],
        answers: { 200: json("PlaceInRecord") },
      }),
    },
    "/api/v1/documents/{id}/audit": {
      get: operation("What was read in a record, and what was not", {
        parameters: [documentId],
        answers: { 200: json("RecordAudit") },
      }),
    },
    "/api/v1/documents/{id}/original": {
      get: operation("The file as it was given", {
        parameters: [documentId],
        answers: { 200: { description: "OK", content: { "application/octet-stream": { schema: binary } } } },
      }),
    },
    "/api/v1/collections": {
      get: operation("Named sets of records, to be asked within", { answers: { 200: json("NamedCollections") } }),
    },
    "/api/v1/collections/{name}": {
      put: operation("Name a set of records, from this machine only; a set of the same name is replaced", {
        body: "CollectionRequest",
        parameters: [inPath("name", "Name of the set.")],
        answers: { 200: json("NamedCollection"), 201: json("NamedCollection") },
      }),
      delete: operation("Forget a set's name, from this machine only; its records stay", {
        parameters: [inPath("name", "Name of the set.")],
        answers: { 204: { description: "Forgotten" } },
      }),
    },
    "/api/v1/removed-documents": {
      get: operation("Records that can be restored, from this machine only", {
        answers: { 200: json("RemovedDocuments") },
      }),
    },
    "/api/v1/jobs/{id}": {
      get: {
        ...operation("How far a job is, from this machine only", {
          parameters: [inPath("id", "Id of a job.")],
          answers: {
            200: {
              description:
                "OK; as text/event-stream the job again, as event “job”, after each change until it has ended",
              content: {
                "application/json": { schema: reference("Job") },
                "text/event-stream": { schema: { type: "string" } },
              },
            },
          },
        }),
      },
      delete: operation("Cancel a job, from this machine only; what it has added stays", {
        parameters: [inPath("id", "Id of a job.")],
        answers: { 200: json("Job") },
      }),
    },
    "/api/v1/documents/{id}/text": {
      get: operation("The source text of a record; its entity tag is its revision", {
        parameters: [documentId],
        answers: {
          200: { description: "OK", content: { "text/plain": { schema: { type: "string" } } } },
          304: { description: "The text is the one whose revision If-None-Match names" },
        },
      }),
    },
    "/api/v1/feedback": {
      post: operation("Keep an opinion on an answer, with the reader's consent", {
        body: "FeedbackRequest",
        answers: { 201: json("FeedbackReceipt") },
      }),
    },
    "/api/v1/feedback/{id}": {
      delete: operation("Delete an opinion; the deletion token comes in the header or the body", {
        parameters: [
          inPath("id", "Id of the opinion."),
          { name: "Deletion-Token", in: "header", required: false, schema: { type: "string" } },
        ],
        answers: { 204: { description: "Deleted" } },
      }),
    },
    "/healthz": { get: operation("Whether the process is up", { answers: { 200: { description: "Up" } } }) },
    "/readyz": { get: operation("Whether questions are answered", { answers: { 200: { description: "Ready" } } }) },
  };
}

const fileName = {
  name: "name",
  in: "query",
  description: "The file's name, without folders; its extension tells the format where the content does not.",
  schema: { type: "string", maxLength: 200 },
};

const binary = { type: "string", format: "binary" };
const formSchema = { type: "object", properties: { files: { type: "array", items: binary } } };

function recordContents(): object {
  return Object.fromEntries(recordMediaTypes.map((mediaType) => [mediaType, { schema: binary }]));
}

interface OperationParts {
  readonly body?: SchemaName;
  readonly parameters?: readonly object[];
  readonly answers: Readonly<Record<number, object>>;
}

function operation(summary: string, { body, parameters = [], answers }: OperationParts) {
  return {
    summary,
    parameters,
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: reference(body) } } } }),
    responses: { ...answers, default: content("application/problem+json", "Problem", "Refused or failed (RFC 9457)") },
  };
}

function json(name: SchemaName): object {
  return content("application/json", name, "OK");
}

function content(mediaType: string, name: SchemaName, description: string): object {
  return { description, content: { [mediaType]: { schema: reference(name) } } };
}

function inPath(name: string, description: string): object {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

function offset(name: string): object {
  const description = "Offset into the source text, in UTF-16 code units.";
  return { name, in: "query", required: true, description, schema: { type: "integer", minimum: 0 } };
}

function reference(name: SchemaName): object {
  return { $ref: `#/components/schemas/${name}` };
}
