import type { AskRequest, AskResponse, FrameLanguage, SearchRequest, SearchResponse } from "../protocol.ts";
import { limits } from "../protocol.ts";
import type { AnswerDraft } from "./answers/answer-draft.ts";
import { type AnswerRequest, acceptAll } from "./answers/answer-request.ts";
import { answererOf } from "./answers/answerers.ts";
import { makeCitation } from "./answers/citations.ts";
import { bindCursor, fingerprintRecords, openCursor } from "./answers/cursors.ts";
import { exampleQuestions } from "./answers/example-questions.ts";
import { leadQuote, rankForFact } from "./answers/fact-answer.ts";
import { composeResponse } from "./answers/response.ts";
import { tellTranslations } from "./answers/told-translations.ts";
import { createQuestionUnderstanding } from "./asked-question.ts";
import type { Assistant, RequestContext } from "./assistant.ts";
import type { AnswerComposer, Lead } from "./composing/lead.ts";
import { templateComposer } from "./composing/template-composer.ts";
import type { SearchPassage } from "./retrieval/search-text.ts";
import { type ReadText, type ResolvedQuestion, resolveQuestion } from "./understanding/conversation.ts";
import { filteredRecords, type RecordsOfCollection, readFilters } from "./understanding/filters.ts";
import type { Question } from "./understanding/question.ts";
import { withoutValues } from "./understanding/understood.ts";
import type { RecordCollection } from "./weighing/record-collection.ts";
import { createScopes } from "./weighing/scoped-collections.ts";

/** Frame of the answer: as asked for, else the question's, else the reader's, else Spanish. */
function frameLanguage(
  asked: FrameLanguage | undefined,
  { language }: Question,
  accepted: FrameLanguage | null,
): FrameLanguage {
  if (asked !== undefined) return asked;
  if (language === "es" || language === "en") return language;
  return accepted ?? "es";
}

/**
 * Drafts the answer; where filters hide what would answer, they are named as the reason.
 * @param whole The collection without them; null where none is set.
 */
async function draftAnswer(request: AnswerRequest, whole: RecordCollection | null): Promise<AnswerDraft> {
  const answer = answererOf(request);
  const draft = await answer(request);
  const isOpen = draft.outcome === "answered" || draft.reason === "not-a-question" || draft.reason === "outside";
  if (whole === null || isOpen) return draft;
  const unfiltered = await answer({ ...request, collection: whole, filter: acceptAll });
  if (unfiltered.outcome !== "answered") return draft;
  const { unknown: _, ...rest } = draft;
  return { ...rest, lead: [{ say: "filteredOut", facts: {} }], reason: "filtered-out" };
}

export interface AssistantParts {
  readonly composer?: AnswerComposer;
  /** What the names in `filters.collections` stand for. */
  readonly recordsOfCollection?: RecordsOfCollection;
  /** How many records could hold more than is answered from. */
  readonly setAsideCount?: () => number;
}

