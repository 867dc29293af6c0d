import type { Mention } from "../understanding/mention.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { AnswerDraft, DraftCitation } from "./answer-draft.ts";
import { type AnswerRequest, topicText } from "./answer-request.ts";
import { contentMentions } from "./entity-coverage.ts";
import type { Evidence } from "./evidence.ts";
import type { Requirement } from "./requirements.ts";

/** Passages shown as nearest where the record does not answer. */
const nearestShown = 3;

/** Unknown names told in one refusal. */
const unknownShown = 10;

/** Mentions that the records never name: they make a question unanswerable whatever else it says. */
export function unknownMentions({ reading }: Pick<AnswerRequest, "reading">): string[] {
  const names = reading.mentions
    .filter((mention) => mention.kind !== "role" && !mention.known && !isCommonNoun(mention, reading))
    .map(({ text }) => text);
  return [...new Set(names)].slice(0, unknownShown);
}

/**
 * "Departamentos", "a climate fund": in small letters and no acronym, any such body and none in particular. Who writes
 * without capitals throughout may mean one by name, unless it is a single word.
 */
function isCommonNoun({ kind, text, concepts }: Mention, reading: QuestionReading): boolean {
  const usesCapitals = reading.tokens.some(({ surface }, position) => position > 0 && /^\p{Lu}/u.test(surface));
  const isAcronym = concepts.some(({ acronyms }) => acronyms.some((each) => each.toLowerCase() === text.toLowerCase()));
  return kind === "body" && !/\p{Lu}/u.test(text) && !isAcronym && (usesCapitals || !/\s/u.test(text));
}

/** Not found, with the reason told and the nearest passages, which do not answer. */
export function refuse(request: AnswerRequest, nearest: readonly DraftCitation[]): AnswerDraft {
  const { reading, frames } = request;
  const unknown = unknownMentions(request);
  if (unknown.length > 0) {
    return {
      outcome: "not-found",
      intent: reading.intent,
      lead: frames.unknownEntity(unknown),
      citations: [],
      reason: "unknown-entity",
      unknown,
      nearest: nearest.slice(0, nearestShown),
    };
  }
  const facts = { topic: topicText(reading), who: reading.speakers.map((mention) => mention.text) };
  const silentSpeakers = reading.speakers.filter((mention) => mention.sections.length === 0);
  return {
    outcome: "not-found",
    intent: reading.intent,
    lead:
      silentSpeakers.length > 0
        ? frames.notRecordedAsSpeaker(silentSpeakers.map((mention) => mention.text))
        : frames.notFound["no-evidence"](facts),
    citations: [],
    reason: "no-evidence",
    nearest: nearest.slice(0, nearestShown),
  };
}

export function asNearest(evidence: readonly Evidence[]): DraftCitation[] {
  return evidence.slice(0, nearestShown).map((each) => ({ entry: each.entry, spans: [each.span], score: null }));
}

/** Not found, because the best passage lacks what it would have to hold; the reason is told. */
export function refuseUnmet(
  request: AnswerRequest,
  nearest: readonly DraftCitation[],
  requirement: Requirement,
): AnswerDraft {
  const { reading, frames } = request;
  const names = contentMentions(reading).map(({ text }) => text);
  return {
    ...refuse(request, nearest),
    lead: frames.missing({ topic: topicText(reading), requirement, answerType: reading.answerType, names }),
  };
}
