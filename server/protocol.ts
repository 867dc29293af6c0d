import * as z from "zod/mini";

/** Version of the interface for programs. Fields may be added within a version, none renamed or removed. */
export const protocolVersion = 1;

/** Limits on what a client may send, in the unit that each name says. */
export const limits = {
  questionCharacters: 2000,
  historyQuestions: 10,
  citationsPerAnswer: 50,
  citationsPerPage: 500,
  filterValues: 50,
  filterValueCharacters: 200,
  cursorCharacters: 500,
  requestIdCharacters: 100,
  commentCharacters: 2000,
} as const;

const isoDate = z.nullable(z.string());

export const frameLanguageSchema = z.enum(["es", "en"]);
export type FrameLanguage = z.infer<typeof frameLanguageSchema>;

export const passageKindSchema = z.enum(["recommendation", "key-point", "heading", "front-matter", "closing"]);

const filterValues = z
  .array(z.string().check(z.minLength(1), z.maxLength(limits.filterValueCharacters)))
  .check(z.maxLength(limits.filterValues));

/** Or within a field, and between fields. Ids, names or aliases, ignoring case and accents. */
export const filtersSchema = z.strictObject({
  documents: z.optional(filterValues),
  /** Sessions by the id, title or symbol of their record, or by their date (ISO 8601). */
  sessions: z.optional(filterValues),
  /** Named sets of records. */
  collections: z.optional(filterValues),
  speakers: z.optional(filterValues),
  organizations: z.optional(filterValues),
  countries: z.optional(filterValues),
  kinds: z.optional(filterValues),
});
export type Filters = z.infer<typeof filtersSchema>;

/** They turn the direction of the text around them: echoed in a lead, a question's would turn ours (UAX 9). */
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const question = z.string().check(
  z.overwrite((text) => text.replace(directionMarks, "")),
  z.maxLength(limits.questionCharacters),
  z.refine((text) => text.trim().length > 0, { error: "must not be empty" }),
);

export const askRequestSchema = z.strictObject({
  question,
  language: z.optional(frameLanguageSchema),
  history: z.optional(z.array(z.object({ question })).check(z.maxLength(limits.historyQuestions))),
  filters: z.optional(filtersSchema),
  /** Understood values that the reader has taken back, and `inherited` fields not to inherit. */
  without: z.optional(
    z.strictObject({
      ...filtersSchema.shape,
      dates: z.optional(filterValues),
      inherited: z.optional(filterValues),
    }),
  ),
  limit: z.optional(z.int().check(z.gte(1), z.lte(limits.citationsPerAnswer))),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(limits.cursorCharacters))),
  explain: z.optional(z.boolean()),
});
export type AskRequest = z.infer<typeof askRequestSchema>;

