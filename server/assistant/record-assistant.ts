import { type Assistant, InvalidRequestValueError, type RequestContext } from "../assistant.ts";
import type { AskRequest, AskResponse, Citation, FrameLanguage, SearchRequest, SearchResponse } from "../protocol.ts";
import { limits } from "../protocol.ts";
import { analyzeText } from "../retrieval/search-text.ts";
import { type ResolvedQuestion, resolveQuestion } from "../understanding/conversation.ts";
import { passagesMentioningCue, summaryWords } from "../understanding/cues.ts";
import { readFilters } from "../understanding/filters.ts";
import { type QuestionReading, readQuestion } from "../understanding/question-reading.ts";
import type { AnswerDraft, DraftCitation } from "./answer-draft.ts";
import { type AnswerRequest, withinSections } from "./answer-request.ts";
import { makeCitation } from "./citations.ts";
import { answerCompare } from "./compare-answer.ts";
import { answerDocument } from "./document-answer.ts";
import { answerFact, searchFact } from "./fact-answer.ts";
import { framesIn } from "./frames.ts";
import { answerList, answerListedFacts } from "./list-answer.ts";
import { findMembers, isNamedAnywhere } from "./membership.ts";
import { answerOverview } from "./overview-answer.ts";
import { type RecordCollection, unitsOf } from "./record-collection.ts";
import { unknownMentions } from "./refusal.ts";
import { relateWords } from "./related-words.ts";
import { probability } from "./relevance-model.ts";
import { suggestQuestions } from "./suggestions.ts";
import { traceAnswer } from "./trace.ts";
import { describeUnderstood, withoutValues } from "./understood.ts";

const defaultLimit = 8;

/** Frame of the answer: as asked for, else the question's, else the reader's, else Spanish. */
function frameLanguage(request: AskRequest, reading: QuestionReading, accepted: FrameLanguage | null): FrameLanguage {
  if (request.language !== undefined) return request.language;
  if (reading.language === "es" || reading.language === "en") return reading.language;
  return accepted ?? "es";
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const match = /^after-(\d{1,9})$/u.exec(Buffer.from(cursor, "base64url").toString("utf8"));
  if (match === null)
    throw new InvalidRequestValueError("cursor", cursor, "The cursor is not one that this service gave.");
  return Number(match[1]);
}

const writeCursor = (position: number): string => Buffer.from(`after-${position}`).toString("base64url");

/** Lists decided by structure or by mention need a list's flow; other questions that say "all" are questions of fact. */
function isCollectionList(reading: QuestionReading): boolean {
  if (
    reading.kinds.length > 0 &&
    (reading.topic.length === 0 || reading.intent === "list" || reading.intent === "count")
  )
    return true;
  if (reading.asksSpeakers) return true;
  const asksPassages = mentionListCue.test(reading.folded) || passagesMentioningCue.test(reading.folded);
  return (reading.intent === "list" || reading.intent === "count") && asksPassages;
}

const mentionListCue =
  /\b(?:mencion\w*|mention\w*|pasajes?|passages?|habl\w+ de|talk\w* about|parrafos?|paragraphs?|fragmentos|excerpts|everything (?:about|on)|todo (?:lo que|sobre)|speakers?|orador\w*|delegaci\w+|delegations?|quienes)\b/u;

const thanksOrFarewell =
  /\b(?:gracias|thanks?|thank you|obrigad[oa]|merci|adios|chao|bye|goodbye|hasta (?:luego|pronto)|cheers|agradezco|see you)\b/u;

/** Drafts the answer; where filters hide what would answer, they are named as the reason. */
async function draftFilteredAnswer(request: AnswerRequest, isFiltered: boolean): Promise<AnswerDraft> {
  const draft = await draftAnswer(request);
  if (!isFiltered || draft.outcome === "answered" || draft.reason === "not-a-question") return draft;
  const unfiltered = await draftAnswer({ ...request, filter: () => true });
  if (unfiltered.outcome !== "answered") return draft;
  const { unknown: _, ...rest } = draft;
  return { ...rest, lead: request.frames.notFound["filtered-out"]({ topic: "", who: [] }), reason: "filtered-out" };
}

