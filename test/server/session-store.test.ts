import { describe, expect, test } from "vitest";
import type { AskEvent, EventStream } from "../../server/chat/answering.ts";
import type { EventLine } from "../../server/chat/event-line.ts";
import { createSessionStore, type StoredSession } from "../../server/chat/session-store.ts";

function makeStore({ windowMs = 1_000, memoryBytes = 100_000 } = {}) {
  const clock = { nowMs: 0 };
  return { clock, store: createSessionStore({ windowMs, memoryBytes, nowMs: () => clock.nowMs }) };
}

function makeLine(): EventLine & { readonly taken: string[] } {
  const taken: string[] = [];
  return { taken, close: () => {}, transmit: async (text) => void taken.push(text) };
}

const question = (requestId: string): AskEvent => ({ type: "ask", requestId, question: "harbour" });

/** An answer of one event that ends it. */
async function ask(session: StoredSession, requestId: string, characters = 10): Promise<void> {
  const problem = { type: "x", title: "", status: 500, detail: "x".repeat(characters), errors: [] };
  session.ask(question(requestId), async (_event, { stream }: { readonly stream: EventStream }) => {
    await stream.send({ type: "request-error", problem });
  });
  await new Promise((resolve) => setImmediate(resolve));
}

describe("kept sessions", () => {
  test("are forgotten when their window is over, and only while nobody is there", () => {
    const { clock, store } = makeStore();
    const [line, other] = [makeLine(), makeLine()];
    const session = store.open("somebody");
    session.attach(line);
    session.ask(question("one"), () => new Promise(() => {}));
    clock.nowMs = 5_000;
    store.sweep();
    expect(store.find(session.token, "somebody")).toBe(session);
    store.detach(session, line);
    clock.nowMs = 5_999;
    store.sweep();
    expect(store.find(session.token, "somebody")).toBe(session);
    session.attach(other);
    clock.nowMs = 7_000;
    store.sweep();
    expect(store.find(session.token, "somebody")).toBe(session);
    store.detach(session, other);
    clock.nowMs = 8_000;
    store.sweep();
    expect(store.find(session.token, "somebody")).toBeNull();
    expect(store.state()).toEqual({ sessions: 0, detached: 0, bytes: 0 });
  });

  test("that a line has left which is no longer theirs stay with the other", () => {
    const { store } = makeStore();
    const [first, second] = [makeLine(), makeLine()];
    const session = store.open("somebody");
    session.attach(first);
    expect(session.attach(second)).toBe(first);
    store.detach(session, first);
    expect(session.line).toBe(second);
    expect(store.find(session.token, "somebody")).toBe(session);
  });

  test("that were asked nothing are gone with their line", () => {
    const { store } = makeStore();
    const line = makeLine();
    const session = store.open("somebody");
    session.attach(line);
    store.detach(session, line);
    expect(store.state()).toEqual({ sessions: 0, detached: 0, bytes: 0 });
  });

  test("hold what was answered for the window, and no more memory than they may", async () => {
    const { clock, store } = makeStore({ memoryBytes: 30_000 });
    const session = store.open("somebody");
    session.attach(makeLine());
    await ask(session, "early");
    clock.nowMs = 999;
    await ask(session, "late");
    clock.nowMs = 1_000;
    store.sweep();
    expect(session.unknown(["early", "late"])).toEqual(["early"]);
    for (let count = 0; count < 50; count += 1) {
      await ask(session, `large-${count}`, 1_000);
      expect(store.state().bytes).toBeLessThanOrEqual(30_000);
    }
    expect(session.unknown(["late", "large-0", "large-49"])).toEqual(["late", "large-0"]);
  });

  test("count only what is kept, to the last byte", async () => {
    const { store } = makeStore();
    const sessions = [store.open("somebody"), store.open("somebody")];
    for (const session of sessions) for (const id of ["a", "b", "a"]) await ask(session, id);
    expect(store.state().bytes).toBeGreaterThan(0);
    store.close();
    expect(store.state()).toEqual({ sessions: 0, detached: 0, bytes: 0 });
  });
});
