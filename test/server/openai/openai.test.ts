import { createOpenAI } from "@ai-sdk/openai";
import { generateText, streamText } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFakeEmbedder } from "../../fakes/fake-embedder.ts";
import { record, type Serving, serve } from "../serving.ts";

const question = "What does Peru recommend for the harbour of Callao?";
const quotes = ["Peru recommends dredging the harbour of Callao before 2026."];

let serving: Serving;
let client: OpenAI;
const asked: string[] = [];
let givenUp: () => void = () => {};
beforeAll(async () => {
  serving = await serve({
    gate: async (text, { signal }) => {
      asked.push(text);
      if (!text.includes("never")) return;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      givenUp();
    },
  });
  client = new OpenAI({ baseURL: `${serving.url}/v1`, apiKey: "any", maxRetries: 0 });
});
afterAll(() => serving.close());

const messages = [
  { role: "system" as const, content: "Answer in verse." },
  { role: "user" as const, content: [{ type: "text" as const, text: question }] },
];
const linkOf = (paragraph: number) => `${serving.url}/d/ports-2024@${record.revision}#p${paragraph}`;

describe("chat completions", () => {
  test("give the text with its quotes, and annotations that stand at their links", async () => {
    const completion = await client.chat.completions.create({ model: "relator", messages, temperature: 2, tools: [] });
    const [choice] = completion.choices;
    const { content, annotations = [] } = choice?.message ?? {};
    expect(choice?.finish_reason).toBe("stop");
    for (const quote of quotes) expect(content).toContain(`> ${quote}`);
    expect(annotations.length).toBeGreaterThan(0);
    for (const { url_citation: citation } of annotations) {
      const link = content?.slice(citation.start_index, citation.end_index);
      expect(link).toBe(`[¶3](${citation.url})`);
      expect(citation.url).toBe(linkOf(3));
      expect(citation.title).toBe("Delegation of Peru (PE) — Summary of the session on ports, ¶3");
    }
    expect(completion.usage?.total_tokens).toBeGreaterThan(0);
  });

  test("as a stream: the pieces are the text, the citations follow, usage where it is asked for", async () => {
    const whole = await client.chat.completions.create({ model: "relator", messages });
    const stream = await client.chat.completions.create({
      model: "relator",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    const annotations: unknown[] = [];
    const events: unknown[] = [];
    let usage: unknown = null;
    for await (const chunk of stream) {
      const delta: { content?: string | null; annotations?: unknown[] } = chunk.choices[0]?.delta ?? {};
      text += delta.content ?? "";
      annotations.push(...(delta.annotations ?? []));
      if ("event" in chunk) events.push(chunk.event);
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(annotations).toEqual(whole.choices[0]?.message.annotations);
    expect(events).toMatchObject(quotes.map((quote) => ({ type: "source", data: { document: [quote] } })));
    expect(usage).toEqual(whole.usage);
    const raw = await serving.post("/v1/chat/completions", { model: "relator", messages, stream: true });
    expect(raw.headers.get("content-type")).toContain("text/event-stream");
    const lines = await raw.text();
    expect(lines.endsWith("data: [DONE]\n\n")).toBe(true);
    expect(lines).not.toContain('"usage"');
  });

  test("with the AI SDK, streamed and not", async () => {
    const provider = createOpenAI({ baseURL: `${serving.url}/v1`, apiKey: "any" });
    const generated = await generateText({ model: provider.chat("relator"), prompt: question });
    expect(generated.text).toContain(quotes[0]);
    expect(generated.sources).toMatchObject([{ sourceType: "url", url: linkOf(3) }]);
    const streamed = streamText({ model: provider.chat("relator"), prompt: question });
    expect(await streamed.text).toBe(generated.text);
    expect(await streamed.sources).toMatchObject([{ url: linkOf(3) }]);
    expect(await streamed.finishReason).toBe("stop");
  });

  test("what the user said before is the history; Relator's own fields narrow", async () => {
    const conversation = [
      { role: "user" as const, content: "first" },
      { role: "assistant" as const, content: "an answer" },
      { role: "user" as const, content: "a".repeat(3_000) },
      { role: "user" as const, content: "dredging?" },
    ];
    await client.chat.completions.create({ model: "relator", messages: conversation });
    expect(asked.at(-1)).toBe("dredging?");
    const relator = { filters: { countries: ["Ruritania"] } };
    const refused = await serving.post("/v1/chat/completions", { model: "relator", messages, relator });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { type: "invalid_request_error", param: "filters.countries[0]", code: "unknown_value" },
    });
  });
});

describe("responses", () => {
  test("give the text with annotations, streamed and not", async () => {
    const whole = await client.responses.create({ model: "relator", input: question });
    expect(whole.output_text).toContain(`> ${quotes[0]}`);
    const [message] = whole.output;
    const [part] = message?.type === "message" ? message.content : [];
    const annotations = part?.type === "output_text" ? part.annotations : [];
    expect(annotations).toMatchObject([{ type: "url_citation", url: linkOf(3) }]);

    const stream = client.responses.stream({ model: "relator", input: [{ role: "user", content: question }] });
    const types = new Set<string>();
    let text = "";
    for await (const event of stream) {
      types.add(event.type);
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    expect(text).toBe(whole.output_text);
    expect([...types]).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.annotation.added",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const final = await stream.finalResponse();
    expect(final.output).toMatchObject([{ type: "message", content: [{ text: whole.output_text, annotations }] }]);
    expect(final.usage).toEqual(whole.usage);
  });

  test("with the AI SDK, streamed and not", async () => {
    const model = createOpenAI({ baseURL: `${serving.url}/v1`, apiKey: "any" }).responses("relator");
    const conversation = [
      { role: "user" as const, content: "What was said?" },
      { role: "assistant" as const, content: "Much." },
      { role: "user" as const, content: question },
    ];
    const generated = await generateText({ model, messages: conversation });
    expect(generated.text).toContain(quotes[0]);
    expect(generated.sources).toMatchObject([{ url: linkOf(3) }]);
    const streamed = streamText({ model, messages: conversation });
    expect(await streamed.text).toBe(generated.text);
    expect(await streamed.sources).toMatchObject([{ url: linkOf(3) }]);
  });

  test("whose state would have to be stored are refused, and told what to do", async () => {
    const refused = client.responses.create({ model: "relator", input: "And Chile?", previous_response_id: "resp_1" });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      param: "previous_response_id",
      code: "unservable_value",
    });
    await expect(refused).rejects.toThrow("Send its earlier messages");
  });
});

