import { describe, expect, it } from "vitest";
import { isPending } from "../../client/conversation.ts";
import { initialState, reduce, type State } from "../../client/state.ts";
import type { ServerEvent } from "../../server/chat-protocol.ts";
import type { AskResponse } from "../../server/protocol.ts";
import { fixtureAnswer } from "../fakes/fixture-answers.ts";
import { camDocument } from "../fakes/record-fixture.ts";

const document = camDocument();
const answer: AskResponse = fixtureAnswer([document], { question: "¿Cuánto del PIB de Haití proviene de remesas?" });

function startedState(requestId = "r1"): State {
  const initial = initialState({
    language: "es",
    route: { page: "conversation", id: null },
    conversationId: "c1",
    characterShortcuts: true,
  });
  return reduce(initial, {
    type: "turn-started",
    start: {
      id: "t1",
      requestId,
      asked: { question: "¿Cuánto del PIB de Haití proviene de remesas?", without: {}, filters: {} },
      history: [],
      askedAt: "2026-01-01T00:00:00Z",
    },
  });
}

function events(requestId: string): readonly ServerEvent[] {
  const { language, intent, understood, citations } = answer;
  return [
    { type: "answer-start", requestId, sequence: 1, language, intent, understood },
    { type: "answer-part", requestId, sequence: 2, text: answer.answer.slice(0, 10) },
    { type: "answer-part", requestId, sequence: 3, text: answer.answer.slice(10) },
    ...citations.map(
      (citation, index): ServerEvent => ({ type: "citation", requestId, sequence: 4 + index, citation }),
    ),
    { type: "answer-end", requestId, sequence: 4 + citations.length, response: answer },
  ];
}

function onlyTurn(state: State) {
  const [turn] = state.conversation.turns;
  if (turn === undefined) throw new Error("The conversation has no turn.");
  return turn;
}

describe("the state of a conversation", () => {
  it("joins the parts into the lead and ends with the whole answer", () => {
    const parts = reduce(startedState(), { type: "server-events", events: events("r1").slice(0, 3) });
    expect(onlyTurn(parts)).toMatchObject({ phase: "streaming", lead: answer.answer });
    const whole = reduce(startedState(), { type: "server-events", events: events("r1") });
    expect(onlyTurn(whole)).toMatchObject({ phase: "complete", citations: answer.citations, response: answer });
  });

  it("starts over when a question is sent again after a lost connection", () => {
    const broken = reduce(startedState(), { type: "server-events", events: events("r1").slice(0, 3) });
    const whole = reduce(broken, { type: "server-events", events: events("r1") });
    expect(onlyTurn(whole).lead).toBe(answer.answer);
    expect(onlyTurn(whole).citations).toHaveLength(answer.citations.length);
  });

  it("ignores what arrives for a question that was stopped or asked again", () => {
    const stopped = reduce(startedState(), { type: "turn-stopped", turnId: "t1" });
    expect(onlyTurn(reduce(stopped, { type: "server-events", events: events("r1") }))).toMatchObject({
      phase: "stopped",
      lead: "",
    });
    const late = reduce(startedState("r2"), { type: "server-events", events: events("r1") });
    expect(isPending(onlyTurn(late))).toBe(true);
  });

  it("keeps a failed turn's problem and its question", () => {
    const problem = { type: "about:blank", title: "Too many", status: 429, detail: "Wait.", errors: [] };
    const failed = reduce(startedState(), {
      type: "server-events",
      events: [{ type: "request-error", requestId: "r1", sequence: 1, problem }],
    });
    expect(onlyTurn(failed)).toMatchObject({ phase: "failed", problem, asked: { without: {} } });
  });

  it("names the conversation after its first question and never again", () => {
    const state = reduce(startedState(), {
      type: "turn-started",
      start: {
        id: "t2",
        requestId: "r2",
        asked: { question: "¿Y en Jamaica?", without: {}, filters: {} },
        history: [],
        askedAt: "2026-01-01T00:01:00Z",
      },
    });
    expect(state.conversation.title).toBe("¿Cuánto del PIB de Haití proviene de remesas?");
    expect(state.conversation.turns).toHaveLength(2);
  });

  it("adds the next page of a list and drops its cursor at the end", () => {
    const first = { ...answer, total: 2, nextCursor: "next" };
    const state = reduce(startedState(), {
      type: "server-events",
      events: [{ type: "answer-end", requestId: "r1", sequence: 1, response: first }],
    });
    const more = reduce(state, { type: "page-arrived", turnId: "t1", page: answer });
    expect(onlyTurn(more).citations).toHaveLength(answer.citations.length * 2);
    expect(onlyTurn(more).response?.nextCursor).toBeUndefined();
  });

  it("leaves the source open without citations when its answer is asked again", () => {
    const complete = reduce(startedState(), { type: "server-events", events: events("r1") });
    const place = { paragraph: 44, item: null };
    const open = reduce(complete, {
      type: "source-opened",
      source: { documentId: document.detail.id, revision: null, turnId: "t1", citationIndex: 0, place },
    });
    const again = reduce(open, {
      type: "turn-started",
      start: { ...onlyTurn(open), requestId: "r2" },
    });
    expect(again.source).toMatchObject({ turnId: null, citationIndex: null, place });
  });
});
