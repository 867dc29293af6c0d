import type { AskRequest, AskResponse } from "../../server/protocol.ts";
import type { EvaluationQuestion } from "./questions.ts";
import { locateEvidence, type QuestionScore, type ScoredRecord, scoreAnswer } from "./scoring.ts";
import type { EvaluationSubject } from "./subjects.ts";

export interface EvaluatedQuestion {
  readonly question: EvaluationQuestion;
  readonly response: AskResponse;
  readonly score: QuestionScore;
}

export interface EvaluateOptions {
  readonly onProgress?: (done: number, total: number) => void;
}

/** Asks every question and scores the answers, in order. @throws Error when a question's record or evidence is missing. */
export async function evaluate(
  questions: readonly EvaluationQuestion[],
  subject: EvaluationSubject,
  { onProgress }: EvaluateOptions = {},
): Promise<EvaluatedQuestion[]> {
  // All are checked before the first is asked: whoever writes questions should not wait to learn of a slip.
  const records = questions.map((question) => requireRecord(question, subject));
  const evaluated: EvaluatedQuestion[] = [];
  for (const [position, question] of questions.entries()) {
    const record = records[position];
    if (record === undefined) continue;
    const response = await askInFull(question, record, subject);
    evaluated.push({ question, response, score: scoreAnswer(question, response, record, subject.sources) });
    onProgress?.(evaluated.length, questions.length);
  }
  return evaluated;
}

function requireRecord(question: EvaluationQuestion, subject: EvaluationSubject): ScoredRecord {
  const record = subject.findRecord(question.document);
  if (record === null) {
    const known = [...subject.sources.keys()].join(", ");
    throw new Error(`Question ${question.id}: there is no record "${question.document}". Records: ${known}.`);
  }
  locateEvidence(question, record);
  return record;
}

/** An answer with the citations of all its pages: a long list is as complete as its last page. */
async function askInFull(
  question: EvaluationQuestion,
  record: ScoredRecord,
  subject: EvaluationSubject,
): Promise<AskResponse> {
  const request: AskRequest = {
    question: question.question,
    history: (question.history ?? []).map((text) => ({ question: text })),
  };
  let response = await subject.ask(record, request);
  while (response.nextCursor !== undefined) {
    const { nextCursor: cursor, ...before } = response;
    const next = await subject.ask(record, { ...request, cursor });
    response = { ...next, ...before, citations: [...before.citations, ...next.citations] };
    if (next.nextCursor !== undefined) response.nextCursor = next.nextCursor;
    else delete response.nextCursor;
  }
  return response;
}
