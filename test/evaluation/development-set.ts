import type { Document } from "../../corpus/document.ts";
import type { EvaluationBench } from "./collections.ts";
import { type EvaluatedQuestion, evaluate } from "./evaluate.ts";
import type { EvaluationQuestion } from "./questions.ts";
import { createCollectionSubject, type EvaluationSubject } from "./subjects.ts";

/** With translations searched, and off. */
export const variants = ["translations searched", "translations off"] as const;
export type Variant = (typeof variants)[number];

export interface VariantOptions {
  readonly bench: EvaluationBench;
  readonly documents: readonly Document[];
  readonly together: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Evaluates questions with translations searched and off. Only what can differ is asked twice: a question about a
 * record that has no translation is answered from the same index both times, unless all records share a collection.
 */
export async function evaluateVariants(
  questions: readonly EvaluationQuestion[],
  { bench, documents, together, onProgress }: VariantOptions,
): Promise<Record<Variant, EvaluatedQuestion[]>> {
  const open = (searchTranslations: boolean): EvaluationSubject =>
    createCollectionSubject({ bench, documents, searchTranslations, together });
  const translated = new Set(documents.flatMap(({ id, translations }) => (translations.length > 0 ? [id] : [])));
  const subject = open(true);
  const differs = ({ document }: EvaluationQuestion): boolean =>
    together ? translated.size > 0 : translated.has(subject.findRecord(document)?.id ?? "");
  const again = questions.filter(differs);
  const total = questions.length + again.length;
  const searched = await evaluate(questions, subject, { onProgress: (done) => onProgress?.(done, total) });
  const withoutTranslations = await evaluate(again, open(false), {
    onProgress: (done) => onProgress?.(questions.length + done, total),
  });
  const replaced = new Map(withoutTranslations.map((each) => [each.question.id, each]));
  const off = searched.map((each) => replaced.get(each.question.id) ?? each);
  return { "translations searched": searched, "translations off": off };
}
