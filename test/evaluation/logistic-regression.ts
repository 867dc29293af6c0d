/** One observation: feature values by name, whether it is positive, and how much it counts. */
export interface Observation {
  readonly features: Readonly<Record<string, number>>;
  readonly positive: boolean;
  readonly weight: number;
}

export interface FittedModel {
  readonly intercept: number;
  readonly weights: Readonly<Record<string, number>>;
}

const iterations = 40;

/** Solves a symmetric positive definite system by Gaussian elimination with partial pivoting. */
function solve(matrix: number[][], vector: number[]): number[] {
  const size = vector.length;
  const rows = matrix.map((row, index) => [...row, vector[index] ?? 0]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = (rows[row]?.[column] ?? 0) / (rows[column]?.[column] ?? 1);
      rows[row] = (rows[row] ?? []).map((value, index) => value - factor * (rows[column]?.[index] ?? 0));
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/**
 * Ridge logistic regression by iteratively reweighted least squares (Hastie, Tibshirani & Friedman, "The Elements of
 * Statistical Learning", 4.4.1). The intercept is not penalised. Deterministic.
 *
 * @param ridge Penalty on squared weights.
 */
export function fitLogisticRegression(
  observations: readonly Observation[],
  names: readonly string[],
  ridge: number,
): FittedModel {
  const size = names.length + 1;
  const rows = observations.map(({ features }) => [1, ...names.map((name) => features[name] ?? 0)]);
  let coefficients: number[] = Array.from({ length: size }, () => 0);
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const hessian = Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (__, column) => (row === column && row > 0 ? ridge : row === column ? 1e-6 : 0)),
    );
    const gradient = coefficients.map((value, index) => (index === 0 ? 0 : -ridge * value));
    for (const [index, row] of rows.entries()) {
      const observation = observations[index];
      if (observation === undefined) continue;
      const odds = row.reduce((sum, value, position) => sum + value * (coefficients[position] ?? 0), 0);
      const estimate = 1 / (1 + Math.exp(-odds));
      const error = observation.weight * ((observation.positive ? 1 : 0) - estimate);
      const curvature = Math.max(1e-6, observation.weight * estimate * (1 - estimate));
      for (let a = 0; a < size; a += 1) {
        gradient[a] = (gradient[a] ?? 0) + error * (row[a] ?? 0);
        const hessianRow = hessian[a];
        if (hessianRow === undefined) continue;
        for (let b = 0; b < size; b += 1)
          hessianRow[b] = (hessianRow[b] ?? 0) + curvature * (row[a] ?? 0) * (row[b] ?? 0);
      }
    }
    const step = solve(hessian, gradient);
    coefficients = coefficients.map((value, index) => value + (step[index] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-7) break;
  }
  const [intercept = 0, ...rest] = coefficients;
  return { intercept, weights: Object.fromEntries(names.map((name, index) => [name, rest[index] ?? 0])) };
}

/** Alternatives of which at least one is right. */
export type Choice = readonly Pick<Observation, "features" | "positive">[];

const choiceSteps = 400;
const choiceRate = 0.3;

/**
 * Conditional logit (McFadden 1974): weights under which the right one of several alternatives is chosen, shared evenly
 * where several are right. By gradient ascent on features scaled to unit variance. Deterministic.
 *
 * @param ridge Penalty on squared weights of the scaled features.
 */
export function fitChoices(
  choices: readonly Choice[],
  names: readonly string[],
  ridge: number,
): Readonly<Record<string, number>> {
  const rows = choices.map((choice) => choice.map(({ features }) => names.map((name) => features[name] ?? 0)));
  const scales = names.map((_, at) => deviation(rows.flat().map((row) => row[at] ?? 0)) || 1);
  const scaled = rows.map((choice) => choice.map((row) => row.map((value, at) => value / (scales[at] ?? 1))));
  const weights = names.map(() => 0);
  for (let step = 0; step < choiceSteps; step += 1) {
    const gradient = names.map(() => 0);
    for (const [index, choice] of scaled.entries()) {
      const odds = choice.map((row) => row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0));
      const most = Math.max(...odds);
      const shares = odds.map((each) => Math.exp(each - most));
      const all = shares.reduce((sum, each) => sum + each, 0);
      const right = choices[index]?.filter(({ positive }) => positive).length ?? 1;
      for (const [position, row] of choice.entries()) {
        const target = choices[index]?.[position]?.positive === true ? 1 / right : 0;
        const error = target - (shares[position] ?? 0) / all;
        for (const [at, value] of row.entries()) gradient[at] = (gradient[at] ?? 0) + error * value;
      }
    }
    for (const [at, value] of gradient.entries()) {
      weights[at] = (weights[at] ?? 0) + choiceRate * (value / choices.length - ridge * (weights[at] ?? 0));
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, (weights[at] ?? 0) / (scales[at] ?? 1)]));
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
  return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, values.length));
}

/** Area under the ROC curve of scores, as the probability that a positive one is above a negative one. */
export function areaUnderCurve(scored: readonly { readonly score: number; readonly positive: boolean }[]): number {
  const positives = scored.filter((each) => each.positive);
  const negatives = scored.filter((each) => !each.positive);
  let wins = 0;
  for (const positive of positives) {
    for (const negative of negatives) {
      wins += positive.score > negative.score ? 1 : positive.score === negative.score ? 0.5 : 0;
    }
  }
  return wins / (positives.length * negatives.length);
}
