import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { ServerEvent } from "../../server/chat-protocol.ts";
import { openChat } from "./chat-client.ts";
import { createGate } from "./gates.ts";
import { type Serving, type ServingOptions, serve } from "./serving.ts";

const open: Serving[] = [];
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});
async function start(options: ServingOptions = {}): Promise<Serving> {
  const serving = await serve(options);
  open.push(serving);
  return serving;
}

const problemOf = (event: ServerEvent | undefined) => (event?.type === "request-error" ? event.problem : null);

describe("an answer", () => {
  test("comes as numbered events whose parts joined are the whole that HTTP gives", async () => {
    const serving = await start();
    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "What about the harbour?", language: "en" });
    const events = await chat.eventsOf("one");
    const overHttp = await (
      await serving.post("/api/v1/ask", { question: "What about the harbour?", language: "en" })
    ).json();

    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
    expect(events[0]).toMatchObject({ type: "answer-start", language: "en", intent: "fact" });
    const last = events.at(-1);
    if (last?.type !== "answer-end") throw new Error("the last event is not the end");
    expect(last.response).toEqual(overHttp);
    const parts = events.flatMap((event) => (event.type === "answer-part" ? [event.text] : []));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join("")).toBe(last.response.answer);
    const citations = events.flatMap((event) => (event.type === "citation" ? [event.citation] : []));
    expect(citations).toEqual(last.response.citations);
  });

  test("is in the language that the socket was opened with, where the question names none", async () => {
    const serving = await start();
    const chat = await openChat(serving.socketUrl, { headers: { "Accept-Language": "en" } });
    chat.send({ type: "ask", requestId: "one", question: "harbour" });
    expect((await chat.eventsOf("one"))[0]).toMatchObject({ language: "en" });
  });

  test("does not wait for a slower one on the same connection", async () => {
    const gate = createGate();
    const chat = await openChat((await start(gate.options)).socketUrl);
    chat.send({ type: "ask", requestId: "slow", question: "gate harbour" });
    chat.send({ type: "ask", requestId: "quick", question: "harbour" });
    expect((await chat.eventsOf("quick")).at(-1)?.type).toBe("answer-end");
    expect(chat.received.some(({ requestId }) => requestId === "slow")).toBe(false);
    gate.open();
    expect((await chat.eventsOf("slow")).at(-1)?.type).toBe("answer-end");
  });
});

describe("a request", () => {
  test("that is cancelled is aborted, and ends with a problem that says so", async () => {
    const gate = createGate();
    const chat = await openChat((await start(gate.options)).socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "gate harbour" });
    await gate.reached(1);
    chat.send({ type: "cancel", requestId: "one" });
    const events = await chat.eventsOf("one");
    expect(events.map(({ type }) => type)).toEqual(["request-error"]);
    expect(problemOf(events[0])?.type).toBe("/problems/cancelled");
    expect(gate.aborted()).toBe(1);
  });

  test("that has ended may be cancelled without harm, and its id used again", async () => {
    const chat = await openChat((await start()).socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "harbour" });
    await chat.eventsOf("one");
    chat.send({ type: "cancel", requestId: "one" });
    const before = chat.received.length;
    chat.send({ type: "ask", requestId: "one", question: "tariffs" });
    await chat.waitFor((event) => event.type === "answer-end" && chat.received.indexOf(event) >= before);
    expect(chat.received.slice(before).map(({ type }) => type)).not.toContain("request-error");
  });

  test("with the id of one in flight is refused, and the first is answered", async () => {
    const gate = createGate();
    const chat = await openChat((await start(gate.options)).socketUrl);
    chat.send({ type: "ask", requestId: "same", question: "gate harbour" });
    await gate.reached(1);
    chat.send({ type: "ask", requestId: "same", question: "tariffs" });
    expect(problemOf(await chat.waitFor(({ type }) => type === "request-error"))?.status).toBe(409);
    gate.open();
    expect((await chat.waitFor(({ type }) => type === "answer-end")).requestId).toBe("same");
  });

  test("beyond the most in flight on one connection is refused for now", async () => {
    const gate = createGate();
    const chat = await openChat((await start(gate.options)).socketUrl);
    for (let index = 0; index < 8; index += 1) {
      chat.send({ type: "ask", requestId: `held-${index}`, question: "gate harbour" });
    }
    chat.send({ type: "ask", requestId: "ninth", question: "harbour" });
    expect(problemOf((await chat.eventsOf("ninth"))[0])?.status).toBe(429);
    gate.open();
    expect((await chat.eventsOf("held-7")).at(-1)?.type).toBe("answer-end");
  });

  test("that takes too long is given up", async () => {
    const gate = createGate();
    const chat = await openChat((await start({ ...gate.options, settings: { requestTimeoutMs: 20 } })).socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "gate harbour" });
    expect(problemOf((await chat.eventsOf("one")).at(-1))?.status).toBe(503);
  });

  test("is aborted when its client goes away", async () => {
    const gate = createGate();
    const chat = await openChat((await start(gate.options)).socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "gate harbour" });
    await gate.reached(1);
    chat.socket.terminate();
    await expect.poll(() => gate.aborted()).toBe(1);
  });
});

