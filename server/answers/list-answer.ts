import type { SearchPassage } from "../retrieval/search-text.ts";
import { type AnswerDraft, citeWhole, type DraftCitation } from "./answer-draft.ts";
import {
  type AnswerRequest,
  distinctSpeakers,
  sectionId,
  speakerLabel,
  topicText,
  withinSections,
} from "./answer-request.ts";
import { answerFact, searchFact } from "./fact-answer.ts";
import { findListedFacts } from "./listed-facts.ts";
import { findMembers, isNamed, type Membership } from "./membership.ts";
import { isContent } from "./record-collection.ts";
import { asNearest, refuse } from "./refusal.ts";

/** What the list may hold by structure alone: content, the speakers asked about, the kind asked for. */
function structuralTest(request: AnswerRequest): (entry: SearchPassage) => boolean {
  const { reading, filter } = request;
  const inScope = withinSections(reading.scope);
  const kinds: readonly string[] = reading.kinds;
  return (entry) =>
    isContent(entry) && filter(entry) && inScope(entry) && (kinds.length === 0 || kinds.includes(entry.passage.kind));
}

/**
 * Where a block and its items would both be listed, the items are, each being a member on its own; and so are the
 * blocks below a line that only leads to them ("Canada recommended that member states:").
 */
export function itemsForBlocks(entries: readonly SearchPassage[]): SearchPassage[] {
  const listed = new Map(entries.map((entry) => [entry.ordinal, entry]));
  return entries.filter((entry) => {
    const next = listed.get(entry.ordinal + 1);
    const leads = /:\s*$/u.test(entry.passage.text) && next !== undefined && sectionId(next) === sectionId(entry);
    return !leads && !entry.items.some((item) => listed.has(item));
  });
}

/** Lists and counts: every member, in document order, with the count in the lead and how membership was decided. */
export async function answerList(request: AnswerRequest): Promise<AnswerDraft> {
  const { collection, reading, signal } = request;
  const accept = structuralTest(request);
  const recommendations = reading.kinds.includes("recommendation");
  const byTopic = reading.topic.length > 0;
  const membership = byTopic
    ? await findMembers(collection, reading, accept, signal)
    : {
        members: itemsForBlocks(collection.passages.filter(accept)).map((entry): DraftCitation => citeWhole(entry)),
        borderline: [],
        named: 0,
        basis: "fields" as const,
      };
  // Nothing names the topic, and nothing is likely enough to be listed by itself: what answers best, or a refusal.
  if (membership.members.length === 0) return byTopic ? answerFact(request) : refuse(request, membership.borderline);
  // Where nothing names the topic, the nearest passages may be about anything: whether the record treats it is asked.
  const decision = membership.basis === "relevance" && !isNamed(membership) ? await decideTreated(request) : null;
  if (decision !== null && decision.probability < shareOfThreshold * collection.answerabilityModel.threshold) {
    return { ...refuse(request, decision.nearest), answerability: decision };
  }
  const basis = recommendations && membership.basis !== "relevance" ? "classified" : membership.basis;
  const draft = draftList(request, { ...membership, basis }, recommendations);
  return decision === null ? draft : { ...draft, answerability: decision };
}

/**
 * A list may be about what no single passage answers: it takes less than an answer of one fact. On the tuning half
 * lists that the record treats lie from 0.39 up, as do most that it does not below.
 */
const shareOfThreshold = 0.8;

interface Treated {
  readonly probability: number;
  readonly features: Readonly<Record<string, number>>;
  readonly nearest: readonly DraftCitation[];
}

async function decideTreated(request: AnswerRequest): Promise<Treated> {
  const { answerability, features, evidence } = await searchFact(request);
  return { probability: answerability, features, nearest: asNearest(evidence) };
}

/**
 * Lists by kind of fact: every deadline, every sum, whatever was pledged. By Relator's own reading of how such facts
 * are written, so never called complete.
 *
 * @returns Null where the question lists no kind of fact, or none of those found is about what it asks: the topic
 * decides then.
 */
export async function answerListedFacts(request: AnswerRequest): Promise<AnswerDraft | null> {
  const { collection, reading, filter, signal } = request;
  const inScope = withinSections(reading.scope);
  const accept = (entry: SearchPassage): boolean => isContent(entry) && filter(entry) && inScope(entry);
  const found = await findListedFacts(collection, reading, accept, signal);
  if (found === null) return null;
  return draftList(request, { members: found, borderline: [], named: found.length, basis: "classified" }, false);
}

/** "Who made the most recommendations?", "how many did each speaker make?" */
const comparesCounts =
  /\b(?:cada (?:un[oa]|orador\w*|delegacion|pais|organismo)|each|per speaker|por orador\w*|mas|most|menos|fewest|least)\b/u;

function countBySpeaker(entries: readonly SearchPassage[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const name = speakerLabel(entry);
    if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

function draftList(request: AnswerRequest, membership: Membership, recommendations: boolean): AnswerDraft {
  const { reading, frames } = request;
  const { basis } = membership;
  const complete = basis === "fields" || basis === "mention";
  const entries = membership.members.map(({ entry }) => entry);
  const speakers = distinctSpeakers(entries);
  const total = membership.members.length;
  const topic = topicText(reading);
  const lead = reading.asksSpeakers
    ? frames.speakersMentioning({ total, names: speakers, topic, basis })
    : frames.list({
        total,
        speakers: speakers.length,
        topic,
        of: reading.scope === null ? [] : speakers,
        recommendations,
        basis,
        borderline: membership.borderline.length,
        complete: complete || basis === "classified",
      });
  const bySpeaker = comparesCounts.test(reading.folded) ? ` ${frames.bySpeaker(countBySpeaker(entries))}` : "";
  return {
    outcome: "answered",
    intent: reading.intent === "count" ? "count" : "list",
    lead: lead + bySpeaker,
    citations: membership.members,
    total,
    complete,
    basis,
    borderline: membership.borderline,
  };
}
