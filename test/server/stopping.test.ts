import { once } from "node:events";
import { expect, test } from "vitest";
import { stopServing } from "../../server/process/stopping.ts";
import { openChat } from "./chat-client.ts";
import { createGate } from "./gates.ts";
import { serve } from "./serving.ts";

test("what is being answered is answered, over HTTP and the socket, before the connections end", async () => {
  const gate = createGate();
  const serving = await serve(gate.options);
  const overHttp = serving.post("/api/v1/ask", { question: "gate harbour" });
  const chat = await openChat(serving.socketUrl);
  const closed = once(chat.socket, "close");
  chat.send({ type: "ask", requestId: "slow", question: "gate harbour" });
  await gate.reached(2);

  serving.beginStopping();
  const stopped = stopServing(serving.server, serving.chat, 60_000);
  chat.send({ type: "ask", requestId: "late", question: "harbour" });
  expect((await chat.eventsOf("late"))[0]).toMatchObject({ type: "request-error", problem: { status: 503 } });
  gate.open();
  expect((await overHttp).status).toBe(200);
  expect((await chat.eventsOf("slow")).at(-1)?.type).toBe("answer-end");
  expect((await closed)[0]).toBe(1001);
  await stopped;
  await expect(fetch(serving.url)).rejects.toThrow();
});

test("what does not end within the grace is cut, and aborted", async () => {
  const gate = createGate();
  const serving = await serve(gate.options);
  const overHttp = serving.post("/api/v1/ask", { question: "gate harbour" });
  const cut = expect(overHttp).rejects.toThrow();
  const chat = await openChat(serving.socketUrl);
  chat.send({ type: "ask", requestId: "slow", question: "gate harbour" });
  await gate.reached(2);
  serving.beginStopping();
  await stopServing(serving.server, serving.chat, 50);
  await cut;
  await expect.poll(() => gate.aborted()).toBe(2);
});

test("a connection that is kept open is not asked over again while stopping", async () => {
  const serving = await serve();
  serving.beginStopping();
  const response = await serving.post("/api/v1/ask", { question: "harbour" });
  expect(response.status).toBe(200);
  expect(response.headers.get("Connection")).toBe("close");
  expect((await fetch(`${serving.url}/readyz`)).status).toBe(503);
  await serving.close();
});
