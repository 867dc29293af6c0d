import { describe, expect, it } from "vitest";
import {
  type LogisticModel,
  logisticModelSchema,
  logOdds,
  probability,
} from "../../../../server/assistant/weighing/logistic-model.ts";
import { readProjectModels } from "../../../evaluation/collections.ts";

const model: LogisticModel = {
  version: 1,
  intercept: -1,
  weights: { held: 2, missing: -3 },
  threshold: 0.5,
  fittedOn: "",
};

describe("a logistic model", () => {
  it("sums what its features weigh, and takes a feature that is not there for nothing", () => {
    expect(logOdds(model, {})).toBe(-1);
    expect(logOdds(model, { held: 1 })).toBe(1);
    expect(logOdds(model, { held: 1, missing: 1 })).toBe(-2);
    expect(logOdds(model, { held: 1, unheardOf: 100 })).toBe(1);
  });

  it("is a probability, that rises with what speaks for it", () => {
    expect(probability({ ...model, intercept: 0 }, {})).toBe(0.5);
    expect(probability(model, { held: 1 })).toBeGreaterThan(probability(model, { held: 0.5 }));
    expect(probability(model, { missing: 1 })).toBeLessThan(probability(model, {}));
    for (const value of [-1000, 1000]) {
      expect(probability(model, { held: value })).toBeGreaterThanOrEqual(0);
      expect(probability(model, { held: value })).toBeLessThanOrEqual(1);
    }
  });

  it("is refused where a weight is no number", () => {
    expect(logisticModelSchema.safeParse({ ...model, weights: { held: "2" } }).success).toBe(false);
    expect(logisticModelSchema.safeParse({ ...model, note: "" }).success).toBe(false);
  });
});

describe("the project's models", () => {
  it("are of their form, and have a threshold that is a probability", async () => {
    for (const each of Object.values(await readProjectModels())) {
      expect(each.threshold).toBeGreaterThan(0);
      expect(each.threshold).toBeLessThan(1);
      expect(each.fittedOn).not.toBe("");
    }
  });
});
