import type { Document } from "../../corpus/document.ts";
import type { VectorStore } from "../../embeddings/vector-store.ts";
import { createPause } from "../../embeddings/work-slices.ts";
import { type HeldRecord, type Holdings, holdRecords } from "./held-analyses.ts";
import type { Concept } from "./retrieval/concept.ts";
import { viewLexicalIndex } from "./retrieval/lexical-index.ts";
import { createRetriever } from "./retrieval/retriever.ts";
import type { SearchPassage } from "./retrieval/search-text.ts";
import type { VectorEntry } from "./retrieval/search-vectors.ts";
import { createRosterBuilder, type Roster } from "./understanding/roster.ts";
import { createSessionRegister } from "./understanding/sessions.ts";
import { createPassageWords } from "./weighing/passage-words.ts";
import type { AnswerModels, Readers, RecordCollection } from "./weighing/record-collection.ts";

export interface CollectionOptions {
  readonly documents: readonly Document[];
  readonly readers: Readers;
  /** Opens the index of these texts, building what is not held; `previous` is the index of the collection before. */
  readonly openVectors: (entries: readonly VectorEntry[], previous: VectorStore | null) => Promise<VectorStore>;
  /** Concepts of the editable lexicon and the countries (`readLexiconConcepts`). */
  readonly concepts: readonly Concept[];
  readonly models: AnswerModels;
  /** Whether translations are searched; evaluation measures both. */
  readonly searchTranslations?: boolean;
  /** The collection before a change, opened with the same options: of records that stay (the same objects) all is kept. */
  readonly previous?: OpenedCollection | null;
  readonly signal?: AbortSignal;
}

export interface OpenedCollection {
  readonly collection: RecordCollection;
  readonly index: {
    readonly status: "loaded" | "built";
    readonly reason: string | null;
    readonly vectors: number;
    readonly reused: number;
  };
  /** What the next collection can go on from. */
  readonly holdings: Holdings;
  readonly vectors: VectorStore;
  /** Passages that were analysed for this collection; of the others what was known was kept. */
  readonly analyzed: number;
}

/** Lists are in the order of the records: the newest session first, those without a date last; else as they are held. */
function newestFirst(documents: readonly Document[]): Document[] {
  return [...documents].sort((a, b) => (b.sessionDate ?? "").localeCompare(a.sessionDate ?? ""));
}

/**
 * Makes a set of documents answerable: its lexicon, its lexical index and its vector index (loaded from disk where it
 * matches, built where it does not). Works in slices: whoever answers meanwhile goes on answering.
 * @throws EmbeddingError, VectorStoreError, or the signal's reason.
 */
export async function openCollection(options: CollectionOptions): Promise<OpenedCollection> {
  const { documents, models, readers, previous = null } = options;
  const pause = createPause(options.signal);
  const { holdings, records, analyzed } = await holdRecords(newestFirst(documents), {
    concepts: options.concepts,
    searchTranslations: options.searchTranslations ?? true,
    previous: previous?.holdings ?? null,
    pause,
  });
  const passages: SearchPassage[] = [];
  const entries: VectorEntry[] = [];
  for (const record of records) {
    for (const entry of record.passages) passages.push(entry);
    for (const entry of record.entries) entries.push(entry);
    await pause();
  }
  const store = await options.openVectors(entries, previous?.vectors ?? null);
  const { lexicon, vocabulary } = holdings;
  const lexicalIndex = viewLexicalIndex(holdings.postings, slotsOf(records, passages.length));
  await pause();
  const collection: RecordCollection = {
    documents,
    passages,
    lexicon,
    roster: await mergeRosters(records, pause),
    sessions: createSessionRegister(documents),
    lexicalIndex,
    vocabulary,
    retriever: createRetriever({ index: store.index, entries, lexicalIndex }),
    words: createPassageWords(lexicon),
    tellsNumber: ({ document, ordinal }) => {
      const record = holdings.records.get(document);
      return record?.numbers[ordinal - record.first] === 1;
    },
    readers,
    models,
  };
  const { status, reason, reused } = store;
  return {
    collection,
    index: { status, reason, vectors: entries.length, reused },
    holdings,
    vectors: store,
    analyzed,
  };
}

function slotsOf(records: readonly HeldRecord[], count: number): Int32Array {
  const slots = new Int32Array(count);
  for (const record of records) slots.set(record.slots, record.first);
  return slots;
}

async function mergeRosters(records: readonly HeldRecord[], pause: () => Promise<void>): Promise<Roster> {
  const builder = createRosterBuilder();
  for (const { roster } of records) {
    builder.add(roster);
    await pause();
  }
  return builder.build();
}
