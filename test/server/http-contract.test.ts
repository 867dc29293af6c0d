import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { documentDetailSchema, documentListSchema } from "../../server/document-protocol.ts";
import { askResponseSchema, searchResponseSchema } from "../../server/protocol.ts";
import { record, type Serving, serve } from "./serving.ts";

let serving: Serving;
beforeAll(async () => {
  serving = await serve();
});
afterAll(() => serving.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${serving.url}${path}`, { headers });

describe("POST /api/v1/ask", () => {
  test("answers with citations that are the source's own words", async () => {
    const response = await serving.post("/api/v1/ask", { question: "What about the harbour?" });
    expect(response.status).toBe(200);
    const answer = z.parse(askResponseSchema, await response.json());
    expect(answer.citations).toHaveLength(2);
    for (const { start, end, quote } of answer.citations) expect(record.source.slice(start, end)).toBe(quote);
  });

  test("passes the preferred language of the browser on", async () => {
    const headers = { "Accept-Language": "fr, en;q=0.8, es;q=0.3" };
    const response = await serving.post("/api/v1/ask", { question: "harbour" }, headers);
    expect(response.headers.get("Content-Language")).toBe("en");
    expect(await response.json()).toMatchObject({ language: "en" });
  });

  test("lets no cache keep an answer", async () => {
    const response = await serving.post("/api/v1/ask", { question: "harbour" });
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });
});

test("POST /api/v1/search returns ranked passages without composing", async () => {
  const response = await serving.post("/api/v1/search", { query: "tariffs", limit: 3 });
  const { results } = z.parse(searchResponseSchema, await response.json());
  expect(results.map(({ paragraph }) => paragraph)).toEqual([5]);
});

describe("records", () => {
  test("are listed with their counts", async () => {
    const { documents } = z.parse(documentListSchema, await (await get("/api/v1/documents")).json());
    expect(documents).toMatchObject([{ id: "ports-2024", sectionCount: 1, passageCount: 5, language: "en" }]);
  });

  test("are detailed with sections, passages and translations", async () => {
    const detail = z.parse(documentDetailSchema, await (await get("/api/v1/documents/ports-2024")).json());
    const passages = detail.sections.flatMap((section) => section.passages);
    expect(passages.map(({ start, end }) => record.source.slice(start, end))).toEqual(passages.map(({ text }) => text));
    expect(passages[0]?.translations).toEqual([{ language: "es", text: "Título", official: false }]);
  });

  test("give their source byte for byte, and its hash is the revision", async () => {
    const response = await get("/api/v1/documents/ports-2024/text");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(bytes.equals(Buffer.from(record.source, "utf8"))).toBe(true);
    expect(`sha256:${createHash("sha256").update(bytes).digest("hex")}`).toBe(record.revision);
  });

  test("are not sent again to a reader who holds the revision", async () => {
    const etag = (await get("/api/v1/documents/ports-2024/text")).headers.get("ETag") ?? "";
    expect(etag).toBe(`"${record.revision}"`);
    // Without the second header fetch would ask every cache for a fresh copy.
    const headers = { "If-None-Match": etag, "Cache-Control": "max-age=0" };
    expect((await get("/api/v1/documents/ports-2024/text", headers)).status).toBe(304);
  });

  test.each([
    "/d/ports-2024.json",
    `/d/ports-2024@${record.revision}.json`,
    `/d/ports-2024@${record.revision.slice("sha256:".length, 20)}.json`,
  ])("have a JSON twin of their page at %s", async (path) => {
    expect(z.parse(documentDetailSchema, await (await get(path)).json()).id).toBe("ports-2024");
  });

  test("have a text twin of their page", async () => {
    expect(await (await get(`/d/ports-2024@${record.revision}.txt`)).text()).toBe(record.source);
  });

  test.each([
    "0000000000000000",
    "",
    "2",
    "sha256:",
  ])("say so when revision “%s” is not the one held", async (revision) => {
    const response = await get(`/d/ports-2024@${revision}.json`);
    expect(response.status).toBe(404);
    const problem = (await response.json()) as { type: string; detail: string };
    expect(problem.type).toBe("/problems/other-revision");
    expect(problem.detail).toContain(record.revision);
  });
});

describe("health", () => {
  test("tells that the process is up, and which one", async () => {
    expect(await (await get("/healthz")).json()).toEqual({ status: "up", instanceId: "test-instance" });
  });

  test("tells that questions are answered", async () => {
    expect(await (await get("/readyz")).json()).toEqual({
      status: "ready",
      documents: 1,
      setAside: { count: 0, ids: [] },
    });
  });
});

describe("the interface's own description", () => {
  test("is OpenAPI 3.1 whose references all resolve", async () => {
    const text = await (await get("/api/v1/openapi.json")).text();
    const description = JSON.parse(text) as { openapi: string; components: { schemas: Record<string, unknown> } };
    expect(description.openapi).toBe("3.1.0");
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)[^"]*"/g)].map(([, name]) => name ?? "");
    expect(references.length).toBeGreaterThan(20);
    for (const name of references) expect(description.components.schemas).toHaveProperty(name);
    expect(text).not.toContain("__shared");
  });

  test("explains every type of problem at the type's address", async () => {
    const problem = (await (await get("/nothing")).json()) as { type: string };
    expect(await (await get(problem.type)).json()).toMatchObject({ type: problem.type, status: 404 });
  });
});

describe("protection", () => {
  test("lets a page run and load nothing but the server's own files", async () => {
    const policy = (await get("/")).headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  test("names no software and allows no other origin", async () => {
    const { headers } = await get("/api/v1/documents", { Origin: "http://evil.example" });
    expect(headers.get("X-Powered-By")).toBeNull();
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});

test("gives every response an id, the client's own where it is safe", async () => {
  expect((await get("/healthz", { "X-Request-Id": "my-id-1" })).headers.get("X-Request-Id")).toBe("my-id-1");
  expect((await get("/healthz", { "X-Request-Id": "a b<c>" })).headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
});
