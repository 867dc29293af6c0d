import type { Document } from "../../corpus/document.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import { fold } from "../retrieval/terms.ts";
import { belongsToListedFact, type ListedFact } from "../understanding/listed-fact.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { DraftCitation } from "./answer-draft.ts";
import { keysWithin, matchedUnits, namesAll, sentencesOf } from "./evidence-sentences.ts";
import { weighMembers } from "./membership.ts";
import { type RecordCollection, unitsOf } from "./record-collection.ts";
import { probability } from "./relevance-model.ts";

/** What a record looks forward from. */
function dateOf({ sessionDate, documentDate }: Document): string | null {
  return sessionDate ?? documentDate;
}

/** Sentences of a passage that hold the fact, as spans. */
function spansHolding(collection: RecordCollection, entry: SearchPassage, fact: ListedFact): DraftCitation["spans"] {
  const { passage, document } = entry;
  const date = dateOf(document);
  // A form that no stretch of a passage has is in none of its sentences, and dividing it is what takes time.
  const mayHold = fact === "commitment" || collection.factForms.holds(passage.text, fact, document.language, date);
  if (!mayHold) return [];
  return sentencesOf(entry).filter((span) =>
    collection.factForms.holds(passage.text.slice(span.start, span.end), fact, document.language, date),
  );
}

/** "It undertook to: a)…; b)…": the stem commits to each item. */
function stemCommits(collection: RecordCollection, block: SearchPassage): boolean {
  const first = collection.passages[block.items[0] ?? -1];
  if (first === undefined) return false;
  const stem = block.passage.text.slice(0, first.passage.start - block.passage.start);
  return collection.factForms.holds(stem, "commitment", block.document.language, null);
}

/** Where sums of one currency are asked for, how a question names it and how texts write it. Folded. */
const currencies: readonly { readonly asked: RegExp; readonly written: RegExp }[] = [
  { asked: /\b(?:dolar\w*|dollars?|usd)\b/u, written: /\b(?:dolar\w*|dollars?|usd|cad|ttd)\b|\$/u },
  { asked: /\beuros?\b/u, written: /\b(?:euros?|eur)\b|€/u },
  { asked: /\bpesos?\b/u, written: /\bpesos?\b/u },
];

function findHolding(
  collection: RecordCollection,
  fact: ListedFact,
  accept: (entry: SearchPassage) => boolean,
  written: RegExp = /(?:)/u,
): DraftCitation[] {
  const found = new Map<number, DraftCitation>();
  for (const entry of collection.passages) {
    if (!accept(entry)) continue;
    if (fact === "commitment" && stemCommits(collection, entry)) {
      for (const ordinal of entry.items) {
        const item = collection.passages[ordinal];
        if (item !== undefined && accept(item)) found.set(ordinal, { entry: item, spans: [], score: null });
      }
      continue;
    }
    const spans = spansHolding(collection, entry, fact).filter(({ start, end }) =>
      written.test(fold(entry.passage.text.slice(start, end))),
    );
    if (spans.length > 0) found.set(entry.ordinal, { entry, spans, score: null });
  }
  // Where items hold it, they stand for their block.
  return [...found.values()]
    .filter(({ entry }) => !entry.items.some((item) => found.has(item)))
    .sort((a, b) => a.entry.ordinal - b.entry.ordinal);
}

/** Probability from which a passage that holds the kind of fact asked for is one about the topic asked for. */
const aboutTopic = 0.15;

/**
 * Every passage that holds a fact of the kind listed. Where the question narrows them by a topic ("every sum for
 * housing"), those that name it, or else those that are likely about it.
 *
 * @returns Null where the question narrows them by something that none of them is about: a topic decides then.
 */
export async function findListedFacts(
  collection: RecordCollection,
  reading: QuestionReading,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
): Promise<DraftCitation[] | null> {
  const { listed } = reading;
  if (listed === null) return null;
  const currency = listed === "money" ? currencies.find(({ asked }) => asked.test(reading.folded)) : undefined;
  const holding = findHolding(collection, listed, accept, currency?.written);
  const topic = reading.topic.filter(
    // What is upcoming is told by its date, not by the year that the question counts from.
    ({ folded }) => !belongsToListedFact(folded, listed) && !(listed === "upcoming" && /^20\d\d$/u.test(folded)),
  );
  const units = unitsOf(collection, reading, topic);
  if (units.length === 0) return holding.length === 0 ? null : holding;
  // "Who offered to train firefighters?" asks for one thing, and "what do states offer to migrants" for what is offered.
  if (listed === "commitment" || (reading.intent !== "list" && reading.intent !== "count")) return null;
  const narrowed = holding.filter(({ entry }) => {
    const { text, headingKeys, contextKeys } = collection.analyzer.analyze(entry);
    const keys = keysWithin(text, { start: 0, end: entry.passage.text.length });
    const matched = matchedUnits(units, new Set([...keys, ...headingKeys, ...contextKeys]));
    return namesAll(units, matched);
  });
  if (narrowed.length > 0) return narrowed;
  const ordinals = new Set(holding.map(({ entry }) => entry.ordinal));
  const isHolding = ({ ordinal }: SearchPassage): boolean => ordinals.has(ordinal);
  const likely = await weighMembers(collection, { ...reading, topic }, isHolding, signal);
  const about = new Set(
    likely
      .filter(({ features }) => probability(collection.membershipModel, features) >= aboutTopic)
      .map(({ entry }) => entry.ordinal),
  );
  const found = holding.filter(({ entry }) => about.has(entry.ordinal));
  return found.length === 0 ? null : found;
}
