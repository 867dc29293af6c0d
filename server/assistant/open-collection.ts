import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document, Language } from "../../corpus/document.ts";
import type { Embedder, EmbeddingProgress } from "../../embeddings/embedder.ts";
import { openVectorStore, type VectorStore } from "../../embeddings/vector-store.ts";
import { createLexicalIndex, type FieldTerms } from "../retrieval/lexical-index.ts";
import { type Concept, createLexicon, type Lexicon } from "../retrieval/lexicon.ts";
import { createVocabulary } from "../retrieval/query-units.ts";
import { listRecordWords } from "../retrieval/record-words.ts";
import { createRetriever } from "../retrieval/retriever.ts";
import { analyzeText, describeSection, listPassages, type SearchPassage } from "../retrieval/search-text.ts";
import { listVectorEntries, type VectorEntry } from "../retrieval/search-vectors.ts";
import { tokenize } from "../retrieval/terms.ts";
import { dotProduct } from "../retrieval/vector-arithmetic.ts";
import { createWordNeighbors, type WordNeighbors } from "../retrieval/word-neighbors.ts";
import { isFunctionWord } from "../understanding/function-words.ts";
import { extendWithRecords } from "../understanding/record-concepts.ts";
import { createRoster } from "../understanding/roster.ts";
import type { EvidenceSources } from "./evidence.ts";
import { createFactForms } from "./fact-forms.ts";
import { createPassageAnalyzer } from "./passage-analysis.ts";
import type { RecordCollection } from "./record-collection.ts";
import type { LogisticModel } from "./relevance-model.ts";

/** Small fitted models, each with the data that it was fitted on. */
export interface AnswerModels {
  readonly relevance: LogisticModel;
  readonly answerability: LogisticModel;
  readonly membership: LogisticModel;
}

export interface CollectionOptions {
  readonly documents: readonly Document[];
  readonly embedder: Embedder;
  /** Where the vector index is kept. */
  readonly indexDirectory: string;
  /** Concepts of the editable lexicon and the countries (`readLexiconConcepts`). */
  readonly concepts: readonly Concept[];
  readonly models: AnswerModels;
  readonly readerVersion: string;
  /** Whether translations are searched; evaluation measures both. */
  readonly searchTranslations?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EmbeddingProgress) => void;
}

export interface OpenedCollection {
  readonly collection: RecordCollection;
  readonly index: {
    readonly status: "loaded" | "built";
    readonly reason: string | null;
    readonly vectors: number;
    readonly reused: number;
  };
}

/** Weight of a text field against the passage's own words: what introduces it tells less of what it says. */
const fieldWeights = { own: 1, translation: 1, context: 0.4, heading: 0.3 } as const;

function fieldsOf(entry: SearchPassage, lexicon: Lexicon, searchTranslations: boolean): FieldTerms[] {
  const { passage, document, section } = entry;
  const own = analyzeText(passage.text, document.language, lexicon);
  const fields: FieldTerms[] = [
    { keys: own.keys.flat(), weight: fieldWeights.own },
    { keys: analyzeText(passage.context, document.language, lexicon).keys.flat(), weight: fieldWeights.context },
  ];
  if (passage.kind !== "heading") {
    const heading = describeSection(section);
    fields.push({ keys: analyzeText(heading, document.language, lexicon).keys.flat(), weight: fieldWeights.heading });
  }
  if (!searchTranslations) return fields;
  // Names and concepts stand in the original as well: only what the translation adds is counted, so that no text
  // counts twice for having been translated.
  const ownKeys = new Set(own.keys.flat());
  for (const translation of document.translations) {
    const text = translation.texts.get(passage.id);
    if (text === undefined) continue;
    const keys = analyzeText(text, translation.language, lexicon)
      .keys.flat()
      .filter((key) => !ownKeys.has(key));
    fields.push({ keys, weight: fieldWeights.translation });
  }
  return fields;
}

