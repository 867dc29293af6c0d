import * as z from "zod";

/**
 * A logistic model: probability = 1 / (1 + exp(-(intercept + Σ weight × feature))). Fitted on development questions
 * by `test/evaluation/fit.ts`, stored with what it was fitted on.
 */
export const logisticModelSchema = z.strictObject({
  version: z.int(),
  intercept: z.number(),
  weights: z.record(z.string(), z.number()),
  /** Probability from which the answer is yes. */
  threshold: z.number(),
  fittedOn: z.string(),
});
export type LogisticModel = z.infer<typeof logisticModelSchema>;

/** Feature values by name, on scales near [0, 1]. */
export type Features = Readonly<Record<string, number>>;

/** Log-odds under a model; a feature that the model does not weigh counts nothing. */
export function logOdds(model: LogisticModel, features: Features): number {
  let sum = model.intercept;
  for (const [name, weight] of Object.entries(model.weights)) sum += weight * (features[name] ?? 0);
  return sum;
}

export function probability(model: LogisticModel, features: Features): number {
  return 1 / (1 + Math.exp(-logOdds(model, features)));
}
