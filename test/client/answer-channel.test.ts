import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Connection } from "../../client/state.ts";
import { openAnswerChannel } from "../../client/transport/answer-channel.ts";
import type { RecordApi } from "../../client/transport/record-api.ts";
import type { ServerEvent } from "../../server/chat-protocol.ts";

class FakeSocket extends EventTarget {
  static readonly opened: FakeSocket[] = [];
  readonly sent: unknown[] = [];
  constructor() {
    super();
    FakeSocket.opened.push(this);
  }
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {}
  bring(event: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(event) }));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.opened.length = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function openRoom(ask: RecordApi["ask"] = () => Promise.reject(new Error("Asked over HTTP."))) {
  const connections: Connection[] = [];
  const events: ServerEvent[] = [];
  const failed: unknown[] = [];
  const channel = openAnswerChannel("ws://records.example/ws", { ask } as RecordApi, {
    connection: (connection) => connections.push(connection),
    events: (gathered) => events.push(...gathered),
    failed: (requestId, failure) => failed.push([requestId, failure]),
  });
  return { channel, connections, events, failed };
}

test("an event that is not of the protocol fails its question, which is taken back; the others go on", async () => {
  const { channel, events, failed } = openRoom();
  channel.ask("a", { question: "harbour" });
  channel.ask("b", { question: "tariffs" });
  const [socket] = FakeSocket.opened;
  socket?.dispatchEvent(new Event("open"));
  socket?.bring({ type: "answer-part", requestId: "a", sequence: 1, text: 7 });
  socket?.bring({ type: "answer-part", requestId: "b", sequence: 1, text: "It is said." });
  await vi.advanceTimersByTimeAsync(50);
  expect(failed).toEqual([["a", "unreadable"]]);
  expect(events).toMatchObject([{ requestId: "b", text: "It is said." }]);
  expect(socket?.sent).toMatchObject([{ requestId: "a" }, { requestId: "b" }, { type: "cancel", requestId: "a" }]);
});

test("where no WebSocket can be opened, what waits is asked over HTTP, once, and so is what follows", async () => {
  const asked: string[] = [];
  const { channel, connections } = openRoom((request) => {
    asked.push(request.question);
    return new Promise(() => {});
  });
  channel.ask("a", { question: "harbour" });
  FakeSocket.opened[0]?.dispatchEvent(new Event("close"));
  expect([connections, asked]).toEqual([["connecting"], []]);
  await vi.advanceTimersByTimeAsync(1_000);
  FakeSocket.opened[1]?.dispatchEvent(new Event("close"));
  channel.ask("b", { question: "tariffs" });
  await vi.advanceTimersByTimeAsync(2_000);
  FakeSocket.opened[2]?.dispatchEvent(new Event("open"));
  expect([connections, asked]).toEqual([
    ["connecting", "http", "open"],
    ["harbour", "tariffs"],
  ]);
  expect(FakeSocket.opened[2]?.sent).toEqual([]);
});

test("a line on which an answer is long in coming is left for another, without a word to the reader", async () => {
  const { channel, connections } = openRoom();
  channel.ask("a", { question: "harbour" });
  FakeSocket.opened[0]?.dispatchEvent(new Event("open"));
  FakeSocket.opened[0]?.bring({ type: "session", requestId: null, sequence: 0, token: "t", windowMs: 1 });
  await vi.advanceTimersByTimeAsync(25_000);
  FakeSocket.opened[1]?.dispatchEvent(new Event("open"));
  expect(FakeSocket.opened[1]?.sent).toEqual([
    { type: "resume", token: "t", requests: [{ requestId: "a", after: 0 }] },
  ]);
  expect(connections).toEqual(["open", "open"]);
});
