import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { understandQuestion } from "../../../../server/assistant/understanding/question.ts";
import { litParts, partHolding, readParts } from "../../../../server/assistant/weighing/answering-part.ts";
import { oneOfEachBlock, weigh } from "../../../../server/assistant/weighing/evidence.ts";
import { unitsOf } from "../../../../server/assistant/weighing/record-collection.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { fishingRecord } from "../answers/fishing-records.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";

const twoSentences = "Chile lidera el grupo de boyas. Canadá lidera el grupo de faros y luces.";

describe("the parts that can be lit", () => {
  it("are sentences, and the clauses of a long one", () => {
    const clause = (country: string) =>
      `${country} lidera el grupo sobre ${"la integración de comunidades ".repeat(3)}`;
    const long = `${clause("Chile")}; ${clause("Canadá")}; ${clause("Perú")}.`;
    const texts = litParts(`${twoSentences} ${long}`, "es").map(({ start, end }) =>
      `${twoSentences} ${long}`.slice(start, end).split(" ", 2).join(" "),
    );
    expect(texts).toEqual(["Chile lidera", "Canadá lidera", "Chile lidera", "Canadá lidera", "Perú lidera"]);
  });

  it("hold a span, from the first that it touches to the last", () => {
    const at = twoSentences.indexOf("faros");
    const lit = partHolding(twoSentences, "es", { start: at, end: at + 5 });
    expect(twoSentences.slice(lit.start, lit.end)).toBe("Canadá lidera el grupo de faros y luces.");
    expect(partHolding(twoSentences, "es", { start: 3, end: at })).toEqual({ start: 0, end: twoSentences.length });
    expect(partHolding(twoSentences, "es", null)).toEqual({ start: 0, end: twoSentences.length });
  });
});

describe("the answering part", () => {
  let bench: RecordBench;
  beforeAll(async () => {
    const document = readText("fishing", `${fishingRecord}\n${twoSentences}\n`);
    bench = await openBench([document], { models: createFakeModels() });
  });
  afterAll(() => bench.close());

  const never = new AbortController().signal;

  async function litFor(text: string): Promise<string> {
    const { collection } = bench;
    const reading = await collection.readers.questions.readQuestion(text);
    const question = understandQuestion(text, reading, collection);
    const units = unitsOf(collection, question, question.content);
    const retrieval = collection.retriever.retrieve({ vector: question.reading.vector, units, accept: () => true });
    const task = { collection, question, units, retrieval, candidates: retrieval.candidates, signal: never };
    const evidence = oneOfEachBlock(await weigh({ ...task, model: collection.models.relevance }));
    const held = evidence.find(({ entry }) => entry.passage.text.includes("faros"));
    if (held === undefined) throw new Error("The passage was not found.");
    const { best } = await readParts(collection, question, held, never);
    return held.entry.passage.text.slice(best.start, best.end);
  }

  it("is the sentence that answers best by itself, wherever the words of the question begin", async () => {
    expect(await litFor("¿Qué grupo lidera Canadá, faros?")).toBe("Canadá lidera el grupo de faros y luces.");
    expect(await litFor("¿Quién lidera el grupo de boyas?")).toBe("Chile lidera el grupo de boyas.");
  });
});
