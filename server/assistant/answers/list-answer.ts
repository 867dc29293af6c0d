import type { Basis } from "../../protocol.ts";
import { type Token, tokenize } from "../language/terms.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Question } from "../understanding/question.ts";
import { topicText } from "../understanding/question.ts";
import { intents } from "../understanding/request-kinds.ts";
import { findMembers, type Membership } from "../weighing/membership.ts";
import { type AnswerDraft, citeEvidence, citeWhole, type DraftCitation } from "./answer-draft.ts";
import {
  type AnswerRequest,
  countBySpeaker,
  distinctSpeakers,
  itemsForBlocks,
  speakerLabel,
  withinAsked,
} from "./answer-request.ts";
import { answerFact, searchFact } from "./fact-answer.ts";
import { refuse, unknownMentions } from "./refusal.ts";

interface Members {
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly basis: Basis;
  readonly membership: Membership | null;
}

async function decideMembers(request: AnswerRequest, accept: (entry: SearchPassage) => boolean): Promise<Members> {
  const { collection, question, signal } = request;
  const depends = question.passageKinds.length > 0;
  if (question.topic.length === 0) {
    const entries = itemsForBlocks(collection.passages.filter(accept));
    const members = entries.map((entry) => citeWhole(entry));
    return { members, borderline: [], basis: depends ? "classified" : "fields", membership: null };
  }
  const membership = await findMembers(collection, question, accept, signal);
  const basis = depends && membership.basis !== "relevance" ? "classified" : membership.basis;
  return {
    members: membership.members.map(citeEvidence),
    borderline: membership.borderline.map(citeEvidence),
    basis,
    membership,
  };
}

/** A speaker that could not be told from the records: a list of everybody's words would not be what was asked for. */
const isOfNobodyHeld = ({ scope, unresolvedSpeaker }: Question): boolean =>
  scope === null && unresolvedSpeaker.length > 0;

/** Lists and counts: every member, in document order, with the count in the lead and how membership was decided. */
export async function answerList(request: AnswerRequest): Promise<AnswerDraft> {
  const { question, collection } = request;
  if (unknownMentions(question, collection).length > 0 || isOfNobodyHeld(question)) return answerFact(request);
  const isFigures = question.kind === "list-figures";
  const inAsked = withinAsked(request);
  const accept = isFigures
    ? (entry: SearchPassage): boolean => inAsked(entry) && collection.words.of(entry).tellsNumber
    : inAsked;
  const { members, borderline, basis, membership } = await decideMembers(request, accept);
  // Nothing is likely enough to be listed: what answers best, or a refusal.
  if (members.length === 0) return question.topic.length > 0 ? answerFact(request) : refuse(request, []);
  if (basis === "relevance") {
    // Where no word names the topic, the nearest passages may be about anything: whether the record treats it is asked.
    const { answerability, evidence, features } = await searchFact(request);
    if (answerability < shareOfThreshold * collection.models.answerability.threshold) {
      return { ...refuse(request, evidence), weighed: { evidence, features, probability: answerability } };
    }
  }
  const entries = members.map(({ entry }) => entry);
  const complete = basis === "fields" || basis === "mention";
  return {
    outcome: "answered",
    intent: intents[question.kind],
    lead: [
      {
        say: question.kind === "list-mentions" && question.scope === null ? "mentions" : "list",
        facts: {
          total: members.length,
          speakers: countBySpeaker(entries),
          topic: topicText(question),
          recommendations: question.passageKinds.length > 0,
          basis,
          borderline: borderline.length,
          complete: complete || basis === "classified",
          except: question.excluded.map(({ text }) => text),
        },
      },
    ],
    citations: members,
    total: members.length,
    complete,
    basis,
    borderline,
    ...(membership === null ? {} : { weighed: { evidence: membership.read, features: {}, probability: null } }),
  };
}

/** A list may be about what no single passage answers: it takes less than an answer of one fact. */
const shareOfThreshold = 0.6;

/**
 * "Who did not mention X", "everyone except Y on X", "all that is not about Z": the complement over known members. A
 * speaker left out restricts a list, a topic left out takes its passages away, and a topic that is asked not to be spoken
 * of makes a list of the speakers who do not.
 */
