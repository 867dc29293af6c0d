import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import { type Mention, standsIn } from "../understanding/mention.ts";
import { topicText } from "../understanding/question.ts";
import { findMembers } from "../weighing/membership.ts";
import { type AnswerDraft, citeEvidence, citeWhole, type DraftCitation } from "./answer-draft.ts";
import { type AnswerRequest, itemsForBlocks, leavesDoubt, withinSections, withinSessions } from "./answer-request.ts";
import { answerFact, leadQuote } from "./fact-answer.ts";
import { answerList } from "./list-answer.ts";

interface Side {
  readonly mention: Mention;
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly byRelevance: boolean;
}

async function findSide(request: AnswerRequest, mention: Mention): Promise<Side> {
  const { collection, signal, question } = request;
  const inSections = withinSections(mention.sections);
  const inSessions = withinSessions(request);
  const accept = (entry: SearchPassage): boolean => isContent(entry) && inSessions(entry) && inSections(entry);
  if (mention.sections.length === 0) return { mention, members: [], borderline: [], byRelevance: false };
  if (question.topic.length === 0) {
    const members = itemsForBlocks(collection.passages.filter(accept)).map((entry) => citeWhole(entry));
    return { mention, members, borderline: [], byRelevance: false };
  }
  const { members, borderline, basis, read } = await findMembers(collection, question, accept, signal);
  // Both are asked about the topic: where nothing of one is certain, what is nearest to it stands for it.
  const [nearest] = read;
  const isNear = nearest !== undefined && nearest.probability >= nearestProbability;
  const shown = members.length === 0 && isNear && basis === "relevance" ? [nearest] : members;
  return {
    mention,
    members: shown.map(citeEvidence),
    borderline: borderline.filter((each) => !shown.includes(each)).map(citeEvidence),
    byRelevance: basis === "relevance",
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

/** Comparisons: what each side said on the topic, one line for each, and who said nothing. */
export async function answerCompare(request: AnswerRequest): Promise<AnswerDraft> {
  const { question } = request;
  const named = question.mentions.filter(({ kind }) => kind !== "role");
  const mentions = distinctSides(question.speakers.length >= 2 ? question.speakers : named);
  if (mentions.length < 2) return answerList(request);
  const topic = question.topic.filter((token) => !standsIn(mentions, question.tokens.indexOf(token)));
  const asked = { ...request, question: { ...question, topic } };
  const sides: Side[] = [];
  for (const mention of mentions) sides.push(await findSide(asked, mention));
  const members = sides.flatMap((side) => side.members);
  if (members.length === 0) return answerFact(request);
  const silent = sides
    .filter((side) => side.members.length === 0)
    .map(({ mention }) => {
      const section = mention.sections[0]?.section;
      return { speaker: section?.speaker ?? mention.text, organization: section?.organization ?? null };
    });
  const isDoubtful = leavesDoubt(sides.flatMap(({ mention }) => mention.sections));
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
            const quote = best === undefined ? null : leadQuote(best, members.indexOf(best) + 1);
            return { name: side.mention.text, count: side.members.length, quote };
          }),
        },
      },
    ],
    citations: members,
    total: members.length,
    complete: basis !== "relevance" && !isDoubtful,
    ...(isDoubtful ? { doubtful: true } : {}),
    basis,
    borderline: sides.flatMap((side) => side.borderline),
    silent,
  };
}
