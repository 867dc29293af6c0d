import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { createFakeCollection } from "../fakes/fake-collection.ts";
import { openChat } from "./chat-client.ts";
import { createGate } from "./gates.ts";
import { record, type Serving, type ServingOptions, serve } from "./serving.ts";

const open: Serving[] = [];
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});
async function start(options: ServingOptions = {}): Promise<Serving> {
  const serving = await serve(options);
  open.push(serving);
  return serving;
}

describe("while the collection is being opened", () => {
  const opening = { phase: "indexing", done: 3, total: 9 } as const;
  const collection = createFakeCollection({ documents: [record], makeAssistant: createFakeAssistant, opening });

  test("readiness tells how far it is, and health that the process is up", async () => {
    const { url } = await start({ collection });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("2");
    expect(await response.json()).toMatchObject({ status: 503, type: "/problems/unavailable", progress: opening });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test("questions are told to come again, over HTTP and the socket", async () => {
    const serving = await start({ collection });
    expect((await serving.post("/api/v1/ask", { question: "harbour" })).status).toBe(503);
    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "ask", requestId: "one", question: "harbour" });
    expect((await chat.eventsOf("one"))[0]).toMatchObject({ type: "request-error", problem: { status: 503 } });
  });
});

describe("limits", () => {
  test("an address that asks too often is told when to try again", async () => {
    const serving = await start({ settings: { requestsPerMinute: 3 } });
    for (const remaining of [2, 1, 0]) {
      const answered = await serving.post("/api/v1/ask", { question: "harbour" });
      expect(answered.status).toBe(200);
      expect(answered.headers.get("RateLimit-Policy")).toBe('"ask"; q=3; w=60');
      expect(answered.headers.get("RateLimit")).toMatch(new RegExp(`^"ask"; r=${remaining}; t=\\d+$`));
    }
    const refused = await serving.post("/api/v1/ask", { question: "harbour" });
    expect(refused.status).toBe(429);
    const retryAfter = Number(refused.headers.get("Retry-After"));
    expect(retryAfter).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ type: "/problems/too-many-requests", retryAfterSeconds: retryAfter });
    // Searching and reading have allowances of their own.
    expect((await serving.post("/api/v1/search", { query: "harbour" })).status).toBe(200);
    expect((await fetch(`${serving.url}/api/v1/documents`)).headers.get("RateLimit")).toMatch(/^"read"; r=2;/);
    expect((await fetch(`${serving.url}/healthz`)).status).toBe(200);
  });

  test("an answer that takes too long is given up, and aborted", async () => {
    const gate = createGate();
    const serving = await start({ ...gate.options, settings: { requestTimeoutMs: 20 } });
    expect((await serving.post("/api/v1/ask", { question: "gate" })).status).toBe(503);
    expect(gate.aborted()).toBe(1);
  });

  test("an answer that nobody waits for any more is aborted", async () => {
    const gate = createGate();
    const serving = await start(gate.options);
    const client = new AbortController();
    const body = JSON.stringify({ question: "gate" });
    const headers = { "Content-Type": "application/json" };
    const asked = fetch(`${serving.url}/api/v1/ask`, { method: "POST", headers, body, signal: client.signal });
    await gate.reached(1);
    client.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(() => gate.aborted()).toBe(1);
  });
});

describe("the log", () => {
  async function logOf(logQuestions: boolean): Promise<string> {
    const lines: string[] = [];
    const destination = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const logger = pino({ level: "trace" }, destination);
    const serving = await start({ logger, settings: { logQuestions } });
    await serving.post("/api/v1/ask", { question: "confidential harbour" });
    await serving.post("/api/v1/ask", { question: "confidential harbour", filters: { countries: ["confidential"] } });
    await serving.post("/api/v1/search?confidential", { query: "confidential harbour" });
    await serving.post("/api/v1/ask", { question: "confidential".repeat(500) });
    const chat = await openChat(serving.socketUrl, { headers: { "X-Request-Id": "from-a-proxy" } });
    chat.send({ type: "ask", requestId: "one", question: "confidential harbour" });
    await chat.eventsOf("one");
    await expect.poll(() => lines.filter((line) => line.includes('"msg":"request"')).length).toBe(4);
    return lines.join("");
  }

  test("holds no question", async () => {
    expect(await logOf(false)).not.toContain("confidential");
  });

  test("holds questions where the settings say so, each line with its request's id", async () => {
    const entries = (await logOf(true))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const answered = entries.filter(({ msg }) => msg === "answered");
    expect(answered.map(({ question }) => question)).toEqual(["confidential harbour", "confidential harbour"]);
    for (const entry of answered) expect(entry.requestId).toEqual(expect.any(String));
    expect(answered.at(-1)).toMatchObject({ requestId: "one", connectionId: "from-a-proxy" });
  });
});

describe("the page", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  async function buildClient(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "relator-client-"));
    folders.push(folder);
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<!doctype html><title>built</title>");
    await writeFile(join(folder, "assets", "main-abc123.js"), "export {};");
    return folder;
  }
  const browser = { headers: { Accept: "text/html,application/xhtml+xml" } };

  test.each([
    "/",
    "/d/ports-2024",
    "/d/ports-2024@123456789012",
    "/recommendations",
    "/library/passages",
  ])("is served at %s", async (path) => {
    const { url } = await start({ clientDirectory: await buildClient() });
    const response = await fetch(`${url}${path}`, browser);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("built");
    expect(response.headers.get("Cache-Control")).toBe("no-cache");
  });

  test("has assets that are kept for good, and changes that are not", async () => {
    const { url } = await start({ clientDirectory: await buildClient() });
    const asset = await fetch(`${url}/assets/main-abc123.js`);
    expect(asset.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect((await fetch(`${url}/assets/other.js`, browser)).status).toBe(404);
  });

  test("that has not been built says what to do", async () => {
    const { url } = await start();
    const response = await fetch(url, browser);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("npm start");
  });
});
