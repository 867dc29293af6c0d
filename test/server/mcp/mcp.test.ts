import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServerArchive } from "../../../server/mcp/server-archive.ts";
import type { AskResponse } from "../../../server/protocol.ts";
import { SetAsideError } from "../../../server/request-errors.ts";
import { createFakeAssistant } from "../../fakes/fake-assistant.ts";
import { createFakeCollection } from "../../fakes/fake-collection.ts";
import { record, type Serving, serve } from "../serving.ts";
import { type AgentClient, clientNames, connectOverHttp } from "./agent-clients.ts";

const question = "What does Peru recommend for the harbour of Callao?";
const revision = record.revision;

let serving: Serving;
/** Told when the question that is never answered is being answered, and when that is given up. */
let begun: (() => void) | null = null;
let givenUp: (() => void) | null = null;
beforeAll(async () => {
  serving = await serve({
    gate: async (asked, { signal }) => {
      if (!asked.includes("never")) return;
      begun?.();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      givenUp?.();
    },
    settings: { bodyLimitBytes: 10_000 },
  });
});
afterAll(() => serving.close());

const ask = async (body: object): Promise<AskResponse> =>
  (await (await serving.post("/api/v1/ask", body)).json()) as AskResponse;
const identify = ({ passageId, start, end, quote }: AskResponse["citations"][number]) => ({
  passageId,
  start,
  end,
  quote,
});

describe.each(clientNames)("the client that speaks the protocol %s", (name) => {
  let client: AgentClient;
  beforeAll(async () => {
    client = await connectOverHttp(name, serving.url);
  });
  afterAll(() => client.close());

  test("is told how to use the server, and finds its tools and resources", async () => {
    expect(client.instructions).toContain("Quote word for word");
    const names = ["ask", "list_recommendations", "compare_positions", "search", "fetch", "list_records"];
    expect(await client.toolNames()).toEqual(names);
    expect(await client.resources()).toMatchObject([
      { uri: "relator://records/ports-2024", name: "ports-2024", title: record.title, mimeType: "text/plain" },
    ]);
    expect(await client.templates()).toMatchObject([
      { uriTemplate: "relator://records/{id}" },
      { uriTemplate: "relator://records/{id}/passages/{place}" },
    ]);
  });

  test("asks, and gets the citations that HTTP gives, as structure, as text and as links", async () => {
    const answer = await ask({ question });
    const { content, structuredContent, isError } = await client.call("ask", { question });
    expect(isError).toBeUndefined();
    expect(structuredContent).toMatchObject({ outcome: "answered", citations: answer.citations.map(identify) });
    const [text, ...links] = content;
    for (const { quote } of answer.citations) expect(text?.text).toContain(`> ${quote}`);
    expect(text?.text).toContain(`(${serving.url}/d/ports-2024@${revision}#p3)`);
    expect(links).toMatchObject(answer.citations.map(({ passageId }) => ({ type: "resource_link", name: passageId })));
    const [{ contents }] = [{ contents: await client.read(String(links[0]?.uri)) }];
    expect(contents).toMatchObject([{ text: answer.citations[0]?.quote }]);
  });

  test("searches and fetches, in the shapes that research clients read", async () => {
    const found = await client.call("search", { query: "containers" });
    const { results } = found.structuredContent as { results: { id: string }[] };
    expect(results).toEqual([
      {
        id: "ports-2024/p4",
        title: "Delegation of Peru (PE) — Summary of the session on ports, ¶4",
        url: `${serving.url}/d/ports-2024@${revision}#p4`,
        text: "The harbour handled 2,1 million containers in 2023.",
      },
    ]);
    expect(JSON.parse(String(found.content[0]?.text))).toEqual(found.structuredContent);

    const fetched = await client.call("fetch", { id: "ports-2024/p4" });
    expect(fetched.structuredContent).toMatchObject({
      id: "ports-2024/p4",
      text: "The harbour handled 2,1 million containers in 2023.",
      metadata: { speaker: "Delegation of Peru", before: "ports-2024/p3", after: "ports-2024/p5" },
    });
    expect(fetched.content).toHaveLength(1);
    const whole = await client.call("fetch", { id: "ports-2024" });
    expect(whole.structuredContent).toMatchObject({
      text: record.source,
      metadata: { totalCharacters: record.source.length, nextOffset: null },
    });
  });

  test("lists records, asks for recommendations and compares by fields", async () => {
    const listed = await client.call("list_records", { limit: 1 });
    expect(listed.structuredContent).toMatchObject({ records: [{ id: "ports-2024" }], total: 1, nextOffset: null });
    const recommended = await client.call("list_recommendations", { topic: "dredging", countries: ["PE"] });
    const question = "List all recommendations on dredging.";
    const same = await ask({ question, filters: { kinds: ["recommendation"], countries: ["PE"] } });
    expect(recommended.structuredContent).toMatchObject({ citations: same.citations.map(identify) });
    const compared = await client.call("compare_positions", { parties: ["Peru", "Chile"], topic: "containers" });
    expect(compared.structuredContent).toMatchObject({ citations: [{ passageId: "ports-2024/p4" }] });
  });

  test("is told in words what was wrong with a call, and nothing of the inside", async () => {
    const unknown = await client.call("ask", { question, countries: ["Ruritania"] });
    expect(unknown.isError).toBe(true);
    expect(unknown.content[0]?.text).toContain("- countries[0]: No record holds the country “Ruritania”.");
    const missing = await client.call("fetch", { id: "ports-2024/p99" });
    expect(missing.content[0]?.text).toContain("This record holds no passage “ports-2024/p99”");
    const failed = await client.call("ask", { question: "boom" });
    expect(failed.isError).toBe(true);
    expect(failed.content[0]?.text).not.toMatch(/secret|stack| at /u);
    const invalid = await client.call("ask", { question: "" }).catch((error: unknown) => ({ error }));
    expect(JSON.stringify(invalid)).toContain("question");
    await expect(client.read("relator://records/none")).rejects.toThrow("No record has the id “none”");
  });

  test("goes away, and the work for it stops", async () => {
    const leaving = await connectOverHttp(name, serving.url);
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const isGivenUp = new Promise<void>((resolve) => {
      givenUp = resolve;
    });
    const call = expect(leaving.call("ask", { question: "never" })).rejects.toThrow();
    await isBegun;
    await leaving.close();
    await call;
    await isGivenUp;
  }, 15_000);
});

