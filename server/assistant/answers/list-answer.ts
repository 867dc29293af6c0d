import type { Basis } from "../../protocol.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Question } from "../understanding/question.ts";
import { topicText } from "../understanding/question.ts";
import { intents } from "../understanding/request-kinds.ts";
import { findMembers, type Membership } from "../weighing/membership.ts";
import { type AnswerDraft, citeEvidence, citeWhole, type DraftCitation } from "./answer-draft.ts";
import {
  type AnswerRequest,
  countBySession,
  countBySpeaker,
  itemsForBlocks,
  leavesDoubt,
  withinAsked,
} from "./answer-request.ts";
import { answerFact } from "./fact-answer.ts";
import { refuse, unknownMentions } from "./refusal.ts";

interface Members {
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly basis: Basis;
  readonly membership: Membership | null;
}

/** What belongs, by structure alone where there is no topic. */
export async function decideMembers(
  request: AnswerRequest,
  accept: (entry: SearchPassage) => boolean,
): Promise<Members> {
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
    ? (entry: SearchPassage): boolean => inAsked(entry) && collection.tellsNumber(entry)
    : inAsked;
  const { members, borderline, basis: decidedBy, membership } = await decideMembers(request, accept);
  // Which figures are deadlines, amounts or shares, no structure tells.
  const basis = isFigures && decidedBy === "fields" ? "classified" : decidedBy;
  // Nothing is likely enough to be listed: what answers best, or a refusal.
  if (members.length === 0) return question.topic.length > 0 ? answerFact(request) : refuse(request, []);
  // Where no word names the topic, the nearest passages may be about anything: one of them must rather belong than not.
  const likeliest = Math.max(0, ...(membership?.read ?? []).map(({ probability }) => probability));
  if (basis === "relevance" && likeliest < ratherBelongs) return refuse(request, membership?.read ?? []);
  const entries = members.map(({ entry }) => entry);
  const isDoubtful = leavesDoubt(question.scope ?? []);
  const isOfOneLanguage = membership?.isOfOneLanguage === true;
  const leavesNone = !isDoubtful && !isOfOneLanguage;
  const complete = (basis === "fields" || basis === "mention") && leavesNone;
  return {
    outcome: "answered",
    intent: intents[question.kind],
    lead: [
      {
        say: question.kind === "list-mentions" && question.scope === null ? "mentions" : "list",
        facts: {
          total: members.length,
          speakers: countBySpeaker(entries, request),
          sessions: countBySession(entries),
          topic: topicText(question),
          recommendations: question.passageKinds.length > 0,
          basis,
          borderline: borderline.length,
          complete: complete || (basis === "classified" && leavesNone),
          except: question.excluded.map(({ text }) => text),
        },
      },
    ],
    citations: members,
    total: members.length,
    complete,
    ...(isDoubtful ? { doubtful: true } : {}),
    isOfOneLanguage,
    basis,
    borderline,
    ...(membership === null ? {} : { weighed: { evidence: membership.read, features: {}, probability: null } }),
  };
}

const ratherBelongs = 0.45;
