import { beforeAll, describe, expect, it } from "vitest";
import { openEvaluationBench } from "./collections.ts";
import { evaluateVariants, variants } from "./development-set.ts";
import { type Bound, type Figure, groupFigures, readFloors } from "./floors.ts";
import { formatGolden, listGoldenQuestions, readGolden } from "./golden.ts";
import { isTested, readDevelopmentDocuments, readDevelopmentSets, tuningHalf } from "./question-sets.ts";
import type { ReportedRun } from "./report.ts";

/** The held half and a share of the tuning half are asked once, with the real model; every test reads those answers. */
const timeoutMs = 600_000;

let runs: ReportedRun[];
let figures: Map<string, Map<string, Figure>>;

beforeAll(async () => {
  const [sets, documents, bench] = await Promise.all([
    readDevelopmentSets(),
    readDevelopmentDocuments(),
    openEvaluationBench(),
  ]);
  try {
    runs = [];
    for (const { name, questions } of sets) {
      const tested = questions.filter((question, position) => isTested(question, position, name, goldenIds));
      const evaluated = await evaluateVariants(tested, { bench, documents, together: false });
      for (const variant of variants) runs.push({ name, variant, evaluated: evaluated[variant] });
    }
    figures = groupFigures(runs);
  } finally {
    await bench.close();
  }
}, timeoutMs);

const [floors, goldenIds] = await Promise.all([readFloors(), listGoldenQuestions()]);

function describeBound(bound: Bound): string {
  return "atLeast" in bound ? `at least ${bound.atLeast}` : `at most ${bound.atMost}`;
}

describe.each(Object.keys(floors))("%s", (group) => {
  const bounds = Object.entries(floors[group] ?? {}).map(([row, bound]) => ({
    row,
    bound,
    says: describeBound(bound),
  }));

  it.each(bounds)("keeps $row $says", ({ row, bound }) => {
    const value = figures.get(group)?.get(row)?.value ?? Number.NaN;
    if ("atLeast" in bound) expect(value).toBeGreaterThanOrEqual(bound.atLeast);
    else expect(value).toBeLessThanOrEqual(bound.atMost);
  });
});

describe("the development set", () => {
  it("has at least 300 questions over at least five records, a quarter of them unanswerable", async () => {
    const questions = (await readDevelopmentSets()).flatMap((set) => set.questions);
    expect(questions.length).toBeGreaterThanOrEqual(300);
    expect(new Set(questions.map(({ document }) => document)).size).toBeGreaterThanOrEqual(5);
    const unanswerable = questions.filter(({ type }) => type.startsWith("unanswerable"));
    expect(unanswerable.length / questions.length).toBeGreaterThanOrEqual(0.25);
    const close = questions.filter(({ type }) => type === "unanswerable-close");
    expect(close.length / unanswerable.length).toBeGreaterThanOrEqual(0.5);
  });

  it("has bounds for every figure that is reported over enough questions", () => {
    const bounded = Object.entries(floors).map(([group, rows]) => [group, Object.keys(rows).sort()]);
    const reported = [...figures].map(([group, rows]) => [group, [...rows.keys()].sort()]);
    expect(bounded).toEqual(reported);
  });
});

it("cites verbatim in every answer, refusals and doubtful members included", () => {
  const wrong = runs.flatMap(({ evaluated }) => evaluated.filter(({ score }) => score.verbatim !== 1));
  expect(wrong.map(({ question }) => question.id)).toEqual([]);
  const cited = runs.flatMap(({ evaluated }) => evaluated.flatMap(({ response }) => response.citations));
  expect(cited.length).toBeGreaterThan(500);
});

describe("golden rankings", () => {
  it("are kept for at least a dozen questions of many types, all of the half that may be looked at", () => {
    const tuning = runs.find(({ name }) => name === tuningHalf)?.evaluated ?? [];
    const kept = tuning.filter(({ question }) => goldenIds.includes(question.id));
    expect(kept.map(({ question }) => question.id).sort()).toEqual([...goldenIds].sort());
    expect(goldenIds.length).toBeGreaterThanOrEqual(12);
    expect(new Set(kept.map(({ question }) => question.type)).size).toBeGreaterThanOrEqual(8);
  });

  it.each(goldenIds)("stay as they are, or are rewritten by `npm run eval -- --golden`: %s", async (id) => {
    const searched = runs.find(({ name, variant }) => name === tuningHalf && variant === "translations searched");
    const evaluated = searched?.evaluated.find(({ question }) => question.id === id);
    expect(evaluated && formatGolden(evaluated)).toBe(await readGolden(id));
  });
});

it("frames every answer in the language of its question, where the question has four words or more", () => {
  const wrong = runs.flatMap(({ evaluated }) => evaluated.filter(({ score }) => score.frameLanguage === 0));
  expect(wrong.length).toBe(0);
});
