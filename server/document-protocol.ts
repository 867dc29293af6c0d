import * as z from "zod/mini";
import { isoDate, passageKindSchema, spanSchema } from "./protocol.ts";

/** What a record was read from. */
export const fileFormatSchema = z.enum(["text", "markdown", "docx", "pdf", "html", "subtitles"]);
export type FileFormatName = z.infer<typeof fileFormatSchema>;

const documentFields = {
  id: z.string(),
  title: z.string(),
  body: z.nullable(z.string()),
  sessionDate: isoDate,
  documentDate: isoDate,
  language: z.string(),
  symbol: z.nullable(z.string()),
  revision: z.string(),
  sectionCount: z.int(),
  passageCount: z.int(),
  /** The name under which it was added, or of its file in the collection's own folder. */
  fileName: z.nullable(z.string()),
  fileFormat: z.nullable(fileFormatSchema),
  /** ISO 8601 instant; null for records of the collection's own folder and files put there by hand. */
  addedAt: z.nullable(z.string()),
  /** False for records of the collection's own folder. */
  removable: z.boolean(),
  /** Distinct, in order; a delegation, body or office where no person is named. */
  speakers: z.array(z.string()),
  /** Pages of the original, where it has them. */
  pageCount: z.nullable(z.int()),
  /** Sections that open as somebody's turn, and whose cannot be told. */
  doubtfulSections: z.int(),
  /**
   * Names the reading: the reader's version, and a hash of the corrections where there are any. Ids of passages and
   * numbers of paragraphs are of one revision and reading; offsets into the source are of a revision. Absent from
   * servers that do not tell.
   */
  reading: z.optional(z.string()),
  /** What the record and its body are called in other languages, where that is known. */
  translatedTitles: z.optional(
    z.array(z.object({ language: z.string(), title: z.nullable(z.string()), body: z.nullable(z.string()) })),
  ),
};

export const documentSummarySchema = z.object(documentFields);
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

/** A record that is on disk and not answered from. */
export const setAsideRecordSchema = z.object({
  id: z.string(),
  fileName: z.nullable(z.string()),
  /** `damaged`, `unreadable` or `same-text`; more may come. */
  reason: z.string(),
  /** Whether it can be removed through the interface. */
  removable: z.boolean(),
});
export type SetAsideSummary = z.infer<typeof setAsideRecordSchema>;

export const setAsideListSchema = z.object({ setAside: z.array(setAsideRecordSchema) });

export const documentListSchema = z.object({
  documents: z.array(documentSummarySchema),
  /** Absent from servers that do not tell. */
  setAside: z.optional(z.array(setAsideRecordSchema)),
});

export const documentDetailSchema = z.object({
  ...documentFields,
  sections: z.array(
    z.object({
      number: z.int(),
      topic: z.nullable(z.string()),
      speaker: z.nullable(z.string()),
      honorific: z.nullable(z.string()),
      role: z.nullable(z.string()),
      organization: z.nullable(z.string()),
      affiliation: z.nullable(z.string()),
      country: z.nullable(z.string()),
      /** As the record's translations name them. */
      translatedNames: z.optional(
        z.array(
          z.object({
            language: z.string(),
            topic: z.nullable(z.string()),
            honorific: z.nullable(z.string()),
            role: z.nullable(z.string()),
            organization: z.nullable(z.string()),
          }),
        ),
      ),
      passages: z.array(
        z.object({
          id: z.string(),
          parentId: z.nullable(z.string()),
          item: z.nullable(z.int()),
          paragraph: z.int(),
          kind: passageKindSchema,
          start: z.int(),
          end: z.int(),
          text: z.string(),
          /** As a citation's: marks of the source's format, which a person is shown the text without. */
          markup: z.optional(z.array(spanSchema)),
          /** `inDoubt`: it is the translation of a paragraph that corrections have divided, and may hold others' words. */
          translations: z.array(
            z.object({
              language: z.string(),
              text: z.string(),
              official: z.boolean(),
              inDoubt: z.optional(z.boolean()),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type DocumentDetail = z.infer<typeof documentDetailSchema>;

/** `GET /api/v1/documents/{id}/interventions`: who speaks in a record, in order. */
export const interventionListSchema = z.object({
  interventions: z.array(
    z.object({
      section: z.int(),
      speaker: z.nullable(z.string()),
      organization: z.nullable(z.string()),
      /** The first of the section; null where it has no passage. */
      paragraph: z.nullable(z.int()),
      /** A paragraph whose items are recommendations is counted by its items. */
      recommendations: z.int(),
    }),
  ),
});
export type InterventionList = z.infer<typeof interventionListSchema>;
