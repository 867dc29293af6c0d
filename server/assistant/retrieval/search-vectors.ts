import { readableOf, type SearchPassage } from "./search-text.ts";

/** One text that is embedded for a passage: the passage with who speaks, or a translation of it. */
export interface VectorEntry {
  readonly key: string;
  readonly text: string;
  readonly ordinal: number;
}

/** Changes whenever other texts are embedded for the same passages. */
export const vectorEntriesVersion = 2;

/** Lists what is embedded, in the order of passages; keys are unique and stable for one revision of a document. */
export function listVectorEntries(passages: readonly SearchPassage[], useTranslations: boolean): VectorEntry[] {
  return passages.flatMap((entry): VectorEntry[] => {
    const { passage, document, ordinal } = entry;
    const key = `${document.revision}#${passage.paragraph}.${passage.item ?? 0}`;
    const { speaker, context, text } = readableOf(entry);
    const spoken = (words: string): string =>
      [speaker === "" ? "" : `${speaker}.`, context, words].join(" ").replace(/\s+/gu, " ").trim();
    const entries: VectorEntry[] = [{ key, text: spoken(text), ordinal }];
    for (const translation of useTranslations ? document.translations : []) {
      const translated = translation.texts.get(passage.id);
      if (translated !== undefined)
        entries.push({ key: `${key}~${translation.language}`, text: spoken(translated), ordinal });
    }
    return entries;
  });
}
