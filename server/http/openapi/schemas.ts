import * as z from "zod";
import { auditLogSchema, signInLinkSchema, signInSchema } from "../../access/access-messages.ts";
import { sessionViewSchema } from "../../access-protocol.ts";
import * as chat from "../../chat-protocol.ts";
import {
  correctionListSchema,
  correctionSchema,
  correctionsReportSchema,
  correctionsRequestSchema,
  placeSchema,
} from "../../corrections-protocol.ts";
import * as documents from "../../document-protocol.ts";
import { facetsSchema, organizationListSchema, speakerListSchema, topicListSchema } from "../../facets-protocol.ts";
import * as feedback from "../../feedback-protocol.ts";
import * as ingest from "../../ingest-protocol.ts";
import { chatRequestSchema, embeddingRequestSchema, responseRequestSchema } from "../../openai/openai-requests.ts";
import * as openai from "../../openai/openai-responses.ts";
import * as protocol from "../../protocol.ts";
import { sessionClientEventSchema, sessionEventSchema } from "../../session-protocol.ts";
import * as trace from "../../trace-protocol.ts";
import { describeFields } from "./field-descriptions.ts";

const requestSchemas = {
  AskRequest: protocol.askRequestSchema,
  SearchRequest: protocol.searchRequestSchema,
  Filters: protocol.filtersSchema,
  CollectionRequest: ingest.collectionRequestSchema,
  Correction: correctionSchema,
  CorrectionsRequest: correctionsRequestSchema,
  FeedbackRequest: feedback.feedbackRequestSchema,
  FeedbackDeletion: feedback.feedbackDeletionSchema,
  ClientEvent: chat.clientEventSchema,
  SessionClientEvent: sessionClientEventSchema,
  SignIn: signInSchema,
  ChatCompletionRequest: chatRequestSchema,
  ModelResponseRequest: responseRequestSchema,
  EmbeddingRequest: embeddingRequestSchema,
} as const;
export type RequestSchemaName = keyof typeof requestSchemas;

const responseSchemas = {
  AskResponse: protocol.askResponseSchema,
  Citation: protocol.citationSchema,
  Span: protocol.spanSchema,
  Understood: protocol.understoodSchema,
  Trace: trace.traceSchema,
  SearchResponse: protocol.searchResponseSchema,
  DocumentList: documents.documentListSchema,
  DocumentSummary: documents.documentSummarySchema,
  DocumentDetail: documents.documentDetailSchema,
  SetAsideRecord: documents.setAsideRecordSchema,
  SetAsideList: documents.setAsideListSchema,
  InterventionList: documents.interventionListSchema,
  ExampleList: protocol.exampleListSchema,
  SpeakerList: speakerListSchema,
  OrganizationList: organizationListSchema,
  TopicList: topicListSchema,
  Facets: facetsSchema,
  IngestReport: ingest.ingestReportSchema,
  IngestEvent: ingest.ingestEventSchema,
  PutReport: ingest.putReportSchema,
  RecordAudit: ingest.recordAuditSchema,
  Job: ingest.jobSchema,
  NamedCollection: ingest.namedCollectionSchema,
  NamedCollections: ingest.namedCollectionsSchema,
  RemovedDocuments: ingest.removedDocumentsSchema,
  RestoreReport: ingest.restoreReportSchema,
  CorrectionList: correctionListSchema,
  CorrectionsReport: correctionsReportSchema,
  PlaceInRecord: placeSchema,
  FeedbackReceipt: feedback.feedbackReceiptSchema,
  ServerEvent: chat.serverEventSchema,
  SessionEvent: sessionEventSchema,
  Session: sessionViewSchema,
  SignInLink: signInLinkSchema,
  AuditLog: auditLogSchema,
  ChatCompletion: openai.chatCompletionSchema,
  ModelResponse: openai.modelResponseSchema,
  EmbeddingList: openai.embeddingListSchema,
  Model: openai.modelSchema,
  ModelList: openai.modelListSchema,
  OpenaiError: openai.openaiErrorSchema,
  Problem: protocol.problemSchema,
} as const;
export type ResponseSchemaName = keyof typeof responseSchemas;

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Schemas = Readonly<Record<string, JsonSchema>>;

/**
 * The very schemas that requests are checked with and answers are made of. A request's is what the server accepts, no
 * more and no less. A response's is open: fields and values of enumerations are added within a version.
 */
export function describeSchemas(): Schemas {
  const requests = convert(requestSchemas, "input", () => {});
  const responses = convert(responseSchemas, "output", openUp);
  return describeFields({ ...requests, ...responses });
}

function convert(
  named: Readonly<Record<string, z.core.$ZodType>>,
  io: "input" | "output",
  change: (schema: JsonSchema) => void,
): Schemas {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const uri = (id: string): string => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(registry, { uri, io, override: ({ jsonSchema }) => change(jsonSchema) });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]),
  );
}

function openUp(schema: JsonSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.enum === undefined) return;
  const { enum: known, type } = schema;
  delete schema.enum;
  delete schema.type;
  schema.anyOf = [
    { type: type ?? "string", enum: known },
    { type: "string", description: "Further values may come within version 1: take an unknown one as such." },
  ];
}
