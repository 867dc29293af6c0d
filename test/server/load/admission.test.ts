import { describe, expect, test } from "vitest";
import { type Admission, createAdmission, type Release } from "../../../server/load/admission.ts";
import { OverloadedError } from "../../../server/request-errors.ts";

const never = new AbortController().signal;

function makeAdmission(options: { atOnce?: number; waiting?: number; nowMs?: () => number } = {}): Admission {
  const { atOnce = 1, waiting = 4, nowMs = () => 0 } = options;
  const limits = { atOnce, waiting };
  return createAdmission({ ask: limits, search: limits, ingest: { atOnce: 1, waiting: 0 } }, nowMs);
}

/** Who has been let in, in order. */
function createCrowd(admission: Admission) {
  const entered: string[] = [];
  const releases = new Map<string, Release>();
  return {
    entered,
    ask: (caller: string, signal: AbortSignal = never) =>
      admission.admit("ask", { caller, signal }).then((release) => {
        entered.push(caller);
        releases.set(caller, release);
      }),
    leave: (caller: string) => releases.get(caller)?.(),
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("admission", () => {
  test("lets in as many as are served at once, and the others in the order of asking", async () => {
    const crowd = createCrowd(makeAdmission({ atOnce: 2 }));
    for (const caller of ["a", "b", "c", "d"]) void crowd.ask(caller);
    await settle();
    expect(crowd.entered).toEqual(["a", "b"]);
    crowd.leave("b");
    await settle();
    crowd.leave("b"); // once more is nothing more
    await settle();
    expect(crowd.entered).toEqual(["a", "b", "c"]);
    crowd.leave("a");
    await settle();
    expect(crowd.entered).toEqual(["a", "b", "c", "d"]);
  });

  test("refuses at once where the queue is full, and counts it", async () => {
    const admission = makeAdmission({ waiting: 1 });
    const crowd = createCrowd(admission);
    void crowd.ask("a");
    void crowd.ask("b");
    await expect(crowd.ask("c")).rejects.toBeInstanceOf(OverloadedError);
    expect(() => admission.assertRoom("ask", "c")).toThrow(OverloadedError);
    expect(admission.state().ask).toEqual({ running: 1, waiting: 1, admitted: 1, refused: 2, dropped: 0 });
  });

  test("keeps kinds apart", async () => {
    const admission = makeAdmission({ waiting: 0 });
    await admission.admit("ask", { caller: "a", signal: never });
    await admission.admit("search", { caller: "a", signal: never });
    await admission.admit("ingest", { caller: "a", signal: never });
    await expect(admission.admit("ask", { caller: "a", signal: never })).rejects.toBeInstanceOf(OverloadedError);
  });

  test("keeps the last places for those of whom nobody waits", async () => {
    const crowd = createCrowd(makeAdmission({ waiting: 4 }));
    for (let count = 0; count < 4; count += 1) void crowd.ask("greedy");
    await expect(crowd.ask("greedy")).rejects.toBeInstanceOf(OverloadedError);
    void crowd.ask("modest");
    await expect(crowd.ask("another")).rejects.toBeInstanceOf(OverloadedError);
  });

  test("drops who goes while waiting, and never begins their work", async () => {
    const admission = makeAdmission();
    const crowd = createCrowd(admission);
    const gone = new AbortController();
    void crowd.ask("a");
    const waiting = crowd.ask("b", gone.signal);
    void crowd.ask("c");
    gone.abort(new Error("gone"));
    await expect(waiting).rejects.toThrow("gone");
    await expect(crowd.ask("d", gone.signal)).rejects.toThrow("gone");
    crowd.leave("a");
    await settle();
    expect(crowd.entered).toEqual(["a", "c"]);
    expect(admission.state().ask).toMatchObject({ waiting: 0, dropped: 1 });
  });

  test.each([
    { workMs: 200, expected: 1 },
    { workMs: 20_000, expected: 40 },
    { workMs: 600_000, expected: 60 },
  ])("work of $workMs ms lets those who are refused come back after $expected s", async ({ workMs, expected }) => {
    let now = 0;
    const crowd = createCrowd(makeAdmission({ waiting: 1, nowMs: () => now }));
    // Long enough for the running mean to forget what it began with.
    for (let count = 0; count < 18; count += 1) {
      await crowd.ask("a");
      now += workMs;
      crowd.leave("a");
    }
    void crowd.ask("a");
    void crowd.ask("b");
    const refused = await crowd.ask("c").then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ retryAfterSeconds: expected });
  });
});
