import { splitSentences } from "../../corpus/sentences.ts";
import type { SearchPassage } from "./search-text.ts";

/** One text that is embedded for a passage: the passage, a translation of it, or one of its sentences. */
export interface VectorEntry {
  readonly key: string;
  readonly text: string;
  readonly ordinal: number;
  /** Offsets within the passage's text of a sentence; null for a whole passage or a translation. */
  readonly sentence: { readonly start: number; readonly end: number } | null;
}

/** Sentences shorter than this many characters say too little to be embedded on their own. */
const shortestSentenceCharacters = 20;

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** What a passage leans on stands before it, so that "As a result…" is found by what it results from. */
function withContext({ passage }: SearchPassage): string {
  return oneLine(passage.context === "" ? passage.text : `${passage.context} ${passage.text}`);
}

/** Lists what is embedded, in the order of passages; keys are unique and stable for one revision of a document. */
export function listVectorEntries(passages: readonly SearchPassage[], useTranslations: boolean): VectorEntry[] {
  return passages.flatMap((entry): VectorEntry[] => {
    const { passage, document, ordinal } = entry;
    const key = `${document.revision}#${passage.paragraph}.${passage.item ?? 0}`;
    const entries: VectorEntry[] = [{ key, text: withContext(entry), ordinal, sentence: null }];
    for (const translation of useTranslations ? document.translations : []) {
      const text = translation.texts.get(passage.id);
      if (text !== undefined)
        entries.push({ key: `${key}~${translation.language}`, text: oneLine(text), ordinal, sentence: null });
    }
    if (entry.items.length > 0) return entries;
    const sentences = splitSentences(passage.text, document.language);
    if (sentences.length < 2) return entries;
    for (const { start, end } of sentences) {
      if (end - start < shortestSentenceCharacters) continue;
      entries.push({
        key: `${key}@${start}`,
        text: oneLine(passage.text.slice(start, end)),
        ordinal,
        sentence: { start, end },
      });
    }
    return entries;
  });
}
