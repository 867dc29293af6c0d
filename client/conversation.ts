import type { ServerEvent } from "../server/chat-protocol.ts";
import type { FeedbackReceipt, FeedbackRequest } from "../server/feedback-protocol.ts";
import type { AskRequest, AskResponse, Citation, Filters, Problem, Understood } from "../server/protocol.ts";
import { limits } from "../server/protocol.ts";

/** Understood values that the reader has taken back, by field of `understood`. */
export type Without = NonNullable<AskRequest["without"]>;

/** What the reader sent, and all that is needed to send it again. */
export interface Asked {
  readonly question: string;
  readonly without: Without;
  readonly filters: Filters;
}

/** Why an answer did not come, when the server sent no problem document. */
export type LocalFailure = "unreachable" | "unreadable";

/** What the reader left with the server, and may take back. */
export interface KeptFeedback extends FeedbackReceipt {
  readonly verdict: FeedbackRequest["verdict"];
}

/** One question and what came of it. `id` is stable; `requestId` changes with every asking. */
export interface Turn {
  readonly id: string;
  readonly requestId: string;
  readonly asked: Asked;
  /** Earlier questions that went with it, oldest first. */
  readonly history: readonly string[];
  /** ISO 8601 instant. */
  readonly askedAt: string;
  readonly phase: "waiting" | "streaming" | "complete" | "stopped" | "failed";
  readonly language: AskResponse["language"] | null;
  readonly lead: string;
  readonly understood: Understood | null;
  readonly citations: readonly Citation[];
  readonly response: AskResponse | null;
  readonly problem: Problem | null;
  readonly failure: LocalFailure | null;
  readonly loadingMore: boolean;
  readonly feedback: KeptFeedback | null;
}

export interface Conversation {
  readonly id: string;
  /** Empty until the first question names it or the reader does. */
  readonly title: string;
  readonly turns: readonly Turn[];
}

export function emptyConversation(id: string): Conversation {
  return { id, title: "", turns: [] };
}

export function isPending(turn: Turn): boolean {
  return turn.phase === "waiting" || turn.phase === "streaming";
}

/** The questions before a turn, oldest first, as many as the contract takes. */
export function historyBefore(conversation: Conversation, turnId: string | null): readonly string[] {
  const end = turnId === null ? -1 : conversation.turns.findIndex((turn) => turn.id === turnId);
  const before = end < 0 ? conversation.turns : conversation.turns.slice(0, end);
  return before
    .filter((turn) => turn.phase === "complete")
    .map((turn) => turn.asked.question)
    .slice(-limits.historyQuestions);
}

export interface TurnStart {
  readonly id: string;
  readonly requestId: string;
  readonly asked: Asked;
  readonly history: readonly string[];
  readonly askedAt: string;
}

function newTurn(start: TurnStart): Turn {
  return {
    ...start,
    phase: "waiting",
    language: null,
    lead: "",
    understood: null,
    citations: [],
    response: null,
    problem: null,
    failure: null,
    loadingMore: false,
    feedback: null,
  };
}

/** Appends a turn, or replaces the one with the same id. */
export function startTurn(conversation: Conversation, start: TurnStart): Conversation {
  const turn = newTurn(start);
  const exists = conversation.turns.some((existing) => existing.id === start.id);
  const turns = exists
    ? conversation.turns.map((existing) => (existing.id === start.id ? turn : existing))
    : [...conversation.turns, turn];
  const title = conversation.title === "" ? start.asked.question.trim().slice(0, 120) : conversation.title;
  return { ...conversation, title, turns };
}

export function updateTurn(conversation: Conversation, turnId: string, change: (turn: Turn) => Turn): Conversation {
  let changed = false;
  const turns = conversation.turns.map((turn) => {
    if (turn.id !== turnId) return turn;
    const next = change(turn);
    changed ||= next !== turn;
    return next;
  });
  return changed ? { ...conversation, turns } : conversation;
}

/** Takes one event of the chat into its turn. Events of a turn that is no longer pending are ignored. */
export function receive(turn: Turn, event: ServerEvent): Turn {
  if (!isPending(turn)) return turn;
  switch (event.type) {
    case "answer-start":
      // A question that is sent again after a lost connection starts over.
      return {
        ...turn,
        phase: "streaming",
        language: event.language,
        understood: event.understood,
        lead: "",
        citations: [],
      };
    case "answer-part":
      return { ...turn, phase: "streaming", lead: turn.lead + event.text };
    case "citation":
      return { ...turn, phase: "streaming", citations: [...turn.citations, event.citation] };
    case "answer-end":
      return complete(turn, event.response);
    case "request-error":
      return { ...turn, phase: "failed", problem: event.problem };
  }
}

function complete(turn: Turn, response: AskResponse): Turn {
  return {
    ...turn,
    phase: "complete",
    language: response.language,
    lead: response.answer,
    understood: response.understood,
    citations: response.citations,
    response,
  };
}

/** Adds the next page of a list to a complete turn. */
export function addPage(turn: Turn, page: AskResponse): Turn {
  if (turn.response === null) return turn;
  const { nextCursor: _, ...withoutCursor } = turn.response;
  const citations = [...turn.citations, ...page.citations];
  const doubtful = new Set(turn.response.borderline.map(({ passageId }) => passageId));
  const borderline = [
    ...turn.response.borderline,
    ...page.borderline.filter(({ passageId }) => !doubtful.has(passageId)),
  ];
  const cursor = page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor };
  return { ...turn, loadingMore: false, citations, response: { ...withoutCursor, ...cursor, borderline, citations } };
}
