import * as z from "zod/mini";
import { documentSummarySchema } from "./document-protocol.ts";
import { recordAuditSchema } from "./ingest-protocol.ts";
import { atMost } from "./protocol.ts";

/** Limits on what a correction may hold, in the unit that each name says. */
export const correctionLimits = {
  nameCharacters: 200,
  quoteCharacters: 200,
  titleCharacters: 500,
  names: 50,
  correctionsPerRequest: 200,
  correctionsPerRecord: 2000,
} as const;

/** Words of a person's: composed, in one line, without spaces around. */
const words = (longest: number) =>
  z.string().check(
    atMost(longest),
    z.regex(/[^ \n\t]/u),
    // Neither control characters nor marks of direction, which would turn the text around the name.
    z.regex(/^[\P{C}\n\t]*$/u),
    z.overwrite((text) =>
      text.normalize("NFC").replaceAll("\n", " ").replaceAll("\t", " ").split(" ").filter(Boolean).join(" "),
    ),
  );
const name = words(correctionLimits.nameCharacters);
const optionalName = z.optional(z.nullable(name));
const date = z.optional(z.nullable(z.iso.date()));

const place = {
  /** Offset into the source text, in UTF-16 code units. */
  start: z.int().check(z.gte(0)),
  /** The source's own characters from `start` on, a few words: proof that the correction was made for this text. */
  quote: z.string().check(z.minLength(1), atMost(correctionLimits.quoteCharacters)),
};

/** One thing that was read wrongly, and what it is. Of two for the same place the later one holds. */
export const correctionSchema = z.discriminatedUnion("type", [
  /**
   * A turn of this speaker's begins at `start`, be it in the middle of a paragraph; what follows is theirs until the
   * next turn. `end` is where the opening ends that names them ("Ms. Voss:", a line of their name, two lines of name and
   * office): whole paragraphs of it are a heading. Without it the heading stays that was
   * read there, or a paragraph that is set as a heading is one.
   */
  z.strictObject({
    type: z.literal("turn"),
    ...place,
    end: z.optional(z.int().check(z.gte(0))),
    speaker: name,
    honorific: optionalName,
    role: optionalName,
    organization: optionalName,
  }),
  /** The paragraph at `start` is nobody's words, and ends the turn before it. */
  z.strictObject({ type: z.literal("nobody"), ...place }),
  /** These names, as they are read, are one speaker's, whom `name` names. */
  z.strictObject({
    type: z.literal("same-person"),
    names: z.array(name).check(z.minLength(1), z.maxLength(correctionLimits.names)),
    name,
  }),
  /** The paragraph at `start` is a heading. */
  z.strictObject({ type: z.literal("heading"), ...place }),
  /** The paragraph at `start` is no heading, and opens nobody's turn. */
  z.strictObject({ type: z.literal("not-heading"), ...place }),
  /** The passage from `start` (to `end`: an item and its paragraph may begin together) is a recommendation, or is none. */
  z.strictObject({
    type: z.literal("kind"),
    ...place,
    end: z.optional(z.int().check(z.gte(0))),
    kind: z.enum(["recommendation", "key-point"]),
  }),
  /** What the record is; null where it is not known, absent where it is read right. */
  z.strictObject({
    type: z.literal("metadata"),
    title: z.optional(words(correctionLimits.titleCharacters)),
    body: optionalName,
    sessionDate: date,
    documentDate: date,
    language: z.optional(z.enum(["es", "en", "pt", "fr"])),
  }),
]);
export type CorrectionInput = z.infer<typeof correctionSchema>;

/** A correction that is kept. */
export const keptCorrectionSchema = z.object({
  id: z.string(),
  /** ISO 8601 instant. */
  createdAt: z.string(),
  correction: correctionSchema,
  /** False where the record does not read so: a later correction says otherwise, or the text has changed there. */
  applied: z.boolean(),
});
export type KeptCorrection = z.infer<typeof keptCorrectionSchema>;

/** `POST /api/v1/documents/{id}/corrections`: all of them hold, or none. */
export const correctionsRequestSchema = z.strictObject({
  corrections: z.array(correctionSchema).check(z.minLength(1), z.maxLength(correctionLimits.correctionsPerRequest)),
});

/** `GET /api/v1/documents/{id}/corrections`, oldest first. */
export const correctionListSchema = z.object({
  /** Names the reading: the reader's version, and a hash of the corrections where there are any ("11+4be1c0de"). */
  reading: z.string(),
  corrections: z.array(keptCorrectionSchema),
});
export type CorrectionList = z.infer<typeof correctionListSchema>;

/**
 * What the record is after the change: `POST …/corrections`, and `DELETE …/corrections/{correctionId}` and
 * `DELETE …/corrections`, which undo one and all.
 */
export const correctionsReportSchema = z.object({
  ...correctionListSchema.shape,
  audit: recordAuditSchema,
  document: documentSummarySchema,
});
export type CorrectionsReport = z.infer<typeof correctionsReportSchema>;

/**
 * `GET /api/v1/documents/{id}/place?start=…&end=…`: the passage of the present reading that holds most of a span of the
 * source, for addresses and citations that were made under another reading.
 */
export const placeSchema = z.object({
  revision: z.string(),
  reading: z.string(),
  /** Null where no passage holds any of the span. */
  passage: z.nullable(
    z.object({
      id: z.string(),
      paragraph: z.int(),
      item: z.nullable(z.int()),
      section: z.int(),
      speaker: z.nullable(z.string()),
      start: z.int(),
      end: z.int(),
    }),
  ),
  /** The passage is that very span. */
  exact: z.boolean(),
});
export type PlaceInRecord = z.infer<typeof placeSchema>;
