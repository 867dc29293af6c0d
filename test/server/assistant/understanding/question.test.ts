import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readableText, topicText } from "../../../../server/assistant/understanding/question.ts";
import { decideKind } from "../../../../server/assistant/understanding/request-kinds.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { fishingRecord, harbourRecord } from "../answers/fishing-records.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";
import { understandMarked } from "./marked-questions.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents, { models: createFakeModels() });
});
afterAll(() => bench.close());

const understand = (line: string) => understandMarked(line, bench.collection);

describe("the kind of a question", () => {
  const kinds = (...pairs: [string, number][]) => pairs.map(([kind, probability]) => ({ kind, probability }));

  it("is the best of the best group, not the best alone", () => {
    const decided = decideKind(kinds(["overview", 0.3], ["who", 0.28], ["which", 0.25], ["fact", 0.17]));
    expect(decided).toMatchObject({ group: "fact", kind: "who" });
    expect(decided.probability).toBeCloseTo(0.7);
  });

  it("is a question of fact where no group is certain", () => {
    expect(decideKind(kinds(["outside", 0.34], ["overview", 0.33], ["compare", 0.33])).group).toBe("fact");
  });

  it("is none of the groups that cannot be meant", () => {
    expect(decideKind(kinds(["followup", 0.8], ["where", 0.2]), ["followup"]).kind).toBe("where");
  });

  it("passes over what this version does not know", () => {
    expect(decideKind(kinds(["of-another-version", 0.9], ["when", 0.1])).group).toBe("fact");
  });
});

describe("the parts of a question", () => {
  it("are the speakers whose words are asked for, and the topic", () => {
    const question = understand("speaker-topic | What did [s Chile] say about [t ice plants]?");
    expect(question.speakers.map(({ text }) => text)).toEqual(["Chile"]);
    expect(question.scope?.map(({ section }) => section.country)).toEqual(["CL"]);
    expect(topicText(question)).toBe("ice plants");
  });

  it("leave a name in the topic where it is no speaker", () => {
    const question = understand("list-mentions | Who speaks of [t Chile]?");
    expect(question.speakers).toEqual([]);
    expect(question.scope).toBeNull();
  });

  it("are who is left out, which is no speaker", () => {
    const question = understand("list-not | Everyone except [x Jamaica] on [t buoys]");
    expect(question.excluded.map(({ text }) => text)).toEqual(["Jamaica"]);
    expect(question.speakers).toEqual([]);
  });

  it("are the session that is named by its year, place or body, where it tells records apart", () => {
    const ids = (line: string) => understand(line).sessions?.map(({ id }) => id) ?? null;
    expect(ids("session-date | what was said in [d the 2021 meeting]?")).toEqual(["harbour"]);
    expect(ids("session-date | ¿qué se dijo en [d la sesión de octubre de 2022]?")).toEqual(["fishing"]);
    expect(ids("session-date | what was said in [d the Kingston meeting]?")).toEqual(["harbour"]);
    expect(ids("session-date | what was said in [d October]?")).toBeNull();
    expect(ids("session-date | what was said in [d Reykjavik]?")).toBeNull();
  });

  it("restrict to recommendations only where a list of them is asked for", () => {
    expect(understand("list-recommendations | all [k recommendations]").passageKinds).toEqual(["recommendation"]);
    expect(understand("fact | how many recommendations are binding?").passageKinds).toEqual([]);
  });

  it("are read, like a topic, where statements of another kind than recommendations are asked for", () => {
    const question = understand("list-recommendations | which [k commitments] on [t harbours] were made?");
    expect(question.passageKinds).toEqual([]);
    expect(question.topic.map(({ folded }) => folded)).toEqual(["commitments", "harbours"]);
    expect(understand("list-recommendations | ¿qué [k propuestas] hubo?").passageKinds).toEqual(["recommendation"]);
  });

  it("are recommendations where that is all that a speaker is asked about, however the question is written", () => {
    const question = understand("speaker-topic | que [t recomendo] [s jamaica]");
    expect(question).toMatchObject({ kind: "list-recommendations", passageKinds: ["recommendation"], topic: [] });
    expect(understand("speaker-topic | que recomendo [s jamaica]").kind).toBe("list-recommendations");
    expect(understand("speaker-topic | que recomendo [s jamaica] sobre [t hielo]").kind).toBe("speaker-topic");
  });

  it("tell the office of a body from an office beside a body", () => {
    const names = (line: string) => understand(line).speakers.map(({ text }) => text);
    expect(names("speaker-topic | What did [s the Secretary General of Jamaica] say about [t ice]?")).toEqual([
      "Jamaica",
    ]);
    expect(names("compare | How do [s the Secretary General] and [s Jamaica] differ on [t ice]?")).toEqual([
      "Secretary General",
      "Jamaica",
    ]);
  });

  it("keep every content word of a question of fact, whatever part it is", () => {
    const question = understand("howmany | How many tonnes of hake came ashore?");
    expect(question.topic.map(({ folded }) => folded)).toEqual(["tonnes", "hake", "came", "ashore"]);
  });
});

describe("a speaker whom no record names", () => {
  const unresolved = (line: string, from = bench.collection) =>
    understandMarked(line, from).unresolvedSpeaker.map(({ surface }) => surface);

  it("is every word of the part, where nothing of it is known", () => {
    expect(unresolved("speaker-topic | What did [s Antony Blinken] say about [t ice]?")).toEqual(["Antony", "Blinken"]);
    expect(unresolved("speaker-topic | What did [s Jamaica] say about [t ice]?")).toEqual([]);
  });

  it("is none for how a question styles a person whom the records name", async () => {
    const source =
      "ACTA DE LA MESA DE PESCA\n4 de octubre de 2022\n\nIntervención del Sr. Fermín Urrieta\n\n- Pidió hielo para las caletas.\n";
    const persons = await openBench([readText("persons", source)], { models: createFakeModels() });
    try {
      const question = understandMarked("fact | What did [s Mr Urrieta] ask for?", persons.collection);
      expect(question.mentions.map(({ kind }) => kind)).toEqual(["person"]);
      expect(question.unresolvedSpeaker).toEqual([]);
      expect(unresolved("fact | What did [s Mr Tudela] ask for?", persons.collection)).toEqual(["Mr", "Tudela"]);
    } finally {
      await persons.close();
    }
  });
});

describe("a text in capitals", () => {
  it("is read in small letters, of the same length", () => {
    expect(readableText("¿QUÉ RECOMENDÓ PANAMÁ?")).toBe("¿qué recomendó panamá?");
    expect(readableText("What did PANAMÁ say?")).toBe("What did PANAMÁ say?");
    expect(readableText("OEA")).toBe("OEA");
  });
});
