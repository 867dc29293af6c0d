import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkExactly } from "../../../../server/assistant/weighing/exact-checks.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { fishingRecord, harbourRecord } from "../answers/fishing-records.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";
import { understandMarked } from "../understanding/marked-questions.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents, { models: createFakeModels() });
});
afterAll(() => bench.close());

function passage(id: string) {
  const entry = bench.collection.passages.find((each) => each.passage.id === id);
  if (entry === undefined) throw new Error(`There is no passage ${id}.`);
  return entry;
}

const check = (line: string, id: string) =>
  checkExactly(understandMarked(line, bench.collection), passage(id), bench.collection.words);

describe("an exact check", () => {
  it("tells the numbers of the question that a passage does not hold, in whatever style they are written", () => {
    expect(check("fact | What happened in 2021?", "fishing/p5").numbersMissing).toBe(0);
    expect(check("fact | What happened in 2021 and 1850?", "fishing/p5").numbersMissing).toBe(0.5);
    expect(check("fact | ¿Qué son las 1,250 toneladas?", "fishing/p5").numbersMissing).toBe(0);
  });

  it("tells the names of the question that neither the passage nor its heading holds", () => {
    expect(check("fact | What did Chile land?", "fishing/p5").namesMissing).toBe(0);
    expect(check("fact | What did Jamaica land?", "fishing/p5").namesMissing).toBe(1);
    expect(check("fact | Who shares the RHFC's data?", "fishing/p14").namesMissing).toBe(0);
  });

  it("tells that a passage has no figure or no time, only where one is asked for", () => {
    expect(check("howmany | How many vessels?", "fishing/p9").formMissing).toBeNull();
    expect(check("howmany | How many sharks?", "fishing/p14").formMissing).toBe("number");
    expect(check("when | When do they share data?", "fishing/p14").formMissing).toBe("time");
    expect(check("fact | What is shared?", "fishing/p14").formMissing).toBeNull();
  });

  it("takes a number in words for a number", () => {
    expect(check("howmany | How many buoys?", "fishing/p13").formMissing).toBeNull();
  });
});
