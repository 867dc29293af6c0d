import { describe, expect, test } from "vitest";
import { repeatAfterMs } from "../../client/transport/repeats.ts";

describe("a refusal", () => {
  const refusal = { title: "", detail: "", errors: [], retryAfterSeconds: 2 };
  const busy = { ...refusal, type: "/problems/overloaded", status: 503 };
  const opening = { ...refusal, type: "/problems/unavailable", status: 503 };

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
    expect(repeatAfterMs(problem, state)).toBe(expected);
  });
});
