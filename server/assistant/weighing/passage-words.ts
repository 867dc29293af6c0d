import type { Language } from "../../../corpus/document.ts";
import { wholeDates } from "../language/calendar-dates.ts";
import { fold, isNumeric, tokenize } from "../language/terms.ts";
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

/** Analyses a passage when it is first asked for, and keeps the result. */
export interface PassageWords {
  of(entry: SearchPassage): WordsOfPassage;
}

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
    const words = tokens.map(({ surface }) => fold(surface));
    const numbers = new Set(tokens.filter(isNumeric).map(({ folded }) => folded));
    const tellsNumber = numbers.size > 0 || tells(words, document.language, "numberWords");
    return {
      keys,
      introduced: introducedBy(entry),
      numbers,
      dates: wholeDates(tokens),
      tellsNumber,
      tellsTime: numbers.size > 0 || tells(words, document.language, "timeWords"),
    };
  }

  return {
    of(entry) {
      const found = known.get(entry.ordinal) ?? analyze(entry);
      known.set(entry.ordinal, found);
      return found;
    },
  };
}
