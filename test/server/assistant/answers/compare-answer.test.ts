import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AskResponse } from "../../../../server/protocol.ts";
import { fishingRecord, harbourRecord } from "./fishing-records.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents);
});
afterAll(() => bench.close());

async function ask(question: string): Promise<AskResponse> {
  const response = await bench.ask(question);
  expectSound(response, bench.collection.documents);
  return response;
}

describe("a comparison", () => {
  it.each([
    "Compara a Chile y Jamaica sobre la RHFC",
    "What do Chile and Jamaica say about the RHFC?",
  ])("cites what each side says on the topic: %s", async (question) => {
    const response = await ask(question);
    expect(response).toMatchObject({ outcome: "answered", intent: "compare", silent: [], total: 2 });
    expect(response.citations.map(({ passageId, country }) => [passageId, country])).toEqual([
      ["fishing/p6", "CL"],
      ["fishing/p14", "JM"],
    ]);
  });

  it("names in silent the side that the records have nothing of, and says so", async () => {
    const response = await ask("Compara a Chile y Jamaica sobre el hielo");
    expect(response.citations.map(({ country }) => country)).toEqual(["CL", "CL"]);
    expect(response.silent).toEqual([{ speaker: "Delegación de Jamaica", organization: "Delegación de Jamaica" }]);
    expect(response.sides?.map(({ total }) => total)).toEqual([2, 0]);
    expect(response.answer).toContain("Jamaica: nada");
  });

  it("is complete where every side was decided by mention, silent ones too", async () => {
    expect(await ask("Compara a Chile y Jamaica sobre la RHFC")).toMatchObject({ basis: "mention", complete: true });
    expect(await ask("Compara a Chile y Jamaica sobre el hielo")).toMatchObject({ basis: "mention", complete: true });
  });

  it("takes a side that the records never name for silent, not for the other", async () => {
    const response = await ask("Compare Chile and Mongolia on ice");
    expect(response.silent).toEqual([{ speaker: "Mongolia", organization: null }]);
    expect(response.citations.every(({ country }) => country === "CL")).toBe(true);
  });

  it("tells everything of each side where no topic is given", async () => {
    const response = await ask("Compare Chile and Saint Lucia");
    expect(response).toMatchObject({ basis: "fields", complete: true, silent: [] });
    expect(response.citations.map(({ passageId }) => passageId)).toEqual([
      "fishing/p5",
      "fishing/p6",
      "fishing/p7",
      "harbour/p4",
      "harbour/p5",
    ]);
  });

  it("is an estimate, and not called complete, where no side names the topic", async () => {
    const response = await ask("Compara a Chile y Jamaica sobre la telemedicina");
    if (response.outcome === "answered") expect(response).toMatchObject({ basis: "relevance", complete: false });
    else expect(response.reason).toBe("no-evidence");
  });
});
