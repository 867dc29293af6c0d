import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { ingestEventSchema, ingestReportSchema } from "../../server/ingest-protocol.ts";
import { withoutKey } from "./operator.ts";
import { record, type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeEach(async () => {
  serving = await serve();
});
afterEach(() => serving.close());

const lines = "Summary of the session on forests\nDelegation of Chile\nChile recommends planting oaks.\n";

function add(name: string | null, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const query = name === null ? "" : `?name=${encodeURIComponent(name)}`;
  const init = { method: "POST", body, headers: { "Content-Type": "text/plain", ...headers } };
  return fetch(`${serving.url}/api/v1/documents${query}`, init);
}

const listIds = async () => {
  const { documents } = (await (await fetch(`${serving.url}/api/v1/documents`)).json()) as {
    documents: { id: string }[];
  };
  return documents.map(({ id }) => id);
};

test("a record that is added is reported, listed and found", async () => {
  const response = await add("forests.txt", lines);
  expect(response.status).toBe(201);
  expect(response.headers.get("Location")).toBe("/api/v1/documents/forests");
  expect(z.parse(ingestReportSchema, await response.json()).document).toMatchObject({ id: "forests", passageCount: 3 });
  expect(await listIds()).toEqual(["ports-2024", "forests"]);
  const answer = (await (await serving.post("/api/v1/ask", { question: "planting" })).json()) as { outcome: string };
  expect(answer.outcome).toBe("answered");
});

test("its progress is streamed to whoever asks for it, and the report is the last line", async () => {
  const response = await add("forests.md", lines, { "Content-Type": "text/markdown", Accept: "application/x-ndjson" });
  expect(response.headers.get("Content-Type")).toMatch(/^application\/x-ndjson/);
  const text = await response.text();
  const events = text
    .trimEnd()
    .split("\n")
    .map((line) => z.parse(ingestEventSchema, JSON.parse(line)));
  expect(events.map(({ type }) => type)).toEqual(["progress", "report"]);
});

test("a fault found while streaming is the last line", async () => {
  const response = await add("empty.txt", " \n", { Accept: "application/x-ndjson" });
  const last = (await response.text()).trimEnd().split("\n").at(-1) ?? "";
  expect(z.parse(ingestEventSchema, JSON.parse(last))).toMatchObject({ type: "problem", problem: { status: 422 } });
});

describe("nothing is added", () => {
  test.each<[string, () => Promise<Response>, number]>([
    ["without a name", () => add(null, lines), 400],
    ["under a name with folders", () => add("../forests.txt", lines), 400],
    ["under a name with control characters", () => add("a\u0000b.txt", lines), 400],
    ["under a name of nothing but dots", () => add("...", lines), 400],
    ["from an empty file", () => add("empty.txt", " "), 422],
    ["in a word processor's format", () => add("x.docx", lines, { "Content-Type": "application/msword" }), 415],
    ["in another encoding", () => add("x.txt", lines, { "Content-Type": "text/plain; charset=utf-16" }), 415],
    ["that is held already", () => add("again.txt", record.source), 409],
    ["for whoever holds no key", () => add("x.txt", lines, withoutKey), 401],
    ["for another site's page", () => add("x.txt", lines, { Origin: "http://evil.example" }), 403],
  ])("%s", async (_name, send, status) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
    expect(await listIds()).toEqual(["ports-2024"]);
  });

  test("that is held already, and which record holds it is told", async () => {
    expect(await (await add("again.txt", record.source)).json()).toMatchObject({ existing: "ports-2024" });
  });

  test("that is larger than the limit", async () => {
    const small = await serve({ settings: { recordLimitBytes: 1000 } });
    const url = `${small.url}/api/v1/documents?name=x.txt`;
    const response = await fetch(url, {
      method: "POST",
      body: "a".repeat(1001),
      headers: { "Content-Type": "text/plain" },
    });
    expect(response.status).toBe(413);
    await small.close();
  });
});

describe("removal", () => {
  const remove = (id: string) => fetch(`${serving.url}/api/v1/documents/${id}`, { method: "DELETE" });

  test("takes a record that was added out again", async () => {
    await add("forests.txt", lines);
    expect((await remove("forests")).status).toBe(204);
    expect(await listIds()).toEqual(["ports-2024"]);
  });

  test("is refused for the collection's own records, and for none", async () => {
    expect((await remove("ports-2024")).status).toBe(403);
    expect((await remove("none")).status).toBe(404);
    expect(await listIds()).toEqual(["ports-2024"]);
  });
});
