import type { Document, Language } from "../../corpus/document.ts";
import { tokenize } from "./language/terms.ts";
import type { FieldTerms } from "./retrieval/lexical-postings.ts";
import type { Lexicon } from "./retrieval/lexicon.ts";
import type { GrowingVocabulary } from "./retrieval/query-units.ts";
import {
  analyzeText,
  describeSection,
  listPassagesOf,
  type SearchPassage,
  type TermKey,
} from "./retrieval/search-text.ts";
import { type RecordRoster, readRoster } from "./understanding/roster.ts";
import { sessionWords } from "./understanding/sessions.ts";
import { prepareLabel } from "./understanding/speaker-links.ts";
import { tellsNumberIn } from "./weighing/passage-words.ts";

/** What is found in one record with a lexicon: it is of use while the record and the names that it may hold stay. */
export interface RecordAnalysis {
  readonly document: Document;
  /** Of each passage: its texts for lexical search. */
  readonly texts: readonly (readonly FieldTerms[])[];
  /** Of each passage: 1 where it tells a number. */
  readonly numbers: Uint8Array;
  readonly roster: RecordRoster;
}

export interface AnalysisOptions {
  readonly lexicon: Lexicon;
  readonly vocabulary: GrowingVocabulary;
  readonly searchTranslations: boolean;
  /** Awaited between passages. */
  readonly pause: () => Promise<void>;
}

/** Weight of a text field against the passage's own words: what introduces it tells less of what it says. */
const fieldWeights = { own: 1, translation: 1, context: 0.4, heading: 0.3 } as const;

/** Texts of one record as keys; what several passages share is analysed once. */
function createKeyReader({ lexicon, vocabulary }: AnalysisOptions): (text: string, language: Language) => TermKey[] {
  const shared = new Map<string, TermKey[]>();
  return (text, language) => {
    const id = `${language} ${text}`;
    const known = shared.get(id);
    if (known !== undefined) return known;
    const keys = analyzeText(text, language, lexicon).keys.flat();
    for (const key of keys) if (key.startsWith("=")) vocabulary.add(key.slice(1), language);
    if (text.length <= longestShared) shared.set(id, keys);
    return keys;
  };
}

/** Longer texts are hardly ever met twice in a record. */
const longestShared = 400;

function fieldsOf(
  { passage, document, section }: SearchPassage,
  { searchTranslations }: AnalysisOptions,
  keysOf: (text: string, language: Language) => TermKey[],
): FieldTerms[] {
  const own = keysOf(passage.text, document.language);
  const fields: FieldTerms[] = [
    { keys: own, weight: fieldWeights.own },
    { keys: keysOf(passage.context, document.language), weight: fieldWeights.context },
  ];
  if (passage.kind !== "heading") {
    const keys = keysOf(describeSection(section), document.language);
    fields.push({ keys, weight: fieldWeights.heading, introduces: true });
  }
  if (!searchTranslations) return fields;
  // Names and concepts stand in the original as well: only what the translation adds is counted, so that no text
  // counts twice for having been translated.
  const ownKeys = new Set(own);
  for (const translation of document.translations) {
    const text = translation.texts.get(passage.id);
    if (text === undefined) continue;
    const keys = keysOf(text, translation.language).filter((key) => !ownKeys.has(key));
    fields.push({ keys, weight: fieldWeights.translation });
  }
  return fields;
}

/** Analyses a record passage by passage. */
export async function analyzeRecord(document: Document, options: AnalysisOptions): Promise<RecordAnalysis> {
  const { lexicon, pause } = options;
  const keysOf = createKeyReader(options);
  const passages = listPassagesOf(document, 0);
  const texts: FieldTerms[][] = [];
  const numbers = new Uint8Array(passages.length);
  for (const entry of passages) {
    const { text, context } = entry.passage;
    texts.push(fieldsOf(entry, options, keysOf));
    const tokens = [...tokenize(context), ...tokenize(text)];
    numbers[entry.ordinal] = tellsNumberIn(tokens, document.language) ? 1 : 0;
    await pause();
  }
  sessionWords(document);
  for (const section of document.sections) {
    prepareLabel(section);
    await pause();
  }
  return { document, texts, numbers, roster: readRoster(document, lexicon) };
}
