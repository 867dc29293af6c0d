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

const quotes = ({ citations }: AskResponse): string => citations.map(({ quote }) => quote).join("\n");
const fishing = { filters: { documents: ["fishing"] } };

describe("a question about the document", () => {
  it.each([
    ["¿Cuándo se celebró la sesión?", "4 de octubre de 2022", "4 de octubre de 2022"],
    ["When was the session held?", "4 October 2022", "4 de octubre de 2022"],
    ["¿Cuándo se emitió el documento?", "20 de octubre de 2022", "20 de octubre de 2022"],
    ["¿Cómo se titula el documento?", "PESCA ARTESANAL", "PESCA ARTESANAL"],
    ["¿Quién elaboró el documento?", "Secretaría de la Comisión de Pesca", "Secretaría de la Comisión de Pesca"],
    ["Which language is the document in?", "Spanish", "PESCA ARTESANAL"],
  ])("is answered from its fields, and proven by the lines that say so: %s", async (question, said, proof) => {
    const response = await ask(question, fishing);
    expect(response).toMatchObject({ outcome: "answered", intent: "document" });
    expect(response.answer).toContain(said);
    expect(quotes(response)).toContain(proof);
  });

  it("names the speakers, proven by their headings", async () => {
    const response = await ask("¿Quiénes intervinieron?", fishing);
    for (const country of ["Chile", "Costa Rica", "Jamaica"]) expect(response.answer).toContain(country);
    expect(response.citations.map(({ kind }) => kind)).toEqual(["heading", "heading", "heading"]);
  });

  it("counts the speakers from the structure, completely", async () => {
    expect(await ask("¿Cuántos oradores hubo?", fishing)).toMatchObject({
      intent: "count",
      total: 3,
      complete: true,
      basis: "fields",
    });
  });

  it("counts the recommendations by our classification, and cites each", async () => {
    const response = await ask("¿Cuántas recomendaciones hay?", fishing);
    expect(response).toMatchObject({ intent: "count", total: 5, complete: false, basis: "classified" });
    expect(response.citations).toHaveLength(5);
  });

  it("gives the fact of each of several documents", async () => {
    const response = await ask("¿Cuándo se celebró la sesión?");
    expect(response.answer).toContain("4 de octubre de 2022");
    expect(response.answer).toContain("6 de octubre de 2021");
    expect(new Set(response.citations.map(({ documentId }) => documentId))).toEqual(new Set(["fishing", "harbour"]));
  });

  it("tells who spoke for a delegation", async () => {
    const response = await ask("¿Quién habló por Costa Rica?");
    expect(response).toMatchObject({ outcome: "answered", intent: "who", basis: "fields" });
    expect(quotes(response)).toBe("Intervención de la Delegación de Costa Rica");
  });

  it.each([
    "¿Cuál es la signatura del documento?",
    "¿Cuál es el orden del día?",
  ])("is refused where the document does not tell: %s", async (question) => {
    expect(await ask(question, fishing)).toMatchObject({ outcome: "not-found", reason: "no-evidence" });
  });
});

describe("an overview", () => {
  it("of a document cites its title and the main of each intervention", async () => {
    const response = await ask("Resumen de la sesión", fishing);
    expect(response).toMatchObject({ outcome: "answered", intent: "overview", basis: "fields" });
    expect(quotes(response)).toContain("PESCA ARTESANAL");
    expect(new Set(response.citations.map(({ country }) => country))).toEqual(new Set([null, "CL", "CR", "JM"]));
  });

  it.each([
    "Resumen de la intervención de Jamaica",
    "Summarize the intervention of Jamaica",
    "¿Qué dijo Jamaica?",
  ])("of one speaker cites the whole intervention in order: %s", async (question) => {
    const response = await ask(question);
    expect(response.citations.map(({ passageId }) => passageId)).toEqual(["fishing/p13", "fishing/p14"]);
    expect(response).toMatchObject({ intent: "overview", total: 2, complete: true, basis: "fields" });
  });
});
