import type { Trace } from "../protocol.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";
import { searchFact } from "./fact-answer.ts";
import { probability } from "./relevance-model.ts";
import { meaningOf, stepDetails } from "./trace-words.ts";

/** Candidates shown in a trace. */
const candidatesShown = 40;

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
    candidates: search.evidence.slice(0, candidatesShown).map(({ entry, candidate, features }) => ({
      passageId: entry.passage.id,
      denseRank: candidate.denseRank,
      denseSimilarity: candidate.similarity,
      lexicalRank: candidate.lexicalRank,
      lexicalScore: candidate.lexicalRank === null ? null : candidate.lexicalScore,
      fusedScore: candidate.fusedScore,
      probability: probability(collection.evidence.model, features),
      features: { ...features },
    })),
    features: Object.entries(search.features).map(([name, value]) => ({
      name,
      value,
      weight: model.weights[name] ?? 0,
      meaning: meaningOf(name, language),
    })),
    // Null where structure decided, and the model was not asked.
    answerability: draft.answerability?.probability ?? null,
    threshold: draft.answerability === undefined ? null : model.threshold,
  };
}
