import type { AskResponse, Citation, Span } from "../../server/protocol.ts";
import { nothingUnderstood } from "../fakes/fixture-answers.ts";
import type { EvaluationQuestion } from "./questions.ts";
import type { ScoredRecord } from "./scoring.ts";

/** A record and answers about it, made by hand so that each measure's value is known. */
export const handmadeRecord: ScoredRecord = {
  id: "ports",
  language: "en",
  source:
    "Peru will dredge the harbour. It costs 40 million dollars, the delegation said.\n" +
    "Chile asked for longer quays. Cranes are old.\n" +
    "Jamaica trains twelve pilots a year.\n",
};

export const sources = new Map([[handmadeRecord.id, handmadeRecord.source]]);

function spanOf(text: string): Span {
  const start = handmadeRecord.source.indexOf(text);
  if (start === -1) throw new Error(`The record does not say: ${text}`);
  return { start, end: start + text.length };
}

/** A citation of a stretch of the record, with the part that is lit. */
export function cite(text: string, lit: string | null = null): Citation {
  return {
    number: 1,
    documentId: handmadeRecord.id,
    documentTitle: "Ports",
    body: null,
    sessionDate: null,
    documentDate: null,
    revision: "sha256:0",
    passageId: `ports/p${spanOf(text).start}`,
    parentId: null,
    item: null,
    paragraph: 1,
    kind: "key-point",
    section: 1,
    topic: null,
    speaker: null,
    honorific: null,
    role: null,
    organization: null,
    country: null,
    language: "en",
    quote: text,
    ...spanOf(text),
    highlight: lit === null ? null : spanOf(lit),
    highlights: [],
    translation: null,
    score: null,
  };
}

export function answer(citations: readonly Citation[], more: Partial<AskResponse> = {}): AskResponse {
  return {
    outcome: citations.length > 0 ? "answered" : "not-found",
    language: "en",
    intent: "fact",
    answer: "…",
    citations: [...citations],
    borderline: [],
    silent: [],
    understood: nothingUnderstood,
    timing: { totalMs: 1 },
    ...more,
  };
}

export function asking(evidence: readonly string[], more: Partial<EvaluationQuestion> = {}): EvaluationQuestion {
  return {
    id: "q1",
    document: handmadeRecord.id,
    language: "en",
    type: "fact",
    question: "What does the record say?",
    evidence: [...evidence],
    ...more,
  };
}
