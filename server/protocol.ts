import * as z from "zod/mini";
import { traceSchema } from "./trace-protocol.ts";

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

export const isoDate = z.nullable(z.string());

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

export const question = z.string().check(
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
  /** Marks of the source's format inside the quote ("**"), which a person is shown it without; absent where there are none. */
  markup: z.optional(z.array(spanSchema)),
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

/**
 * The quote as a person is shown it: without the marks of the source's format.
 * @param to Where it is cut, as an offset into the source; its end where none is given.
 */
export function shownQuote(
  { quote, start, markup = [] }: Pick<Citation, "quote" | "start" | "markup">,
  to?: number,
): string {
  const end = to ?? start + quote.length;
  let shown = "";
  let from = start;
  for (const mark of markup.filter((each) => each.start < end)) {
    shown += quote.slice(from - start, mark.start - start);
    from = Math.max(from, mark.end);
  }
  return shown + quote.slice(from - start, Math.max(from, end) - start);
}

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
  /** Id of the record that holds the same text already. */
  existing: z.optional(z.string()),
});
export type Problem = z.infer<typeof problemSchema>;
