import type { Document, Language } from "../../corpus/document.ts";
import { stem, tokenize } from "./terms.ts";

/** Shorter words are seldom worth a meaning of their own. */
const shortestLetters = 4;
/** Words whose vectors are kept: a collection of a million words has some 40,000, most of them once. */
const mostWords = 20_000;

interface Counted {
  word: string;
  count: number;
}

/**
 * The words that the records are written with, in small letters, one of each family of inflections, the most frequent
 * first. Neither names (words that are always capitalised) nor numbers, nor what `isFunctionWord` tells.
 */
export function listRecordWords(
  documents: readonly Document[],
  isFunctionWord: (folded: string, language: Language) => boolean,
): string[] {
  const families = new Map<string, Counted>();
  for (const { sections, language } of documents) {
    for (const { text } of sections.flatMap(({ passages }) => passages)) {
      for (const { surface, folded } of tokenize(text)) {
        if (folded.length < shortestLetters || !/^\p{Ll}+$/u.test(surface) || isFunctionWord(folded, language))
          continue;
        const key = `${language}:${stem(folded, language)}`;
        const family = families.get(key);
        if (family === undefined) families.set(key, { word: surface, count: 1 });
        else {
          family.count += 1;
          // The shorter form is nearer to the word as a dictionary has it.
          if (surface.length < family.word.length) family.word = surface;
        }
      }
    }
  }
  const ranked = [...families.values()].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return [...new Set(ranked.map(({ word }) => word))].slice(0, mostWords);
}