function collectWords(documents: readonly Document[]): Map<Language, Set<string>> {
  const words = new Map<Language, Set<string>>();
  const collect = (text: string, language: Language): void => {
    const set = words.get(language) ?? new Set();
    words.set(language, set);
    for (const token of tokenize(text)) if (!isFunctionWord(token.folded, language)) set.add(token.folded);
  };
  for (const document of documents) {
    collect(document.source, document.language);
    for (const { language, texts } of document.translations) for (const text of texts.values()) collect(text, language);
  }
  return words;
}

function createSentenceSimilarity(
  entries: readonly VectorEntry[],
  vector: (label: number) => Float32Array,
): EvidenceSources["sentenceSimilarity"] {
  const labels = new Map<string, number>();
  for (const [label, entry] of entries.entries()) {
    if (entry.sentence !== null) labels.set(`${entry.ordinal}@${entry.sentence.start}`, label);
  }
  return (entry, sentence, queryVector) => {
    const label = labels.get(`${entry.ordinal}@${sentence.start}`);
    return label === undefined ? null : dotProduct(queryVector, vector(label));
  };
}

/** Changes whenever other words are kept, or kept otherwise. */
const wordsVersion = "words 1";

/** Opens the vectors of the records' own words, kept beside those of the passages. */
async function openWordNeighbors({
  documents,
  embedder,
  indexDirectory,
  signal,
}: CollectionOptions): Promise<Pick<VectorStore, "status" | "reason"> & { wordNeighbors: WordNeighbors }> {
  const words = listRecordWords(documents, isFunctionWord);
  const store = await openVectorStore({
    directory: join(indexDirectory, "words"),
    embedder,
    entries: words.map((word) => ({ key: word, text: word })),
    role: "query",
    readerVersion: wordsVersion,
    // They are compared one by one: nothing is searched in their index.
    exactSearchUpTo: Number.POSITIVE_INFINITY,
    ...(signal === undefined ? {} : { signal }),
  });
  const wordNeighbors = createWordNeighbors({ embedder, words, vector: (label) => store.vector(label) });
  return { wordNeighbors, status: store.status, reason: store.reason };
}

/**
 * Makes a set of documents answerable: its lexicon, its lexical index and its vector index (loaded from disk where it
 * matches, built where it does not).
 * @throws EmbeddingError, VectorStoreError, or the signal's reason.
 */
export async function openCollection(options: CollectionOptions): Promise<OpenedCollection> {
  const { documents, embedder, models } = options;
  const searchTranslations = options.searchTranslations ?? true;
  const passages = listPassages(documents);
  const lexicon = createLexicon(extendWithRecords(options.concepts, documents));
  const entries = listVectorEntries(passages, searchTranslations);
  const store = await openVectorStore({
    directory: join(options.indexDirectory, "passages"),
    embedder,
    entries,
    readerVersion: options.readerVersion,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const words = await openWordNeighbors(options);
  const fields = passages.map((entry) => fieldsOf(entry, lexicon, searchTranslations));
  const lexicalIndex = createLexicalIndex(fields);
  const analyzer = createPassageAnalyzer(lexicon, searchTranslations);
  const collection: RecordCollection = {
    documents,
    passages,
    lexicon,
    roster: createRoster(documents, lexicon),
    lexicalIndex,
    vocabulary: createVocabulary(collectWords(documents)),
    wordNeighbors: words.wordNeighbors,
    retriever: createRetriever({
      embedder,
      index: store.index,
      entries,
      lexicalIndex,
      vector: (label) => store.vector(label),
    }),
    analyzer,
    evidence: {
      analyzer,
      lexicon,
      model: models.relevance,
      sentenceSimilarity: createSentenceSimilarity(entries, (label) => store.vector(label)),
    },
    factForms: createFactForms(openCountryLexicon()),
    answerabilityModel: models.answerability,
    membershipModel: models.membership,
  };
  // Either part that had to be made again makes the index one that was built, and its reason the reason.
  const status = store.status === "loaded" ? words.status : store.status;
  const reason = store.reason ?? words.reason;
  return { collection, index: { status, reason, vectors: entries.length, reused: store.reused } };
}
