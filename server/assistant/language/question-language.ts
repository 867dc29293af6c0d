import { francAll } from "franc";
import type { Language } from "../../corpus/document.ts";
import { languages, tokenize } from "../retrieval/terms.ts";
import { isFunctionWord } from "./function-words.ts";

const codes: Readonly<Record<string, Language>> = { spa: "es", eng: "en", por: "pt", fra: "fr" };

/** Words that only one of the four languages has and that a short question is often made of, folded. */
const tellingWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  es: new Set(
    "que cual cuales cuanto cuanta cuantos cuantas quien quienes donde cuando y el los las del hola gracias buenas buenos dias tardes resumen resume dijo recomendo segun sobre pais paises hay".split(
      " ",
    ),
  ),
  en: new Set(
    "what which who whom whose how when where why the of and is are did does do hello hi hey thanks thank good morning afternoon about with said say recommend summarize list all".split(
      " ",
    ),
  ),
  pt: new Set(
    "qual quais quanto quanta quantos quantas quem onde nao uma em do dos da das ola obrigado obrigada voce sao".split(
      " ",
    ),
  ),
  fr: new Set(
    "quel quelle quels quelles qui ou quand combien est les des une et bonjour merci dit pourquoi comment".split(" "),
  ),
};

/** A vote a language, from words that belong to it; a word shared by several languages counts less. */
function countWords(text: string, isTermOf: (folded: string) => readonly Language[]): Record<Language, number> {
  const votes: Record<Language, number> = { es: 0, en: 0, pt: 0, fr: 0 };
  for (const token of tokenize(text)) {
    const owners = languages.filter((language) => isFunctionWord(token.folded, language));
    for (const language of owners) votes[language] += 1 / owners.length;
    for (const language of languages) if (tellingWords[language].has(token.folded)) votes[language] += 0.5;
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
