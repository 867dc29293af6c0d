import type { FrameLanguage } from "../../protocol.ts";
import type { Trace } from "../../trace-protocol.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import { topicText } from "../understanding/question.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import { type AnswerRequest, speakerLabel } from "./answer-request.ts";
import { titleIn } from "./names-in-language.ts";
import { inheritedWords, intentWords, meaningOf, outcomeWords, percentIn, stepNames } from "./trace-words.ts";

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
        paragraph: entry.passage.paragraph,
        item: entry.passage.item,
        speaker: speakerLabel(entry, request),
        documentTitle: titleIn(entry.document, request),
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
  request: AnswerRequest,
  { inherited }: ResolvedQuestion,
  draft: AnswerDraft,
  language: FrameLanguage,
): Trace["steps"] {
  const { question } = request;
  const names = stepNames[language];
  // What was read as unlikely is read plainly, as the best that is left.
  const likely = question.probability < 0.5 ? "" : ` (${percentIn(question.probability, language)})`;
  const told: [string, string][] = [
    [names.kind, `${intentWords[language][draft.intent]}${likely}`],
    [names.question, question.text],
    [names.speakers, question.speakers.map(({ text }) => text).join(", ")],
    [names.excluded, question.excluded.map(({ text }) => text).join(", ")],
    [names.sessions, (question.sessions ?? []).map((document) => titleIn(document, request)).join("; ")],
    [names.topic, topicText(question)],
    [names.inherited, inherited.map((field) => inheritedWords[language][field]).join(", ")],
    [names.outside, percentIn(question.outside, language)],
    [
      names.outcome,
      [draft.outcome, draft.reason, draft.basis]
        .flatMap((code) => (code === undefined ? [] : outcomeWords[language][code]))
        .join(", "),
    ],
  ];
  return told.filter(([, detail]) => detail !== "").map(([name, detail]) => ({ name, detail }));
}
