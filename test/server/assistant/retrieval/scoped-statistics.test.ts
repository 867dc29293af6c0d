import { afterAll, beforeAll, expect, it } from "vitest";
import { createFakeModels } from "../answers/fake-models.ts";
import { fishingRecord, harbourRecord } from "../answers/fishing-records.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";

const questions = [
  "fact | ¿Cuántas toneladas de [t merluza] desembarcó la flota?",
  "fact | ¿Qué mide la temperatura del [t agua]?",
];
const words = ["merluza y hielo en las caletas", "boyas y embarcaciones", "recomendaciones de la comisión"];

let alone: RecordBench;
let among: RecordBench;
beforeAll(async () => {
  const models = { models: createFakeModels(questions) };
  const fishing = readText("fishing", fishingRecord);
  alone = await openBench([fishing], models);
  const others = [1, 2, 3].map((number) => readText(`other-${number}`, `${fishingRecord}${harbourRecord}${number}`));
  among = await openBench([fishing, readText("harbour", harbourRecord), ...others], models);
});
afterAll(() => Promise.all([alone.close(), among.close()]));

it("scores within a record do not move with records that are not asked", () => {
  const score = ({ collection }: RecordBench, text: string) => {
    const ids = new Set(["fishing"]);
    const index = collection.lexicalIndex.within((at) => ids.has(collection.passages[at]?.document.id ?? ""));
    const units = text.split(" ").map((surface) => ({
      ...{ surface, importance: 1, partOf: null },
      alternatives: [{ key: `=${surface}` as const, weight: 1 }],
    }));
    const { scores, inverseFrequencies, frequencies } = index.score(units);
    const told = [...scores].map(([at, value]) => [collection.passages[at]?.passage.id, value] as const);
    return { told: told.sort(([one = ""], [other = ""]) => one.localeCompare(other)), inverseFrequencies, frequencies };
  };
  for (const text of words) {
    expect(score(alone, text).told.length).toBeGreaterThan(0);
    expect(score(among, text)).toEqual(score(alone, text));
  }
});

it("an answer within a record is the same, with the same scores, whatever else is held", async () => {
  for (const line of questions) {
    const question = line.slice(line.indexOf("|") + 2).replace(/\[t |\]/gu, "");
    const [one, other] = [
      await alone.ask(question),
      await among.ask(question, { filters: { documents: ["fishing"] } }),
    ];
    const told = ({ citations }: typeof one) => citations.map(({ passageId, score }) => [passageId, score]);
    expect(told(other)).toEqual(told(one));
  }
});
