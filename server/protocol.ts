import * as z from "zod/mini";

/** Version of the interface for programs. Fields may be added within a version, none renamed or removed. */
export const protocolVersion = 1;

/** Limits on what a client may send, in the unit that each name says. */
export const limits = {
  questionCharacters: 2000,
  historyQuestions: 10,
  /** Most of a page, of whatever kind of answer. */
  citationsPerPage: 500,
  /** Citations of a question of fact where no limit is given; of lists, counts and the like as many as a page may hold. */
  citationsOfFact: 8,
  resultsPerSearch: 50,
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

/**
 * Counted as JSON Schema counts, in Unicode code points, so that the description of the interface says exactly what is
 * accepted: of an emoji `length` counts two.
 */
export function atMost(most: number) {
  const check = z.check<string>(({ value, issues }) => {
    if (value.length <= most || [...value].length <= most) return;
    issues.push({ code: "too_big", origin: "string", maximum: most, inclusive: true, input: value });
  });
  // As the length checks of zod do, for whoever describes the schema.
  check._zod.onattach.push((schema) => Object.assign(schema._zod.bag, { maximum: most }));
  return check;
}

const filterValues = z
  .array(z.string().check(z.minLength(1), atMost(limits.filterValueCharacters)))
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

/** Something that is neither space nor such a mark. */
const notBlank = /[^\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const question = z.string().check(
  atMost(limits.questionCharacters),
  z.regex(notBlank),
  z.overwrite((text) => text.replace(directionMarks, "")),
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
  limit: z.optional(z.int().check(z.gte(1), z.lte(limits.citationsPerPage))),
  cursor: z.optional(z.string().check(z.minLength(1), atMost(limits.cursorCharacters))),
  explain: z.optional(z.boolean()),
});
export type AskRequest = z.infer<typeof askRequestSchema>;

export const searchRequestSchema = z.strictObject({
  query: question,
  filters: z.optional(filtersSchema),
  limit: z.optional(z.int().check(z.gte(1), z.lte(limits.resultsPerSearch))),
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
  /** Where a person reads the passage, and where a program finds it: its record in this revision, with the passage's place. */
  link: z.optional(z.string()),
  json: z.optional(z.string()),
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
  /** What is called otherwise in the answer's language, as a translation or the lexicon names it; null where nothing is. */
  localNames: z.optional(
    z.nullable(
      z.object({
        language: frameLanguageSchema,
        documentTitle: z.string(),
        body: z.nullable(z.string()),
        topic: z.nullable(z.string()),
        speaker: z.nullable(z.string()),
        honorific: z.nullable(z.string()),
        role: z.nullable(z.string()),
        organization: z.nullable(z.string()),
      }),
    ),
  ),
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
export const incompleteSchema = z.enum([
  "classified",
  "relevance",
  "doubtful-attribution",
  "set-aside",
  "other-languages",
]);
export type Incomplete = z.infer<typeof incompleteSchema>;

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
      /** Where it stands, and who speaks, as a person reads it. */
      paragraph: z.optional(z.int()),
      item: z.optional(z.nullable(z.int())),
      speaker: z.optional(z.string()),
      documentTitle: z.optional(z.string()),
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
  /** Records that are set aside, and could have held more; absent where none is. */
  setAside: z.optional(z.int()),
  nextCursor: z.optional(z.string()),
  /** Records were read anew since the cursor was given: this page goes on behind the place that was cited last. */
  resumed: z.optional(z.literal("by-place")),
  borderline: z.array(citationSchema),
  silent: z.array(z.object({ speaker: z.nullable(z.string()), organization: z.nullable(z.string()) })),
  /** Of a comparison: how many of the list's citations are each side's, in their order; 0 for a side that is silent. */
  sides: z.optional(z.array(z.object({ name: z.string(), total: z.int() }))),
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

/** `GET /api/v1/examples`: questions that the records have been found to answer. */
export const exampleListSchema = z.object({ language: frameLanguageSchema, questions: z.array(z.string()) });
export type ExampleList = z.infer<typeof exampleListSchema>;

/** RFC 9457 problem document. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })),
  /** When the same request may succeed, where the server can tell: the `Retry-After` of HTTP. */
  retryAfterSeconds: z.optional(z.int()),
});
export type Problem = z.infer<typeof problemSchema>;

export const requestIdSchema = z.string().check(z.minLength(1), atMost(limits.requestIdCharacters));

export const askEventSchema = z.strictObject({
  type: z.literal("ask"),
  requestId: requestIdSchema,
  ...askRequestSchema.shape,
});
export const cancelEventSchema = z.strictObject({ type: z.literal("cancel"), requestId: requestIdSchema });

export const clientEventSchema = z.discriminatedUnion("type", [askEventSchema, cancelEventSchema]);
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
