import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openChat } from "../chat-client.ts";
import { createGate } from "../gates.ts";
import { keyOf, withoutKey } from "../operator.ts";
import { type Serving, type ServingOptions, serve } from "../serving.ts";

const open: Serving[] = [];
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});
async function start(options: ServingOptions = {}): Promise<Serving> {
  const serving = await serve(options);
  open.push(serving);
  return serving;
}

/** One question at work, as many waiting as may. */
async function startFull() {
  const waitingRequests = 1;
  const gate = createGate();
  const serving = await start({ ...gate.options, settings: { asksAtOnce: 1, searchesAtOnce: 1, waitingRequests } });
  const held = [serving.post("/api/v1/ask", { question: "gate harbour" })];
  await gate.reached(1);
  for (let count = 0; count < waitingRequests; count += 1) {
    held.push(serving.post("/api/v1/ask", { question: "harbour" }));
  }
  await expect.poll(() => serving.load.admission.state().ask.waiting).toBe(waitingRequests);
  return { gate, serving, held };
}

describe("a server that is full", () => {
  test("refuses at once, over HTTP and the socket, and says when to come back; the rest goes on", async () => {
    const { gate, serving, held } = await startFull();
    const refused = await serving.post("/api/v1/ask", { question: "harbour" }, { "Accept-Language": "es" });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ type: "/problems/overloaded", title: "Demasiado ocupado por ahora" });

    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "harbour" });
    const [event] = await chat.eventsOf("one");
    expect(event).toMatchObject({
      type: "request-error",
      problem: { status: 503, type: "/problems/overloaded", retryAfterSeconds: expect.any(Number) },
    });

    expect((await serving.post("/api/v1/search", { query: "harbour" })).status).toBe(200);
    expect((await fetch(`${serving.url}/healthz`)).status).toBe(200);
    gate.open();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await serving.post("/api/v1/ask", { question: "harbour" })).status).toBe(200);
  });

  test("drops what waits for a client that is gone, over HTTP and the socket", async () => {
    const gate = createGate();
    const serving = await start({ ...gate.options, settings: { asksAtOnce: 1, waitingRequests: 4 } });
    const state = () => serving.load.admission.state().ask;
    const first = serving.post("/api/v1/ask", { question: "gate harbour" });
    await gate.reached(1);
    const client = new AbortController();
    const gone = fetch(`${serving.url}/api/v1/ask`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question: "gate harbour" }),
      signal: client.signal,
    });
    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "gate harbour" });
    await expect.poll(state).toMatchObject({ waiting: 2 });
    client.abort();
    await expect(gone).rejects.toThrow();
    chat.socket.terminate();
    await expect.poll(state).toMatchObject({ waiting: 0, dropped: 2, admitted: 1 });
    gate.open();
    expect((await first).status).toBe(200);
    expect(gate.waiting()).toBe(1);
  });
});

describe("one allowance", () => {
  test("is spent over HTTP, all sockets and new ones alike", async () => {
    const serving = await start({ settings: { requestsPerMinute: 3 } });
    // As the sockets, which hold no key: with one they would be another caller.
    expect((await serving.post("/api/v1/ask", { question: "harbour" }, withoutKey)).status).toBe(200);
    for (const requestId of ["one", "two", "three"]) {
      const chat = await openChat(serving.socketUrl);
      chat.send({ type: "ask", requestId, question: "harbour" });
      const last = (await chat.eventsOf(requestId)).at(-1);
      expect(last?.type).toBe(requestId === "three" ? "request-error" : "answer-end");
      chat.socket.close();
      await once(chat.socket, "close");
    }
    expect((await serving.post("/api/v1/ask", { question: "harbour" }, withoutKey)).status).toBe(429);
  });

  test("is each key's own, and a wrong key spends that of its address, wherever it is tried", async () => {
    const serving = await start({ settings: { requestsPerMinute: 2 } });
    const { text } = await serving.access.keys.make({ name: "office", scopes: ["ask"], expiresAt: null });
    const ask = async (headers: Readonly<Record<string, string>>) =>
      (await serving.post("/api/v1/ask", { question: "harbour" }, headers)).status;
    const office = { Authorization: `Bearer ${text}` };
    expect([await ask(office), await ask(office), await ask(office)]).toEqual([200, 200, 429]);
    expect(await ask(withoutKey)).toBe(200);
    const guess = async (path: string) => {
      const headers = { Authorization: "Bearer rk_wrong", "X-Forwarded-For": "203.0.113.7" };
      return (await fetch(`${serving.url}${path}`, { headers })).status;
    };
    expect([await guess("/metrics"), await guess("/api/v1/documents"), await guess("/session")]).toEqual([
      401, 401, 429,
    ]);
  });

  test("is spent, and a place taken, by every question of an agent's message, and by none that asks nothing", async () => {
    const serving = await start({ settings: { asksPerMinute: 2 } });
    const call = (id: number, name: string, parameters: object) => ({
      ...{ jsonrpc: "2.0", id, method: "tools/call" },
      params: { name, arguments: parameters },
    });
    const ask = (id: number) => call(id, "ask", { question: "harbour" });
    const send = async (messages: unknown) => {
      const headers = { Accept: "application/json, text/event-stream", "MCP-Protocol-Version": "2025-03-26" };
      const response = await serving.post("/mcp", messages, headers);
      return { status: response.status, text: await response.text() };
    };
    for (let id = 0; id < 5; id += 1) await send({ jsonrpc: "2.0", id, method: "tools/list" });
    expect(serving.load.admission.state().ask.admitted).toBe(0);
    const { text } = await send([ask(1), ask(2), ask(3)]);
    expect(text.match(/"isError":true/gu)).toHaveLength(1);
    expect(text).toContain("Too many");
    expect(serving.load.admission.state().ask).toMatchObject({ admitted: 2, running: 0 });
    await send(call(1, "search", { query: "harbour" }));
    expect(serving.load.admission.state().search.admitted).toBe(1);
    expect((await send(Array.from({ length: 11 }, (_, id) => ask(id)))).status).toBe(400);
  });
});

