import type { Mention } from "../understanding/mentions.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { type AnswerDraft, citeWhole, type DraftCitation } from "./answer-draft.ts";
import { type AnswerRequest, topicText, withinSections } from "./answer-request.ts";
import { findMembers } from "./membership.ts";
import { isContent } from "./record-collection.ts";
import { refuse } from "./refusal.ts";

interface Side {
  readonly mention: Mention;
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly byRelevance: boolean;
}

async function findSide(request: AnswerRequest, mention: Mention): Promise<Side> {
  const { collection, filter, signal } = request;
  const inSections = withinSections(mention.sections);
  const accept = (entry: Parameters<typeof filter>[0]): boolean =>
    isContent(entry) && filter(entry) && inSections(entry);
  if (mention.sections.length === 0) return { mention, members: [], borderline: [], byRelevance: false };
  const reading: QuestionReading = { ...request.reading, scope: mention.sections };
  if (reading.topic.length === 0) {
    const members = collection.passages
      .filter((entry) => accept(entry) && entry.block === null)
      .map((entry) => citeWhole(entry));
    return { mention, members, borderline: [], byRelevance: false };
  }
  const membership = await findMembers(collection, reading, accept, signal);
  return {
    mention,
    members: membership.members,
    borderline: membership.borderline,
    byRelevance: membership.basis === "relevance",
  };
}

/** Comparisons: what each side said on the topic, and who said nothing. */
export async function answerCompare(request: AnswerRequest): Promise<AnswerDraft> {
  const { reading, frames } = request;
  const sides: Side[] = [];
  for (const mention of reading.speakers) sides.push(await findSide(request, mention));
  const members = sides.flatMap((side) => side.members);
  if (members.length === 0)
    return refuse(
      request,
      sides.flatMap((side) => side.borderline),
    );
  const silent = sides
    .filter((side) => side.members.length === 0)
    .map(({ mention }) => {
      const section = mention.sections[0]?.section;
      return { speaker: section?.speaker ?? mention.text, organization: section?.organization ?? null };
    });
  const byRelevance = sides.some((side) => side.byRelevance);
  const basis = reading.topic.length === 0 ? "fields" : byRelevance ? "relevance" : "mention";
  return {
    outcome: "answered",
    intent: "compare",
    lead: frames.compare({
      topic: topicText(reading),
      sides: sides.map((side) => ({ name: side.mention.text, count: side.members.length })),
    }),
    citations: members,
    total: members.length,
    complete: basis !== "relevance",
    basis,
    borderline: sides.flatMap((side) => side.borderline),
    silent,
  };
}
