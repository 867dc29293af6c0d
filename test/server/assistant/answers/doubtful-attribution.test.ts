import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeModels } from "./fake-models.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

const minutes = (turn: string): string =>
  `Consejo Vecinal\nActa del 4 de marzo de 2024\n\nLucía Pardo: La fuente pierde agua desde enero.\n\nTomás Arce: El camino está cortado por el barro.\n\n${turn}\n\nLucía Pardo: La reparación costaría 1.200 euros.\n`;
const questions = ["overview-speaker | What did [s Tomás Arce] say?"];

let benches: readonly RecordBench[];
beforeAll(async () => {
  benches = await Promise.all(
    [
      minutes("Tomás Arce: Los vecinos piden una barandilla."),
      minutes("Vocal suplente: Los vecinos piden una barandilla."),
    ].map((source, at) => openBench([readText(`acta-${at}`, source)], { models: createFakeModels(questions) })),
  );
});
afterAll(() => Promise.all(benches.map((bench) => bench.close())));

describe("all that somebody said", () => {
  it("is complete where every turn has its speaker", async () => {
    const response = await benches[0]?.ask("What did Tomás Arce say?");
    expect(response).toMatchObject({ total: 2, complete: true });
    expect(response?.incomplete).toBeUndefined();
  });

  it("is not where a turn of the record is nobody's, and says why; that turn is not credited to the one before", async () => {
    const bench = benches[1];
    const response = await bench?.ask("What did Tomás Arce say?");
    if (bench === undefined || response === undefined) throw new Error("There is no bench.");
    expectSound(response, bench.collection.documents);
    expect(response).toMatchObject({ total: 1, complete: false, incomplete: "doubtful-attribution" });
    expect(response.citations.map(({ quote }) => quote).join()).not.toContain("barandilla");
  });
});
