import type { Document, Language } from "../../corpus/document.ts";
import type { VectorStore } from "../../embeddings/vector-store.ts";
import { tokenize } from "./language/terms.ts";
import { isFunctionWord } from "./language/wordings.ts";
import { createLexicalIndex } from "./retrieval/lexical-index.ts";
import type { FieldTerms } from "./retrieval/lexical-postings.ts";
import { type Concept, createLexicon, type Lexicon } from "./retrieval/lexicon.ts";
import { createVocabulary } from "./retrieval/query-units.ts";
import { createRetriever } from "./retrieval/retriever.ts";
import { analyzeText, describeSection, listPassages, type SearchPassage } from "./retrieval/search-text.ts";
import { listVectorEntries, type VectorEntry } from "./retrieval/search-vectors.ts";
import { extendWithRecords } from "./understanding/record-concepts.ts";
import { createRoster } from "./understanding/roster.ts";
import { createPassageWords } from "./weighing/passage-words.ts";
import type { AnswerModels, Readers, RecordCollection } from "./weighing/record-collection.ts";

export interface CollectionOptions {
  readonly documents: readonly Document[];
  readonly readers: Readers;
  /** Opens the index of these texts, building what is not held. */
  readonly openVectors: (entries: readonly VectorEntry[]) => Promise<VectorStore>;
  /** Concepts of the editable lexicon and the countries (`readLexiconConcepts`). */
  readonly concepts: readonly Concept[];
  readonly models: AnswerModels;
  /** Whether translations are searched; evaluation measures both. */
  readonly searchTranslations?: boolean;
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
    fields.push({
      keys: analyzeText(heading, document.language, lexicon).keys.flat(),
      weight: fieldWeights.heading,
      introduces: true,
    });
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

/**
 * Makes a set of documents answerable: its lexicon, its lexical index and its vector index (loaded from disk where it
 * matches, built where it does not).
 * @throws EmbeddingError, VectorStoreError, or the signal's reason.
 */
export async function openCollection(options: CollectionOptions): Promise<OpenedCollection> {
  const { documents, models, readers } = options;
  const searchTranslations = options.searchTranslations ?? true;
  const passages = listPassages(documents);
  const lexicon = createLexicon(extendWithRecords(options.concepts, documents));
  const entries = listVectorEntries(passages, searchTranslations);
  const store = await options.openVectors(entries);
  const lexicalIndex = createLexicalIndex(passages.map((entry) => fieldsOf(entry, lexicon, searchTranslations)));
  const collection: RecordCollection = {
    documents,
    passages,
    lexicon,
    roster: createRoster(documents, lexicon),
    lexicalIndex,
    vocabulary: createVocabulary(collectWords(documents)),
    retriever: createRetriever({ index: store.index, entries, lexicalIndex }),
    words: createPassageWords(lexicon),
    readers,
    models,
  };
  const { status, reason, reused } = store;
  return { collection, index: { status, reason, vectors: entries.length, reused } };
}
