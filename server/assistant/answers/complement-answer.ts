import { type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";
import { type Question, topicText } from "../understanding/question.ts";
import { type AnswerDraft, citeWhole } from "./answer-draft.ts";
import {
  type AnswerRequest,
  countBySession,
  countBySpeaker,
  distinctSpeakers,
  itemsForBlocks,
  speakerLabel,
  withinAsked,
} from "./answer-request.ts";
import { answerList, decideMembers } from "./list-answer.ts";
import { refuse } from "./refusal.ts";

/**
 * "Who did not mention X", "everyone except Y on X", "all that is not about Z": the complement over known members. A
 * speaker left out restricts a list, a topic left out takes its passages away, and a topic that is asked not to be spoken
 * of makes a list of the speakers who do not.
 */
export async function answerComplement(request: AnswerRequest): Promise<AnswerDraft> {
  const { question } = request;
  const { excluded, scope, passageKinds } = question;
  if (excluded.length > 0) return answerList(request);
  const isNarrowed = scope !== null || passageKinds.length > 0;
  if (isNarrowed && negatedTopic(question).length > 0) return answerWithoutTopic(request);
  return answerSilentSpeakers(request);
}

/** What is not spoken of: in a complement that leaves nobody out, the topic is what is negated, however it is marked. */
function negatedTopic({ topic, excludedTopic, content }: Question): Token[] {
  return content.filter((token) => topic.includes(token) || excludedTopic.includes(token));
}

/** The same question about nothing but some of its words, put in the affirmative. */
async function askAffirmed(request: AnswerRequest, topic: readonly Token[]): Promise<AnswerRequest> {
  const { collection, question, signal } = request;
  const text = topicText({ ...question, topic });
  const reading = await collection.readers.questions.readQuestion(text, { signal });
  return {
    ...request,
    question: {
      ...question,
      text,
      topic: tokenize(text).filter(({ folded }) => !isFunctionWordAnywhere(folded)),
      reading,
    },
  };
}

async function answerWithoutTopic(request: AnswerRequest): Promise<AnswerDraft> {
  const { question, collection } = request;
  const accept = withinAsked(request);
  const affirmed = await askAffirmed(request, negatedTopic(question));
  const { members, basis } = await decideMembers(affirmed, accept);
  const topic = topicText({ ...question, topic: negatedTopic(question) });
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
          speakers: countBySpeaker(rest, request),
          sessions: countBySession(rest),
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
  const told = negatedTopic(question);
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
  const named = distinctSpeakers(
    members.map(({ entry }) => entry),
    request,
  );
  const isNamed = new Set(named);
  const silent = distinctSpeakers(content, request).filter((name) => !isNamed.has(name));
  if (members.length === 0 || silent.length === 0) {
    return refuse(request, membership?.read ?? [], { say: "unsupportedExclusion", facts: { topic: text } });
  }
  const firstOf = new Map(content.toReversed().map((entry) => [speakerLabel(entry, request), entry]));
  const first = silent.flatMap((name) => firstOf.get(name) ?? []);
  return {
    outcome: "answered",
    intent: "list",
    lead: [{ say: "silentSpeakers", facts: { names: silent, topic: text, recommendations: recommends, named, basis } }],
    citations: first.map((entry) => citeWhole(entry)),
    total: silent.length,
    complete: basis === "mention" && membership?.isOfOneLanguage !== true,
    isOfOneLanguage: membership?.isOfOneLanguage === true,
    basis,
    silent: first.map(({ section }) => ({ speaker: section.speaker, organization: section.organization })),
    ...(membership === null ? {} : { weighed: { evidence: membership.read, features: {}, probability: null } }),
  };
}
