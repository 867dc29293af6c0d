import type { AskRequest, AskResponse, Citation } from "../../protocol.ts";
import { limits } from "../../protocol.ts";
import type { AnswerComposer } from "../composing/lead.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import { describeUnderstood } from "../understanding/understood.ts";
import type { AnswerDraft, DraftCitation } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";
import { makeCitation } from "./citations.ts";
import { type bindCursor, type openCursor, resumeAt, writeCursor } from "./cursors.ts";
import { suggestQuestions } from "./suggestions.ts";
import { traceAnswer } from "./trace.ts";

export interface ResponseParts {
  readonly request: AskRequest;
  readonly answerRequest: AnswerRequest;
  readonly resolved: ResolvedQuestion;
  readonly draft: AnswerDraft;
  /** Where the page begins, and what the cursor of the next is bound to. */
  readonly place: {
    readonly cursor: ReturnType<typeof openCursor>;
    readonly binding: ReturnType<typeof bindCursor>;
  };
  readonly composer: AnswerComposer;
  readonly linkBase: string;
  /** As `performance.now()` told. */
  readonly startedAt: number;
}

/** One page of a draft, as the protocol tells it. */
export function composeResponse(parts: ResponseParts): AskResponse {
  const { request, answerRequest, resolved, draft, composer, startedAt } = parts;
  const { language } = answerRequest;
  const toCitations = citationsFor(parts);
  const { page, from, moved, nextCursor } = pageOf(parts);
  return {
    outcome: draft.outcome,
    language,
    intent: draft.intent,
    answer: composer.compose(draft.lead, language),
    citations: toCitations(page, from + 1),
    ...describeList(draft),
    ...(nextCursor !== null && { nextCursor }),
    ...(moved && { resumed: "by-place" as const }),
    borderline: toCitations(draft.borderline ?? [], 1),
    silent: [...(draft.silent ?? [])],
    ...(draft.sides !== undefined && { sides: [...draft.sides] }),
    understood: describeUnderstood(resolved, request.filters),
    ...(draft.reason !== undefined && { reason: draft.reason }),
    ...(draft.unknown !== undefined && { unknown: [...draft.unknown] }),
    ...(draft.outcome === "not-found" && { nearest: toCitations(draft.nearest ?? [], 1) }),
    suggestions: suggestQuestions(answerRequest, draft),
    ...(request.explain === true && { trace: traceAnswer(answerRequest, resolved, draft) }),
    timing: { totalMs: Math.round((performance.now() - startedAt) * 10) / 10 },
  };
}

function citationsFor({ answerRequest, linkBase }: ResponseParts) {
  return (drafts: readonly DraftCitation[], first: number): Citation[] =>
    drafts.map((each, position) =>
      makeCitation(each.entry, {
        number: first + position,
        spans: each.spans,
        telling: answerRequest,
        translationSpan: each.translationSpan ?? null,
        score: each.score,
        linkBase,
      }),
    );
}

interface Page {
  readonly page: readonly DraftCitation[];
  readonly from: number;
  /** It goes on behind the place that was cited last, in records that were read anew. */
  readonly moved: boolean;
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

function pageOf({ request, draft, place: { cursor, binding } }: ResponseParts): Page {
  const { from, moved } = resumeAt(cursor, draft.citations);
  const pageSize = request.limit ?? (draft.ranked ? limits.citationsOfFact : limits.citationsPerPage);
  const page = draft.citations.slice(from, from + pageSize);
  const last = page.at(-1);
  const more = from + page.length < draft.citations.length && last !== undefined;
  return { page, from, moved, nextCursor: more ? writeCursor(from + page.length, last, binding) : null };
}

/** What an answer tells of its list; empty where it is none. */
function describeList(
  draft: AnswerDraft,
): Pick<AskResponse, "total" | "complete" | "basis" | "incomplete" | "setAside"> {
  const { total, complete, basis, setAside } = draft;
  return {
    ...(total !== undefined && { total }),
    ...(complete !== undefined && { complete }),
    ...(basis !== undefined && { basis }),
    ...whyIncomplete(draft),
    ...(setAside !== undefined && { setAside }),
  };
}

/** Why a list may lack members; empty where nothing says that it does. */
function whyIncomplete({
  complete,
  doubtful,
  isOfOneLanguage,
  basis,
  setAside,
}: AnswerDraft): Pick<AskResponse, "incomplete"> {
  if (complete !== false) return {};
  if (setAside !== undefined) return { incomplete: "set-aside" };
  if (doubtful === true) return { incomplete: "doubtful-attribution" };
  if (isOfOneLanguage === true && basis === "mention") return { incomplete: "other-languages" };
  return basis === "classified" || basis === "relevance" ? { incomplete: basis } : {};
}