describe("models and embeddings", () => {
  test("the models are listed, and one that there is not is told as such", async () => {
    const names = (await client.models.list()).data.map(({ id }) => id);
    expect(names).toEqual(["relator", "hashed-words"]);
    expect((await client.models.retrieve("relator")).id).toBe("relator");
    const missing = { status: 404, code: "model_not_found", param: "model", type: "invalid_request_error" };
    await expect(client.models.retrieve("gpt-5")).rejects.toMatchObject(missing);
    await expect(client.chat.completions.create({ model: "gpt-5", messages })).rejects.toMatchObject(missing);
    await expect(client.embeddings.create({ model: "relator", input: "a" })).rejects.toMatchObject(missing);
  });

  test("texts become the vectors of the embedded model, in numbers or base64", async () => {
    const input = ["passage: Peru recommends dredging.", "query: harbour", "harbour"];
    const embedder = createFakeEmbedder();
    const expected = await embedder.embed(["Peru recommends dredging.", "harbour", "harbour"], "query");
    // The official client asks for base64 unless it is told otherwise, and decodes it.
    const decoded = await client.embeddings.create({ model: "hashed-words", input });
    const numbers = await client.embeddings.create({ model: "hashed-words", input, encoding_format: "float" });
    expect(numbers.data.map(({ embedding }) => embedding)).toEqual(expected.map((vector) => [...vector]));
    expect(decoded.data).toEqual(numbers.data);
    expect(decoded.usage.total_tokens).toBeGreaterThan(0);
  });

  test.each([
    ["tokens", { input: [[1, 2, 3]] }, "input[0]"],
    ["a blank text", { input: ["passage: "] }, "input[0]"],
    ["another length", { input: "a", dimensions: 3 }, "dimensions"],
  ])("%s cannot be embedded", async (_name, fields, param) => {
    const refused = await serving.post("/v1/embeddings", { model: "hashed-words", ...fields });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { param, type: "invalid_request_error" } });
  });
});

describe("errors", () => {
  test.each([
    ["no message of a user", { messages: [{ role: "system", content: "a" }] }, "messages"],
    ["a picture", { messages: [{ role: "user", content: [{ type: "image_url", image_url: {} }] }] }, "messages"],
    ["several choices", { messages, n: 2 }, "n"],
    ["JSON of a shape", { messages, response_format: { type: "json_object" } }, "response_format"],
    ["a question without end", { messages: [{ role: "user", content: "a".repeat(2_001) }] }, "question"],
    ["messages that are none", { messages: "hello" }, "messages"],
  ])("%s: told in the shape of OpenAI", async (_name, fields, param) => {
    const refused = await serving.post("/v1/chat/completions", { model: "relator", ...fields });
    expect(refused.status).toBe(400);
    const { error } = (await refused.json()) as { error: { message: string } };
    expect(error).toMatchObject({ type: "invalid_request_error", param });
    expect(error.message.length).toBeGreaterThan(20);
  });

  test("of other kinds have the same shape, and tell nothing of the inside", async () => {
    const failed = await serving.post("/v1/chat/completions", {
      model: "relator",
      messages: [{ role: "user", content: "boom" }],
    });
    expect(failed.status).toBe(500);
    expect(JSON.stringify(await failed.json())).not.toMatch(/secret|stack/u);
    const foreign = await serving.post("/v1/responses", {}, { Origin: "https://elsewhere.example" });
    expect(await foreign.json()).toMatchObject({ error: { type: "permission_error", code: "forbidden" } });
    const nowhere = await fetch(`${serving.url}/v1/audio/speech`);
    expect(nowhere.status).toBe(404);
    expect(await nowhere.json()).toMatchObject({ error: { code: "not_found" } });
    const spanish = await serving.post("/v1/responses", { model: "x", input: "y" }, { "Accept-Language": "es" });
    expect(await spanish.json()).toMatchObject({ error: { message: expect.stringContaining("No hay ningún modelo") } });
  });

  test("a client that goes away stops the work for it", async () => {
    const isGivenUp = new Promise<void>((resolve) => {
      givenUp = resolve;
    });
    const controller = new AbortController();
    const { signal } = controller;
    const isAsked = new Promise<void>((resolve) => {
      const look = () => (asked.includes("never") ? resolve() : setImmediate(look));
      look();
    });
    const completion = client.responses.create({ model: "relator", input: "never" }, { signal });
    const failed = expect(completion).rejects.toThrow();
    await isAsked;
    controller.abort();
    await failed;
    await isGivenUp;
  });
});
