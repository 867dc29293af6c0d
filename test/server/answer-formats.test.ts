import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { serverEventSchema } from "../../server/chat-protocol.ts";
import { sendEvents } from "../../server/http/event-stream.ts";
import { askResponseSchema } from "../../server/protocol.ts";
import { type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeAll(async () => {
  serving = await serve({ settings: { publicUrl: "https://records.example/relator" } });
});
afterAll(() => serving.close());

const ask = (accept: string, body: unknown = { question: "What about the harbour?" }) =>
  serving.post("/api/v1/ask", body, { Accept: accept });

/** Events of a stream, as its fields say. */
function readEvents(text: string): { id: string; event: string; data: unknown }[] {
  const blocks = text.split("\n\n").filter((block) => block !== "");
  return blocks.map((block) => {
    const fields = new Map(block.split("\n").map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]));
    return { id: fields.get("id") ?? "", event: fields.get("event") ?? "", data: JSON.parse(fields.get("data") ?? "") };
  });
}

describe("an answer over HTTP", () => {
  test("is JSON for whoever takes anything", async () => {
    for (const accept of ["*/*", "application/json", "application/*;q=0.5, image/png"]) {
      expect((await ask(accept)).headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    }
  });

  test("is Markdown that stands by itself, with links below PUBLIC_URL", async () => {
    const response = await ask("text/markdown");
    expect(response.headers.get("Content-Type")).toBe("text/markdown; charset=utf-8");
    expect(response.headers.get("Vary")).toContain("Accept");
    const text = await response.text();
    expect(text).toContain("> Peru recommends dredging the harbour of Callao before 2026.");
    expect(text).toContain("](https://records.example/relator/d/ports-2024@sha256:");
  });

  test("is streamed as the socket's events, numbered, and they join to the whole answer", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => void warnings.push(warning);
    process.on("warning", warned);
    const response = await ask("text/event-stream");
    expect(response.headers.get("Content-Type")).toBe("text/event-stream; charset=utf-8");
    const events = readEvents(await response.text());
    process.off("warning", warned);
    expect(warnings).toEqual([]);
    const whole = z.parse(askResponseSchema, await (await ask("application/json")).json());
    const told = events.map(({ data }) => z.parse(serverEventSchema, data));
    expect(events.map(({ id }) => id)).toEqual(events.map((_, position) => String(position + 1)));
    expect(events.map(({ event }) => event)).toEqual(told.map(({ type }) => type));
    expect(told.map(({ requestId }) => requestId)).toEqual(told.map(() => response.headers.get("X-Request-Id")));
    expect(told.map((event) => (event.type === "answer-part" ? event.text : "")).join("")).toBe(whole.answer);
    expect(told.flatMap((event) => (event.type === "citation" ? [event.citation] : []))).toEqual(whole.citations);
    expect(told[0]?.type).toBe("answer-start");
    expect(told.at(-1)).toMatchObject({ type: "answer-end", response: whole });
  });

  test("tells what is wrong by its status before anything is streamed", async () => {
    const response = await ask("text/event-stream", { question: "" });
    expect(response.status).toBe(400);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json; charset=utf-8");
  });

  test("is not sent as what is not served, and says what is", async () => {
    const response = await ask("text/html, image/*");
    expect(response.status).toBe(406);
    const problem = (await response.json()) as { type: string; detail: string };
    expect(problem.type).toBe("/problems/not-acceptable");
    expect(problem.detail).toContain("text/markdown, text/event-stream");
  });
});

test("a stream of events waits for the client, and ends without an error when it goes", async () => {
  let sent = 0;
  function* endless(): Generator<string> {
    for (;;) {
      sent += 1;
      yield `data: ${"x".repeat(100_000)}\n\n`;
    }
  }
  const streams: Promise<void>[] = [];
  const application = express().get("/", (_request, response) => void streams.push(sendEvents(response, endless())));
  const server = application.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = request({ port: (server.address() as AddressInfo).port }).end();
  const [response] = await once(client, "response");
  await once(response, "data");
  client.destroy();
  await expect(streams[0]).resolves.toBeUndefined();
  // What the sockets hold of it, and no more.
  expect(sent).toBeLessThan(1_000);
  server.close();
});
