import { francAll } from "franc";
import type { Language } from "../../../corpus/document.ts";
import { languages, tokenize } from "./terms.ts";
import { isFunctionWord, wordings } from "./wordings.ts";

const codes: Readonly<Record<string, Language>> = { spa: "es", eng: "en", por: "pt", fra: "fr" };

/** A vote a language, from words that belong to it; a word shared by several languages counts less. */
function countWords(text: string, isTermOf: (folded: string) => readonly Language[]): Record<Language, number> {
  const votes: Record<Language, number> = { es: 0, en: 0, pt: 0, fr: 0 };
  for (const token of tokenize(text)) {
    const owners = languages.filter((language) => isFunctionWord(token.folded, language));
    for (const language of owners) votes[language] += 1 / owners.length;
    for (const language of languages) if (wordings[language].tellingWords.has(token.folded)) votes[language] += 0.5;
    const termOwners = isTermOf(token.folded);
    if (owners.length === 0 && termOwners.length === 1) for (const language of termOwners) votes[language] += 0.4;
  }
  if (/[¿¡ñ]/u.test(text)) votes.es += 2;
  votes.en += text.match(/\p{L}['’]s(?!\p{L})/gu)?.length ?? 0;
  if (/[ãõ]|ção\b/u.test(text)) votes.pt += 2;
  if (/[èêùœ]|\b(?:l|d|qu)['’]/u.test(text)) votes.fr += 1.5;
  return votes;
}

/**
 * Language of a question, or null where its words do not decide.
 *
 * A single word fools every character-based detector, so words of each language vote first and the detector (franc,
 * trigrams) is asked only on longer text.
 *
 * @param isTermOf Languages whose lexicon holds a folded word.
 */
export function detectQuestionLanguage(
  text: string,
  isTermOf: (folded: string) => readonly Language[],
): Language | null {
  const votes = countWords(text, isTermOf);
  const wordCount = tokenize(text).length;
  if (wordCount >= 4) {
    for (const [code, score] of francAll(text, { only: Object.keys(codes), minLength: 10 })) {
      const language = codes[code];
      if (language !== undefined) votes[language] += score;
    }
  }
  const ranked = [...languages].sort((a, b) => votes[b] - votes[a]);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  const margin = votes[first] - votes[second];
  return votes[first] > 0.3 && margin >= 0.15 ? first : null;
}
