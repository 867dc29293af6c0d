import type { FrameLanguage, Trace } from "../../protocol.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import { topicText } from "../understanding/question.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";
import { meaningOf, stepNames } from "./trace-words.ts";

/** Candidates and kinds shown in a trace. */
const candidatesShown = 40;
const kindsShown = 4;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Why an answer is what it is: what the models gave, and what the exact checks found. */
export function traceAnswer(request: AnswerRequest, resolved: ResolvedQuestion, draft: AnswerDraft): Trace {
  const { collection, language, question } = request;
  const { answerability: model } = collection.models;
  const { weighed } = draft;
  return {
    steps: steps(request, resolved, draft, language),
    candidates: (weighed?.evidence ?? [])
      .slice(0, candidatesShown)
      .map(({ entry, candidate, features, probability }) => ({
        passageId: entry.passage.id,
        denseRank: candidate.denseRank,
        denseSimilarity: candidate.similarity,
        lexicalRank: candidate.lexicalRank,
        lexicalScore: candidate.lexicalRank === null ? null : candidate.lexicalScore,
        fusedScore: candidate.fusedScore,
        probability,
        features: { ...features },
      })),
    features: Object.entries(weighed?.features ?? {}).map(([name, value]) => ({
      name,
      value,
      weight: model.weights[name] ?? 0,
      meaning: meaningOf(name, language),
    })),
    kinds: question.reading.kinds.slice(0, kindsShown).map(({ kind, probability }) => ({
      kind,
      probability: rounded(probability),
    })),
    // Null where structure decided, and the model was not asked.
    answerability: weighed?.probability ?? null,
    threshold: weighed?.probability === undefined || weighed.probability === null ? null : model.threshold,
  };
}

function steps(
  { question }: AnswerRequest,
  { inherited }: ResolvedQuestion,
  draft: AnswerDraft,
  language: FrameLanguage,
): Trace["steps"] {
  const names = stepNames[language];
  const [best] = question.reading.kinds;
  const told: [string, string][] = [
    [
      names.kind,
      `${question.kind} (${rounded(question.probability)}; ${best?.kind ?? ""} ${rounded(best?.probability ?? 0)})`,
    ],
    [names.question, question.text],
    [names.speakers, question.speakers.map(({ text }) => text).join(", ")],
    [names.excluded, question.excluded.map(({ text }) => text).join(", ")],
    [names.sessions, (question.sessions ?? []).map(({ id }) => id).join(", ")],
    [names.topic, topicText(question)],
    [names.inherited, inherited.join(", ")],
    [names.outside, String(rounded(question.outside))],
    [names.outcome, [draft.outcome, draft.reason, draft.basis].filter((part) => part !== undefined).join(", ")],
  ];
  return told.filter(([, detail]) => detail !== "").map(([name, detail]) => ({ name, detail }));
}
