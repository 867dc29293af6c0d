import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createMetrics, type Metrics } from "../../server/observability/metrics.ts";
import { type AnswerObserved, createObservation } from "../../server/observability/observation.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { openChat } from "./chat-client.ts";
import { fetchAsOutsider } from "./operator.ts";
import { record, type Serving, serve } from "./serving.ts";

const open: Serving[] = [];
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});

async function makeServing(...given: Parameters<typeof serve>): Promise<Serving> {
  const serving = await serve(...given);
  open.push(serving);
  return serving;
}

/** Samples by name and labels, as Prometheus reads them. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

const read = async ({ url }: Serving) => samplesOf(await (await fetch(`${url}/metrics`)).text());

describe("GET /metrics", () => {
  it("tells records, disk, memory and the event loop to whoever is on this machine or has a key", async () => {
    const serving = await makeServing();
    const response = await fetch(`${serving.url}/metrics`);
    expect(response.headers.get("Content-Type")).toContain("text/plain; version=");
    const samples = samplesOf(await response.text());
    expect(samples.get("relator_ready")).toBe(1);
    expect(samples.get("relator_records")).toBe(1);
    expect(samples.get("relator_passages")).toBe(5);
    for (const name of [
      "relator_disk_free_bytes",
      "relator_disk_size_bytes",
      "process_resident_memory_bytes",
      "nodejs_eventloop_lag_p99_seconds",
    ]) {
      expect(samples.get(name), name).toBeGreaterThan(0);
    }
    // A zero would be believed.
    expect(samples.has("relator_index_bytes")).toBe(false);
    const headers = { "X-Forwarded-For": "203.0.113.9" };
    expect((await fetchAsOutsider(`${serving.url}/metrics`, { headers })).status).toBe(401);
    expect((await fetch(`${serving.url}/metrics`, { headers })).status).toBe(200);
  });

  it("tells the index, how large and how old it is", async () => {
    const serving = await makeServing();
    const folder = join(serving.dataDirectory, "index", "passages");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "vectors"), Buffer.alloc(1_234));
    const samples = await read(serving);
    expect(samples.get("relator_index_bytes")).toBe(1_234);
    expect(samples.get("relator_index_age_seconds")).toBeGreaterThanOrEqual(0);
  });

  it("times requests by route, and counts refusals by door and reason, without what they name", async () => {
    const serving = await makeServing();
    await serving.post("/api/v1/ask", { question: "harbour" });
    await serving.post("/api/v1/ask", { question: "" });
    await serving.post("/v1/chat/completions", { model: "relator" });
    const call = {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "fetch", arguments: { id: "nowhere" } },
    };
    const told = await serving.post("/mcp", call, { Accept: "application/json, text/event-stream" });
    expect(await told.text()).toContain("isError");
    await fetch(`${serving.url}/api/v1/documents/secret-name`);
    const chat = await openChat(serving.socketUrl);
    chat.send({ type: "ask", requestId: "1", question: "harbour", colour: "red" });
    await chat.waitFor(({ type }) => type === "request-error");
    chat.socket.close();
    // A request is counted when its answer has left, which its client may know first.
    const text = await vi.waitFor(async () => {
      const told = await (await fetch(`${serving.url}/metrics`)).text();
      const samples = samplesOf(told);
      const asks = (status: number) =>
        samples.get(`relator_http_request_seconds_count{method="POST",route="/api/v1/ask",status="${status}"}`);
      expect([asks(200), asks(400)]).toEqual([1, 1]);
      const refused = (door: string, reason: string) =>
        samples.get(`relator_refusals_total{door="${door}",reason="/problems/${reason}"}`);
      expect(refused("http", "invalid-request")).toBe(1);
      expect(refused("openai", "invalid-request")).toBe(1);
      expect(refused("mcp", "not-found")).toBe(1);
      const chats = 'method="POST",route="/v1/chat/completions",status="400"';
      expect(samples.get(`relator_http_request_seconds_count{${chats}}`)).toBe(1);
      expect(refused("socket", "invalid-request")).toBe(1);
      expect(refused("http", "not-found")).toBe(1);
      return told;
    });
    expect(text).not.toContain("secret-name");
    expect(text).not.toContain("harbour");
  });
});

describe("what is observed", () => {
  const context = { acceptLanguage: null, signal: new AbortController().signal };
  const observe = () => {
    const seen: AnswerObserved[] = [];
    const observation = createObservation({
      questionBegun: () => {},
      questionEnded: (observed) => seen.push(observed),
      fileTaken: () => {},
    });
    return { observation, seen };
  };

  it("is how long an answer's stages took, whatever is answered beside it", async () => {
    const { observation, seen } = observe();
    const readers = observation.readers({
      questions: { readQuestion: () => Promise.reject(new Error("never read")) },
      passages: { readPassages: async () => [] },
    });
    const fake = createFakeAssistant([record]);
    const assistant = observation.assistant({
      ...fake,
      ask: async (request, given) => {
        if (request.question === "harbour") await readers.passages.readPassages("harbour", []);
        return fake.ask(request, given);
      },
    });
    await Promise.all([
      assistant.ask({ question: "harbour" }, context),
      assistant.search({ query: "zeppelin" }, context),
    ]);
    const bySort = new Map(seen.map((each) => [each.intent, each]));
    expect(bySort.get("fact")).toMatchObject({ outcome: "answered" });
    expect([...(bySort.get("fact")?.times.keys() ?? [])].sort()).toEqual(["passage-reading", "rest"]);
    expect(bySort.get("search")).toMatchObject({ outcome: "not-found" });
    expect([...(bySort.get("search")?.times.keys() ?? [])]).toEqual(["rest"]);
  });

  it("is a failure too, which passes as it is", async () => {
    const { observation, seen } = observe();
    const assistant = observation.assistant(createFakeAssistant([record]));
    await expect(assistant.ask({ question: "boom" }, context)).rejects.toThrow("secret internals");
    expect(seen).toMatchObject([{ intent: "none", outcome: "failed" }]);
  });

  const samples = async (metrics: Metrics) => samplesOf(await metrics.read());

  it("is what became of files, one or many", async () => {
    const metrics = createMetrics();
    const serving = await makeServing();
    const collection = metrics.observation.collection(serving.collection);
    const file = (name: string, text: string) => ({ name, read: async () => Buffer.from(text) });
    await collection.ingest(file("a-2024.txt", "The first harbour."));
    await collection.ingestAll([file("b-2024.txt", "The second harbour."), file("c-2024.txt", "The first harbour.")]);
    expect(collection.opening).toBeNull();
    const told = await samples(metrics);
    expect(told.get('relator_ingested_files_total{result="added"}')).toBe(2);
    expect(told.get('relator_ingested_files_total{result="unchanged"}')).toBe(1);
    expect(told.get("relator_ingest_seconds_count")).toBe(1);
  });

  it("is work that waits for its turn, where something bounds it", async () => {
    const metrics = createMetrics();
    const serving = await makeServing();
    const { collection, dataDirectory } = serving;
    metrics.watch({ collection, dataDirectory, workInHand: () => ({ ask: { running: 2, waiting: 3 } }) });
    const told = await samples(metrics);
    expect(told.get('relator_work_in_hand{kind="ask",state="running"}')).toBe(2);
    expect(told.get('relator_work_in_hand{kind="ask",state="waiting"}')).toBe(3);
  });
});
