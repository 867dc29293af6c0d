import type { Document } from "../../../corpus/document.ts";
import type { FrameLanguage } from "../../protocol.ts";
import { formatDate } from "../composing/numbers-and-names.ts";
import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import { type Mention, standsIn } from "../understanding/mention.ts";
import { topicText } from "../understanding/question.ts";
import type { SpokenSection } from "../understanding/roster.ts";
import { readElsewhere } from "../weighing/language-coverage.ts";
import { findMembers } from "../weighing/membership.ts";
import { type AnswerDraft, citeEvidence, citeWhole, type DraftCitation } from "./answer-draft.ts";
import {
  type AnswerRequest,
  itemsForBlocks,
  leavesDoubt,
  readPlainly,
  withinKinds,
  withinSections,
  withinSessions,
} from "./answer-request.ts";
import { answerFact, leadQuote } from "./fact-answer.ts";
import { answerList } from "./list-answer.ts";

/** One of those that are compared: a speaker, or a session. */
interface Compared {
  readonly name: string;
  /** For `silent`, where nothing of it is recorded. */
  readonly speaker: string | null;
  readonly organization: string | null;
  readonly sections: readonly SpokenSection[];
  /** Where all of a session is compared: what nobody is known to have said is part of it. */
  readonly session: Document | null;
}

interface Side extends Compared {
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly byRelevance: boolean;
  readonly isOfOneLanguage: boolean;
}

async function findSide(request: AnswerRequest, compared: Compared): Promise<Side> {
  const { collection, signal, question } = request;
  const { session } = compared;
  const isOwn =
    session === null
      ? withinSections(compared.sections)
      : ({ document }: SearchPassage): boolean => document === session;
  const inSessions = withinSessions(request);
  const isOfKinds = withinKinds(request);
  const accept = (entry: SearchPassage): boolean =>
    isContent(entry) && inSessions(entry) && isOwn(entry) && isOfKinds(entry);
  if (compared.sections.length === 0) {
    return { ...compared, members: [], borderline: [], byRelevance: false, isOfOneLanguage: false };
  }
  if (question.topic.length === 0) {
    const members = itemsForBlocks(collection.passages.filter(accept)).map((entry) => citeWhole(entry));
    return { ...compared, members, borderline: [], byRelevance: false, isOfOneLanguage: false };
  }
  const { members, borderline, basis, isOfOneLanguage, read } = await findMembers(collection, question, accept, signal);
  // Both are asked about the topic: where nothing of one is certain, what is nearest to it stands for it.
  const [nearest] = read;
  const isNear = nearest !== undefined && nearest.probability >= nearestProbability;
  const shown = members.length === 0 && isNear && basis === "relevance" ? [nearest] : members;
  return {
    ...compared,
    members: shown.map(citeEvidence),
    borderline: borderline.filter((each) => !shown.includes(each)).map(citeEvidence),
    byRelevance: basis === "relevance",
    isOfOneLanguage,
  };
}

const nearestProbability = 0.35;

/** Sides of one comparison; more are not told apart by a reader. */
const mostSides = 12;

/** A speaker named twice, by whatever name, is one side. */
function distinctSides(mentions: readonly Mention[]): Mention[] {
  const bySections = new Map<string, Mention>();
  for (const mention of mentions) {
    const key = mention.sections.map(({ id }) => id).join() || mention.concepts.map(({ id }) => id).join();
    if (!bySections.has(key)) bySections.set(key, mention);
  }
  return [...bySections.values()].slice(0, mostSides);
}

function speakerCompared({ text, sections }: Mention): Compared {
  const section = sections[0]?.section;
  const organization = section?.organization ?? null;
  return { name: text, speaker: section?.speaker ?? text, organization, sections, session: null };
}

/** Some sections, a side for each session that they are of: "how has Peru's position changed?", "compare the two sessions". */
function sessionsCompared(
  sections: readonly SpokenSection[],
  { language, isWhole }: { readonly language: FrameLanguage; readonly isWhole: boolean },
): Compared[] {
  const bySession = new Map<Document, SpokenSection[]>();
  for (const spoken of sections) bySession.set(spoken.document, [...(bySession.get(spoken.document) ?? []), spoken]);
  return [...bySession].slice(0, mostSides).map(([document, own]) => {
    const { title, sessionDate } = document;
    return {
      name: sessionDate === null ? title : `${title} (${formatDate(sessionDate, language)})`,
      speaker: null,
      organization: title,
      sections: own,
      session: isWhole ? document : null,
    };
  });
}

/** What is set side by side; fewer than two where nothing can be. */
function comparedIn(request: AnswerRequest, mentions: readonly Mention[]): Compared[] {
  if (mentions.length >= 2) return mentions.map(speakerCompared);
  const { question, collection, language } = request;
  const { sessions } = question;
  const spoken = mentions[0]?.sections ?? collection.roster.sections;
  const asked = sessions === null ? spoken : spoken.filter(({ document }) => sessions.includes(document));
  return sessionsCompared(asked, { language, isWhole: mentions.length === 0 });
}

/** Comparisons: what each side said on the topic, one line for each, and who said nothing. */
export async function answerCompare(request: AnswerRequest): Promise<AnswerDraft> {
  const { question } = request;
  const named = question.mentions.filter(({ kind }) => kind !== "role");
  const mentions = distinctSides(question.speakers.length >= 2 ? question.speakers : named);
  const compared = comparedIn(request, mentions);
  if (compared.length < 2) return answerList(request);
  const topic = question.topic.filter((token) => !standsIn(mentions, question.tokens.indexOf(token)));
  const asked = { ...request, question: { ...question, topic } };
  const sides: Side[] = [];
  for (const each of compared) sides.push(await findSide(asked, each));
  const members = sides.flatMap((side) => side.members);
  // "Who lives off it more, Jamaica or Haiti?": where neither speaks, others may tell of both.
  const isOfOthers = compared.every(({ sections }) => sections.length === 0);
  if (members.length === 0) return answerFact(isOfOthers ? readPlainly(request) : request);
  const silent = sides
    .filter((side) => side.members.length === 0)
    .map(({ speaker, organization }) => ({ speaker, organization }));
  // Of a side in another language that seems to say nothing, the topic may be told in words that the lexicon does not know.
  const isElsewhere = readElsewhere(question);
  const maySay = ({ members: own, sections }: Side): boolean =>
    own.length === 0 && sections.some(({ document }) => isElsewhere(document));
  const isOfOneLanguage = topic.length > 0 && sides.some((side) => side.isOfOneLanguage || maySay(side));
  const isDoubtful = leavesDoubt(sides.flatMap(({ sections }) => sections));
  const basis = topic.length === 0 ? "fields" : sides.some((side) => side.byRelevance) ? "relevance" : "mention";
  return {
    outcome: "answered",
    intent: "compare",
    lead: [
      {
        say: "compare",
        facts: {
          topic: topicText(asked.question),
          sides: sides.map((side) => {
            const best = [...side.members].sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];
            const quote = best === undefined ? null : leadQuote(best, members.indexOf(best) + 1, request);
            return { name: side.name, count: side.members.length, quote };
          }),
        },
      },
    ],
    citations: members,
    total: members.length,
    complete: basis !== "relevance" && !isDoubtful && !isOfOneLanguage,
    ...(isDoubtful ? { doubtful: true } : {}),
    isOfOneLanguage,
    basis,
    borderline: sides.flatMap((side) => side.borderline),
    silent,
    sides: sides.map(({ name, members: own }) => ({ name, total: own.length })),
  };
}
