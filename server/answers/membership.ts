import type { Basis } from "../protocol.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { SearchPassage, TermKey } from "../retrieval/search-text.ts";
import type { Token } from "../retrieval/terms.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { DraftCitation } from "./answer-draft.ts";
import { chooseItemsOrBlocks, type Evidence, weighEvidence } from "./evidence.ts";
import { keysWithin, matchedUnits, namesAll } from "./evidence-sentences.ts";
import { isContent, type RecordCollection, unitsOf } from "./record-collection.ts";
import { type Features, probability } from "./relevance-model.ts";

/** Passages about a topic: sure members, doubtful ones, and how it was decided. */
export interface Membership {
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  /** Members that name the topic. */
  readonly named: number;
  readonly basis: Basis;
}

export function isNamed({ named }: Membership): boolean {
  return named > 0;
}

/** Probability from which a passage is shown as a doubtful member. */
const doubtfulProbability = 0.12;

const alternative = /^(?:o|u|or|ou)$/u;

/** "shelters, hostels or tents": each is a topic of its own; commas part them only where a conjunction does as well. */
function splitAlternatives(reading: QuestionReading): Token[][] {
  const groups: Token[][] = [[]];
  const offersOthers = reading.tokens.some(({ folded }) => alternative.test(folded));
  let previous = -1;
  for (const token of reading.topic) {
    const position = reading.tokens.indexOf(token);
    const gap = reading.text.slice(reading.tokens[previous]?.end ?? 0, token.start);
    const between = reading.tokens.slice(previous + 1, position).map((each) => each.folded);
    const isParted = between.some((word) => alternative.test(word)) || (offersOthers && gap.includes(","));
    if (previous >= 0 && isParted) groups.push([]);
    groups.at(-1)?.push(token);
    previous = position;
  }
  return groups.filter((group) => group.length > 0);
}

interface Named {
  readonly entry: SearchPassage;
  readonly spans: DraftCitation["spans"];
}

/** What stands in a block before its first item. */
function stemKeys(collection: RecordCollection, block: SearchPassage): Set<TermKey> {
  const first = collection.passages[block.items[0] ?? -1];
  if (first === undefined) return new Set();
  const end = first.passage.start - block.passage.start;
  return keysWithin(collection.analyzer.analyze(block).text, { start: 0, end });
}

/** Each of the topic's alternatives as units; a word near in meaning is a guess, and names nothing. */
function namingUnits(collection: RecordCollection, reading: QuestionReading): QueryUnit[][] {
  const literal = { ...reading, related: new Map() };
  return splitAlternatives(reading).map((tokens) => unitsOf(collection, literal, tokens));
}

/** Ordinals of the passages that hold every unit by the index: only these are analysed, however large the collection. */
function holdersOfAll({ lexicalIndex }: RecordCollection, units: readonly QueryUnit[]): number[] {
  const sets = units
    .filter(({ partOf }) => partOf === null)
    .map(({ alternatives }) => new Set(alternatives.flatMap(({ key }) => lexicalIndex.holders(key))));
  const [first, ...others] = sets;
  return first === undefined ? [] : [...first].filter((ordinal) => others.every((set) => set.has(ordinal)));
}

/** Passages whose own words, or their translations, name every unit of one of the topic's alternatives. */
function findNamed(
  collection: RecordCollection,
  groups: readonly (readonly QueryUnit[])[],
  accept: (entry: SearchPassage) => boolean,
): Named[] {
  const named: Named[] = [];
  const holding = new Set(groups.flatMap((units) => holdersOfAll(collection, units)));
  for (const entry of collection.passages) {
    if (!holding.has(entry.ordinal) || !accept(entry)) continue;
    const analysis = collection.analyzer.analyze(entry);
    const group = groups.find((units) => units.length > 0 && namesAll(units, matchedUnits(units, analysis.keys)));
    if (group === undefined) continue;
    if (namesAll(group, matchedUnits(group, stemKeys(collection, entry)))) {
      // The stem names the topic of a list: each of its items is a member.
      for (const item of entry.items) named.push(...wholeItem(collection.passages[item], accept));
      continue;
    }
    const scored = analysis.sentences
      .map(({ span, keys }) => ({ span, count: matchedUnits(group, keys).size }))
      .filter(({ count }) => count > 0);
    const most = Math.max(0, ...scored.map(({ count }) => count));
    named.push({ entry, spans: scored.filter(({ count }) => count === most).map(({ span }) => span) });
  }
  const unique = new Map(named.map((each) => [each.entry.ordinal, each]));
  return [...unique.values()];
}

function wholeItem(item: SearchPassage | undefined, accept: (entry: SearchPassage) => boolean): Named[] {
  return item !== undefined && accept(item) ? [{ entry: item, spans: [] }] : [];
}

/** Where items of a block are named, the items stand for it; a block named outside its items stands for itself. */
function preferItems(named: readonly Named[]): Named[] {
  const blocksOfNamedItems = new Set(named.map(({ entry }) => entry.block).filter((block) => block !== null));
  const blocks = new Set(named.map(({ entry }) => entry.ordinal));
  return named.filter(({ entry }) => {
    if (entry.block === null) return !blocksOfNamedItems.has(entry.ordinal);
    return !(blocks.has(entry.block) && !blocksOfNamedItems.has(entry.block));
  });
}

/** A passage that may belong to a list, with what speaks for it. */
export interface MemberCandidate {
  readonly entry: SearchPassage;
  readonly spans: DraftCitation["spans"];
  /** It names the topic in its own words, or a translation of it does. */
  readonly named: boolean;
  /** All near [0, 1]; the names are those of the membership model. */
  readonly features: Features;
}