describe("a slow client", () => {
  test("whose headers do not come is cut", async () => {
    const serving = await start({ settings: { headersTimeoutMs: 100 } });
    const socket = connect(Number(new URL(serving.url).port), "127.0.0.1");
    socket.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    const [reply] = (await once(socket, "data")) as [Buffer];
    expect(reply.toString("utf8")).toContain("408");
    await once(socket, "close");
  });

  test("whose body does not come holds no place, and is cut", async () => {
    const limits = { headersTimeoutMs: 100, bodyTimeoutMs: 1_000, asksAtOnce: 1, waitingRequests: 0 };
    const serving = await start({ settings: limits });
    const begun = once(serving.server, "request");
    const socket = connect(Number(new URL(serving.url).port), "127.0.0.1");
    socket.write(
      "POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    );
    await begun;
    expect((await serving.post("/api/v1/ask", { question: "harbour" })).status).toBe(200);
    const [reply] = (await once(socket, "data")) as [Buffer];
    expect(reply.toString("utf8")).toContain("408");
    await once(socket, "close");
  });

  test("that sends files is given longer, as long as some of them comes", async () => {
    const settings = { headersTimeoutMs: 100, bodyTimeoutMs: 200, uploadTimeoutMs: 20_000, slowClientTimeoutMs: 600 };
    const serving = await start({ settings });
    const text = "Summary of the session on woods\nDelegation of Chile\nChile recommends timber.\n";
    const begin = async (key: string) => {
      const socket = connect(Number(new URL(serving.url).port), "127.0.0.1");
      socket.write(
        `POST /api/v1/documents?name=woods.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n`,
      );
      return socket;
    };
    const told = async (socket: Socket) => String(((await once(socket, "data")) as [Buffer])[0]);
    const slow = await begin(keyOf(serving.url));
    const asked = told(slow);
    for (let sent = 0; sent < text.length; sent += 16) {
      await wait(80);
      slow.write(text.slice(sent, sent + 16));
    }
    expect(await asked).toContain("201");
    expect(await told(await begin(keyOf(serving.url)))).toContain("408");
  });

  test.each([
    ["takes nothing", { slowClientTimeoutMs: 100 }],
    ["lets too much wait", { socketBufferBytes: 10_000 }],
  ])("of the socket that %s is cut, and others are served", async (_what, settings) => {
    const serving = await start({ settings: { ...settings, requestsPerMinute: 1_000_000 } });
    const socket = new WebSocket(serving.socketUrl);
    await once(socket, "open");
    socket.pause();
    const frame = JSON.stringify({ type: "x", requestId: "y".repeat(100) });
    for (let sent = 0; sent < 30_000; sent += 1) socket.send(frame);
    await expect.poll(() => serving.chat.state().connections, { timeout: 10_000 }).toBe(0);
    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "ask", requestId: "after", question: "harbour" });
    expect((await chat.eventsOf("after")).at(-1)?.type).toBe("answer-end");
    socket.terminate();
  });
});
