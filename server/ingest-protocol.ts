import * as z from "zod/mini";
import { documentSummarySchema, problemSchema } from "./protocol.ts";

/** Proof of what a reader made of a record: every non-space character is in a passage, excluded, or listed here. */
export const recordAuditSchema = z.object({
  nonSpaceCharacters: z.int(),
  inPassages: z.int(),
  excluded: z.int(),
  /** Text that is in no passage and no exclusion: a fault of the reader. */
  unaccounted: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })),
  /** Passages that could not be attributed to a speaker. */
  unattributed: z.array(z.object({ paragraph: z.int(), start: z.int(), end: z.int(), text: z.string() })),
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
});
export type RecordAudit = z.infer<typeof recordAuditSchema>;

export const ingestReportSchema = z.object({
  document: documentSummarySchema,
  /** The revision whose place this one took; null for a new record. */
  replaced: z.nullable(z.string()),
  audit: recordAuditSchema,
});
export type IngestReport = z.infer<typeof ingestReportSchema>;

/** Lines of `POST /api/v1/documents` where `Accept` is `application/x-ndjson`; the last one is a report or a problem. */
export const ingestEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), done: z.int(), total: z.int() }),
  z.object({ type: z.literal("report"), report: ingestReportSchema }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type IngestEvent = z.infer<typeof ingestEventSchema>;