/** Answers over one collection; stateless, so that a changed collection is served by another. */
export function createRecordAssistant(
  collection: RecordCollection,
  { composer = templateComposer, recordsOfCollection = () => null, setAsideCount = () => 0 }: AssistantParts = {},
): Assistant {
  const fingerprint = fingerprintRecords(collection);
  const read = createQuestionUnderstanding(collection);
  const within = createScopes(collection);

  async function resolve(request: AskRequest, signal: AbortSignal): Promise<ResolvedQuestion> {
    const readText: ReadText = (text, isComplete) => read(text, isComplete, signal);
    const keepsHistory = request.without?.inherited === undefined;
    let previous: ResolvedQuestion | null = null;
    for (const { question } of keepsHistory ? (request.history ?? []) : []) {
      const resolved: ResolvedQuestion = await resolveQuestion(question, previous, readText);
      // Thanks, orders and the like between two questions carry nothing on.
      if (resolved.question.group !== "nothing") previous = resolved;
    }
    const resolved = await resolveQuestion(request.question, previous, readText);
    return { ...resolved, question: withoutValues(resolved.question, request.without) };
  }

  async function ask(request: AskRequest, context: RequestContext): Promise<AskResponse> {
    const startedAt = performance.now();
    const { signal, linkBase = "" } = context;
    signal.throwIfAborted();
    const binding = bindCursor(request, fingerprint, recordsOfCollection);
    const cursor = openCursor(request.cursor, binding);
    const filter = readFilters(request.filters, collection, recordsOfCollection);
    const resolved = await resolve(request, signal);
    const language = frameLanguage(request.language, resolved.question, context.acceptLanguage);
    const answerRequest: AnswerRequest = {
      collection: within(filteredRecords(request.filters, collection, recordsOfCollection)),
      question: resolved.question,
      language,
      filter: filter ?? acceptAll,
      limit: request.limit ?? limits.citationsOfFact,
      signal,
    };
    const answered = await draftAnswer(answerRequest, filter === null ? null : collection);
    const found = tellSetAside(answered, setAsideCount());
    const drafted = pick(found, resolved.ordinal, answerRequest);
    const draft = await tellTranslations(answerRequest, drafted);
    return composeResponse({
      request,
      answerRequest,
      resolved,
      draft,
      place: { cursor, binding },
      composer,
      linkBase,
      startedAt,
    });
  }

  async function search(request: SearchRequest, context: RequestContext): Promise<SearchResponse> {
    const { signal, linkBase = "" } = context;
    const filter = readFilters(request.filters, collection, recordsOfCollection);
    const understood = await read(request.query, true, signal);
    // Ranked passages, without the structure of a question: every word of the query counts.
    const question: Question = { ...understood, scope: null, sessions: null, excluded: [], passageKinds: [] };
    const limit = request.limit ?? limits.citationsOfFact;
    const accept = filter ?? acceptAll;
    const language = frameLanguage(undefined, question, context.acceptLanguage);
    const wanted = (entry: SearchPassage): boolean => accept(entry) && entry.passage.kind !== "heading";
    const { evidence } = await rankForFact(
      {
        collection: within(filteredRecords(request.filters, collection, recordsOfCollection)),
        question,
        language,
        filter: wanted,
        limit,
        signal,
      },
      Math.max(limit, leastRead),
    );
    const results = evidence.slice(0, limit).map((each, position) =>
      makeCitation(each.entry, {
        number: position + 1,
        spans: [each.highlight],
        telling: { language, collection },
        score: each.probability,
        linkBase,
      }),
    );
    return { results };
  }

  return { ask, search, examples: (language) => exampleQuestions(collection, language) };
}

/** While a record is set aside no list is complete, and what is not found may be there: that is said. */
function tellSetAside(draft: AnswerDraft, count: number): AnswerDraft {
  const isSilent = draft.outcome === "not-found" && draft.reason !== "not-a-question" && draft.reason !== "outside";
  const isCounted = draft.total !== undefined || draft.complete !== undefined;
  if (count === 0 || !(isSilent || isCounted)) return draft;
  const lead = [...draft.lead, { say: "setAside" as const, facts: { count } }];
  return { ...draft, lead, setAside: count, ...(draft.complete !== undefined && { complete: false }) };
}

/** Passages read for a search, so that the best come first. */
const leastRead = 12;

/** "The second one": that citation of the answer before. */
function pick(draft: AnswerDraft, ordinal: number | null, request: AnswerRequest): AnswerDraft {
  if (ordinal === null || draft.outcome !== "answered") return draft;
  const chosen = ordinal === -1 ? draft.citations.at(-1) : draft.citations[ordinal - 1];
  if (chosen === undefined) return draft;
  // One citation of a list is no list: its count and completeness are not this answer's.
  const lead: Lead = { say: "fact", facts: { quote: leadQuote(chosen, 1, request), further: [] } };
  return { outcome: draft.outcome, lead: [lead], intent: "fact", citations: [chosen] };
}
