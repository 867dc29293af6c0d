import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Retrieval } from "../retrieval/retriever.ts";
import { conceptKey, type SearchPassage } from "../retrieval/search-text.ts";
import { reportingVerb } from "../understanding/cues.ts";
import type { Mention } from "../understanding/mention.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { AnswerDraft, DraftCitation } from "./answer-draft.ts";
import {
  type AnswerRequest,
  distinctSpeakers,
  paragraphLabel,
  speakerLabel,
  topicText,
  withinSections,
} from "./answer-request.ts";
import { answerabilityFeatures, readsLiterally } from "./answerability.ts";
import { chooseItemsOrBlocks, type Evidence, weighEvidence } from "./evidence.ts";
import { namesAll } from "./evidence-sentences.ts";
import { isContent, unitsOf } from "./record-collection.ts";
import { asNearest, refuse, refuseUnmet, unknownMentions } from "./refusal.ts";
import { probability } from "./relevance-model.ts";
import { asksOneFact, preferMeeting, unmetRequirements } from "./requirements.ts";
import { isToldOfOthers, othersSaid } from "./told-of-others.ts";

/** What a search for a question of fact found, weighed: also what the trace shows and the models are fitted on. */
export interface FactSearch {
  readonly units: readonly QueryUnit[];
  readonly retrieval: Retrieval;
  /** Weighed, best first, one passage of each block with its items. */
  readonly evidence: readonly Evidence[];
  readonly features: Readonly<Record<string, number>>;
  readonly answerability: number;
}

/** Best passages are always cited up to this rank; further ones only where they are likely to answer. */
const usuallyCited = 5;
const furtherProbability = 0.3;
/**
 * Of these, the ones much less likely than the best are left out. Measured on the tuning half: with these bounds no
 * right passage is lost among the first five. A number stands in one passage, so there the bound is narrower.
 */
const leastProbability = 0.03;
const leastShareOfBest = 0.05;
const leastShareOfBestForNumbers = 0.25;
/** For lists: at least this likely, beside the best. */
const memberProbability = 0.6;

/** Words between a name and the verb that makes it a speaker ("Panamá, en su calidad de…, informó"). */
const reportingDistance = 5;

/** A speaker asked about who has no part of its own is looked for where others report its words. */
function reportsWords(
  collection: AnswerRequest["collection"],
  mentions: readonly Mention[],
): (entry: SearchPassage) => boolean {
  const keys = new Set(mentions.flatMap((mention) => mention.concepts.map((concept) => conceptKey(concept.id))));
  // Only passages that name the speaker are analysed: a large collection has few of them.
  const naming = new Set([...keys].flatMap((key) => collection.lexicalIndex.holders(key)));
  return (entry) => {
    if (!naming.has(entry.ordinal) || !isContent(entry)) return false;
    const { text } = collection.analyzer.analyze(entry);
    return text.keys.some((own, position) => {
      if (!own.some((key) => keys.has(key))) return false;
      const after = text.tokens.slice(position + 1, position + 1 + reportingDistance);
      return after.some((token) => reportingVerb.test(token.folded));
    });
  };
}

function acceptOf(request: AnswerRequest): (entry: SearchPassage) => boolean {
  const { reading, collection, filter } = request;
  const { scope } = reading;
  if (scope === null) return filter;
  const inScope = scope.length > 0 ? withinSections(scope) : reportsWords(collection, reading.speakers);
  // Its heading names a speaker and says nothing.
  return (entry) => filter(entry) && isContent(entry) && inScope(entry);
}

/** Searches and weighs the passages for a question of fact. */
export async function searchFact(request: AnswerRequest): Promise<FactSearch> {
  const { collection, reading, signal } = request;
  // A question that is nothing but a name ("Haití") looks for the name.
  const tokens = reading.topic.length > 0 ? reading.topic : reading.tokens;
  const units = unitsOf(collection, reading, tokens);
  const accept = acceptOf(request);
  const acceptOrdinal = (ordinal: number): boolean => {
    const entry = collection.passages[ordinal];
    return entry !== undefined && accept(entry);
  };
  const retrieval = await collection.retriever.retrieve({ text: reading.text, units, accept: acceptOrdinal, signal });
  const evidence = preferMeeting(
    reading,
    chooseItemsOrBlocks(weighEvidence(reading, units, retrieval, collection.passages, collection.evidence)),
  );
  const features = answerabilityFeatures(reading, units, retrieval, evidence, collection);
  return { units, retrieval, evidence, features, answerability: probability(collection.answerabilityModel, features) };
}

