import type { Trace } from "../protocol.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";
import { searchFact } from "./fact-answer.ts";
import { meaningOf, stepDetails } from "./trace-words.ts";

/** Candidates shown in a trace. */
const candidatesShown = 20;

/** Why an answer is what it is: what was understood, how each candidate ranked, and what weighed in the refusal. */
export async function traceAnswer(
  request: AnswerRequest,
  resolved: ResolvedQuestion,
  draft: AnswerDraft,
): Promise<Trace> {
  const { collection, language } = request;
  const search = await searchFact(request);
  const model = collection.answerabilityModel;
  return {
    steps: stepDetails(request, resolved, draft, search),
    candidates: search.evidence.slice(0, candidatesShown).map(({ entry, candidate }) => ({
      passageId: entry.passage.id,
      denseRank: candidate.denseRank,
      denseSimilarity: candidate.similarity,
      lexicalRank: candidate.lexicalRank,
      lexicalScore: candidate.lexicalRank === null ? null : candidate.lexicalScore,
      fusedScore: candidate.fusedScore,
    })),
    features: Object.entries(search.features).map(([name, value]) => ({
      name,
      value,
      weight: model.weights[name] ?? 0,
      meaning: meaningOf(name, language),
    })),
    answerability: search.answerability,
    threshold: model.threshold,
  };
}