export const searchRequestSchema = z.strictObject({
  query: question,
  filters: z.optional(filtersSchema),
  limit: z.optional(z.int().check(z.gte(1), z.lte(limits.citationsPerAnswer))),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

/** Half-open offsets into the source text, in UTF-16 code units. */
export const spanSchema = z.object({ start: z.int(), end: z.int() });
export type Span = z.infer<typeof spanSchema>;

export const citationSchema = z.object({
  number: z.int(),
  documentId: z.string(),
  documentTitle: z.string(),
  body: z.nullable(z.string()),
  sessionDate: isoDate,
  documentDate: isoDate,
  revision: z.string(),
  passageId: z.string(),
  parentId: z.nullable(z.string()),
  item: z.nullable(z.int()),
  paragraph: z.int(),
  kind: passageKindSchema,
  section: z.int(),
  topic: z.nullable(z.string()),
  speaker: z.nullable(z.string()),
  honorific: z.nullable(z.string()),
  role: z.nullable(z.string()),
  organization: z.nullable(z.string()),
  country: z.nullable(z.string()),
  language: z.string(),
  quote: z.string(),
  start: z.int(),
  end: z.int(),
  highlight: z.nullable(spanSchema),
  highlights: z.array(spanSchema),
  /** `highlight`: the part of the translation that answers, as offsets into its text; null where it is not told. */
  translation: z.nullable(
    z.object({
      language: z.string(),
      text: z.string(),
      official: z.boolean(),
      highlight: z.optional(z.nullable(spanSchema)),
    }),
  ),
  score: z.nullable(z.number()),
  /** From 1; null where the record's file has no pages, absent from servers that do not tell. */
  page: z.optional(z.nullable(z.int())),
  /** True where words of it were recognised in a picture of the page (OCR), and may be wrong; absent otherwise. */
  ocr: z.optional(z.boolean()),
  /**
   * How surely the words are the speaker's: an estimated probability, null where nobody is named; and whether the passage
   * opens as somebody's turn whom the reader could not tell.
   */
  attribution: z.optional(z.object({ confidence: z.nullable(z.number()), doubtful: z.boolean() })),
  /** Names the reading under which the passage has its id and paragraph; absent from servers that do not tell. */
  reading: z.optional(z.string()),
});
export type Citation = z.infer<typeof citationSchema>;

export const intentSchema = z.enum([
  "fact",
  "list",
  "count",
  "compare",
  "who",
  "when",
  "where",
  "definition",
  "overview",
  "document",
  "assistant",
  "smalltalk",
]);
export type Intent = z.infer<typeof intentSchema>;

export const understoodSchema = z.object({
  speakers: z.array(z.string()),
  organizations: z.array(z.string()),
  countries: z.array(z.string()),
  kinds: z.array(passageKindSchema),
  documents: z.array(z.string()),
  dates: z.array(z.string()),
  topic: z.nullable(z.string()),
  /** Ids of the records whose session the question names. */
  sessions: z.optional(z.array(z.string())),
  /** Speakers that the question leaves out. */
  excluded: z.optional(z.array(z.string())),
  /** Names of the fields above that come from earlier questions of the conversation. */
  inherited: z.array(z.string()),
  /** One name, several speakers; or words that name several sessions, by the ids of their records. */
  ambiguous: z.array(z.object({ text: z.string(), candidates: z.array(z.string()) })),
});
export type Understood = z.infer<typeof understoodSchema>;

/**
 * Why a list is not called complete. "other-languages": the topic's word was looked for as it stands, and records are
 * asked that are in other languages.
 */
export const incompleteSchema = z.enum(["classified", "relevance", "doubtful-attribution", "other-languages"]);

export const basisSchema = z.enum(["fields", "mention", "classified", "relevance"]);
export type Basis = z.infer<typeof basisSchema>;

export const reasonSchema = z.enum(["no-evidence", "unknown-entity", "filtered-out", "not-a-question", "outside"]);
export type Reason = z.infer<typeof reasonSchema>;

/** Why an answer is what it is: one row a candidate, and the features of the decision to answer or refuse. */
export const traceSchema = z.object({
  steps: z.array(z.object({ name: z.string(), detail: z.string() })),
  candidates: z.array(
    z.object({
      passageId: z.string(),
      denseRank: z.nullable(z.int()),
      denseSimilarity: z.nullable(z.number()),
      lexicalRank: z.nullable(z.int()),
      lexicalScore: z.nullable(z.number()),
      fusedScore: z.number(),
      /** Estimated probability that the passage answers, and what it is made of. */
      probability: z.number(),
      features: z.record(z.string(), z.number()),
    }),
  ),
  features: z.array(z.object({ name: z.string(), value: z.number(), weight: z.number(), meaning: z.string() })),
  /** What the question reader made of the question: its most probable kinds. */
  kinds: z.optional(z.array(z.object({ kind: z.string(), probability: z.number() }))),
  answerability: z.nullable(z.number()),
  threshold: z.nullable(z.number()),
});
export type Trace = z.infer<typeof traceSchema>;

export const askResponseSchema = z.object({
  outcome: z.enum(["answered", "not-found"]),
  language: frameLanguageSchema,
  intent: intentSchema,
  answer: z.string(),
  citations: z.array(citationSchema),
  total: z.optional(z.int()),
  complete: z.optional(z.boolean()),
  basis: z.optional(basisSchema),
  incomplete: z.optional(incompleteSchema),
  nextCursor: z.optional(z.string()),
  /** The list has changed since the cursor was given: this page goes on behind the place that was cited last. */
  resumed: z.optional(z.literal("by-place")),
  borderline: z.array(citationSchema),
  silent: z.array(z.object({ speaker: z.nullable(z.string()), organization: z.nullable(z.string()) })),
  understood: understoodSchema,
  reason: z.optional(reasonSchema),
  unknown: z.optional(z.array(z.string())),
  nearest: z.optional(z.array(citationSchema)),
  /** Further questions that the record can answer, in the frame's language. */
  suggestions: z.optional(z.array(z.string())),
  trace: z.optional(traceSchema),
  timing: z.object({ totalMs: z.number() }),
});
export type AskResponse = z.infer<typeof askResponseSchema>;

export const searchResponseSchema = z.object({ results: z.array(citationSchema) });
export type SearchResponse = z.infer<typeof searchResponseSchema>;

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
};

export const documentSummarySchema = z.object(documentFields);
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

export const documentListSchema = z.object({ documents: z.array(documentSummarySchema) });

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

/** RFC 9457 problem document. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof problemSchema>;

const requestId = z.string().check(z.minLength(1), z.maxLength(limits.requestIdCharacters));

export const clientEventSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ask"), requestId, ...askRequestSchema.shape }),
  z.strictObject({ type: z.literal("cancel"), requestId }),
]);
export type ClientEvent = z.infer<typeof clientEventSchema>;

const envelope = { requestId: z.nullable(z.string()), sequence: z.int() };

export const serverEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("answer-start"),
    ...envelope,
    language: frameLanguageSchema,
    intent: intentSchema,
    understood: understoodSchema,
  }),
  z.object({ type: z.literal("answer-part"), ...envelope, text: z.string() }),
  z.object({ type: z.literal("citation"), ...envelope, citation: citationSchema }),
  z.object({ type: z.literal("answer-end"), ...envelope, response: askResponseSchema }),
  z.object({ type: z.literal("request-error"), ...envelope, problem: problemSchema }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;

/** An opinion on an answer. It is kept, as a case to evaluate Relator with, only where the reader consents. */
export const feedbackRequestSchema = z.strictObject({
  question,
  language: frameLanguageSchema,
  verdict: z.enum(["useful", "not-useful"]),
  comment: z.optional(z.string().check(z.maxLength(limits.commentCharacters))),
  consent: z.boolean(),
  /** Passages that the answer cited. */
  passageIds: z
    .array(z.string().check(z.minLength(1), z.maxLength(limits.filterValueCharacters)))
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
