import type { QuestionScore } from "./scoring.ts";

export const measures = [
  "first",
  "amongFive",
  "span",
  "lead",
  "cited",
  "recall",
  "precision",
  "refused",
  "wronglyRefused",
  "frameLanguage",
  "verbatim",
] as const;
export type Measure = (typeof measures)[number];

/** Fewer is better for these. */
export const faults: ReadonlySet<Measure> = new Set(["wronglyRefused"]);

/** A mean over the questions that a measure applies to; NaN where there are none. */
export interface Mean {
  readonly mean: number;
  readonly count: number;
}

export function meanOf(scores: readonly QuestionScore[], measure: Measure): Mean {
  const values = scores.map((score) => score[measure]).filter((value) => value !== null);
  const sum = values.reduce((total, value) => total + value, 0);
  return { mean: values.length === 0 ? Number.NaN : sum / values.length, count: values.length };
}

export function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** Two wordings of one question, in Spanish and in English: their ids differ in the ending "-es" and "-en" alone. */
export function pairedWordings(scores: readonly QuestionScore[]): QuestionScore[] {
  const stemOf = (score: QuestionScore): string => score.question.id.replace(/-(?:es|en)$/u, "");
  const groups = [...groupBy(scores, stemOf).values()];
  return groups.flatMap((group) =>
    group.length === 2 && group[0]?.question.language !== group[1]?.question.language ? group : [],
  );
}

export interface LanguageGap {
  readonly spanish: Mean;
  readonly english: Mean;
  /** Distance of the two means, either way; NaN where a language has no question. */
  readonly gap: number;
}

/** How far apart the two languages are in finding the right passage among the first five. */
export function languageGap(scores: readonly QuestionScore[]): LanguageGap {
  const of = (language: "es" | "en"): Mean =>
    meanOf(
      scores.filter(({ question }) => question.language === language),
      "amongFive",
    );
  const [spanish, english] = [of("es"), of("en")];
  return { spanish, english, gap: Math.abs(spanish.mean - english.mean) };
}

const listTypes: ReadonlySet<string> = new Set(["list", "count", "compare"]);

/** The rows that targets are set for, each with the scores that it is measured on. */
export function targetRows(scores: readonly QuestionScore[]): readonly TargetRow[] {
  const ofType = (type: string): QuestionScore[] => scores.filter(({ question }) => question.type === type);
  const lists = scores.filter(({ question }) => listTypes.has(question.type));
  const row = (name: string, measure: Measure, over: readonly QuestionScore[] = scores): TargetRow => ({
    name,
    measure,
    ...meanOf(over, measure),
  });
  return [
    row("first", "first"),
    row("among five", "amongFive"),
    row("span", "span"),
    row("words in the lead", "lead"),
    row("cited that answer", "cited"),
    row("lists: recall", "recall", lists),
    row("lists: precision", "precision", lists),
    row("refused: outside", "refused", ofType("unanswerable-outside")),
    row("refused: close", "refused", ofType("unanswerable-close")),
    row("wrongly refused", "wronglyRefused"),
    row("frame language", "frameLanguage"),
    row("verbatim", "verbatim"),
  ];
}

export interface TargetRow extends Mean {
  readonly name: string;
  readonly measure: Measure;
}
