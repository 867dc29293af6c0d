import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemFrench } from "@orama/stemmers/french";
import { stemmer as stemPortuguese } from "@orama/stemmers/portuguese";
import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import type { Language } from "../../../corpus/document.ts";
import { visibleText } from "../../../corpus/invisible-characters.ts";

const stemmers: Readonly<Record<Language, (word: string) => string>> = {
  es: stemSpanish,
  en: stemEnglish,
  pt: stemPortuguese,
  fr: stemFrench,
};

export const languages: readonly Language[] = ["es", "en", "pt", "fr"];

/** A word or number of a text. */
export interface Token {
  /** As it is seen in the text: without what is invisible. */
  readonly surface: string;
  /** Lower case, without accents; numbers in canonical form ("19,6 %" and "19.6%" are both "19.6%"). */
  readonly folded: string;
  /** Offsets into the text, half-open, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** ASCII, of which nothing is composed. */
const plainText = /^\p{ASCII}*$/u;
const plainWord = /^[a-z]+$/i;

/** Lower case, without diacritics; ñ becomes n, as readers without the key type it. */
export function fold(text: string): string {
  // Normalising is most of the cost of reading a text, and most words have nothing to normalise.
  if (plainText.test(text)) return text.toLowerCase();
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

const tokenPattern = /\p{N}+(?:[.,]\p{N}+)*(?:\s?%)?|(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}{2,})?\p{N}*/gu;

/**
 * Words, dotted acronyms ("EE.UU.") and numbers of a text in order, with their offsets. Hyphenated and slashed
 * compounds come apart.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const seen = visibleText(text);
  for (const { index, 0: surface } of seen.text.matchAll(tokenPattern)) {
    const last = seen.offsetOf(index + surface.length - 1);
    tokens.push({ surface, folded: canonicalize(surface), start: seen.offsetOf(index), end: last + 1 });
  }
  return tokens;
}

function canonicalize(surface: string): string {
  if (plainWord.test(surface)) return surface.toLowerCase();
  if (/^\p{N}/u.test(surface)) return canonicalizeNumber(surface);
  // "EE.UU." and "OEA" forms with dots lose them; an elided article ("l'eau") and a possessive ("Peru's") come off.
  const word = fold(surface).replaceAll(".", "");
  return word.replace(/^(?:l|d|qu|n|s|j|m|t|c)['’]/u, "").replace(/['’]s$/u, "");
}

/** "1.234.567" and "1,234,567" are groups of thousands; any other separator is a decimal one. */
function canonicalizeNumber(surface: string): string {
  const compact = surface.replace(/\s/gu, "");
  if (/^\p{N}{1,3}(?:[.,]\p{N}{3})+%?$/u.test(compact)) return compact.replace(/[.,]/gu, "");
  return compact.replaceAll(",", ".");
}

export function isNumeric(token: Token): boolean {
  return /^\p{N}/u.test(token.folded);
}

const stemCacheLimit = 200_000;

/** Remembers results by word, up to a limit; a full memory starts again. */
function remember<Value>(
  compute: (word: string, language: Language) => Value,
): (word: string, language: Language) => Value {
  const known: Readonly<Record<Language, Map<string, Value>>> = {
    es: new Map(),
    en: new Map(),
    pt: new Map(),
    fr: new Map(),
  };
  return (word, language) => {
    const memory = known[language];
    const found = memory.get(word);
    if (found !== undefined) return found;
    const value = compute(word, language);
    if (memory.size >= stemCacheLimit) memory.clear();
    memory.set(word, value);
    return value;
  };
}

const stemRemembered = remember((folded, language) => fold(stemmers[language](folded)));

/** Stem of the folded word, folded again: "migraciones" and "migración" meet whether or not accents were typed. */
export function stem(folded: string, language: Language): string {
  return /^\p{N}/u.test(folded) || folded.length < 3 ? folded : stemRemembered(folded, language);
}

const stemsOfWord = remember((lower, language): readonly string[] => {
  const plain = stem(canonicalize(lower), language);
  if (fold(lower) === lower) return [plain];
  const accented = fold(stemmers[language](lower));
  return accented === plain ? [plain] : [plain, accented];
});

/**
 * Stems of a token: of its folded form, and the folded stem of its accented form, which differ where the stemmer needs
 * the accent ("devolución"). One or two.
 */
export function stemsOf(token: Token, language: Language): readonly string[] {
  return isNumeric(token) ? [token.folded] : stemsOfWord(token.surface.toLowerCase(), language);
}

/** Share of the longer word that two inflections of one word begin with alike. */
const sharedBeginning = 0.6;

/** Letters that two words begin with alike. */
export function sharedBeginningOf(left: string, right: string): number {
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return shared;
}

/**
 * Whether two folded words of one stem look like one word's inflections: stemmers also join "comunidad" with
 * "comunicación", which share half of their letters.
 */
export function areInflections(left: string, right: string): boolean {
  return sharedBeginningOf(left, right) >= sharedBeginning * Math.max(left.length, right.length);
}
