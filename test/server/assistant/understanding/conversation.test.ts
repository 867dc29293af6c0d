import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ResolvedQuestion, resolveQuestion } from "../../../../server/assistant/understanding/conversation.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { openBench, type RecordBench, readRealDocument } from "../answers/record-bench.ts";
import { readTextFrom } from "./marked-questions.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await openBench([await readRealDocument()], { models: createFakeModels() });
});
afterAll(() => bench.close());

/** Resolves the last of some marked questions, each after those before it. */
async function converse(...lines: string[]): Promise<ResolvedQuestion> {
  const read = readTextFrom(lines, bench.collection);
  let previous: ResolvedQuestion | null = null;
  for (const line of lines) {
    const text = line.slice(line.indexOf(" | ") + 3).replace(/\[[stkdx] ([^\][]*)\]/gu, "$1");
    previous = await resolveQuestion(text, previous, read);
  }
  if (previous === null) throw new Error("A conversation has a question.");
  return previous;
}

const countries = ({ question }: ResolvedQuestion): string[] =>
  question.mentions.flatMap(({ concepts }) => concepts.map(({ id }) => id)).filter((id) => id.startsWith("country:"));

const lead = "fact | ¿Qué [t tema] lidera [s Chile]?";
const remittances = "speaker-topic | What did [s the IDB] say about [t remittances]?";

describe("a question after another", () => {
  it.each([
    "followup | ¿Y Canadá?",
    "followup | And Canada?",
    "followup | what about Canada?",
  ])("puts the new name into the one before: %s", async (line) => {
    const resolved = await converse(lead, line);
    expect(resolved.question.text).toMatch(/^¿Qué tema lidera Canad[aá]\?$/u);
    expect(countries(resolved)).toEqual(["country:CA"]);
    expect(resolved.inherited).toEqual(["topic"]);
  });

  it("puts the name where a pronoun stands", async () => {
    const resolved = await converse(
      "who | Who is Olga Rebolledo?",
      "speaker-topic | What did [s she] say about [t surveys]?",
    );
    expect(resolved.question.text).toBe("What did Olga Rebolledo say about surveys?");
  });

  it("puts a topic alone into the one before", async () => {
    const resolved = await converse(remittances, "followup | and about [t refugees]?");
    expect(resolved.question.text).toBe("What did the IDB say about refugees?");
    expect(resolved.inherited).toEqual(["organizations"]);
  });

  it("asks another speaker about the same topic, where a pronoun points to it", async () => {
    const resolved = await converse(remittances, "speaker-topic | and what did [s the MIRPS] say about it?");
    expect(resolved.question.text).toBe("and what did the MIRPS say about it remittances");
    expect(resolved.inherited).toEqual(["topic"]);
  });

  it("asks the same again of a question that says nothing else", async () => {
    const { question } = await converse(remittances, "followup | why?");
    expect(question.text).toBe("why What did the IDB say about remittances?");
  });

  it("drops all before it where it stands on its own", async () => {
    const resolved = await converse(lead, "howmany | How much of Haiti's output comes from remittances?");
    expect(resolved.question.text).toBe("How much of Haiti's output comes from remittances?");
    expect(resolved.inherited).toEqual([]);
  });

  it.each([
    ["followup | la segunda", 2],
    ["followup | the last one", -1],
  ])("points at one citation of the answer before: %s", async (line, ordinal) => {
    expect((await converse(remittances, line)).ordinal).toBe(ordinal);
  });

  it("does not point with an ordinal that is part of a subject", async () => {
    expect(
      (await converse(remittances, "fact | What did the second Summit of the Americas decide?")).ordinal,
    ).toBeNull();
  });
});