async function draftAnswer(request: AnswerRequest): Promise<AnswerDraft> {
  const { reading, frames, collection } = request;
  const notAQuestion = (lead: string): AnswerDraft => ({
    outcome: "not-found",
    intent: reading.intent,
    lead,
    citations: [],
    reason: "not-a-question",
    nearest: [],
  });
  if (reading.intent === "smalltalk") {
    return notAQuestion(
      thanksOrFarewell.test(reading.folded) ? frames.farewell : frames.greeting(collection.documents.length),
    );
  }
  if (reading.intent === "assistant") return notAQuestion(frames.aboutAssistant(collection.documents.length));
  if (reading.tokens.length === 0) return notAQuestion(frames.greeting(collection.documents.length));
  if (reading.intent === "document") return answerDocument(request, reading.metadata);
  if (reading.intent === "compare") return answerCompare(request);
  if (unknownMentions(request).length > 0) return answerFact(request);
  if (reading.intent === "overview") return draftOverview(request);
  const listed = reading.scope === null || reading.scope.length > 0 ? await answerListedFacts(request) : null;
  if (listed !== null) return listed;
  if (isCollectionList(reading) && (reading.scope === null || reading.scope.length > 0)) return answerList(request);
  if (asksForWholeIntervention(reading)) return answerOverview(request);
  return answerFact(request);
}

/**
 * A summary of a record or an intervention; of a topic, all that is said of it. What the records as wholes are about
 * ("summarize the session on water") narrows nothing, and neither does a topic that a speaker does not name.
 */
async function draftOverview(request: AnswerRequest): Promise<AnswerDraft> {
  const { collection, reading } = request;
  const title = new Set(
    collection.documents.flatMap((document) =>
      analyzeText(`${document.title} ${document.body ?? ""}`, document.language, collection.lexicon).keys.flat(),
    ),
  );
  const units = unitsOf(collection, reading);
  const topic = reading.topic.filter(
    ({ surface, folded }) =>
      !summaryWords.test(folded) &&
      !units.some((unit) => unit.surface === surface && unit.alternatives.some(({ key }) => title.has(key))),
  );
  if (topic.length === 0) return answerOverview(request);
  const { scope } = reading;
  if (scope === null) {
    // A topic that nothing names is the reader's word for the record itself ("the gist of the deliberations").
    const isNamed = isNamedAnywhere(collection, { ...reading, topic }) || introducesTopic.test(reading.folded);
    return isNamed ? answerList({ ...request, reading: { ...reading, topic } }) : answerOverview(request);
  }
  if (scope.length === 0) return answerFact(request);
  const about = await findMembers(collection, { ...reading, topic }, withinSections(scope), request.signal);
  return about.named >= fewestOfTopic
    ? answerList({ ...request, reading: { ...reading, topic } })
    : answerOverview(request);
}

/** A speaker's passages that name a topic, from which a summary of what it said on the topic is more than one of all. */
const fewestOfTopic = 2;

/** What stands behind these is the topic, whether or not the records name it. */
const introducesTopic = /\b(?:about|regarding|concerning|sobre|acerca de|respecto (?:a|de)) (?!\s*$)/u;

/** "What did X say?": whose words are asked for, and no topic. */
function asksForWholeIntervention(reading: QuestionReading): boolean {
  return reading.scope !== null && reading.scope.length > 0 && reading.topic.length === 0 && reading.kinds.length === 0;
}

