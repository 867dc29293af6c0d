import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fishingRecord, harbourRecord } from "./fishing-records.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents);
});
afterAll(() => bench.close());

describe("suggestions", () => {
  const questions = [
    "What is the RHFC?",
    "¿Qué recomendó Chile?",
    "Hola",
    "¿Qué dijo Brasil?",
    "Compare Chile and Jamaica",
  ];

  it.each(questions)("are questions that the assistant answers, in the frame's language: %s", async (question) => {
    const { suggestions = [], language } = await bench.ask(question);
    expect(suggestions.length).toBeGreaterThan(0);
    expect(new Set(suggestions).size).toBe(suggestions.length);
    expect(suggestions).not.toContain(question);
    for (const suggestion of suggestions) {
      const response = await bench.ask(suggestion);
      expect(response.outcome, suggestion).toBe("answered");
      expect(response.language, suggestion).toBe(language);
    }
  });

  it("keep to the reader's filters", async () => {
    const filters = { documents: ["harbour"] };
    const { suggestions = [] } = await bench.ask("What recommendations are there?", { filters });
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) {
      expect((await bench.ask(suggestion, { filters })).outcome, suggestion).toBe("answered");
    }
  });
});
