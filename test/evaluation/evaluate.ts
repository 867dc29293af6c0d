import type { Document } from "../../corpus/document.ts";
import type { Assistant } from "../../server/assistant.ts";
import type { EvaluationQuestion } from "./questions.ts";
import { type QuestionScore, scoreAnswer } from "./scoring.ts";

/** Asks every question of its document's assistant and scores the answers, in order. */
export async function evaluate(
  questions: readonly EvaluationQuestion[],
  documents: ReadonlyMap<string, Document>,
  assistants: ReadonlyMap<string, Assistant>,
): Promise<QuestionScore[]> {
  const scores: QuestionScore[] = [];
  for (const question of questions) {
    const document = documents.get(question.document);
    const assistant = assistants.get(question.document);
    if (document === undefined || assistant === undefined)
      throw new Error(`Question ${question.id}: no document ${question.document}.`);
    const response = await assistant.ask(
      { question: question.question, history: (question.history ?? []).map((text) => ({ question: text })) },
      { acceptLanguage: null, signal: new AbortController().signal },
    );
    scores.push(scoreAnswer(question, response, document));
  }
  return scores;
}

const measures = [
  "first",
  "amongFive",
  "span",
  "recall",
  "precision",
  "refused",
  "wronglyRefused",
  "frameLanguage",
  "verbatim",
] as const;
export type Measure = (typeof measures)[number];

/** Means of each measure over the questions that it applies to, with their number. */
export function summarize(scores: readonly QuestionScore[]): Record<Measure, { mean: number; count: number }> {
  const entries = measures.map((measure) => {
    const values = scores.map((score) => score[measure]).filter((value) => value !== null);
    const mean = values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
    return [measure, { mean, count: values.length }] as const;
  });
  // The keys are exactly the measures, one entry each.
  return Object.fromEntries(entries) as Record<Measure, { mean: number; count: number }>;
}

/** A table of means by group, one line each. */
export function formatTable(groups: ReadonlyMap<string, readonly QuestionScore[]>): string {
  const header = ["group".padEnd(34), ...measures.map((measure) => measure.slice(0, 10).padStart(11))].join("");
  const rows = [...groups].map(([name, scores]) => {
    const summary = summarize(scores);
    const cells = measures.map((measure) => {
      const { mean, count } = summary[measure];
      return (count === 0 ? "–" : `${mean.toFixed(2)}/${count}`).padStart(11);
    });
    return [`${name} (${scores.length})`.padEnd(34), ...cells].join("");
  });
  return [header, ...rows].join("\n");
}

export function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