/** A query of a few bare words looks up where they stand; passages without them are no answer to it. */
function isLookup({ reading }: AnswerRequest): boolean {
  return reading.tokens.length <= 3 && reading.answerType === "none" && reading.intent === "fact";
}

/** How many of the ranked passages are cited: several for a fact, for a list only those that are likely members. */
function select(request: AnswerRequest, search: FactSearch): DraftCitation[] {
  const { collection, limit, reading } = request;
  const ranked = search.evidence.map((each) => ({
    each,
    likely: probability(collection.evidence.model, each.features),
  }));
  const named = isLookup(request) ? ranked.filter(({ each }) => namesAll(search.units, each.matched)) : [];
  const asksSeveral = reading.intent === "list" || reading.intent === "count";
  const best = ranked[0]?.likely ?? 0;
  const leastShare = reading.answerType === "number" ? leastShareOfBestForNumbers : leastShareOfBest;
  const kept = ranked.filter(({ likely }, position) => {
    if (position === 0) return true;
    if (asksSeveral) return likely >= memberProbability;
    if (position >= usuallyCited) return likely >= furtherProbability;
    return likely >= leastProbability && likely >= leastShare * best;
  });
  return (named.length > 0 ? named : kept)
    .slice(0, limit)
    .map(({ each, likely }) => ({ entry: each.entry, spans: [each.span], score: likely }));
}

/** What the relevance model finds this likely may answer in words that the lexicon does not connect. */
const likelyAnswer = 0.3;

/**
 * A short query, or one about a named speaker, none of whose words are found in any form, by the records or by that
 * speaker, though the records can be searched in its language: nothing there is about it.
 */
function namesNothingHeld({ reading, collection }: AnswerRequest, { retrieval, evidence }: FactSearch): boolean {
  if (retrieval.lexical.acceptedFrequencies.some((frequency) => frequency > 0)) return false;
  const readable = reading.language === null || readsLiterally(reading, collection);
  const [best] = evidence;
  const isUnlikely = best === undefined || probability(collection.evidence.model, best.features) < likelyAnswer;
  if (reading.topic.length === 0 || !readable) return false;
  // Others use the word, and this speaker does not; a word that nobody uses may be the reader's own for something said.
  const othersHold = retrieval.lexical.frequencies.some((frequency) => frequency > 0);
  return reading.tokens.length <= 3 || (reading.scope !== null && isUnlikely && othersHold);
}

/** A list or count that only relevance could decide says so, and is never called complete. */
function countOf(intent: QuestionReading["intent"], total: number): Pick<AnswerDraft, "total" | "complete" | "basis"> {
  const counts = intent === "list" || intent === "count" || intent === "compare";
  return counts ? { total, complete: false, basis: "relevance" } : {};
}

/** Questions of fact: the passages that answer, best first, each with its answering span; or a refusal. */
export async function answerFact(request: AnswerRequest): Promise<AnswerDraft> {
  const { reading, frames, collection } = request;
  const search = await searchFact(request);
  const [best] = search.evidence;
  const nearest = asNearest(search.evidence);
  if (best === undefined || unknownMentions(request).length > 0) return refuse(request, nearest);
  if (namesNothingHeld(request, search)) return refuse(request, nearest);
  const [unmet] = unmetRequirements(reading, best);
  if (unmet !== undefined) return refuseUnmet(request, nearest, unmet);
  if (await othersSaid(request, best)) return refuse(request, nearest);
  if (asksOneFact(reading) && (await isToldOfOthers(request))) return refuseUnmet(request, nearest, "entities");
  const decision = { probability: search.answerability, features: search.features };
  if (search.answerability < collection.answerabilityModel.threshold) {
    return { ...refuse(request, nearest), answerability: decision };
  }
  const citations = select(request, search);
  const entries = citations.map(({ entry }) => entry);
  return {
    outcome: "answered",
    intent: reading.intent,
    lead: frames.fact({
      topic: topicText(reading),
      citations: citations.length,
      speakers: distinctSpeakers(entries).length,
      first: speakerLabel(best.entry) || best.entry.document.title,
      paragraph: paragraphLabel(best.entry),
    }),
    citations,
    ...countOf(reading.intent, citations.length),
    answerability: decision,
  };
}
