import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseItemsOrBlocks, type Evidence } from "../../../server/answers/evidence.ts";
import type { Citation } from "../../../server/protocol.ts";
import { fishingRecord } from "./fishing-records.ts";
import { openBench, type RecordBench, readFishingConcepts, readText } from "./record-bench.ts";

/** Two passages on the same subject, of which only one binds the figure to the country asked for. */
const remittances = `RESUMEN DE LA SESIÓN SOBRE PUERTOS

5 de abril de 2022

Intervención de la Secretaría

· La flota de Jamaica creció. El aumento fue del 21% en un año.
· La flota de Guyana perdió barcos por las tormentas. En Belice la pérdida fue del 34% de las lanchas de la bahía.
· La flota de Barbados vende atún; la de Surinam vende camarón; y la de Guyana vende pargo.
`;

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("ports", remittances)];
  bench = await openBench(documents, { concepts: await readFishingConcepts() });
});
afterAll(() => bench.close());

const marked = (citation: Citation | undefined): string | undefined =>
  citation?.highlight === null || citation === undefined
    ? citation?.quote
    : citation.quote.slice(citation.highlight.start - citation.start, citation.highlight.end - citation.start);

async function bestOf(question: string): Promise<Citation | undefined> {
  const { citations, nearest } = await bench.ask(question);
  return citations[0] ?? nearest?.[0];
}

async function featuresOf(question: string, passageId: string): Promise<Readonly<Record<string, number>>> {
  const { trace } = await bench.ask(question, { explain: true });
  const candidate = trace?.candidates.find((each) => each.passageId === passageId);
  if (candidate === undefined) throw new Error(`${passageId} was not weighed for "${question}".`);
  return candidate.features;
}

describe("the answering part of a passage", () => {
  it.each([
    ["¿Cuántas toneladas de merluza desembarcó Chile?", "1.250 toneladas"],
    ["¿Qué porcentaje se perdió por falta de hielo?", "19,6%"],
    ["¿Cuántas embarcaciones alcanza la medida?", "44 embarcaciones"],
    ["¿Qué animales regresaron a la bahía?", "tiburones"],
    ["Which sharks came back?", "tiburones"],
  ])("is the sentence that answers: %s", async (question, part) => {
    const best = await bestOf(question);
    expect(marked(best)).toContain(part);
    expect(marked(best)?.length).toBeLessThan(best?.quote.length ?? 0);
  });

  it("is a clause where that alone holds all that is asked", async () => {
    const clause = marked(await bestOf("¿Qué vende Surinam?"));
    expect(clause).toContain("Surinam vende camarón");
    expect(clause).not.toContain("pargo");
  });

  it("continues the sentence before, which names whose figure it is", async () => {
    const question = "¿De qué porcentaje fue en un año el aumento en Jamaica?";
    const best = await bestOf(question);
    expect(best?.passageId).toBe("ports/p4");
    expect(marked(best)).toContain("21%");
    expect((await featuresOf(question, "ports/p4")).bound).toBeGreaterThan(0);
  });

  it("belongs to another country where its sentence names one", async () => {
    const question = (country: string): string => `¿Qué porcentaje de sus barcos perdió la flota de ${country}?`;
    const asked = await featuresOf(question("Belice"), "ports/p5");
    const displaced = await featuresOf(question("Guyana"), "ports/p5");
    expect(asked.bound).toBeGreaterThan(displaced.bound ?? Number.POSITIVE_INFINITY);
  });
});

describe("the features of a passage", () => {
  it("stay near the unit interval", async () => {
    for (const question of ["¿Qué porcentaje se perdió por falta de hielo?", "sharks", "¿Cuándo prohibió la pesca?"]) {
      const { trace } = await bench.ask(question, { explain: true });
      for (const { features } of trace?.candidates ?? []) {
        for (const [name, value] of Object.entries(features)) {
          expect(Number.isFinite(value), name).toBe(true);
          expect(Math.abs(value), name).toBeLessThanOrEqual(10);
        }
      }
    }
  });

  it("cover more of the question where a passage holds more of its words", async () => {
    const question = "¿Cuántas toneladas de merluza desembarcó la flota artesanal?";
    const right = await featuresOf(question, "fishing/p5");
    const other = await featuresOf(question, "fishing/p9");
    expect(right.coverage).toBeGreaterThan(other.coverage ?? 0);
    expect(right.coverage).toBeLessThanOrEqual(1);
  });

  it("tell where the type of fact asked for is missing", async () => {
    const question = "¿Cuánto dinero costaron las plantas de hielo?";
    expect((await featuresOf(question, "fishing/p7")).answerType).toBe(-1);
    expect((await featuresOf("¿Qué año tendrán hielo las caletas?", "fishing/p7")).answerType).toBe(1);
  });
});

describe("an item and its block", () => {
  const evidence = (ordinal: number, matched: readonly number[]): Evidence => {
    const entry = bench.collection.passages[ordinal];
    if (entry === undefined) throw new Error(`No passage ${ordinal}.`);
    const candidate = { ordinal, denseRank: 1, similarity: 1, lexicalRank: 1, lexicalScore: 1, fusedScore: 1 };
    return { entry, candidate, features: {}, relevance: 0, matched: new Set(matched), span: { start: 0, end: 1 } };
  };

  it("are not both kept: the item where it holds all that the block holds, else the block", () => {
    const block = bench.collection.passages.findIndex(({ passage }) => passage.id === "fishing/p10");
    const kept = (itemMatches: readonly number[], blockMatches: readonly number[]): number[] =>
      chooseItemsOrBlocks([
        evidence(block + 1, itemMatches),
        evidence(block, blockMatches),
        evidence(block + 2, []),
      ]).map(({ entry }) => entry.ordinal);
    expect(kept([0, 1], [0, 1])).toEqual([block + 1]);
    expect(kept([0], [0, 1])).toEqual([block]);
  });

  it("are found by what only one item says", async () => {
    const best = await bestOf("¿Quién debe vigilar el desembarque nocturno?");
    expect(best?.passageId).toMatch(/^fishing\/p10(?:\.3)?$/u);
    expect(marked(best)).toContain("vigilar el desembarque nocturno");
  });
});
