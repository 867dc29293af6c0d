import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { ServerEvent } from "../../server/chat-protocol.ts";
import { chatProtocol } from "../../server/session-protocol.ts";
import { type ChatClient, openChat } from "./chat-client.ts";
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

const protocol = chatProtocol;
const question = { type: "ask", requestId: "one", question: "What about the harbour?" };

async function openSession({ socketUrl }: Serving): Promise<ChatClient & { readonly token: string }> {
  const chat = await openChat(socketUrl, { protocol });
  const { token } = await chat.sessionEvent("session");
  return { ...chat, token };
}

async function cut(chat: ChatClient): Promise<void> {
  chat.socket.terminate();
  await once(chat.socket, "close");
}

const problemOf = (event: ServerEvent | undefined) => (event?.type === "request-error" ? event.problem : null);
const asked = (question: string, count: { value: number }) => {
  if (question.includes("harbour")) count.value += 1;
};

describe("the sub-protocol", () => {
  test("is answered, and opens a session with a token of its own", async () => {
    const serving = await start();
    const [first, second] = [await openSession(serving), await openSession(serving)];
    expect(first.socket.protocol).toBe("relator.v1");
    expect(first.token).toMatch(/^[\w-]{32}$/);
    expect(second.token).not.toBe(first.token);
  });

  test("is told to no client that does not offer it", async () => {
    const serving = await start();
    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "resume", token: "x", requests: [] });
    expect(problemOf(await chat.waitFor(() => true))?.status).toBe(400);
    chat.send(question);
    expect((await chat.eventsOf("one")).at(-1)?.type).toBe("answer-end");
    expect(chat.socket.protocol).toBe("");
  });

  test.each([["relator.v2"], ["graphql-ws", "soap"]])("offered wrongly (%s) is refused", async (...offers) => {
    const { socketUrl } = await start();
    const socket = new WebSocket(socketUrl, offers);
    socket.on("error", () => {});
    const [request, response] = await once(socket, "unexpected-response");
    expect(response.statusCode).toBe(400);
    request.destroy();
  });

  test("offered among others is chosen", async () => {
    const { socketUrl } = await start();
    const socket = new WebSocket(socketUrl, ["other", "relator.v1"]);
    await once(socket, "open");
    expect(socket.protocol).toBe("relator.v1");
    socket.terminate();
  });
});

describe("a session whose line is cut", () => {
  test("gets the rest from its last number on, byte for byte, wherever it was cut", async () => {
    const serving = await start();
    const whole = await openSession(serving);
    whole.send(question);
    await whole.eventsOf("one");
    const { frames, token } = whole;
    let before: ChatClient = whole;
    for (let after = 0; after <= frames.length; after += 1) {
      await cut(before);
      const chat = await openChat(serving.socketUrl, { protocol });
      chat.send({ type: "resume", token, requests: [{ requestId: "one", after }] });
      expect(await chat.sessionEvent("resumed")).toMatchObject({ token, unknown: [], sequence: 0 });
      if (after < frames.length) await chat.eventsOf("one");
      expect(chat.frames).toEqual(frames.slice(after));
      before = chat;
    }
  });

  test("is answered meanwhile, and once", async () => {
    const gate = createGate();
    const count = { value: 0 };
    const serving = await start({
      gate: async (text, context) => {
        asked(text, count);
        await gate.options.gate?.(text, context);
      },
    });
    const first = await openSession(serving);
    first.send({ ...question, question: "gate harbour" });
    await gate.reached(1);
    await cut(first);
    gate.open();
    await expect.poll(() => serving.load.admission.state().ask.running).toBe(0);
    const second = await openChat(serving.socketUrl, { protocol });
    second.send({ type: "resume", token: first.token, requests: [{ requestId: "one", after: 0 }] });
    expect((await second.eventsOf("one")).at(-1)?.type).toBe("answer-end");
    expect(gate.aborted()).toBe(0);
    expect(count.value).toBe(1);
  });

  test("is taken over from a line that only seems to be open", async () => {
    const gate = createGate();
    const serving = await start(gate.options);
    const first = await openSession(serving);
    first.send({ ...question, question: "gate harbour" });
    await gate.reached(1);
    const second = await openChat(serving.socketUrl, { protocol });
    const closed = once(first.socket, "close");
    second.send({ type: "resume", token: first.token, requests: [{ requestId: "one", after: 0 }] });
    expect((await closed)[0]).toBe(4001);
    gate.open();
    expect((await second.eventsOf("one")).at(-1)?.type).toBe("answer-end");
    expect(first.received).toEqual([]);
  });

  test("gives up what is under way and not waited for any more", async () => {
    const gate = createGate();
    const serving = await start(gate.options);
    const first = await openSession(serving);
    first.send({ ...question, question: "gate harbour" });
    await gate.reached(1);
    await cut(first);
    const second = await openChat(serving.socketUrl, { protocol });
    second.send({ type: "resume", token: first.token, requests: [] });
    await second.sessionEvent("resumed");
    await expect.poll(() => gate.aborted()).toBe(1);
  });

  test("is told which requests never came", async () => {
    const serving = await start();
    const first = await openSession(serving);
    await cut(first);
    const second = await openSession(serving);
    second.send({ type: "resume", token: first.token, requests: [{ requestId: "lost", after: 0 }] });
    // Nothing was asked in the first session: there is nothing to resume.
    await second.sessionEvent("resume-expired");
    second.send(question);
    await second.eventsOf("one");
    await cut(second);
    const third = await openSession(serving);
    third.send({ type: "resume", token: second.token, requests: [{ requestId: "lost", after: 0 }] });
    expect((await third.sessionEvent("resumed")).unknown).toEqual(["lost"]);
  });

  test("is over once its window is, and what was under way is given up", async () => {
    const gate = createGate();
    const serving = await start({ ...gate.options, settings: { resumeWindowMs: 0 }, sweepMs: 10 });
    const first = await openSession(serving);
    first.send({ ...question, question: "gate harbour" });
    await gate.reached(1);
    await cut(first);
    await expect.poll(() => gate.aborted()).toBe(1);
    const second = await openSession(serving);
    second.send({ type: "resume", token: first.token, requests: [{ requestId: "one", after: 0 }] });
    expect((await second.sessionEvent("resume-expired")).token).toBe(second.token);
    second.send(question);
    expect((await second.eventsOf("one")).at(-1)?.type).toBe("answer-end");
  });

  test("is over after a restart", async () => {
    const before = await start();
    const first = await openSession(before);
    first.send(question);
    await first.eventsOf("one");
    await before.close();
    open.splice(0);
    const second = await openSession(await start());
    second.send({ type: "resume", token: first.token, requests: [{ requestId: "one", after: 2 }] });
    await second.sessionEvent("resume-expired");
  });

  test("says goodbye by closing, and its work stops", async () => {
    const gate = createGate();
    const serving = await start(gate.options);
    const chat = await openSession(serving);
    chat.send({ ...question, question: "gate harbour" });
    await gate.reached(1);
    chat.socket.close(1001);
    await expect.poll(() => gate.aborted()).toBe(1);
    await expect.poll(() => serving.chat.state()).toMatchObject({ sessions: 0, detached: 0, bytes: 0 });
  });
});

