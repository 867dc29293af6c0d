import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { type ChatEvent, openChat } from "../../../client/api/chat.ts";
import { FakeSocket, opens } from "../fake-socket.ts";
import { type PlayedLine, partsOf, playSession } from "./scripted-server.ts";

async function chatOver(...lines: readonly PlayedLine[]) {
  const session = await playSession(lines);
  const told: ChatEvent[] = [];
  const chat = openChat(
    {
      url: session.url.replace("http", "ws"),
      WebSocket,
      longestSilenceMs: 60_000,
      repeatAfterMs: () => null,
    },
    { lost: () => {}, received: (event) => told.push(event) },
  );
  onTestFinished(async () => {
    chat.close();
    await session.close();
  });
  /** Texts and ends of one answer, in order. */
  const toldOf = (id: string) =>
    told
      .filter(({ requestId }) => requestId === id)
      .map((event) => (event.type === "answer-part" ? event.text : event.type));
  return { chat, toldOf };
}

test("questions share a line; when it is cut each goes on where it was, and one that never came is asked anew", async () => {
  let resumed: unknown = null;
  let askedAnew: unknown = null;
  const { chat, toldOf } = await chatOver(
    (socket) => {
      partsOf(socket, "a").part(1, "a1");
      partsOf(socket, "b").part(1, "b1");
      partsOf(socket, "a").part(2, "a2");
      socket.once("message", () => socket.terminate());
    },
    (socket, event) => {
      resumed = event;
      socket.once("message", (data) => {
        askedAnew = JSON.parse(String(data));
        for (const [index, id] of ["a", "b", "c"].entries()) partsOf(socket, id).end([3, 2, 1][index] as number);
      });
      partsOf(socket, "a").tell({ type: "resumed", token: "t1", unknown: ["c"] });
      // On its way when the line was cut.
      partsOf(socket, "a").part(2, "a2");
    },
  );
  chat.ask("a", { question: "harbour" });
  chat.ask("b", { question: "tariffs" });
  await vi.waitUntil(() => toldOf("a").length === 2);
  chat.ask("c", { question: "containers" });
  await vi.waitUntil(() => chat.waiting().length === 0);
  expect(resumed).toMatchObject({
    type: "resume",
    requests: [
      { requestId: "a", after: 2 },
      { requestId: "b", after: 1 },
      { requestId: "c", after: 0 },
    ],
  });
  expect(askedAnew).toMatchObject({ type: "ask", requestId: "c", question: "containers" });
  expect([toldOf("a"), toldOf("b"), toldOf("c")]).toEqual([
    ["a1", "a2", "answer-end"],
    ["b1", "answer-end"],
    ["answer-end"],
  ]);
});

test("what was taken back is told no more", async () => {
  let takenBack: unknown = null;
  const { chat, toldOf } = await chatOver((socket) => {
    partsOf(socket, "a").part(1, "a1");
    socket.on("message", (data) => {
      const event = JSON.parse(String(data));
      if (event.type === "cancel") takenBack = event;
      if (event.type !== "ask") return;
      partsOf(socket, "a").part(2, "late");
      partsOf(socket, "b").end(1);
    });
  });
  chat.ask("a", { question: "harbour" });
  await vi.waitUntil(() => toldOf("a").length === 1);
  chat.cancel("a");
  chat.ask("b", { question: "tariffs" });
  await vi.waitUntil(() => toldOf("b").length === 1);
  expect(takenBack).toEqual({ type: "cancel", requestId: "a" });
  expect(toldOf("a")).toEqual(["a1"]);
});

test("a resumption that is refused for now is asked for again, and no question is told as refused", async () => {
  const asked: unknown[] = [];
  const { chat, toldOf } = await chatOver(
    (socket) => {
      partsOf(socket, "a").part(1, "a1");
      socket.once("message", () => socket.terminate());
    },
    (socket, first) => {
      const { type } = first;
      asked.push(type);
      socket.once("message", (data) => {
        asked.push(JSON.parse(String(data)).type);
        partsOf(socket, "a").tell({ type: "resumed", token: "t1", unknown: [] });
        partsOf(socket, "a").end(2);
      });
      const problem = {
        type: "/problems/too-many-requests",
        status: 429,
        detail: "",
        errors: [],
        retryAfterSeconds: 0,
      };
      partsOf(socket, "a").tell({ type: "request-error", problem });
    },
  );
  chat.ask("a", { question: "harbour" });
  await vi.waitUntil(() => toldOf("a").length === 1);
  chat.ask("b", { question: "tariffs" });
  await vi.waitUntil(() => toldOf("a").includes("answer-end"));
  expect(asked).toEqual(["resume", "resume"]);
  expect(toldOf("a")).toEqual(["a1", "answer-end"]);
});

test("where nothing else is said, what is refused for now is asked again, three times at most", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const problem = { type: "/problems/overloaded", status: 503, detail: "", errors: [], retryAfterSeconds: 0 };
  const told: ChatEvent[] = [];
  const chat = openChat({ url: "ws://records.example/ws" }, { received: (event) => told.push(event) });
  const socket = FakeSocket.opened.at(-1);
  opens(socket);
  chat.ask("a", { question: "harbour" });
  for (let refused = 0; refused < 4; refused += 1) {
    expect([socket?.sent.length, told]).toEqual([refused + 1, []]);
    socket?.bring({ type: "request-error", requestId: "a", sequence: 1, problem });
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect([socket?.sent.length, chat.waiting(), told]).toMatchObject([4, [], [{ requestId: "a", problem }]]);
  chat.close();
});

test("without a WebSocket it is said which to pass", () => {
  vi.stubGlobal("WebSocket", undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(() => openChat({ url: "ws://127.0.0.1/ws" }, { received: () => {} })).toThrow("package ws");
});
