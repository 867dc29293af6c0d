import type { Language } from "../../corpus/document.ts";
import { splitSentences } from "../../corpus/sentences.ts";
import { type AskResponse, type Citation, type Span, shownQuote } from "../../server/protocol.ts";
import type { EvaluationQuestion } from "./questions.ts";

/** What of a record is needed to score answers about it; the same over HTTP and in process. */
export interface ScoredRecord {
  readonly id: string;
  readonly language: Language;
  readonly source: string;
}

/** How one question went. Numbers are null where the measure does not apply to the question. */
export interface QuestionScore {
  readonly question: EvaluationQuestion;
  readonly outcome: AskResponse["outcome"];
  /** Right passage first; among the first five. For questions with one answer. */
  readonly first: number | null;
  readonly amongFive: number | null;
  /** The lit span contains the answer and is one sentence or at most three times its length. */
  readonly span: number | null;
  /** The lead holds the answering words; share of the cited passages that answer. For questions with one answer. */
  readonly lead: number | null;
  readonly cited: number | null;
  /** Share of the evidence that is cited; share of the citations that are evidence. For questions with several answers. */
  readonly recall: number | null;
  readonly precision: number | null;
  /** For unanswerable questions: refused. */
  readonly refused: number | null;
  /** For answerable questions: refused all the same. */
  readonly wronglyRefused: number | null;
  readonly frameLanguage: number | null;
  readonly verbatim: number;
}

const flag = (value: boolean): number => (value ? 1 : 0);

const longestSpanRatio = 3;
/** Shorter questions may be of either language. */
const leastWordsWithLanguage = 4;

const notApplicable = {
  first: null,
  amongFive: null,
  span: null,
  lead: null,
  cited: null,
  recall: null,
  precision: null,
  refused: null,
  wronglyRefused: null,
} as const;

export function isUnanswerable(question: EvaluationQuestion): boolean {
  return question.type.startsWith("unanswerable") || question.type === "smalltalk";
}

const listTypes: ReadonlySet<EvaluationQuestion["type"]> = new Set(["list", "count", "compare"]);

/** Lists, counts and comparisons have several answers, even where the record holds one; others have what they name. */
function hasSeveralAnswers({ type, evidence }: EvaluationQuestion): boolean {
  return listTypes.has(type) || evidence.length > 1;
}

/** @throws Error when a stretch is not in the record, or in it more than once: then it names no place. */
function locate(record: ScoredRecord, question: EvaluationQuestion, snippet: string): Span {
  const start = record.source.indexOf(snippet);
  const fault = start === -1 ? "not in" : record.source.includes(snippet, start + 1) ? "more than once in" : null;
  if (fault !== null) throw new Error(`Question ${question.id}: its evidence is ${fault} ${record.id}: "${snippet}"`);
  return { start, end: start + snippet.length };
}

/** Where a question's evidence stands: each set that is right. @throws Error when a stretch does not name one place. */
export function locateEvidence(question: EvaluationQuestion, record: ScoredRecord): Span[][] {
  return [question.evidence, ...(question.alternatives ?? [])].map((set) =>
    set.map((text) => locate(record, question, text)),
  );
}

const covers = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

const cites = (citation: Citation, record: ScoredRecord, span: Span): boolean =>
  citation.documentId === record.id && covers(citation, span);

function isOneSentence(record: ScoredRecord, span: Span): boolean {
  return splitSentences(record.source.slice(span.start, span.end), record.language).length <= 1;
}

function spanAnswers(record: ScoredRecord, citation: Citation, answer: Span): boolean {
  const lit = [citation.highlight ?? { start: citation.start, end: citation.end }, ...citation.highlights];
  return lit.some(
    (span) =>
      covers(span, answer) &&
      (isOneSentence(record, span) || span.end - span.start <= longestSpanRatio * (answer.end - answer.start)),
  );
}

interface ListScore {
  readonly recall: number;
  readonly precision: number;
}

function scoreList(citations: readonly Citation[], record: ScoredRecord, evidence: readonly Span[]): ListScore {
  const found = evidence.filter((span) => citations.some((citation) => cites(citation, record, span)));
  const right = citations.filter((citation) => evidence.some((span) => cites(citation, record, span)));
  return {
    recall: evidence.length === 0 ? 1 : found.length / evidence.length,
    precision: citations.length === 0 ? 0 : right.length / citations.length,
  };
}

const harmonicMean = ({ recall, precision }: ListScore): number =>
  recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);

/** Lists are scored against the evidence set that they meet best. */
function bestList(citations: readonly Citation[], record: ScoredRecord, sets: readonly (readonly Span[])[]): ListScore {
  const scores = sets.map((set) => scoreList(citations, record, set));
  return scores.reduce((best, each) => (harmonicMean(each) > harmonicMean(best) ? each : best));
}

/** Scores one answer against the evidence for its question. Sources are those of all records that may be cited. */
export function scoreAnswer(
  question: EvaluationQuestion,
  response: AskResponse,
  record: ScoredRecord,
  sources: ReadonlyMap<string, string>,
): QuestionScore {
  const shown = [...response.citations, ...response.borderline, ...(response.nearest ?? [])];
  const verbatim = flag(
    shown.every(({ documentId, start, end, quote }) => sources.get(documentId)?.slice(start, end) === quote),
  );
  const wordCount = question.question.split(/\s+/u).length;
  const frameLanguage = wordCount >= leastWordsWithLanguage ? flag(response.language === question.language) : null;
  const base = { question, outcome: response.outcome, verbatim, frameLanguage, ...notApplicable };
  const refused = flag(response.outcome === "not-found");
  if (isUnanswerable(question)) return { ...base, refused };
  const sets = locateEvidence(question, record);
  const scores = hasSeveralAnswers(question)
    ? bestList(response.citations, record, sets)
    : scoreSingle(response, record, sets);
  return { ...base, ...scores, wronglyRefused: refused };
}

const plain = (text: string): string => text.replace(/\s+/gu, " ");

/** The words of a span as a lead shows them: without the marks that the citation around them tells. */
function shownWords({ id, source }: ScoredRecord, { start, end }: Span, citations: readonly Citation[]): string {
  const around = citations.find((each) => each.documentId === id && each.start <= start && end <= each.end);
  const markup = (around?.markup ?? []).filter((mark) => mark.start >= start && mark.end <= end);
  return shownQuote({ quote: source.slice(start, end), start, markup });
}

function scoreSingle(
  { citations, answer }: AskResponse,
  record: ScoredRecord,
  sets: readonly (readonly Span[])[],
): Pick<QuestionScore, "first" | "amongFive" | "span" | "lead" | "cited"> {
  const answers = sets.filter((set) => set.length === 1).flat();
  const isRight = (citation: Citation): boolean => answers.some((answer) => cites(citation, record, answer));
  const five = citations.slice(0, 5);
  const lit = five.some((citation) =>
    answers.some((answer) => cites(citation, record, answer) && spanAnswers(record, citation, answer)),
  );
  return {
    first: flag(citations[0] !== undefined && isRight(citations[0])),
    amongFive: flag(five.some(isRight)),
    span: flag(lit),
    lead: flag(answers.some((span) => plain(answer).includes(plain(shownWords(record, span, citations))))),
    cited: citations.length === 0 ? null : citations.filter(isRight).length / citations.length,
  };
}
