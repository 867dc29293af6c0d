import type { Document, Language } from "../../corpus/document.ts";
import { tokenize } from "./language/terms.ts";
import type { FieldTerms } from "./retrieval/lexical-postings.ts";
import type { Lexicon } from "./retrieval/lexicon.ts";
import type { GrowingVocabulary } from "./retrieval/query-units.ts";
import { analyzeText, describeSection, type SearchPassage, type TermKey } from "./retrieval/search-text.ts";
import { sessionWords } from "./understanding/sessions.ts";
import { prepareLabel } from "./understanding/speaker-labels.ts";
import { tellsNumberIn } from "./weighing/passage-words.ts";

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

/** Analyses passages of one record with a lexicon, and tells the texts of each for lexical search. */
export async function analyzePassages(
  passages: readonly SearchPassage[],
  options: AnalysisOptions,
  tell: (entry: SearchPassage, texts: readonly FieldTerms[]) => void,
): Promise<void> {
  const keysOf = createKeyReader(options);
  for (const entry of passages) {
    tell(entry, fieldsOf(entry, options, keysOf));
    await options.pause();
  }
}

/** What a record tells whatever the lexicon is: 1 for each passage that tells a number. */
export async function findNumbers(document: Document, pause: () => Promise<void>): Promise<Uint8Array> {
  const passages = document.sections.flatMap((section) => section.passages);
  const numbers = new Uint8Array(passages.length);
  for (const [at, { text, context }] of passages.entries()) {
    const tells = (words: string): boolean => tellsNumberIn(tokenize(words), document.language);
    numbers[at] = tells(text) || tells(context) ? 1 : 0;
    await pause();
  }
  return numbers;
}

/** Finds what is kept with a record and its parts, so that the first question need not. */
export async function prepareRecord(document: Document, pause: () => Promise<void>): Promise<void> {
  sessionWords(document);
  for (const section of document.sections) {
    prepareLabel(section);
    await pause();
  }
}
