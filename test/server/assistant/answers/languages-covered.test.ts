import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeModels } from "./fake-models.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

const spanish =
  "Consejo Vecinal\nActa del 4 de marzo de 2024\n\nLucía Pardo: La barandilla del puente está rota desde enero.\n\nTomás Arce: El camino de Zorraquín está cortado por el barro.\n";
const english =
  "Harbour Council\nMinutes of 5 March 2024\n\nMs Jane Hill: The railing of the bridge is broken and the mayor knows it.\n\nMr Tom Reed: The road to Zorraquín is closed, and children walk over the bridge.\n";
const questions = [
  "list-mentions | ¿Quiénes mencionan [t barandilla]?",
  "list-mentions | ¿Quiénes mencionan [t Zorraquín]?",
];

let alone: RecordBench;
let both: RecordBench;
beforeAll(async () => {
  const models = { models: createFakeModels(questions) };
  alone = await openBench([readText("acta", spanish)], models);
  both = await openBench([readText("acta", spanish), readText("minutes", english)], models);
});
afterAll(() => Promise.all([alone.close(), both.close()]));

describe("a list by mention", () => {
  it("is complete where all records are in the question's language", async () => {
    expect(await alone.ask("¿Quiénes mencionan barandilla?")).toMatchObject({ basis: "mention", complete: true });
  });

  it("is not where others are asked too, in whose language the word was not looked for, and says why", async () => {
    const response = await both.ask("¿Quiénes mencionan barandilla?");
    expectSound(response, both.collection.documents);
    expect(response).toMatchObject({ basis: "mention", total: 1, complete: false, incomplete: "other-languages" });
    expect(response.answer).toContain("puede no ser completa");
  });

  it("is where only records in the question's language are asked, or a name is the same in all", async () => {
    const filters = { documents: ["acta"] };
    expect(await both.ask("¿Quiénes mencionan barandilla?", { filters })).toMatchObject({ complete: true });
    expect(await both.ask("¿Quiénes mencionan Zorraquín?")).toMatchObject({ total: 2, complete: true });
  });
});
