import type { Language } from "../../../corpus/document.ts";
import { wholeDates } from "../language/calendar-dates.ts";
import { fold, isNumeric, type Token, tokenize } from "../language/terms.ts";
import { wordings } from "../language/wordings.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { analyzeText, describeSection, type SearchPassage, type TermKey } from "../retrieval/search-text.ts";

/** What exact checks ask of a passage. */
export interface WordsOfPassage {
  /** Of the passage, what it leans on, and its translations. */
  readonly keys: ReadonlySet<TermKey>;
  /** Of what introduces its section. */
  readonly introduced: ReadonlySet<TermKey>;
  /** Numbers of the passage in canonical form. */
  readonly numbers: ReadonlySet<string>;
  /** Whole dates, ISO 8601. */
  readonly dates: readonly string[];
  readonly tellsNumber: boolean;
  readonly tellsTime: boolean;
}

/** Analyses a passage when it is first asked for, and keeps the results that were asked for last. */
export interface PassageWords {
  of(entry: SearchPassage): WordsOfPassage;
}

/** Results kept: some 2 kB each. */
const mostKept = 4_000;

/** Whether a text tells a number, in figures or in words. */
export function tellsNumberIn(tokens: readonly Token[], language: Language): boolean {
  return tokens.some((token) => isNumeric(token)) || tells(tokens.map(surfaceOf), language, "numberWords");
}

const surfaceOf = ({ surface }: Token): string => fold(surface);

function tells(words: readonly string[], language: Language, table: "numberWords" | "timeWords"): boolean {
  return words.some((word) => wordings[language][table].has(word));
}

export function createPassageWords(lexicon: Lexicon): PassageWords {
  const known = new Map<number, WordsOfPassage>();
  const introductions = new Map<string, ReadonlySet<TermKey>>();

  function introducedBy({ document, section }: SearchPassage): ReadonlySet<TermKey> {
    const id = `${document.id}/s${section.number}`;
    const found = introductions.get(id);
    if (found !== undefined) return found;
    const keys = new Set(analyzeText(describeSection(section), document.language, lexicon).keys.flat());
    introductions.set(id, keys);
    return keys;
  }

  function analyze(entry: SearchPassage): WordsOfPassage {
    const { passage, document } = entry;
    const told = `${passage.context} ${passage.text}`;
    const keys = new Set(analyzeText(told, document.language, lexicon).keys.flat());
    for (const { language, texts } of document.translations) {
      const text = texts.get(passage.id);
      if (text !== undefined) for (const key of analyzeText(text, language, lexicon).keys.flat()) keys.add(key);
    }
    const tokens = tokenize(told);
    const words = tokens.map(surfaceOf);
    const numbers = new Set(tokens.filter(isNumeric).map(({ folded }) => folded));
    return {
      keys,
      introduced: introducedBy(entry),
      numbers,
      dates: wholeDates(tokens),
      tellsNumber: tellsNumberIn(tokens, document.language),
      tellsTime: numbers.size > 0 || tells(words, document.language, "timeWords"),
    };
  }

  return {
    of(entry) {
      const found = known.get(entry.ordinal);
      if (found !== undefined) return found;
      const words = analyze(entry);
      if (known.size >= mostKept) known.clear();
      known.set(entry.ordinal, words);
      return words;
    },
  };
}
