import type { AskRequest, AskResponse, Citation, FrameLanguage, SearchRequest, SearchResponse } from "../protocol.ts";
import { limits } from "../protocol.ts";
import type { AnswerDraft, DraftCitation } from "./answers/answer-draft.ts";
import { type AnswerRequest, acceptAll } from "./answers/answer-request.ts";
import { answererOf } from "./answers/answerers.ts";
import { makeCitation } from "./answers/citations.ts";
import { resumeAt, writeCursor } from "./answers/cursors.ts";
import { searchFact } from "./answers/fact-answer.ts";
import { suggestQuestions } from "./answers/suggestions.ts";
import { tellTranslations } from "./answers/told-translations.ts";
import { traceAnswer } from "./answers/trace.ts";
import type { Assistant, RequestContext } from "./assistant.ts";
import type { AnswerComposer } from "./composing/lead.ts";
import { templateComposer } from "./composing/template-composer.ts";
import type { SearchPassage } from "./retrieval/search-text.ts";
import { type ReadText, type ResolvedQuestion, resolveQuestion } from "./understanding/conversation.ts";
import { filteredRecords, type RecordsOfCollection, readFilters } from "./understanding/filters.ts";
import { type Question, readableText, understandQuestion } from "./understanding/question.ts";
import type { RequestGroup } from "./understanding/request-kinds.ts";
import { createSpeakerLinker } from "./understanding/speaker-links.ts";
import { describeUnderstood, withoutValues } from "./understanding/understood.ts";
import type { RecordCollection } from "./weighing/record-collection.ts";
import { createScopes } from "./weighing/scoped-collections.ts";

const defaultLimit = 8;

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
}

/** Answers over one collection; stateless, so that a changed collection is served by another. */
export function createRecordAssistant(
  collection: RecordCollection,
  { composer = templateComposer, recordsOfCollection = () => null }: AssistantParts = {},
): Assistant {
  const within = createScopes(collection);
  const linker = createSpeakerLinker(collection.roster, collection.readers.questions);

  async function read(text: string, isComplete: boolean, signal: AbortSignal): Promise<Question> {
    const readable = readableText(text);
    const reading = await collection.readers.questions.readQuestion(readable, { signal });
    const without: readonly RequestGroup[] = isComplete ? ["followup"] : [];
    const alone = understandQuestion(text, reading, collection, without);
    const isKnown = (from: number, to: number): boolean =>
      alone.mentions.some(({ first, last, sections }) => sections.length > 0 && first <= to && last >= from);
    const linked = await linker.link(readable, reading, isKnown, signal);
    return linked.length === 0 ? alone : understandQuestion(text, reading, collection, without, linked);
  }

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
    const { signal } = context;
    signal.throwIfAborted();
    // A cursor that is none of ours is refused before anything is read.
    resumeAt(request.cursor, []);
    const filter = readFilters(request.filters, collection, recordsOfCollection);
    const resolved = await resolve(request, signal);
    const language = frameLanguage(request.language, resolved.question, context.acceptLanguage);
    const answerRequest: AnswerRequest = {
      collection: within(filteredRecords(request.filters, collection, recordsOfCollection)),
      question: resolved.question,
      language,
      filter: filter ?? acceptAll,
      limit: request.limit ?? defaultLimit,
      signal,
    };
    const drafted = pick(await draftAnswer(answerRequest, filter === null ? null : collection), resolved.ordinal);
    const draft = await tellTranslations(answerRequest, drafted);
    const { from, moved } = resumeAt(request.cursor, draft.citations);
    const page = draft.citations.slice(from, from + limits.citationsPerPage);
    const toCitations = (drafts: readonly DraftCitation[], first: number): Citation[] =>
      drafts.map((each, position) =>
        makeCitation(each.entry, {
          number: first + position,
          spans: each.spans,
          translationLanguage: language,
          translationSpan: each.translationSpan ?? null,
          score: each.score,
        }),
      );
    const last = page.at(-1);
    const more = from + page.length < draft.citations.length && last !== undefined;
    return {
      outcome: draft.outcome,
      language,
      intent: draft.intent,
      answer: composer.compose(draft.lead, language),
      citations: toCitations(page, from + 1),
      ...(draft.total === undefined ? {} : { total: draft.total }),
      ...(draft.complete === undefined ? {} : { complete: draft.complete }),
      ...(draft.basis === undefined ? {} : { basis: draft.basis }),
      ...whyIncomplete(draft),
      ...(more ? { nextCursor: writeCursor(from + page.length, last) } : {}),
      ...(moved ? { resumed: "by-place" as const } : {}),
      borderline: toCitations(draft.borderline ?? [], 1),
      silent: [...(draft.silent ?? [])],
      understood: describeUnderstood(resolved, request.filters),
      ...(draft.reason === undefined ? {} : { reason: draft.reason }),
      ...(draft.unknown === undefined ? {} : { unknown: [...draft.unknown] }),
      ...(draft.outcome === "not-found" ? { nearest: toCitations(draft.nearest ?? [], 1) } : {}),
      suggestions: suggestQuestions(answerRequest, draft),
      ...(request.explain === true ? { trace: traceAnswer(answerRequest, resolved, draft) } : {}),
      timing: { totalMs: Math.round((performance.now() - startedAt) * 10) / 10 },
    };
  }

  async function search(request: SearchRequest, context: RequestContext): Promise<SearchResponse> {
    const { signal } = context;
    const filter = readFilters(request.filters, collection, recordsOfCollection);
    const understood = await read(request.query, true, signal);
    // Ranked passages, without the structure of a question: every word of the query counts.
    const question: Question = { ...understood, scope: null, sessions: null, excluded: [], passageKinds: [] };
    const limit = request.limit ?? defaultLimit;
    const accept = filter ?? acceptAll;
    const language = frameLanguage(undefined, question, context.acceptLanguage);
    const wanted = (entry: SearchPassage): boolean => accept(entry) && entry.passage.kind !== "heading";
    const { evidence } = await searchFact(
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
        translationLanguage: language,
        score: each.probability,
      }),
    );
    return { results };
  }

  return { ask, search };
}

/** Why a list may lack members; empty where nothing says that it does. */
function whyIncomplete({ complete, doubtful, isOfOneLanguage, basis }: AnswerDraft): Pick<AskResponse, "incomplete"> {
  if (complete !== false) return {};
  if (doubtful === true) return { incomplete: "doubtful-attribution" };
  if (isOfOneLanguage === true && basis === "mention") return { incomplete: "other-languages" };
  return basis === "classified" || basis === "relevance" ? { incomplete: basis } : {};
}

/** Passages read for a search, so that the best come first. */
const leastRead = 12;

/** "The second one": that citation of the answer before. */
function pick(draft: AnswerDraft, ordinal: number | null): AnswerDraft {
  if (ordinal === null || draft.outcome !== "answered") return draft;
  const chosen = ordinal === -1 ? draft.citations.at(-1) : draft.citations[ordinal - 1];
  if (chosen === undefined) return draft;
  // One citation of a list is no list: its count and completeness are not this answer's.
  return { outcome: draft.outcome, lead: [], intent: "fact", citations: [chosen] };
}
