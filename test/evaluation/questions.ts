import { readFile } from "node:fs/promises";
import * as z from "zod";

export const questionTypeSchema = z.enum([
  "fact",
  "speaker",
  "list",
  "count",
  "compare",
  "who",
  "when",
  "where",
  "definition",
  "metadata",
  "overview",
  "keyword",
  "follow-up",
  "unanswerable-outside",
  "unanswerable-close",
  "smalltalk",
]);

/** One line of a question file; the format is documented in `test/evaluation/README.md`. */
export const evaluationQuestionSchema = z.strictObject({
  id: z.string().min(1),
  document: z.string().min(1),
  language: z.enum(["es", "en"]),
  type: questionTypeSchema,
  question: z.string().min(1),
  history: z.array(z.string()).optional(),
  /** Verbatim, unique stretches of the source that answer; none where the record does not answer. */
  evidence: z.array(z.string().min(1)),
  /** Other sets of evidence that are equally right. */
  alternatives: z.array(z.array(z.string().min(1))).optional(),
});
export type EvaluationQuestion = z.infer<typeof evaluationQuestionSchema>;

/**
 * Reads a JSON Lines file of questions.
 * @throws Error naming the file and the line that is not of the format.
 */
export async function readQuestions(path: string): Promise<EvaluationQuestion[]> {
  const lines = (await readFile(path, "utf8")).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [evaluationQuestionSchema.parse(JSON.parse(line))];
    } catch (cause) {
      const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw new Error(`${path}, line ${index + 1}: ${detail}`, { cause });
    }
  });
}
