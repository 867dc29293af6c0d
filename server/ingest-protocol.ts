import * as z from "zod/mini";
import { documentSummarySchema } from "./document-protocol.ts";
import { atMost, limits, problemSchema } from "./protocol.ts";

const spanOfText = { start: z.int(), end: z.int(), text: z.string() };

/** Proof of what a reader made of a record: every non-space character is in a passage, excluded, or listed here. */
export const recordAuditSchema = z.object({
  nonSpaceCharacters: z.int(),
  inPassages: z.int(),
  excluded: z.int(),
  /** Text that is in no passage and no exclusion: a fault of the reader. */
  unaccounted: z.array(z.object(spanOfText)),
  /** Passages that could not be attributed to a speaker. */
  unattributed: z.array(z.object({ paragraph: z.int(), ...spanOfText })),
  sections: z.array(
    z.object({
      number: z.int(),
      topic: z.nullable(z.string()),
      speaker: z.nullable(z.string()),
      organization: z.nullable(z.string()),
      passages: z.int(),
      recommendations: z.int(),
    }),
  ),
  /** Sections that open as somebody's turn, and whose cannot be told: where they begin, and their first words. */
  doubts: z.array(z.object({ section: z.int(), paragraph: z.int(), ...spanOfText })),
  /** Distinct speakers; a delegation, body or office counts where no person is named. */
  speakerCount: z.int(),
  /** What reading the file left out or could not tell, by code; new codes are to be expected. */
  notes: z.array(
    z.object({
      code: z.string(),
      count: z.nullable(z.int()),
      /** From 1, where the code is of certain pages. */
      pages: z.optional(z.array(z.int())),
    }),
  ),
  /** Passages of each kind. */
  kinds: z.object({
    recommendation: z.int(),
    "key-point": z.int(),
    heading: z.int(),
    "front-matter": z.int(),
    closing: z.int(),
  }),
  /** Text that is no content (marks, page headers, page numbers…), by reason; new reasons are to be expected. */
  exclusions: z.record(z.string(), z.int()),
});
export type RecordAudit = z.infer<typeof recordAuditSchema>;

export const ingestReportSchema = z.object({
  document: documentSummarySchema,
  /** The revision whose place this one took; null for a new record. */
  replaced: z.nullable(z.string()),
  audit: recordAuditSchema,
});
export type IngestReport = z.infer<typeof ingestReportSchema>;

/** `PUT /api/v1/documents/{id}`: 201 where the record is new, 200 where it was replaced or is what was held already. */
export const putReportSchema = z.object({ ...ingestReportSchema.shape, unchanged: z.boolean() });
export type PutReport = z.infer<typeof putReportSchema>;

/** Lines of `POST /api/v1/documents` where `Accept` is `application/x-ndjson`; the last one is a report or a problem. */
export const ingestEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), done: z.int(), total: z.int() }),
  z.object({ type: z.literal("report"), report: ingestReportSchema }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type IngestEvent = z.infer<typeof ingestEventSchema>;

export const jobFileStateSchema = z.enum([
  "waiting",
  "reading",
  "indexing",
  "added",
  "replaced",
  "unchanged",
  "failed",
  "cancelled",
]);
export type JobFileState = z.infer<typeof jobFileStateSchema>;

export const jobFileSchema = z.object({
  /** As it was sent, without folders. */
  name: z.string(),
  bytes: z.int(),
  state: jobFileStateSchema,
  /** While it is indexed: texts done of all that the job's files need together. */
  progress: z.nullable(z.object({ done: z.int(), total: z.int() })),
  /** Of the record that it is, or that holds the same text already. */
  documentId: z.nullable(z.string()),
  /** Why it failed. */
  problem: z.nullable(problemSchema),
  /** Once it was added or has replaced another. */
  report: z.nullable(ingestReportSchema),
});
export type JobFile = z.infer<typeof jobFileSchema>;

/** `POST /api/v1/documents` with multipart/form-data answers it with 202; `GET /api/v1/jobs/{id}` tells how far it is. */
export const jobSchema = z.object({
  id: z.string(),
  state: z.enum(["running", "ended", "cancelled"]),
  createdAt: z.string(),
  files: z.array(jobFileSchema),
});
export type Job = z.infer<typeof jobSchema>;

/** `GET /api/v1/removed-documents`: records that can be restored until `purgeAt`. */
export const removedDocumentsSchema = z.object({
  removed: z.array(z.object({ id: z.string(), title: z.string(), removedAt: z.string(), purgeAt: z.string() })),
});
export type RemovedDocuments = z.infer<typeof removedDocumentsSchema>;
export type RemovedDocument = RemovedDocuments["removed"][number];

const collectionRecords = z.array(z.string().check(z.minLength(1), atMost(limits.filterValueCharacters)));

/** A set of records under a name, to be asked within (`filters.collections`). */
export const namedCollectionSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.filterValueCharacters), z.regex(/^\P{C}*$/u)),
  /** Ids of its records. */
  documents: collectionRecords,
});
export type NamedCollection = z.infer<typeof namedCollectionSchema>;

export const namedCollectionsSchema = z.object({ collections: z.array(namedCollectionSchema) });

/** `PUT /api/v1/collections/{name}` */
export const collectionRequestSchema = z.strictObject({ documents: collectionRecords });

/** `POST /api/v1/documents/{id}/restore` */
export const restoreReportSchema = z.object({ document: documentSummarySchema });
