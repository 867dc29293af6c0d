import * as z from "zod";
import { titlePassage } from "../answer-text/passage-title.ts";
import type { AskResponse, Citation } from "../protocol.ts";
import { pageUrl, passageUri, recordUri } from "./addresses.ts";

/** What agents receive as structured content; open, so that fields can be added. */

const nullableText = z.string().nullable();

const passageOutput = z.looseObject({
  number: z.int().describe("By which the text of the answer refers to it."),
  passageId: z.string().describe("To be given to `fetch`."),
  documentId: z.string(),
  documentTitle: z.string(),
  sessionDate: nullableText,
  revision: z.string(),
  paragraph: z.int(),
  item: z.int().nullable(),
  kind: z.string(),
  speaker: nullableText,
  role: nullableText,
  organization: nullableText,
  country: nullableText,
  language: z.string(),
  quote: z.string().describe("Verbatim, whole."),
  start: z.int().describe("Offset into the record's source text, in UTF-16 code units."),
  end: z.int(),
  answeringWords: nullableText.describe("The part of the quote that answers; null where the whole passage does."),
  translation: z.looseObject({ language: z.string(), text: z.string(), official: z.boolean() }).nullable(),
  doubtfulAttribution: z.boolean().describe("True where it could not be told surely whose words they are."),
  url: z.string().describe("Opens the passage in its record, for people."),
  resource: z.string().describe("The passage as a resource of this server."),
});

export const answerOutput = z.looseObject({
  outcome: z.enum(["answered", "not-found"]),
  intent: z.string(),
  language: z.string(),
  answer: z.string().describe("The answer first, in the record's own words."),
  citations: z.array(passageOutput),
  total: z.int().optional().describe("Of a list, a count or a comparison: how many there are."),
  complete: z.boolean().optional().describe("True only where every member is cited or reached by nextCursor."),
  incomplete: z.string().optional().describe("Why the list is not called complete."),
  setAside: z.int().optional().describe("How many records are set aside, and could have held more."),
  basis: z.string().optional().describe("How membership was decided."),
  nextCursor: z.string().optional(),
  resumed: z
    .string()
    .optional()
    .describe("Records were read anew since the cursor was given: the page goes on behind the place cited last."),
  borderline: z.array(passageOutput).describe("Doubtful members, never among the citations."),
  silent: z.array(z.looseObject({ speaker: nullableText, organization: nullableText })),
  sides: z
    .array(z.looseObject({ name: z.string(), total: z.int() }))
    .optional()
    .describe("Of a comparison: how many of the list's citations are each side's, in their order."),
  reason: z.string().optional().describe("Why nothing was found."),
  unknown: z.array(z.string()).optional().describe("Names that no record holds."),
  nearest: z.array(passageOutput).optional().describe("They do NOT answer: never present them as an answer."),
  understood: z.looseObject({}).describe("What was read from the question."),
});

export const searchOutput = z.looseObject({
  results: z.array(z.looseObject({ id: z.string(), title: z.string(), url: z.string(), text: z.string() })),
});

export const fetchOutput = z.looseObject({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string(),
  metadata: z.looseObject({}),
});

export const recordsOutput = z.looseObject({
  records: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      body: nullableText,
      sessionDate: nullableText,
      language: z.string(),
      speakers: z.array(z.string()),
      passageCount: z.int(),
      url: z.string(),
      resource: z.string(),
    }),
  ),
  total: z.int(),
  nextOffset: z.int().nullable().describe("Where the next page begins; null on the last."),
});

export function describePassage(citation: Citation, linkBase: string): z.infer<typeof passageOutput> {
  const { number, passageId, documentId, documentTitle, sessionDate, revision, paragraph, item, kind } = citation;
  const { speaker, role, organization, country, language, quote, start, end, highlight, translation } = citation;
  return {
    number,
    passageId,
    documentId,
    documentTitle,
    sessionDate,
    revision,
    paragraph,
    item,
    kind,
    speaker,
    role,
    organization,
    country,
    language,
    quote,
    start,
    end,
    answeringWords: highlight === null ? null : quote.slice(highlight.start - start, highlight.end - start),
    translation:
      translation === null
        ? null
        : { language: translation.language, text: translation.text, official: translation.official },
    doubtfulAttribution: citation.attribution?.doubtful ?? false,
    url: pageUrl(citation, linkBase),
    resource: passageUri(passageId),
  };
}

export function describeAnswer(answer: AskResponse, linkBase: string): z.infer<typeof answerOutput> {
  const { outcome, intent, language, total, complete, incomplete, basis, nextCursor, reason, unknown } = answer;
  const { setAside, resumed, sides } = answer;
  const describe = (citations: readonly Citation[]) => citations.map((each) => describePassage(each, linkBase));
  return {
    outcome,
    intent,
    language,
    answer: answer.answer,
    citations: describe(answer.citations),
    ...(total !== undefined && { total }),
    ...(complete !== undefined && { complete }),
    ...(incomplete !== undefined && { incomplete }),
    ...(basis !== undefined && { basis }),
    ...(setAside !== undefined && { setAside }),
    ...(nextCursor !== undefined && { nextCursor }),
    ...(resumed !== undefined && { resumed }),
    borderline: describe(answer.borderline),
    silent: answer.silent,
    ...(sides !== undefined && { sides }),
    ...(reason !== undefined && { reason }),
    ...(unknown !== undefined && { unknown }),
    ...(answer.nearest !== undefined && { nearest: describe(answer.nearest) }),
    understood: answer.understood,
  };
}

/** Links to the cited passages, for clients that open resources. */
export function linkPassages(citations: readonly Citation[]) {
  return citations.slice(0, mostLinks).map((citation) => ({
    type: "resource_link" as const,
    uri: passageUri(citation.passageId),
    name: citation.passageId,
    title: titlePassage(citation),
    mimeType: "text/plain",
  }));
}

/** Every citation is in the structured content and the text; a list of hundreds need not be linked once more. */
const mostLinks = 50;

export function linkRecord({ id, title }: { readonly id: string; readonly title: string }) {
  return { type: "resource_link" as const, uri: recordUri(id), name: id, title, mimeType: "text/plain" };
}
