import type { Document } from "../../corpus/document.ts";
import { splitSentences } from "../../corpus/sentences.ts";
import type { AskResponse, Citation, Span } from "../../server/protocol.ts";
import type { EvaluationQuestion } from "./questions.ts";

/** How one question went. Numbers are null where the measure does not apply to the question. */
export interface QuestionScore {
  readonly question: EvaluationQuestion;
  readonly outcome: AskResponse["outcome"];
  /** Right passage first; among the first five. For questions with one piece of evidence. */
  readonly first: number | null;
  readonly amongFive: number | null;
  /** The lit span contains the answer and is one sentence or at most three times its length. */
  readonly span: number | null;
  readonly recall: number | null;
  readonly precision: number | null;
  /** For unanswerable questions: refused. */
  readonly refused: number | null;
  /** For answerable questions: refused all the same. */
  readonly wronglyRefused: number | null;
  readonly frameLanguage: number | null;
  readonly verbatim: number;
}

const longestSpanRatio = 3;

export function isUnanswerable(question: EvaluationQuestion): boolean {
  return question.type.startsWith("unanswerable") || question.type === "smalltalk";
}

function locate(document: Document, snippet: string): Span {
  const start = document.source.indexOf(snippet);
  if (start === -1) throw new Error(`Evidence is not in ${document.id}: ${snippet}`);
  return { start, end: start + snippet.length };
}

const covers = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

function isOneSentence(document: Document, span: Span): boolean {
  return splitSentences(document.source.slice(span.start, span.end), document.language).length <= 1;
}

function spanAnswers(document: Document, citation: Citation, answer: Span): boolean {
  const lit = [citation.highlight ?? { start: citation.start, end: citation.end }, ...citation.highlights];
  return lit.some(
    (span) =>
      covers(span, answer) &&
      (isOneSentence(document, span) || span.end - span.start <= longestSpanRatio * (answer.end - answer.start)),
  );
}

interface ListScore {
  readonly recall: number;
  readonly precision: number;
}

function scoreList(citations: readonly Citation[], evidence: readonly Span[]): ListScore {
  const found = evidence.filter((span) => citations.some((citation) => covers(citation, span)));
  const right = citations.filter((citation) => evidence.some((span) => covers(citation, span)));
  return {
    recall: evidence.length === 0 ? 1 : found.length / evidence.length,
    precision: citations.length === 0 ? 0 : right.length / citations.length,
  };
}

const harmonicMean = ({ recall, precision }: ListScore): number =>
  recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);

/** Lists are scored against the evidence set that they meet best. */
function bestList(citations: readonly Citation[], sets: readonly (readonly Span[])[]): ListScore {
  const scores = sets.map((set) => scoreList(citations, set));
  return scores.reduce((best, each) => (harmonicMean(each) > harmonicMean(best) ? each : best));
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** Scores one answer against the evidence for its question. */
export function scoreAnswer(question: EvaluationQuestion, response: AskResponse, document: Document): QuestionScore {
  const shown = [...response.citations, ...response.borderline, ...(response.nearest ?? [])];
  const verbatim = flag(shown.every(({ start, end, quote }) => document.source.slice(start, end) === quote));
  const wordCount = question.question.split(/\s+/u).length;
  const frameLanguage = wordCount >= 4 ? flag(response.language === question.language) : null;
  const base = { question, outcome: response.outcome, verbatim, frameLanguage };
  const none = { first: null, amongFive: null, span: null, recall: null, precision: null };
  if (isUnanswerable(question)) {
    return { ...base, ...none, refused: flag(response.outcome === "not-found"), wronglyRefused: null };
  }
  const sets = [question.evidence, ...(question.alternatives ?? [])].map((set) =>
    set.map((text) => locate(document, text)),
  );
  const wronglyRefused = flag(response.outcome === "not-found");
  if (question.evidence.length > 1) {
    return { ...base, ...none, ...bestList(response.citations, sets), refused: null, wronglyRefused };
  }
  const answers = sets.filter((set) => set.length === 1).flat();
  const isRight = (citation: Citation): boolean => answers.some((answer) => covers(citation, answer));
  const five = response.citations.slice(0, 5);
  const lit = five.some((citation) =>
    answers.some((answer) => covers(citation, answer) && spanAnswers(document, citation, answer)),
  );
  return {
    ...base,
    ...none,
    first: flag(response.citations[0] !== undefined && isRight(response.citations[0])),
    amongFive: flag(five.some(isRight)),
    span: flag(lit),
    refused: null,
    wronglyRefused,
  };
}
