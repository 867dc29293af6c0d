import { splitSentences } from "../../corpus/sentences.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import {
  type AnalyzedText,
  analyzeText,
  describeSection,
  type SearchPassage,
  type TermKey,
} from "../retrieval/search-text.ts";
import { keysWithin, sentencesOf, type TextSpan } from "./evidence-sentences.ts";

/** A sentence with the keys of its own text and of the sentences that translate it. */
export interface AnalyzedSentence {
  readonly span: TextSpan;
  readonly keys: ReadonlySet<TermKey>;
}

/** A passage analysed for weighing: what its own words, its translations, its context and its heading say. */
export interface PassageAnalysis {
  readonly text: AnalyzedText;
  readonly keys: ReadonlySet<TermKey>;
  readonly contextKeys: ReadonlySet<TermKey>;
  readonly headingKeys: ReadonlySet<TermKey>;
  readonly sentences: readonly AnalyzedSentence[];
}

export interface PassageAnalyzer {
  analyze(entry: SearchPassage): PassageAnalysis;
}

/** Analyses kept; the rest are made again when they are next asked for. */
const cacheSize = 4000;

const allKeys = (text: AnalyzedText): Set<TermKey> => new Set(text.keys.flat());

/**
 * Keys of the translations' sentences by the sentence of the original that they fall on, by relative position: the
 * texts are aligned by passage, and sentences keep their order in translation.
 */
function translatedSentenceKeys(entry: SearchPassage, spans: readonly TextSpan[], lexicon: Lexicon): Set<TermKey>[] {
  const keys = spans.map(() => new Set<TermKey>());
  for (const translation of entry.document.translations) {
    const text = translation.texts.get(entry.passage.id);
    if (text === undefined) continue;
    const sentences = splitSentences(text, translation.language);
    const analyzed = analyzeText(text, translation.language, lexicon);
    for (const [position, sentence] of sentences.entries()) {
      const target =
        sentences.length === spans.length
          ? position
          : locate((sentence.start + sentence.end) / 2 / text.length, spans, entry.passage.text.length);
      for (const key of keysWithin(analyzed, sentence)) keys[target]?.add(key);
    }
  }
  return keys;
}

function locate(share: number, spans: readonly TextSpan[], length: number): number {
  const at = share * length;
  const found = spans.findIndex((span) => at < span.end);
  return found === -1 ? spans.length - 1 : found;
}

export function createPassageAnalyzer(lexicon: Lexicon, useTranslations: boolean): PassageAnalyzer {
  const cache = new Map<number, PassageAnalysis>();

  function build(entry: SearchPassage): PassageAnalysis {
    const { passage, document, section } = entry;
    const text = analyzeText(passage.text, document.language, lexicon);
    const spans = sentencesOf(entry);
    const translated = useTranslations
      ? translatedSentenceKeys(entry, spans, lexicon)
      : spans.map(() => new Set<TermKey>());
    const sentences = spans.map((span, position) => ({
      span,
      keys: new Set([...keysWithin(text, span), ...(translated[position] ?? [])]),
    }));
    return {
      text,
      keys: new Set([...allKeys(text), ...translated.flatMap((keys) => [...keys])]),
      contextKeys: allKeys(analyzeText(passage.context, document.language, lexicon)),
      headingKeys: allKeys(analyzeText(describeSection(section), document.language, lexicon)),
      sentences,
    };
  }

  return {
    analyze(entry) {
      const known = cache.get(entry.ordinal);
      if (known !== undefined) return known;
      if (cache.size >= cacheSize) cache.clear();
      const built = build(entry);
      cache.set(entry.ordinal, built);
      return built;
    },
  };
}