/** Weighs every passage that a list about the question's topic may hold. In document order. */
export async function weighMembers(
  collection: RecordCollection,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
): Promise<MemberCandidate[]> {
  const groups = namingUnits(collection, reading);
  const named = preferItems(findNamed(collection, groups, accept));
  const namedOrdinals = new Set(named.map(({ entry }) => entry.ordinal));
  const { evidence, topicMeaning } = await findRelevant(collection, reading, accept, signal);
  const best = Math.max(...evidence.map(({ relevance }) => relevance));
  const relatives = (entry: SearchPassage): number[] => [
    entry.ordinal,
    ...(entry.block === null ? entry.items : [entry.block]),
  ];
  const describe = (entry: SearchPassage, each: Evidence | undefined): Features => ({
    named: namedOrdinals.has(entry.ordinal) ? 1 : 0,
    relevance: (each?.relevance ?? leastRelevance) / 4,
    behindBest: each === undefined ? leastRelevance / 4 : (each.relevance - best) / 4,
    coverage: each?.features.coverage ?? 0,
    sentenceCoverage: each?.features.sentenceCoverage ?? 0,
    meaning: each?.features.meaning ?? 0,
    topicMeaning: topicMeaning(entry),
  });
  const beyond = evidence.filter(({ entry }) => !relatives(entry).some((ordinal) => namedOrdinals.has(ordinal)));
  const candidates = [
    ...named.map(({ entry, spans }): MemberCandidate => {
      const each = evidence.find((found) => found.entry.ordinal === entry.ordinal);
      return { entry, spans, named: true, features: describe(entry, each) };
    }),
    ...beyond.map(
      (each): MemberCandidate => ({
        entry: each.entry,
        spans: [each.span],
        named: false,
        features: describe(each.entry, each),
      }),
    ),
  ];
  return candidates.sort((a, b) => a.entry.ordinal - b.entry.ordinal);
}

/** Log-odds of a passage that no search brought up. */
const leastRelevance = -6;

/** "Which speakers mention…": what names the thing is meant, and nothing else. */
const asksMention = /\b(?:mencion\w*|mention\w*|nombra(?:n|ron)?|aparec\w*|appear\w*|cita(?:n|ron)?|cite[sd]?)\b/u;

/**
 * Whether naming the topic decides alone: where mentions are asked for; and between speakers, where it is one thing that
 * has a name, for who does not name it is silent on it.
 */
function isDecidedByName(reading: QuestionReading, units: readonly QueryUnit[]): boolean {
  const isOneThing = units.filter(({ partOf }) => partOf === null).length === 1;
  return asksMention.test(reading.folded) || (reading.intent === "compare" && isOneThing);
}

/** Whether the records name the topic, be it elsewhere: then who does not name it is silent on it. */
export function isNamedAnywhere(collection: RecordCollection, reading: QuestionReading): boolean {
  const groups = namingUnits(collection, reading);
  return findNamed(collection, groups, isContent).length > 0;
}

/**
 * Decides which passages belong to a list about the question's topic. Naming the topic (its words, inflections,
 * aliases, synonyms and translations) makes a member; so does a high calibrated probability, and then the basis is
 * relevance, never called complete.
 *
 * @param accept The passages that the list may hold at all.
 */
export async function findMembers(
  collection: RecordCollection,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
  likely: { readonly member: number } = { member: collection.membershipModel.threshold },
): Promise<Membership> {
  const candidates = await weighMembers(collection, reading, accept, signal);
  const scored = candidates.map((each) => ({
    ...each,
    likelihood: probability(collection.membershipModel, each.features),
  }));
  const byName = isDecidedByName(reading, unitsOf(collection, reading)) && isNamedAnywhere(collection, reading);
  const isMember = (each: (typeof scored)[number]): boolean =>
    each.named || (!byName && each.likelihood >= likely.member);
  const toCitation = ({ entry, spans, likelihood }: (typeof scored)[number]): DraftCitation => ({
    entry,
    spans,
    score: likelihood,
  });
  const members = scored.filter(isMember);
  return {
    members: members.map(toCitation),
    borderline: scored.filter((each) => !isMember(each) && each.likelihood >= doubtfulProbability).map(toCitation),
    named: members.filter(({ named }) => named).length,
    // None at all is decided by mention too: nothing names the topic.
    basis: members.some(({ named }) => !named) ? "relevance" : "mention",
  };
}

interface RelevantPassages {
  readonly evidence: readonly Evidence[];
  /** Closeness in meaning to the topic alone, without the words of the request. */
  topicMeaning(entry: SearchPassage): number;
}

async function findRelevant(
  collection: RecordCollection,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
): Promise<RelevantPassages> {
  const units = unitsOf(collection, reading);
  const acceptOrdinal = (ordinal: number): boolean => {
    const entry = collection.passages[ordinal];
    return entry !== undefined && accept(entry);
  };
  const { retriever } = collection;
  const topic = reading.topic.map(({ surface }) => surface).join(" ");
  const byQuestion = await retriever.retrieve({ text: reading.text, units, accept: acceptOrdinal, signal });
  const byTopic = await retriever.retrieve({ text: topic, units, accept: acceptOrdinal, signal });
  const similarities = new Map(byTopic.candidates.map(({ ordinal, similarity }) => [ordinal, similarity]));
  const { mean, deviation } = byTopic.background;
  return {
    evidence: chooseItemsOrBlocks(weighEvidence(reading, units, byQuestion, collection.passages, collection.evidence)),
    topicMeaning: ({ ordinal }) => ((similarities.get(ordinal) ?? mean - deviation) - mean) / deviation / 4,
  };
}
