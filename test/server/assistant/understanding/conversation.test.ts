import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ResolvedQuestion, resolveQuestion } from "../../../server/understanding/conversation.ts";
import { readQuestion } from "../../../server/understanding/question-reading.ts";
import { openBench, type RecordBench, readRealDocument } from "../answers/record-bench.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await openBench([await readRealDocument()]);
});
afterAll(() => bench.close());

/** Resolves the last of some questions, each after those before it. */
function converse(...questions: string[]): ResolvedQuestion {
  let previous: ResolvedQuestion | null = null;
  for (const question of questions) {
    previous = resolveQuestion(question, previous, (text) => readQuestion(text, bench.collection));
  }
  if (previous === null) throw new Error("A conversation has a question.");
  return previous;
}

const countries = ({ reading }: ResolvedQuestion): string[] =>
  reading.mentions.flatMap(({ concepts }) => concepts.map(({ id }) => id)).filter((id) => id.startsWith("country:"));
const spokenFor = ({ reading }: ResolvedQuestion): (string | null)[] =>
  (reading.scope ?? []).map(({ section }) => section.organization);
const topic = ({ reading }: ResolvedQuestion): string[] => reading.topic.map(({ folded }) => folded);

describe("a question after another", () => {
  it.each([
    "¿Y Canadá?",
    "y Canadá",
    "And Canada?",
    "what about Canada?",
  ])("puts the new country in: %s", (question) => {
    const resolved = converse("¿Qué tema lidera Chile?", question);
    expect(countries(resolved)).toEqual(["country:CA"]);
    expect(topic(resolved)).toContain("lidera");
    expect(resolved.inherited).toContain("topic");
  });

  it("puts the name where a pronoun stands", () => {
    const resolved = converse("Who is Olga Rebolledo?", "What did she say about surveys?");
    expect(resolved.reading.text).toBe("What did Olga Rebolledo say about surveys?");
    expect(spokenFor(resolved)).toHaveLength(1);
  });

  it("puts the new speaker in", () => {
    expect(spokenFor(converse("¿Qué dijo la CRM sobre la trata de personas?", "¿y la CSM?"))).toEqual(["CSM"]);
    expect(spokenFor(converse("What did Foran say?", "and Harris?"))).toEqual(["BID"]);
  });

  it.each([
    ["¿Qué dijo la CSM sobre la movilidad climática?", "¿y qué recomendó?"],
    ["¿Qué dijo la CSM?", "¿Y qué propuso?"],
    ["What did the CSM say?", "and what did they recommend?"],
  ])("asks the same speaker for recommendations: %s %s", (first, second) => {
    const resolved = converse(first, second);
    expect(spokenFor(resolved)).toEqual(["CSM"]);
    expect(resolved.reading.kinds).toEqual(["recommendation"]);
    expect(resolved.inherited).toContain("organizations");
  });

  it("asks another speaker about the same topic", () => {
    const resolved = converse("What did the IDB say about remittances?", "and what did the MIRPS say about it?");
    expect(spokenFor(resolved)).toEqual(["MIRPS"]);
    expect(topic(resolved)).toEqual(["remittances"]);
    expect(resolved.inherited).toEqual(["topic"]);
  });

  it.each([
    ["¿Qué dijo el BID sobre las remesas?", "¿y sobre la diáspora?", ["diaspora"], ["BID"]],
    ["What did the IDB say about remittances?", "and about refugees?", ["refugees"], ["BID"]],
    ["What did the IDB say about remittances?", "what about natural disasters?", ["natural", "disasters"], ["BID"]],
    ["Which speakers mention climate change?", "and about visas?", ["visas"], []],
  ])("asks the same speaker about another topic: %s %s", (first, second, words, organizations) => {
    const resolved = converse(first, second);
    expect(topic(resolved)).toEqual(words);
    expect(spokenFor(resolved)).toEqual(organizations);
    expect(resolved.inherited).not.toContain("topic");
  });

  it("keeps the speaker through several changes of topic", () => {
    const resolved = converse(
      "¿Qué dijo el BID sobre las remesas?",
      "¿y sobre la diáspora?",
      "¿y sobre los refugiados?",
    );
    expect(topic(resolved)).toEqual(["refugiados"]);
    expect(spokenFor(resolved)).toEqual(["BID"]);
  });

  it("drops all before it where it stands on its own", () => {
    const alone = "¿Qué porcentaje del PIB de Jamaica proviene de remesas?";
    const resolved = converse("¿Qué tema lidera Chile?", alone);
    expect(resolved.reading).toEqual(converse(alone).reading);
    expect(resolved.inherited).toEqual([]);
  });

  it("changes the subject with a full question to the same speaker", () => {
    const resolved = converse("¿Qué dijo la CRM sobre visas?", "¿Qué dijo el BID sobre las remesas?");
    expect(spokenFor(resolved)).toEqual(["BID"]);
    expect(topic(resolved)).toEqual(["remesas"]);
  });

  it("carries what is understood through more than one question", () => {
    const resolved = converse("¿Qué tema lidera Chile?", "¿Y Canadá?", "¿y Ecuador?");
    expect(countries(resolved)).toEqual(["country:EC"]);
    expect(topic(resolved)).toContain("lidera");
  });

  it.each([
    ["la segunda", 2],
    ["¿y la primera?", 1],
    ["the second one", 2],
    ["el tercero", 3],
    ["the last one", -1],
    ["la última", -1],
  ])("points at a citation of the answer before: %s", (question, ordinal) => {
    const resolved = converse("Todas las recomendaciones de la CRM", question);
    expect(resolved.ordinal).toBe(ordinal);
    expect(spokenFor(resolved)).toEqual(["CRM"]);
  });

  it.each([
    "¿Qué dijo Perú en primer lugar sobre la troika?",
    "the second meeting of the ministers",
  ])("does not point back with an ordinal that belongs to its subject: %s", (question) => {
    expect(converse("Todas las recomendaciones de la CRM", question).ordinal).toBeNull();
  });

  it("is read on its own where nothing came before", () => {
    for (const question of ["¿Y Canadá?", "la segunda", "and what did they recommend?"]) {
      expect(converse(question)).toEqual({
        reading: readQuestion(question, bench.collection),
        inherited: [],
        ordinal: null,
      });
    }
  });

  it("takes neither greetings nor questions about the record for a continuation", () => {
    for (const question of ["Gracias", "¿Qué puedes hacer?", "¿Cuándo se celebró la sesión?"]) {
      expect(converse("¿Qué dijo la CSM?", question).inherited).toEqual([]);
    }
  });
});
