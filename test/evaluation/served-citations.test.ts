import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildProduct, makeDataDirectory, type RunningServer, startServer } from "../server/built-server.ts";
import { type EvaluatedQuestion, evaluate } from "./evaluate.ts";
import { heldHalf, readDevelopmentSets, tuningHalf } from "./question-sets.ts";
import { type EvaluationSubject, openServerSubject } from "./subjects.ts";

const timeoutMs = 300_000;
/** Of each half every so many are asked: `quality.test.ts` looks at the citations of four times as many in process. */
const strides: Readonly<Record<string, number>> = { [tuningHalf]: 8, [heldHalf]: 2 };

let directory: string;
let server: RunningServer;
let subject: EvaluationSubject;
let evaluated: EvaluatedQuestion[];

beforeAll(async () => {
  await buildProduct();
  directory = await makeDataDirectory("served-citations");
  server = await startServer({ DATA_DIR: directory, LOG_LEVEL: "silent" });
  subject = await openServerSubject(server.url);
  const questions = (await readDevelopmentSets()).flatMap(({ name, questions: all }) =>
    all.filter((_, position) => position % (strides[name] ?? 1) === 0),
  );
  evaluated = await evaluate(
    questions.filter(({ document }) => subject.findRecord(document) !== null),
    subject,
  );
}, timeoutMs);

afterAll(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
}, timeoutMs);

it("every citation that the server gives for questions of the development set is the text of `/text` at its offsets", () => {
  expect(evaluated.length).toBeGreaterThanOrEqual(50);
  const cited = evaluated.flatMap(({ response }) => [
    ...response.citations,
    ...response.borderline,
    ...(response.nearest ?? []),
  ]);
  expect(cited.length).toBeGreaterThan(100);
  for (const { documentId, start, end, quote } of cited) {
    expect(subject.sources.get(documentId)?.slice(start, end)).toBe(quote);
    expect(quote).not.toBe("");
  }
});

it("every lit span that the server gives lies within its citation", () => {
  for (const { response } of evaluated) {
    for (const { start, end, highlight, highlights } of response.citations) {
      for (const span of [...(highlight === null ? [] : [highlight]), ...highlights]) {
        expect(span.start).toBeGreaterThanOrEqual(start);
        expect(span.end).toBeLessThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
      }
    }
  }
});