describe("a frame that cannot be served costs a problem, not the connection", () => {
  test.each<[string, unknown, number, string | null]>([
    ["binary", Buffer.from([1, 2, 3]), 400, null],
    ["malformed JSON", "{", 400, null],
    ["an empty text", "", 400, null],
    ["no object", "[1]", 400, null],
    ["an unknown type", { type: "sing", requestId: "x" }, 400, "x"],
    ["no type", { requestId: "x" }, 400, "x"],
    ["no request id", { type: "ask", question: "a" }, 400, null],
    ["a request id that is a number", { type: "ask", requestId: 7, question: "a" }, 400, null],
    ["too long a request id", { type: "ask", requestId: "x".repeat(101), question: "a" }, 400, null],
    ["an empty question", { type: "ask", requestId: "x", question: "" }, 400, "x"],
    ["an unknown field", { type: "ask", requestId: "x", question: "a", colour: "red" }, 400, "x"],
    [
      "an unknown filter value",
      { type: "ask", requestId: "x", question: "a", filters: { countries: ["QQ"] } },
      400,
      "x",
    ],
    ["a question of 1 MB", { type: "ask", requestId: "x", question: "a".repeat(1_000_000) }, 413, null],
    ["a question that fails inside", { type: "ask", requestId: "x", question: "boom" }, 500, "x"],
  ])("%s", async (_name, frame, status, requestId) => {
    const chat = await openChat((await start()).socketUrl);
    chat.send(frame);
    const refusal = await chat.waitFor(({ type }) => type === "request-error");
    expect(problemOf(refusal)?.status).toBe(status);
    expect(refusal).toMatchObject({ requestId, sequence: 1 });
    chat.send({ type: "ask", requestId: "after", question: "harbour" });
    expect((await chat.eventsOf("after")).at(-1)?.type).toBe("answer-end");
  });

  test("names the fields, in the language of the request", async () => {
    const chat = await openChat((await start()).socketUrl);
    chat.send({ type: "ask", requestId: "x", question: " ", language: "es" });
    const problem = problemOf(await chat.waitFor(({ type }) => type === "request-error"));
    expect(problem?.errors).toEqual([{ path: "question", message: "No debe estar vacío: escriba una pregunta." }]);
  });
});

test("a frame far beyond the limit closes its own connection only", async () => {
  const serving = await start({ settings: { bodyLimitBytes: 1000 } });
  const [hostile, other] = [await openChat(serving.socketUrl), await openChat(serving.socketUrl)];
  const closed = once(hostile.socket, "close");
  hostile.send("x".repeat(100_000));
  expect((await closed)[0]).toBe(1009);
  other.send({ type: "ask", requestId: "after", question: "harbour" });
  expect((await other.eventsOf("after")).at(-1)?.type).toBe("answer-end");
});

test("a connection that asks more than its allowance is told when to try again", async () => {
  const chat = await openChat((await start({ settings: { requestsPerMinute: 2 } })).socketUrl);
  for (const requestId of ["one", "two", "three"]) chat.send({ type: "ask", requestId, question: "harbour" });
  expect(problemOf((await chat.eventsOf("three"))[0])).toMatchObject({
    status: 429,
    type: "/problems/too-many-requests",
  });
  expect((await chat.eventsOf("two")).at(-1)?.type).toBe("answer-end");
});

test.each([
  ["no JSON", "{"],
  ["of no known shape", JSON.stringify({ type: "shout", requestId: "loud" })],
])("frames that are %s count against the allowance as questions do", async (_what, frame) => {
  const chat = await openChat((await start({ settings: { requestsPerMinute: 2 } })).socketUrl);
  chat.send(frame);
  chat.send(frame);
  chat.send({ type: "ask", requestId: "late", question: "harbour" });
  expect(problemOf((await chat.eventsOf("late"))[0])).toMatchObject({ status: 429 });
});

describe("opening", () => {
  const refusedStatus = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { headers });
      socket.on("unexpected-response", (request, response) => {
        request.destroy();
        resolve(response.statusCode);
      });
      socket.on("open", () => reject(new Error("the connection was accepted")));
    });

  test("is refused to pages of another origin and to another's host name", async () => {
    const { socketUrl } = await start();
    expect(await refusedStatus(socketUrl, { Origin: "http://evil.example" })).toBe(403);
    expect(await refusedStatus(socketUrl, { Host: "evil.example" })).toBe(403);
  });

  test("is granted to the server's own page", async () => {
    const { socketUrl, url } = await start();
    const chat = await openChat(socketUrl, { headers: { Origin: url } });
    expect(chat.socket.readyState).toBe(WebSocket.OPEN);
  });

  test("is refused at other addresses", async () => {
    const { socketUrl } = await start();
    expect(await refusedStatus(`${socketUrl}/other`, {})).toBe(404);
  });

  test("is refused beyond the sockets of one address, until one closes", async () => {
    const { socketUrl } = await start({ settings: { socketsPerAddress: 1 } });
    const first = await openChat(socketUrl);
    expect(await refusedStatus(socketUrl, {})).toBe(429);
    first.socket.close();
    await once(first.socket, "close");
    await expect.poll(async () => (await openChat(socketUrl).catch(() => null)) !== null).toBe(true);
  });
});

test("a client that no longer answers the heartbeat is let go", async () => {
  const { socketUrl, chat } = await start({ heartbeatMs: 20 });
  const socket = new WebSocket(socketUrl, { autoPong: false });
  socket.on("error", () => {});
  await once(socket, "close");
  expect(socket.readyState).toBe(WebSocket.CLOSED);
  await chat.close(0);
});

test("a client that stops reading for a while is served when it reads again", async () => {
  const serving = await start();
  const chat = await openChat(serving.socketUrl);
  chat.socket.pause();
  const frame = JSON.stringify({ type: "x", requestId: "y".repeat(100) });
  for (let sent = 0; sent < 4000; sent += 1) chat.send(frame);
  await serving.post("/api/v1/ask", { question: "harbour" });
  chat.socket.resume();
  chat.send({ type: "ask", requestId: "after", question: "harbour" });
  const end = await chat.waitFor(({ requestId, type }) => requestId === "after" && type !== "request-error");
  expect(end.type).toBe("answer-start");
});
