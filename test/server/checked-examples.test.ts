import { afterEach, describe, expect, it } from "vitest";
import type { Assistant } from "../../server/assistant/assistant.ts";
import { createCheckedExamples } from "../../server/checked-examples.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { createFakeCollection } from "../fakes/fake-collection.ts";
import { makeDocument } from "../fakes/fake-documents.ts";
import { type Serving, serve } from "./serving.ts";

const harbour = makeDocument("harbour-2024", ["The harbour of Callao was dredged.", "Nobody spoke of rain."]);
const ports = makeDocument("ports-2024", ["The ports were closed."]);

/** Offers these, and answers what a record says; what was asked is told. */
function assistantOffering(examples: readonly string[], asked: string[], fails = false): Assistant {
  const fake = createFakeAssistant([harbour]);
  return {
    ...fake,
    examples: () => examples,
    ask: (request, context) => {
      asked.push(request.question);
      if (fails) throw new Error("a fault of ours");
      return fake.ask(request, context);
    },
  };
}

const open: Serving[] = [];
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});

describe("example questions", () => {
  it("are those that are answered, five at the most, and each is asked once", async () => {
    const asked: string[] = [];
    const offered = ["zeppelins", "harbour", "Callao", "rain", "snow", "dredged", "spoke", "Nobody"];
    const assistant = assistantOffering(offered, asked);
    const examples = createCheckedExamples({ collection: { assistant: () => assistant }, onFault: () => {} });
    const { questions } = await examples.list("en");
    expect(questions).toEqual(["harbour", "Callao", "rain", "dredged", "spoke"]);
    await examples.list("es");
    await examples.list("en");
    expect(asked).toEqual([...offered.slice(0, -1), ...offered.slice(0, -1)]);
  });

  it("are checked again when the collection has changed, also while a check runs", async () => {
    const asked: string[] = [];
    let assistant = assistantOffering(["harbour"], asked);
    const examples = createCheckedExamples({ collection: { assistant: () => assistant }, onFault: () => {} });
    const listed = examples.list("en");
    assistant = assistantOffering(["Callao"], asked);
    examples.check();
    expect(await listed).toEqual({ language: "en", questions: ["Callao"] });
    expect(await examples.list("en")).toEqual({ language: "en", questions: ["Callao"] });
  });

  it("that fail or take too long are passed over and told, what was found is kept, and the next asks again", async () => {
    const faults: unknown[] = [];
    let failing = true;
    const fake = createFakeAssistant([harbour]);
    const assistant: Assistant = {
      ...fake,
      examples: () => ["harbour", "rain", "dredged", "spoke"],
      ask: async (request, context) => {
        if (failing && request.question === "rain") throw new Error("a fault of ours");
        if (failing && request.question === "dredged") return new Promise(() => {});
        return fake.ask(request, context);
      },
    };
    const collection = { assistant: () => assistant };
    const examples = createCheckedExamples({ collection, onFault: (error) => faults.push(error), timeoutMs: 20 });
    expect((await examples.list("es")).questions).toEqual(["harbour", "spoke"]);
    expect(faults).toHaveLength(2);
    failing = false;
    expect((await examples.list("es")).questions).toEqual(["harbour", "rain", "dredged", "spoke"]);
  });

  it("are none, and it is told, where the assistant fails", async () => {
    const faults: unknown[] = [];
    const assistant = assistantOffering(["harbour"], [], true);
    const examples = createCheckedExamples({
      collection: { assistant: () => assistant },
      onFault: (error) => faults.push(error),
    });
    expect(await examples.list("es")).toEqual({ language: "es", questions: [] });
    await examples.list("en");
    expect(faults).toHaveLength(2);
  });
});

describe("GET /api/v1/examples", () => {
  const makeServing = async (): Promise<Serving> => {
    const documents = [harbour, ports];
    const serving = await serve({
      collection: createFakeCollection({ documents, makeAssistant: (held) => createFakeAssistant(held) }),
    });
    open.push(serving);
    return serving;
  };

  it("gives them in the language asked for, else the reader's, and tells when nothing has changed", async () => {
    const { url } = await makeServing();
    const get = (query: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${url}/api/v1/examples${query}`, { headers: { "Cache-Control": "max-age=0", ...headers } });
    expect(await (await get("?language=en")).json()).toEqual({
      language: "en",
      questions: ["en: harbour", "en: ports"],
    });
    const preferred = await get("", { "Accept-Language": "en" });
    expect(await preferred.json()).toMatchObject({ language: "en" });
    expect(preferred.headers.get("Vary")).toContain("Accept-Language");
    const spanish = await get("");
    expect(await spanish.json()).toMatchObject({ language: "es" });
    const again = await get("", { "If-None-Match": spanish.headers.get("ETag") ?? "" });
    expect(again.status).toBe(304);
  });

  it("refuses a language that no answer is framed in", async () => {
    const { url } = await makeServing();
    const response = await fetch(`${url}/api/v1/examples?language=fr`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ path: "language" }] });
  });
});

it("GET /api/v1/documents/{id}/interventions tells who speaks, where, and how much each recommends", async () => {
  const serving = await serve();
  open.push(serving);
  const response = await fetch(`${serving.url}/api/v1/documents/ports-2024/interventions`);
  const { interventions } = (await response.json()) as { readonly interventions: readonly object[] };
  expect(interventions).toEqual([
    {
      section: 1,
      speaker: "Delegation of Peru",
      organization: "Delegation of Peru",
      paragraph: 2,
      recommendations: 0,
    },
  ]);
  expect((await fetch(`${serving.url}/api/v1/documents/none/interventions`)).status).toBe(404);
});
