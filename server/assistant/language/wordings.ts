import type { Language } from "../../../corpus/document.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { portuguese } from "./portuguese.ts";
import { spanish } from "./spanish.ts";
import type { Wording } from "./wording.ts";

/** A further language must bring every table: the compiler names what lacks. */
export const wordings: Readonly<Record<Language, Wording>> = {
  es: spanish,
  en: english,
  pt: portuguese,
  fr: french,
};

export function isFunctionWord(folded: string, language: Language): boolean {
  return wordings[language].functionWords.has(folded);
}

/** In any of the four languages: for questions whose language is undecided. */
export function isFunctionWordAnywhere(folded: string): boolean {
  return Object.values(wordings).some(({ functionWords }) => functionWords.has(folded));
}