export async function answerComplement(request: AnswerRequest): Promise<AnswerDraft> {
  const { question } = request;
  const { excluded, excludedTopic, scope, passageKinds, topic } = question;
  const isNarrowed = scope !== null || passageKinds.length > 0 || topic.some((token) => !excludedTopic.includes(token));
  if (excludedTopic.length > 0 && isNarrowed) return answerWithoutTopic(request);
  if (excluded.length > 0) return answerList(request);
  return answerSilentSpeakers(request);
}

/** The same question about nothing but some of its words, put in the affirmative. */
async function askAffirmed(request: AnswerRequest, topic: readonly Token[]): Promise<AnswerRequest> {
  const { collection, question, signal } = request;
  const text = topicText({ ...question, topic });
  const reading = await collection.readers.questions.readQuestion(text, { signal });
  return { ...request, question: { ...question, text, topic: tokenize(text), reading } };
}

async function answerWithoutTopic(request: AnswerRequest): Promise<AnswerDraft> {
  const { question, collection } = request;
  const accept = withinAsked(request);
  const affirmed = await askAffirmed(request, question.excludedTopic);
  const { members, basis } = await decideMembers(affirmed, accept);
  const topic = topicText({ ...question, topic: question.excludedTopic });
  if (members.length === 0) return refuse(request, [], { say: "unsupportedExclusion", facts: { topic } });
  const taken = new Set(members.flatMap(({ entry }) => [entry.ordinal, entry.block ?? entry.ordinal, ...entry.items]));
  const rest = itemsForBlocks(collection.passages.filter((entry) => accept(entry) && !taken.has(entry.ordinal)));
  if (rest.length === 0) return refuse(request, []);
  return {
    outcome: "answered",
    intent: "list",
    lead: [
      {
        say: "list",
        facts: {
          total: rest.length,
          speakers: countBySpeaker(rest),
          topic: "",
          recommendations: question.passageKinds.length > 0,
          basis,
          borderline: 0,
          complete: false,
          except: [topic],
        },
      },
    ],
    citations: rest.map((entry) => citeWhole(entry)),
    total: rest.length,
    complete: false,
    basis,
  };
}

async function answerSilentSpeakers(request: AnswerRequest): Promise<AnswerDraft> {
  const { question, collection } = request;
  const recommends = question.passageKinds.length > 0;
  const told = question.content.filter(
    (token) => question.topic.includes(token) || question.excludedTopic.includes(token),
  );
  const topic = told.length > 0 || recommends ? told : question.content;
  if (topic.length === 0 && !recommends) {
    return refuse(request, [], { say: "unsupportedExclusion", facts: { topic: "" } });
  }
  const affirmed =
    topic.length === 0 ? { ...request, question: { ...question, topic } } : await askAffirmed(request, topic);
  const { members, basis, membership } = await decideMembers(affirmed, withinAsked(request));
  const text = topicText({ ...question, topic });
  // Every speaker is a candidate for silence, whatever kind of statement is asked about.
  const everyone = withinAsked({ ...request, question: { ...question, passageKinds: [] } });
  const content = collection.passages.filter(everyone);
  const named = distinctSpeakers(members.map(({ entry }) => entry));
  const silent = distinctSpeakers(content).filter((name) => !named.includes(name));
  if (members.length === 0 || silent.length === 0) {
    return refuse(request, membership?.read ?? [], { say: "unsupportedExclusion", facts: { topic: text } });
  }
  const first = silent.flatMap((name) => content.find((entry) => speakerLabel(entry) === name) ?? []);
  return {
    outcome: "answered",
    intent: "list",
    lead: [{ say: "silentSpeakers", facts: { names: silent, topic: text, recommendations: recommends, named, basis } }],
    citations: first.map((entry) => citeWhole(entry)),
    total: silent.length,
    complete: basis === "mention",
    basis,
    silent: first.map(({ section }) => ({ speaker: section.speaker, organization: section.organization })),
    ...(membership === null ? {} : { weighed: { evidence: membership.read, features: {}, probability: null } }),
  };
}
