import type { Lead } from "../composing/lead.ts";
import type { LexicalIndex } from "../retrieval/lexical-index.ts";
import { exactKey } from "../retrieval/search-text.ts";
import type { Mention } from "../understanding/mention.ts";
import type { Question } from "../understanding/question.ts";
import { topicText } from "../understanding/question.ts";
import { intents } from "../understanding/request-kinds.ts";
import type { Evidence } from "../weighing/evidence.ts";
import type { MissingForm } from "../weighing/exact-checks.ts";
import type { RecordCollection } from "../weighing/record-collection.ts";
import { type AnswerDraft, citeEvidence } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";

/** Passages shown as nearest where the record does not answer. */
const nearestShown = 3;

/** Unknown names told in one refusal. */
const unknownShown = 10;

/** Names that the records never mention: they make a question unanswerable whatever else it says. */
export function unknownMentions(question: Question, { lexicalIndex }: RecordCollection): string[] {
  const names = question.mentions
    .filter((mention) => mention.kind !== "role" && !mention.known && !isCommonNoun(mention, question))
    .map(({ text }) => text);
  return [...new Set([...names, ...unknownSpeaker(question, lexicalIndex)])].slice(0, unknownShown);
}

/** A speaker asked for by a proper name none of whose words the records hold ("What did Antony Blinken recommend?"). */
function unknownSpeaker({ unresolvedSpeaker, text, tokens }: Question, lexicalIndex: LexicalIndex): string[] {
  const named = unresolvedSpeaker.filter((token) => /^\p{Lu}\p{Ll}/u.test(token.surface) && token !== tokens[0]);
  const [first] = named;
  const last = named.at(-1);
  const isHeld = unresolvedSpeaker.some(({ folded }) => lexicalIndex.has(exactKey(folded)));
  return first === undefined || last === undefined || isHeld ? [] : [text.slice(first.start, last.end)];
}

/**
 * "Departamentos", "a climate fund", "más antigua": in small letters and no acronym, any such thing and none in
 * particular. Who writes without capitals throughout may mean one by name, unless it is a body of a single word.
 */
function isCommonNoun({ kind, text, concepts }: Mention, { tokens }: Question): boolean {
  const usesCapitals = tokens.some(({ surface }, position) => position > 0 && /^\p{Lu}/u.test(surface));
  const isAcronym = concepts.some(({ acronyms }) => acronyms.some((each) => each.toLowerCase() === text.toLowerCase()));
  if (/\p{Lu}/u.test(text) || isAcronym) return false;
  return kind === "body" ? usesCapitals || !/\s/u.test(text) : kind === "country" && usesCapitals;
}

/** What every passage that is shown lacks of what is asked for; null where one has it. */
export function missingForm(nearest: readonly Evidence[]): MissingForm | null {
  const [form = null, ...others] = nearest.slice(0, nearestShown).map(({ checks }) => checks.formMissing);
  return others.every((other) => other === form) ? form : null;
}

/** Not found, with the reason told and the nearest passages, which do not answer. */
export function refuse(
  { question, collection }: AnswerRequest,
  nearest: readonly Evidence[],
  lead?: Lead,
): AnswerDraft {
  const shown = nearest.slice(0, nearestShown).map((each) => ({ ...citeEvidence(each), score: null }));
  const draft = { outcome: "not-found", intent: intents[question.kind], citations: [], nearest: shown } as const;
  const unknown = unknownMentions(question, collection);
  if (unknown.length > 0) {
    const told: Lead = { say: "unknownEntity", facts: { names: unknown } };
    return { ...draft, lead: [told], reason: "unknown-entity", unknown };
  }
  const silent = question.speakers.filter(({ sections }) => sections.length === 0);
  if (silent.length > 0) {
    return {
      ...draft,
      lead: [{ say: "silentMention", facts: { names: silent.map(({ text }) => text) } }],
      reason: "no-evidence",
    };
  }
  const who = question.speakers.map(({ text }) => text);
  const told: Lead = lead ?? { say: "noEvidence", facts: { topic: topicText(question), who, nearest: shown.length } };
  return { ...draft, lead: [told], reason: "no-evidence" };
}

/** Text that asks nothing of the records. */
export function decline({ question }: AnswerRequest, reason: "not-a-question" | "outside", lead: Lead): AnswerDraft {
  return { outcome: "not-found", intent: intents[question.kind], lead: [lead], citations: [], reason, nearest: [] };
}