/** Answers over one collection; stateless, so that a changed collection is served by another. */
export function createRecordAssistant(collection: RecordCollection): Assistant {
  async function resolve(request: AskRequest, signal: AbortSignal): Promise<ResolvedQuestion> {
    const read = (text: string): QuestionReading => readQuestion(text, collection);
    const keepsHistory = request.without?.inherited === undefined;
    let previous: ResolvedQuestion | null = null;
    for (const { question } of keepsHistory ? (request.history ?? []) : []) {
      const resolved: ResolvedQuestion = resolveQuestion(question, previous, read);
      if (resolved.reading.intent !== "smalltalk") previous = resolved;
    }
    const resolved = resolveQuestion(request.question, previous, read);
    const reading = withoutValues(resolved.reading, request.without);
    return { ...resolved, reading: await relateWords(reading, collection, signal) };
  }

  const acceptAll = (): boolean => true;

  async function ask(request: AskRequest, context: RequestContext): Promise<AskResponse> {
    const startedAt = performance.now();
    context.signal.throwIfAborted();
    const from = readCursor(request.cursor);
    const resolved = await resolve(request, context.signal);
    const filter = readFilters(request.filters, collection);
    // The frame follows the question that the reader typed, not the one it was completed to.
    const typed = readQuestion(request.question, collection);
    const language = frameLanguage(request, typed, context.acceptLanguage);
    const answerRequest: AnswerRequest = {
      collection,
      reading: resolved.reading,
      language,
      frames: framesIn(language),
      filter: filter ?? acceptAll,
      limit: request.limit ?? defaultLimit,
      signal: context.signal,
    };
    const draft = pick(await draftFilteredAnswer(answerRequest, filter !== null), resolved.ordinal);
    const page = draft.citations.slice(from, from + limits.citationsPerPage);
    const toCitations = (drafts: readonly DraftCitation[], first: number): Citation[] =>
      drafts.map((each, position) =>
        makeCitation(each.entry, {
          number: first + position,
          spans: each.spans,
          translationLanguage: language,
          score: each.score,
        }),
      );
    const more = from + page.length < draft.citations.length;
    return {
      outcome: draft.outcome,
      language,
      intent: draft.intent,
      answer: draft.lead,
      citations: toCitations(page, from + 1),
      ...(draft.total === undefined ? {} : { total: draft.total }),
      ...(draft.complete === undefined ? {} : { complete: draft.complete }),
      ...(draft.basis === undefined ? {} : { basis: draft.basis }),
      ...(more ? { nextCursor: writeCursor(from + page.length) } : {}),
      borderline: toCitations(draft.borderline ?? [], 1),
      silent: [...(draft.silent ?? [])],
      understood: describeUnderstood(resolved, request.filters),
      ...(draft.reason === undefined ? {} : { reason: draft.reason }),
      ...(draft.unknown === undefined ? {} : { unknown: [...draft.unknown] }),
      ...(draft.outcome === "not-found" ? { nearest: toCitations(draft.nearest ?? [], 1) } : {}),
      suggestions: suggestQuestions(answerRequest, draft),
      ...(request.explain === true ? { trace: await traceAnswer(answerRequest, resolved, draft) } : {}),
      timing: { totalMs: Math.round((performance.now() - startedAt) * 10) / 10 },
    };
  }

  async function search(request: SearchRequest, context: RequestContext): Promise<SearchResponse> {
    const read = { ...readQuestion(request.query, collection), scope: null, speakers: [] };
    const reading = await relateWords(read, collection, context.signal);
    const language = frameLanguage({ question: request.query }, reading, context.acceptLanguage);
    const found = await searchFact({
      collection,
      // Ranked passages, without the structure of a question: every word of the query counts.
      reading: { ...reading, topic: reading.topic.length > 0 ? reading.topic : reading.tokens },
      language,
      frames: framesIn(language),
      filter: readFilters(request.filters, collection) ?? acceptAll,
      limit: request.limit ?? defaultLimit,
      signal: context.signal,
    });
    const results = found.evidence.slice(0, request.limit ?? defaultLimit).map((each, position) =>
      makeCitation(each.entry, {
        number: position + 1,
        spans: [each.span],
        translationLanguage: language,
        score: probability(collection.evidence.model, each.features),
      }),
    );
    return { results };
  }

  return { ask, search };
}

/** "The second one": that citation of the answer before. */
function pick(draft: AnswerDraft, ordinal: number | null): AnswerDraft {
  if (ordinal === null || draft.outcome !== "answered") return draft;
  const chosen = ordinal === -1 ? draft.citations.at(-1) : draft.citations[ordinal - 1];
  if (chosen === undefined) return draft;
  // One citation of a list is no list: its count and completeness are not this answer's.
  const { outcome, lead } = draft;
  return { outcome, lead, intent: "fact", citations: [chosen] };
}