test("pages of other sites, other hosts and bodies that are too large are refused before the protocol reads them", async () => {
  const message = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  const accept = { Accept: "application/json, text/event-stream" };
  const foreign = await serving.post("/mcp", message, { ...accept, Origin: "https://elsewhere.example" });
  expect(foreign.status).toBe(403);
  const large = await serving.post("/mcp", { ...message, params: { text: "a".repeat(10_000) } }, accept);
  expect(large.status).toBe(413);
  const broken = await serving.post("/mcp", "{", accept);
  expect(broken.status).toBe(400);
  expect((await fetch(`${serving.url}/mcp`, { headers: { Accept: "text/event-stream" } })).status).toBe(405);
});

test("a record whose files are not what they were is served in no form", async () => {
  const collection = createFakeCollection({ documents: [record], makeAssistant: (held) => createFakeAssistant(held) });
  const damaged = await serve({
    collection: {
      ...collection,
      get opening() {
        return collection.opening;
      },
      verify: async (id) => {
        throw new SetAsideError(id);
      },
    },
  });
  try {
    const client = await connectOverHttp("2026-07-28", damaged.url);
    for (const id of [record.id, `${record.id}/p4`]) {
      const { isError, content } = await client.call("fetch", { id });
      expect(isError).toBe(true);
      expect(JSON.stringify(content)).not.toContain("containers");
    }
    for (const uri of [`relator://records/${record.id}`, `relator://records/${record.id}/passages/p4`]) {
      await expect(client.read(uri)).rejects.toThrow();
    }
    await client.close();
    const passage = `/passages/${encodeURIComponent(`${record.id}/p4`)}`;
    for (const part of ["", "/text", "/audit", "/interventions", passage]) {
      const response = await fetch(`${damaged.url}/api/v1/documents/${record.id}${part}`);
      expect([part, response.ok]).toEqual([part, false]);
    }
  } finally {
    await damaged.close();
  }
});

test("a server beyond loopback is asked with the folder's key, whatever is asked of it", async () => {
  const keys: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    keys.push(headers.authorization);
    response.end('{"results":[],"documents":[],"setAside":[]}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const archive = createServerArchive({ url, linkBase: url, key: "rk_folder" });
  const { signal } = new AbortController();
  await archive.source("ports-2024", signal);
  await archive.search({ query: "harbour" }, signal).catch(() => {});
  expect(keys).toEqual(["Bearer rk_folder", "Bearer rk_folder"]);
  server.close();
});
