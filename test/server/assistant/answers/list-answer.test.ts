import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AskRequest, AskResponse } from "../../../../server/protocol.ts";
import { fishingRecord, harbourRecord } from "./fishing-records.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents);
});
afterAll(() => bench.close());

async function ask(question: string, rest: Omit<AskRequest, "question"> = {}): Promise<AskResponse> {
  const response = await bench.ask(question, rest);
  expectSound(response, bench.collection.documents);
  return response;
}

const cited = ({ citations }: AskResponse): string[] => citations.map(({ passageId }) => passageId);

describe("a list of recommendations", () => {
  it("holds every one, in document order, items in place of their block", async () => {
    const response = await ask("Todas las recomendaciones");
    expect(cited(response)).toEqual([
      "fishing/p7",
      "fishing/p10.1",
      "fishing/p10.2",
      "fishing/p10.3",
      "fishing/p14",
      "harbour/p5",
      "harbour/p8",
    ]);
    expect(response).toMatchObject({ outcome: "answered", intent: "list", total: 7 });
  });

  it("rests on our own classification, and so is never called complete", async () => {
    for (const question of [
      "Todas las recomendaciones",
      "¿Qué recomendó Chile?",
      "List all recommendations about boats",
    ]) {
      const { basis, complete } = await ask(question);
      expect(["classified", "relevance"]).toContain(basis);
      expect(complete).toBe(false);
    }
  });

  it.each([
    ["¿Qué recomendó Costa Rica?", ["fishing/p10.1", "fishing/p10.2", "fishing/p10.3"]],
    ["¿Qué propone Jamaica?", ["fishing/p14"]],
    ["What did Saint Lucia recommend?", ["harbour/p5"]],
    ["Recomendaciones de Trinidad y Tobago", ["harbour/p8"]],
  ])("holds those of the speaker asked for: %s", async (question, passages) => {
    expect(cited(await ask(question))).toEqual(passages);
  });

  it.each([
    ["Todas las recomendaciones sobre embarcaciones", ["fishing/p10.1"]],
    ["List all recommendations about boats", ["fishing/p10.1"]],
    ["Todas las recomendaciones sobre refrigeración", ["fishing/p10.2"]],
  ])("holds those on the topic asked for, in either language: %s", async (question, passages) => {
    expect(cited(await ask(question))).toEqual(expect.arrayContaining(passages));
  });

  it("says how many in the lead", async () => {
    expect((await ask("Todas las recomendaciones")).answer).toMatch(/^7 /u);
    expect((await ask("List all recommendations")).answer).toMatch(/^7 /u);
  });
});

describe("a list by mention", () => {
  it.each([
    ["¿Qué oradores mencionan embarcaciones?", ["fishing/p9", "fishing/p10.1"]],
    ["Which speakers mention boats?", ["fishing/p9", "fishing/p10.1"]],
    ["Show me every passage that mentions ice", ["fishing/p5", "fishing/p7"]],
    ["Todo lo que mencione boyas", ["fishing/p13", "fishing/p14"]],
    ["Who mentions sharks?", ["fishing/p13"]],
    ["¿Qué pasajes mencionan la RHFC?", ["fishing/p6", "fishing/p14"]],
  ])("holds every passage that names the thing, by any of its names: %s", async (question, passages) => {
    const response = await ask(question);
    expect(cited(response)).toEqual(passages);
    expect(response).toMatchObject({ basis: "mention", complete: true, total: passages.length });
  });

  it("holds what either of two alternatives names", async () => {
    expect(cited(await ask("Show me every passage that mentions sharks or trawling"))).toEqual(
      expect.arrayContaining(["fishing/p13"]),
    );
    expect(cited(await ask("¿Qué pasajes mencionan tiburones o merluza?"))).toEqual(["fishing/p5", "fishing/p13"]);
  });

  it("names the speakers where it is speakers that are asked for", async () => {
    const { answer } = await ask("¿Qué oradores mencionan las boyas?");
    expect(answer).toContain("Delegación de Jamaica");
    expect(answer).not.toContain("Chile");
  });

  it("marks the sentence that names the thing", async () => {
    const { citations } = await ask("Who mentions sharks?");
    const [citation] = citations;
    const highlight = citation?.highlight;
    expect(
      citation?.quote.slice((highlight?.start ?? 0) - citation.start, (highlight?.end ?? 0) - citation.start),
    ).toBe("Los tiburones regresaron a la bahía tras la veda.");
  });

  it("holds an item or its block, never both", async () => {
    const response = await ask("¿Qué pasajes mencionan la refrigeración?");
    expect(cited(response)).toEqual(["fishing/p10.2"]);
  });

  it("counts what it lists", async () => {
    const response = await ask("¿Cuántos pasajes mencionan el hielo?");
    expect(response).toMatchObject({ intent: "count", total: 2, complete: true, basis: "mention" });
    expect(response.answer).toMatch(/^2 /u);
  });

  it("keeps to the reader's filters", async () => {
    expect(cited(await ask("Todas las recomendaciones", { filters: { countries: ["JM", "LC"] } }))).toEqual([
      "fishing/p14",
      "harbour/p5",
    ]);
    expect(cited(await ask("Todas las recomendaciones", { filters: { documents: ["harbour"] } }))).toEqual([
      "harbour/p5",
      "harbour/p8",
    ]);
  });

  it("calls nothing complete that no passage names", async () => {
    const response = await ask("¿Qué oradores mencionan la telemedicina?");
    if (response.outcome === "answered") expect(response).toMatchObject({ basis: "relevance", complete: false });
    else expect(response.reason).toBe("no-evidence");
  });
});
