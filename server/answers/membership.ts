import type { Basis } from "../protocol.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { SearchPassage, TermKey } from "../retrieval/search-text.ts";
import type { Token } from "../retrieval/terms.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { DraftCitation } from "./answer-draft.ts";
import { chooseItemsOrBlocks, type Evidence, weighEvidence } from "./evidence.ts";
import { keysWithin, matchedUnits, namesAll } from "./evidence-sentences.ts";
import { type RecordCollection, unitsOf } from "./record-collection.ts";
import { probability } from "./relevance-model.ts";

/** Passages about a topic: sure members, doubtful ones, and how it was decided. */
export interface Membership {
  readonly members: readonly DraftCitation[];
  readonly borderline: readonly DraftCitation[];
  readonly basis: Basis;
}

/** Probability from which relevance alone makes a member, and from which it makes a doubtful one. */
const memberProbability = 0.3;
const doubtfulProbability = 0.15;

/** "shelters or hostels": each side of the conjunction is a topic of its own. */
function splitAlternatives(reading: QuestionReading): Token[][] {
  const groups: Token[][] = [[]];
  let previous = -1;
  for (const token of reading.topic) {
    const position = reading.tokens.indexOf(token);
    const between = reading.tokens.slice(previous + 1, position).map((each) => each.folded);
    if (previous >= 0 && between.some((word) => word === "o" || word === "u" || word === "or" || word === "ou"))
      groups.push([]);
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

/** Passages whose own words, or their translations, name every unit of one of the topic's alternatives. */
function findNamed(
  collection: RecordCollection,
  groups: readonly (readonly QueryUnit[])[],
  accept: (entry: SearchPassage) => boolean,
): Named[] {
  const named: Named[] = [];
  for (const entry of collection.passages) {
    if (!accept(entry)) continue;
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

function inOrder(citations: readonly DraftCitation[]): DraftCitation[] {
  return [...citations].sort((a, b) => a.entry.ordinal - b.entry.ordinal);
}

/**
 * Decides which passages belong to a list about the question's topic. Naming the topic (its words, inflections,
 * aliases, synonyms and translations) makes a member; so does a high calibrated relevance, and then the basis is
 * relevance, never called complete.
 *
 * @param accept The passages that the list may hold at all.
 */
export async function findMembers(
  collection: RecordCollection,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
  likely: { readonly member: number } = { member: memberProbability },
): Promise<Membership> {
  const groups = splitAlternatives(reading).map((tokens) => unitsOf(collection, reading, tokens));
  const named = preferItems(findNamed(collection, groups, accept));
  const namedOrdinals = new Set(named.map(({ entry }) => entry.ordinal));
  const relevant = await findRelevant(collection, reading, accept, signal);
  const relatives = (entry: SearchPassage): number[] => [
    entry.ordinal,
    ...(entry.block === null ? entry.items : [entry.block]),
  ];
  const beyond = relevant.filter(({ entry }) => !relatives(entry).some((ordinal) => namedOrdinals.has(ordinal)));
  const byRelevance = named.length === 0 ? beyond.filter((each) => likelihood(collection, each) >= likely.member) : [];
  const members = [
    ...named.map(({ entry, spans }): DraftCitation => ({ entry, spans, score: scoreOf(collection, relevant, entry) })),
    ...byRelevance.map(
      (each): DraftCitation => ({ entry: each.entry, spans: [each.span], score: likelihood(collection, each) }),
    ),
  ];
  const doubtful = beyond.filter(
    (each) => !byRelevance.includes(each) && likelihood(collection, each) >= doubtfulProbability,
  );
  return {
    members: inOrder(members),
    borderline: inOrder(
      doubtful.map((each) => ({ entry: each.entry, spans: [each.span], score: likelihood(collection, each) })),
    ),
    // None at all is decided by mention too: nothing names the topic.
    basis: byRelevance.length > 0 ? "relevance" : "mention",
  };
}

function likelihood(collection: RecordCollection, evidence: Evidence): number {
  return probability(collection.evidence.model, evidence.features);
}

function scoreOf(collection: RecordCollection, relevant: readonly Evidence[], entry: SearchPassage): number | null {
  const found = relevant.find((each) => each.entry.ordinal === entry.ordinal);
  return found === undefined ? null : likelihood(collection, found);
}

async function findRelevant(
  collection: RecordCollection,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const units = unitsOf(collection, reading);
  const acceptOrdinal = (ordinal: number): boolean => {
    const entry = collection.passages[ordinal];
    return entry !== undefined && accept(entry);
  };
  const retrieval = await collection.retriever.retrieve({ text: reading.text, units, accept: acceptOrdinal, signal });
  return chooseItemsOrBlocks(weighEvidence(reading, units, retrieval, collection.passages, collection.evidence));
}