describe("the same request id", () => {
  test("twice is answered once, to both", async () => {
    const count = { value: 0 };
    const serving = await start({ gate: async (text) => asked(text, count) });
    const chat = await openSession(serving);
    chat.send(question);
    await chat.eventsOf("one");
    const first = [...chat.frames];
    chat.send(question);
    await expect.poll(() => chat.frames.length).toBe(2 * first.length);
    expect(chat.frames.slice(first.length)).toEqual(first);
    expect(count.value).toBe(1);
  });

  test("while it is being answered attaches to the first", async () => {
    const gate = createGate();
    const chat = await openSession(await start(gate.options));
    const ask = { ...question, question: "gate harbour" };
    chat.send(ask);
    await gate.reached(1);
    chat.send(ask);
    chat.send({ ...question, requestId: "other" });
    await chat.eventsOf("other");
    gate.open();
    const events = await chat.eventsOf("one");
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
    expect(gate.waiting()).toBe(1);
  });

  test("with another question is refused, outside the numbers of the first", async () => {
    const chat = await openSession(await start());
    chat.send(question);
    await chat.eventsOf("one");
    chat.send({ ...question, question: "And the tariffs?" });
    const refusal = await chat.waitFor(({ type }) => type === "request-error");
    expect(refusal).toMatchObject({ requestId: "one", sequence: 0, problem: { status: 409 } });
  });

  test("of a request that failed asks anew", async () => {
    let fails = true;
    const serving = await start({
      gate: async () => {
        if (fails) throw new Error("for once");
      },
    });
    const chat = await openSession(serving);
    chat.send(question);
    expect((await chat.eventsOf("one")).at(-1)?.type).toBe("request-error");
    fails = false;
    chat.send(question);
    expect((await chat.waitFor(({ type }) => type === "answer-end")).requestId).toBe("one");
  });

  test("is another's in another session", async () => {
    const serving = await start();
    const [one, other] = [await openSession(serving), await openSession(serving)];
    one.send(question);
    other.send({ ...question, question: "And the tariffs?" });
    expect((await one.eventsOf("one")).at(-1)?.type).toBe("answer-end");
    expect((await other.eventsOf("one")).at(-1)?.type).toBe("answer-end");
  });
});

async function answeredAndCut(serving: Serving): Promise<string> {
  const { token, ...chat } = await openSession(serving);
  chat.send(question);
  await chat.eventsOf("one");
  await cut(chat);
  return token;
}

test("a session cannot be resumed once a connection has begun another", async () => {
  const serving = await start();
  const token = await answeredAndCut(serving);
  const second = await openSession(serving);
  second.send({ ...question, requestId: "two" });
  await second.eventsOf("two");
  second.send({ type: "resume", token, requests: [] });
  expect(problemOf(await second.waitFor(({ type }) => type === "request-error"))?.status).toBe(409);
});

test("a session is resumed behind a frame that was refused", async () => {
  const serving = await start();
  const token = await answeredAndCut(serving);
  const second = await openChat(serving.socketUrl, { protocol });
  second.send({ type: "resume", token, requests: "all" });
  await second.waitFor(({ type }) => type === "request-error");
  second.send({ type: "resume", token, requests: [] });
  expect(await second.sessionEvent("resumed")).toMatchObject({ token });
});
