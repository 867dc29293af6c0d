import * as z from "zod";
import { type AskRequest, type Filters, limits } from "../protocol.ts";

/** What agents send; the descriptions are read by the models that choose and fill the tools. */

const name = z.string().min(1).max(limits.filterValueCharacters);
const names = (meaning: string) => z.array(name).max(limits.filterValues).optional().describe(meaning);

const narrowing = {
  records: names("Only these records: ids or titles, as list_records gives them."),
  sessions: names("Only these sessions: a record's id, title or symbol, or a date (ISO 8601)."),
  speakers: names("Only these speakers, by name."),
  organizations: names("Only those who speak for these bodies, delegations or organizations."),
  countries: names("Only those who speak for these countries: names or ISO 3166-1 alpha-2 codes."),
};

const language = z
  .enum(["es", "en"])
  .optional()
  .describe("Of the sentences around the quotes; quotes stay in the record's language. Default: the question's.");
const limit = z.int().min(1).max(limits.citationsPerPage).optional();
const cursor = z.string().min(1).max(limits.cursorCharacters).optional();
const nextPage = "`nextCursor` of the answer before, for its next page; everything else as it was asked.";
const text = z.string().min(1).max(limits.questionCharacters);

export const askInput = z.object({
  question: text.describe("In the user's own words, in Spanish or English. One question."),
  history: z
    .array(text)
    .max(limits.historyQuestions)
    .optional()
    .describe("Earlier questions of the conversation, oldest first, that this one may lean on."),
  language,
  ...narrowing,
  limit: limit.describe("Most citations."),
  cursor: cursor.describe(nextPage),
});

export const searchInput = z.object({
  query: text.describe("What to look for, by meaning and by words."),
  ...narrowing,
  limit: limit.describe("Most results. Default: 8."),
});

export const fetchInput = z.object({
  id: name.describe("The id of a search result, a passageId of a citation, or the id of a record."),
  offset: z
    .int()
    .min(0)
    .optional()
    .describe("Of a long record: where to go on, `metadata.nextOffset` of the part before. Default: 0."),
});

export const listRecordsInput = z.object({
  offset: z.int().min(0).optional().describe("How many records to leave out at the beginning. Default: 0."),
  limit: z.int().min(1).max(limits.citationsPerPage).optional().describe("Most records. Default: 100."),
});

export const listRecommendationsInput = z.object({
  topic: text.optional().describe("What the recommendations are about. Default: all."),
  language,
  ...narrowing,
  limit: limit.describe("Most recommendations of this page."),
  cursor: cursor.describe(nextPage),
});

export const comparePositionsInput = z.object({
  parties: z
    .array(name)
    .min(2)
    .max(8)
    .describe("Speakers, bodies, delegations or countries whose positions stand side by side."),
  topic: text.optional().describe("What they are compared on. Default: all they said."),
  language,
  records: narrowing.records,
  sessions: narrowing.sessions,
});

/** The fields by which answers are narrowed, as the interface for programs names them. */
export function toFilters(
  given: { readonly [Field in keyof typeof narrowing]?: string[] | undefined } & { readonly kinds?: string[] },
): { readonly filters?: Filters } {
  const { records, sessions, speakers, organizations, countries, kinds } = given;
  const entries = Object.entries({ documents: records, sessions, speakers, organizations, countries, kinds });
  const filters = Object.fromEntries(entries.filter(([, values]) => values !== undefined && values.length > 0));
  return Object.keys(filters).length === 0 ? {} : { filters };
}

/** Fields that are absent and those that are undefined are told apart by the interface for programs. */
export function present(
  fields: {
    readonly [Field in "language" | "limit" | "cursor"]?: AskRequest[Field] | undefined;
  },
): Pick<AskRequest, "language" | "limit" | "cursor"> {
  const { language: frame, limit: most, cursor: next } = fields;
  return {
    ...(frame !== undefined && { language: frame }),
    ...(most !== undefined && { limit: most }),
    ...(next !== undefined && { cursor: next }),
  };
}
