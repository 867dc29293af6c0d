import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AskResponse } from "../../../../server/protocol.ts";
import { traceSchema } from "../../../../server/trace-protocol.ts";
import { fishingRecord, harbourRecord } from "./fishing-records.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";

let bench: RecordBench;
beforeAll(async () => {
  const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
  bench = await openBench(documents);
});
afterAll(() => bench.close());

const untimed = ({ timing: _, ...rest }: AskResponse): Omit<AskResponse, "timing"> => rest;

describe("the trace", () => {
  it("is given only where it is asked for", async () => {
    expect((await bench.ask("What is the RHFC?")).trace).toBeUndefined();
    expect((await bench.ask("What is the RHFC?", { explain: true })).trace).toBeDefined();
  });

  it("explains the ranking and the decision of a question of fact", async () => {
    const response = await bench.ask("¿Cuántas toneladas de merluza desembarcó Chile?", { explain: true });
    const trace = traceSchema.parse(response.trace);
    expect(trace.candidates[0]?.passageId).toBe(response.citations[0]?.passageId);
    expect(trace.answerability).toBeGreaterThanOrEqual(trace.threshold ?? Number.POSITIVE_INFINITY);
    for (const { name, meaning } of trace.features) expect(meaning).not.toBe(name);
    for (const { probability } of trace.candidates) expect(probability).toBeLessThanOrEqual(1);
  });

  it("tells no code where a person reads it", async () => {
    for (const question of ["What is the RHFC?", "Todas las recomendaciones", "How many satellites were launched?"]) {
      const { trace } = await bench.ask(question, { explain: true });
      for (const { detail } of trace?.steps ?? [])
        expect(detail).not.toMatch(/[a-z]-[a-z]+ \(|not-found|no-evidence|0\.\d{2}/);
      for (const { paragraph, documentTitle } of trace?.candidates ?? []) {
        expect(paragraph).toBeGreaterThan(0);
        expect(documentTitle).not.toBe("");
      }
    }
  });

  it("shows a refusal below its threshold", async () => {
    const { trace } = await bench.ask("How many satellites were launched?", { explain: true });
    expect(trace?.answerability).toBeLessThan(trace?.threshold ?? 0);
  });

  it("has no probability where structure decided", async () => {
    const { trace } = await bench.ask("Todas las recomendaciones", { explain: true });
    expect(trace).toMatchObject({ answerability: null, threshold: null });
  });

  it("tells its steps and meanings in the frame's language", async () => {
    const trace = async (language: "es" | "en") =>
      (await bench.ask("What is the RHFC?", { explain: true, language })).trace;
    const [spanish, english] = [await trace("es"), await trace("en")];
    expect(spanish?.steps.length).toBe(english?.steps.length);
    expect(spanish?.steps.map(({ name }) => name)).not.toEqual(english?.steps.map(({ name }) => name));
    expect(spanish?.features.map(({ meaning }) => meaning)).not.toEqual(
      english?.features.map(({ meaning }) => meaning),
    );
  });

  it("does not change the answer", async () => {
    for (const question of ["What is the RHFC?", "Todas las recomendaciones"]) {
      const { trace: _, ...explained } = await bench.ask(question, { explain: true });
      expect(untimed(explained)).toEqual(untimed(await bench.ask(question)));
    }
  });
});
