import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConnectionError } from "../../client/api/errors.ts";
import type { Connection } from "../../client/state.ts";
import { openAnswerChannel } from "../../client/transport/answer-channel.ts";
import type { RecordApi } from "../../client/transport/record-api.ts";
import type { ServerEvent } from "../../server/chat-protocol.ts";
import { closes, FakeSocket, opens } from "./fake-socket.ts";

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

const neverByHttp: RecordApi["ask"] = () => Promise.reject(new Error("Asked over HTTP."));

function openRoom(ask = neverByHttp, mayAsk: RecordApi["mayAsk"] = async () => true) {
  const connections: Connection[] = [];
  const events: ServerEvent[] = [];
  const failed: unknown[] = [];
  const channel = openAnswerChannel("ws://records.example/ws", { ask, mayAsk } as RecordApi, {
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
  opens(socket);
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
  closes(FakeSocket.opened[0]);
  expect([connections, asked]).toEqual([["connecting"], []]);
  await vi.advanceTimersByTimeAsync(1_000);
  closes(FakeSocket.opened[1]);
  channel.ask("b", { question: "tariffs" });
  await vi.advanceTimersByTimeAsync(2_000);
  opens(FakeSocket.opened[2]);
  expect([connections, asked]).toEqual([
    ["connecting", "http", "open"],
    ["harbour", "tariffs"],
  ]);
  expect(FakeSocket.opened[2]?.sent).toEqual([]);
});

test("a line on which an answer is long in coming is left for another, without a word to the reader", async () => {
  const { channel, connections } = openRoom();
  channel.ask("a", { question: "harbour" });
  opens(FakeSocket.opened[0]);
  FakeSocket.opened[0]?.bring({ type: "session", requestId: null, sequence: 0, token: "t", windowMs: 1 });
  await vi.advanceTimersByTimeAsync(25_000);
  opens(FakeSocket.opened[1]);
  expect(FakeSocket.opened[1]?.sent).toEqual([
    { type: "resume", token: "t", requests: [{ requestId: "a", after: 0 }] },
  ]);
  expect(connections).toEqual(["open", "open"]);
});

test("a reader whose session has ended is told so instead of reconnecting, until the line is open again", async () => {
  let mayAsk = false;
  const { channel, connections } = openRoom(neverByHttp, async () => mayAsk);
  channel.ask("a", { question: "harbour" });
  opens(FakeSocket.opened[0]);
  closes(FakeSocket.opened[0]);
  await vi.advanceTimersByTimeAsync(1_000);
  closes(FakeSocket.opened[1]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(connections.splice(0)).toEqual(["open", "reconnecting", "signed-out", "signed-out"]);
  mayAsk = true;
  opens(FakeSocket.opened[2]);
  closes(FakeSocket.opened[2]);
  await vi.advanceTimersByTimeAsync(0);
  expect(connections).toEqual(["open", "reconnecting"]);
});

test("a server that cannot be reached has signed nobody out", async () => {
  const { connections } = openRoom(neverByHttp, () => Promise.reject(new ConnectionError("Not reached.")));
  opens(FakeSocket.opened[0]);
  closes(FakeSocket.opened[0]);
  await vi.advanceTimersByTimeAsync(0);
  expect(connections).toEqual(["open", "reconnecting"]);
});

test("a request that is refused for want of a key is told as the session's end where the reader may not ask", async () => {
  let mayAsk = true;
  const { channel, connections } = openRoom(neverByHttp, async () => mayAsk);
  opens(FakeSocket.opened[0]);
  channel.refused();
  await vi.advanceTimersByTimeAsync(0);
  expect(connections.splice(0)).toEqual(["open"]);
  mayAsk = false;
  channel.refused();
  await vi.advanceTimersByTimeAsync(0);
  channel.retry();
  expect([connections.splice(0), FakeSocket.opened]).toMatchObject([["signed-out"], { length: 2 }]);
  opens(FakeSocket.opened[1]);
  expect(connections).toEqual(["open"]);
});

test("after a restart the question is asked anew, and again while the server is not ready", async () => {
  const { channel, events } = openRoom();
  const told = { requestId: null, sequence: 0 };
  const unready = {
    type: "/problems/unavailable",
    title: "",
    status: 503,
    detail: "",
    retryAfterSeconds: 1,
    errors: [],
  };
  channel.ask("a", { question: "harbour" });
  opens(FakeSocket.opened[0]);
  FakeSocket.opened[0]?.bring({ type: "session", ...told, token: "t", windowMs: 1 });
  closes(FakeSocket.opened[0]);
  await vi.advanceTimersByTimeAsync(1_000);
  const next = FakeSocket.opened[1];
  opens(next);
  next?.bring({ type: "resume-expired", ...told, token: "u", windowMs: 1 });
  next?.bring({ type: "request-error", requestId: "a", sequence: 1, problem: unready });
  await vi.advanceTimersByTimeAsync(1_100);
  const asked = { type: "ask", requestId: "a", question: "harbour" };
  expect(next?.sent).toEqual([{ type: "resume", token: "t", requests: [{ requestId: "a", after: 0 }] }, asked, asked]);
  expect(events).toEqual([]);
});

test("to try now opens a line at once where none is open, and leaves one that only may be", async () => {
  const { channel, connections } = openRoom();
  opens(FakeSocket.opened[0]);
  channel.retry();
  expect([connections.splice(0), FakeSocket.opened]).toMatchObject([["open", "open"], { length: 1 }]);
  closes(FakeSocket.opened[0]);
  channel.retry();
  expect(FakeSocket.opened).toHaveLength(2);
  opens(FakeSocket.opened[1]);
  channel.ask("a", { question: "harbour" });
  channel.retry();
  expect(FakeSocket.opened).toHaveLength(3);
});

test("a line that is lost with the network is told as offline, and nobody is asked over HTTP", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  const { channel, connections } = openRoom();
  channel.ask("a", { question: "harbour" });
  closes(FakeSocket.opened[0]);
  await vi.advanceTimersByTimeAsync(2_000);
  closes(FakeSocket.opened[1]);
  vi.stubGlobal("navigator", { onLine: true });
  channel.retry();
  opens(FakeSocket.opened[2]);
  expect(connections).toEqual(["offline", "offline", "open"]);
  expect(FakeSocket.opened[2]?.sent).toMatchObject([{ requestId: "a" }]);
});
