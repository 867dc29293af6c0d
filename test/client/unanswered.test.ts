import { describe, expect, test } from "vitest";
import { createUnanswered, repeatAfterMs } from "../../client/transport/unanswered.ts";
import type { ServerEvent } from "../../server/chat-protocol.ts";

const part = (requestId: string | null, sequence: number): ServerEvent => ({
  type: "answer-part",
  requestId,
  sequence,
  text: "x",
});

describe("questions without an answer", () => {
  test("count what has come, and know what comes again", () => {
    const unanswered = createUnanswered();
    unanswered.add("a", { question: "harbour" });
    unanswered.add("b", { question: "tariffs" });
    expect([1, 2, 2, 1, 3].map((sequence) => unanswered.isNew(part("a", sequence)))).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(unanswered.received()).toEqual([
      { requestId: "a", after: 3 },
      { requestId: "b", after: 0 },
    ]);
  });

  test("let pass what has no number, or is nobody's", () => {
    const unanswered = createUnanswered();
    unanswered.add("a", { question: "harbour" });
    expect([part("a", 0), part("other", 1), part(null, 1)].map((event) => unanswered.isNew(event))).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe("a refusal", () => {
  const refusal = { title: "", detail: "", errors: [], retryAfterSeconds: 2 };
  const busy = { ...refusal, type: "/problems/overloaded", status: 503 };
  const opening = { ...refusal, type: "/problems/unavailable", status: 503 };
  const question = { requestId: "a", request: { question: "harbour" }, last: 0 };

  test.each([
    ["of a busy server", busy, { repeats: 0, restarted: false }, 2_000],
    ["of a server that stays busy", busy, { repeats: 3, restarted: false }, null],
    ["of a server that is not ready", opening, { repeats: 0, restarted: false }, null],
    ["of a server that is not ready after its restart", opening, { repeats: 5, restarted: true }, 2_000],
    ["of a server that does not come back", opening, { repeats: 60, restarted: true }, null],
    ["for too many questions", { ...refusal, type: "x", status: 429 }, { repeats: 0, restarted: true }, null],
    [
      "that tells no time",
      { type: "x", status: 503, title: "", detail: "", errors: [] },
      { repeats: 0, restarted: true },
      null,
    ],
  ])("%s", (_what, problem, state, expected) => {
    expect(repeatAfterMs({ ...question, ...state }, problem)).toBe(expected);
  });
});
