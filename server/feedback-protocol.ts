import * as z from "zod/mini";
import { atMost, frameLanguageSchema, limits, question } from "./protocol.ts";

/** An opinion on an answer. It is kept, as a case to evaluate Relator with, only where the reader consents. */
export const feedbackRequestSchema = z.strictObject({
  question,
  language: frameLanguageSchema,
  verdict: z.enum(["useful", "not-useful"]),
  comment: z.optional(z.string().check(atMost(limits.commentCharacters))),
  consent: z.boolean(),
  /** Passages that the answer cited. */
  passageIds: z
    .array(z.string().check(z.minLength(1), atMost(limits.filterValueCharacters)))
    .check(z.maxLength(limits.citationsPerPage)),
  /** Where they stood, in the same order, as their citations tell: ids are of one reading, and it may have changed since. */
  places: z.optional(
    z
      .array(z.strictObject({ revision: z.string(), reading: z.string(), start: z.int(), end: z.int() }))
      .check(z.maxLength(limits.citationsPerPage)),
  ),
});
export type FeedbackRequest = z.infer<typeof feedbackRequestSchema>;

/** Whoever holds the token may delete the feedback: `DELETE /api/v1/feedback/{id}`, header `Deletion-Token`. */
export const feedbackReceiptSchema = z.object({ id: z.string(), deletionToken: z.string() });
export type FeedbackReceipt = z.infer<typeof feedbackReceiptSchema>;

export const feedbackDeletionSchema = z.strictObject({ deletionToken: z.string() });
