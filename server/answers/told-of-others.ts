import type { SearchPassage } from "../retrieval/search-text.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import { type AnswerRequest, withinSections } from "./answer-request.ts";
import { contentMentions, entityCoverage, speakerKeys } from "./entity-coverage.ts";
import { chooseItemsOrBlocks, type Evidence, weighEvidence } from "./evidence.ts";
import { isContent, unitsOf } from "./record-collection.ts";

/**
 * Log-odds by which another speaker's best passage surpasses the best of the speaker asked about, from which that
 * speaker said nothing on the matter. On the tuning half answerable questions lie up to 3.6, and eleven of twelve that
 * ask one speaker for what only others raised at 4.0 or more.
 */
const othersSaidFrom = 3.8;

/**
 * The same for a country or body asked about, and passages that tell it of another. On the tuning half answerable
 * questions lie up to 2.0, and those that ask for what is told of others only at 4.6 or more, or below 1.6.
 */
const othersToldFrom = 2.5;

async function weighPassages(
  request: AnswerRequest,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
): Promise<Evidence[]> {
  const { collection, filter, signal } = request;
  const units = unitsOf(collection, reading);
  const acceptOrdinal = (ordinal: number): boolean => {
    const entry = collection.passages[ordinal];
    return entry !== undefined && isContent(entry) && filter(entry) && accept(entry);
  };
  const retrieval = await collection.retriever.retrieve({ text: reading.text, units, accept: acceptOrdinal, signal });
  return chooseItemsOrBlocks(weighEvidence(reading, units, retrieval, collection.passages, collection.evidence));
}

/** Whether other speakers say what is asked far more nearly than the one asked about. */
export async function othersSaid(request: AnswerRequest, best: Evidence): Promise<boolean> {
  const { reading } = request;
  if (reading.scope === null || reading.scope.length === 0 || reading.topic.length === 0) return false;
  const inScope = withinSections(reading.scope);
  const [theirs] = await weighPassages(request, { ...reading, scope: null }, (entry) => !inScope(entry));
  return theirs !== undefined && theirs.relevance - best.relevance >= othersSaidFrom;
}

/** Whether what is asked of a country or body is told, but of another one. */
export async function isToldOfOthers(request: AnswerRequest): Promise<boolean> {
  const { reading, collection } = request;
  const asked = contentMentions(reading);
  // What a name stands for is told of that name alone, in few words.
  if (reading.scope !== null || asked.length === 0 || reading.intent === "definition") return false;
  const isName = (position: number): boolean => asked.some(({ first, last }) => first <= position && position <= last);
  const topic = reading.topic.filter((token) => !isName(reading.tokens.indexOf(token)));
  if (topic.length === 0) return false;
  const mentions = reading.mentions.filter((mention) => !asked.includes(mention));
  const evidence = await weighPassages(request, { ...reading, mentions, topic }, () => true);
  const tellsOfAsked = ({ entry }: Evidence): boolean => {
    const analysis = collection.analyzer.analyze(entry);
    const keys = new Set([...analysis.keys, ...analysis.contextKeys, ...speakerKeys(entry, analysis)]);
    return entityCoverage(reading, keys) > 0;
  };
  const own = evidence.find(tellsOfAsked);
  const others = evidence.find((each) => !tellsOfAsked(each));
  return own !== undefined && others !== undefined && others.relevance - own.relevance >= othersToldFrom;
}
