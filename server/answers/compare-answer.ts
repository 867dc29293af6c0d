import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Mention } from "../understanding/mention.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { type AnswerDraft, citeWhole, type DraftCitation } from "./answer-draft.ts";
import { type AnswerRequest, topicText, withinSections } from "./answer-request.ts";
import { answerFact } from "./fact-answer.ts";
import { itemsForBlocks } from "./list-answer.ts";
import { findMembers } from "./membership.ts";
import { isContent } from "./record-collection.ts";

/** Within what one speaker said, where the topic is asked of that speaker, less relevance is enough. */
const scopedMemberProbability = 0.2;

interface Side {
  readonly mention: Mention;
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly byRelevance: boolean;
}

async function findSide(request: AnswerRequest, mention: Mention): Promise<Side> {
  const { collection, filter, signal, reading } = request;
  const inSections = withinSections(mention.sections);
  const kinds: readonly string[] = reading.kinds;
  const isSaid = (entry: SearchPassage): boolean => isContent(entry) && filter(entry) && inSections(entry);
  // "What do A and B recommend on C": where one of them recommends nothing, what it says on C is told all the same.
  const accept = (entry: SearchPassage): boolean =>
    isSaid(entry) && (kinds.length === 0 || kinds.includes(entry.passage.kind));
  if (mention.sections.length === 0) return { mention, members: [], borderline: [], byRelevance: false };
  if (reading.topic.length === 0) {
    const members = itemsForBlocks(collection.passages.filter(accept)).map((entry) => citeWhole(entry));
    return { mention, members, borderline: [], byRelevance: false };
  }
  const scoped: QuestionReading = { ...reading, scope: mention.sections };
  const likely = { member: scopedMemberProbability };
  const wanted = await findMembers(collection, scoped, accept, signal, likely);
  const found =
    wanted.members.length > 0 || kinds.length === 0
      ? wanted
      : await findMembers(collection, scoped, isSaid, signal, likely);
  return { mention, members: found.members, borderline: found.borderline, byRelevance: found.basis === "relevance" };
}

/** Sides of one comparison; more are not told apart by a reader. */
const mostSides = 12;

/** A speaker named twice, by whatever name, is one side. */
function distinctSides(mentions: readonly Mention[]): Mention[] {
  const bySections = new Map<string, Mention>();
  for (const mention of mentions) {
    const key = mention.sections.map((spoken) => spoken.id).join() || mention.concepts.map(({ id }) => id).join();
    if (!bySections.has(key)) bySections.set(key, mention);
  }
  return [...bySections.values()].slice(0, mostSides);
}

/** Comparisons: what each side said on the topic, and who said nothing. */
export async function answerCompare(request: AnswerRequest): Promise<AnswerDraft> {
  const { reading, frames } = request;
  const sides: Side[] = [];
  for (const mention of distinctSides(reading.speakers)) sides.push(await findSide(request, mention));
  const members = sides.flatMap((side) => side.members);
  if (members.length === 0) return answerFact(request);
  const silent = sides
    .filter((side) => side.members.length === 0)
    .map(({ mention }) => {
      const section = mention.sections[0]?.section;
      return { speaker: section?.speaker ?? mention.text, organization: section?.organization ?? null };
    });
  const byRelevance = sides.some((side) => side.byRelevance);
  const decided = reading.topic.length === 0 ? "fields" : byRelevance ? "relevance" : "mention";
  // Which passages recommend is our classification, and a comparison that depends on it is never called complete.
  const basis = reading.kinds.length > 0 && decided !== "relevance" ? "classified" : decided;
  return {
    outcome: "answered",
    intent: "compare",
    lead: frames.compare({
      topic: topicText(reading),
      sides: sides.map((side) => ({ name: side.mention.text, count: side.members.length })),
    }),
    citations: members,
    total: members.length,
    complete: basis === "fields" || basis === "mention",
    basis,
    borderline: sides.flatMap((side) => side.borderline),
    silent,
  };
}
