import { francAll } from "franc";
import type { Language } from "../document.ts";
import { foldText } from "../folding.ts";

const CODES: Readonly<Record<string, Language>> = { spa: "es", eng: "en", por: "pt", fra: "fr" };
/** Trigram statistics settle long before this many characters, and mislead below the other. */
const SAMPLE_LENGTH = 20_000;
const SHORT_LENGTH = 400;

/** Function words that the other three languages do not share, over folded text. */
const FUNCTION_WORDS: Readonly<Record<Language, RegExp>> = {
  es: /(?<!\p{L})(?:el|los|las|del|una?|y|con|por|para|sin|pero|segun|sobre|esta|este|fue|son|mas|al)(?!\p{L})/gu,
  en: /(?<!\p{L})(?:the|and|of|to|with|by|for|from|that|was|were|is|are|on|its|their)(?!\p{L})/gu,
  pt: /(?<!\p{L})(?:os?|as|do|da|dos|das|no|na|um|uma|e|com|pelo|pela|nao|sao|foi|ao|mais)(?!\p{L})/gu,
  fr: /(?<!\p{L})(?:le|les|des|du|une?|et|avec|par|pour|dans|sur|est|sont|aux?|que|ne|pas)(?!\p{L})/gu,
};

/**
 * The language that a record is written in, of the four that the reader knows: by its trigrams, and in a short text by
 * its function words. Spanish where nothing tells.
 */
export function detectLanguage(text: string): Language {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const ranked = francAll(sample, { only: Object.keys(CODES), minLength: 3 }).flatMap(([code]) => CODES[code] ?? []);
  if (sample.length >= SHORT_LENGTH || ranked.length === 0) return ranked[0] ?? "es";
  const folded = foldText(sample);
  const counted = ranked.map((language) => ({ language, count: folded.match(FUNCTION_WORDS[language])?.length ?? 0 }));
  // The order of trigrams decides between equals, as the sort is stable.
  return counted.sort((a, b) => b.count - a.count)[0]?.language ?? "es";
}
