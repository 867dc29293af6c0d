import type { Variant } from "./development-set.ts";
import type { EvaluatedQuestion } from "./evaluate.ts";
import { groupBy, languageGap, type Mean, meanOf, measures, pairedWordings, targetRows } from "./measures.ts";
import type { QuestionScore } from "./scoring.ts";

const nameWidth = 48;
const cellWidth = 11;

const headings: Readonly<Record<(typeof measures)[number], string>> = {
  first: "first",
  amongFive: "among 5",
  span: "span",
  lead: "lead",
  cited: "cited",
  recall: "recall",
  precision: "precision",
  refused: "refused",
  wronglyRefused: "wrongly r.",
  frameLanguage: "frame",
  verbatim: "verbatim",
};

const formatMean = ({ mean, count }: Mean): string => (count === 0 ? "–" : `${mean.toFixed(2)}/${count}`);

function formatRow(name: string, scores: readonly QuestionScore[]): string {
  const cells = measures.map((measure) => formatMean(meanOf(scores, measure)).padStart(cellWidth));
  return `${name} (${scores.length})`.padEnd(nameWidth) + cells.join("");
}

function formatGroups(scores: readonly QuestionScore[], keyOf: (score: QuestionScore) => string): string[] {
  return [...groupBy(scores, keyOf)].sort(([a], [b]) => a.localeCompare(b)).map(([name, of]) => formatRow(name, of));
}

const header = `${"mean/number of questions".padEnd(nameWidth)}${measures.map((measure) => headings[measure].padStart(cellWidth)).join("")}`;

function formatTables(scores: readonly QuestionScore[], isFull: boolean): string[] {
  const byLanguage = formatGroups(
    scores,
    ({ question }) => `  in ${question.language === "es" ? "Spanish" : "English"}`,
  );
  const byRecord = formatGroups(scores, ({ question }) => `  ${question.document}`);
  const lines = [header, formatRow("all", scores), ...byLanguage];
  if (!isFull) return lines;
  const byType = formatGroups(scores, ({ question }) => `  ${question.type}`);
  const byTypeAndLanguage = formatGroups(scores, ({ question }) => `  ${question.type}, ${question.language}`);
  return [...lines, "by record", ...byRecord, "by type", ...byType, "by type and language", ...byTypeAndLanguage];
}

function formatGap(scores: readonly QuestionScore[]): string {
  const { spanish, english, gap } = languageGap(scores);
  return Number.isNaN(gap) ? "–" : `${gap.toFixed(3)} (es ${formatMean(spanish)}, en ${formatMean(english)})`;
}

/** One set of questions, asked in one way. */
export interface ReportedRun {
  readonly name: string;
  readonly variant: Variant | "as served";
  readonly evaluated: readonly EvaluatedQuestion[];
}

/** The report of one run: targets first, then tables; the full ones only where asked for. */
export function formatRun({ name, variant, evaluated }: ReportedRun, isFull: boolean): string {
  const scores = evaluated.map(({ score }) => score);
  const targets = targetRows(scores).map((row) => `  ${row.name.padEnd(24)}${formatMean(row)}`);
  return [
    `== ${name}, ${variant}: ${scores.length} questions`,
    ...targets,
    `  ${"gap es/en, among five".padEnd(24)}${formatGap(scores)}`,
    `  ${"… of paired wordings".padEnd(24)}${formatGap(pairedWordings(scores))}`,
    "",
    ...formatTables(scores, isFull),
    "",
  ].join("\n");
}

/** Whether an answer fell short on any measure that applies to it. */
export function isFailure(score: QuestionScore): boolean {
  const { first, span, recall, precision, refused, wronglyRefused, frameLanguage, verbatim } = score;
  const shouldBeWhole = [first, span, recall, precision, refused, frameLanguage, verbatim];
  return wronglyRefused === 1 || shouldBeWhole.some((value) => value !== null && value < 1);
}

/** One failing question a block: what was asked, what fell short, and what was answered. */
export function formatFailures(evaluated: readonly EvaluatedQuestion[]): string {
  const blocks = evaluated
    .filter(({ score }) => isFailure(score))
    .map(({ question, score, response }) => {
      const values = measures.flatMap((measure) => {
        const value = score[measure];
        const isShort = value !== null && (measure === "wronglyRefused" ? value > 0 : value < 1);
        return isShort ? [`${headings[measure]} ${value.toFixed(2)}`] : [];
      });
      const cited = response.citations
        .slice(0, 8)
        .map(({ paragraph, item }) => `¶${paragraph}${item === null ? "" : `(${item})`}`);
      return [
        `${question.id} [${question.type}, ${question.language}] ${question.question}`,
        `    ${values.join(", ")}; ${response.outcome}, ${response.intent}; cited ${cited.join(" ") || "nothing"}`,
        ...question.evidence.map((text) => `    expected: ${text}`),
      ].join("\n");
    });
  return `${blocks.length} of ${evaluated.length} fall short:\n${blocks.join("\n")}`;
}
