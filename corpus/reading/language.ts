import { francAll } from "franc";
import type { Language } from "../document.ts";

const CODES: Readonly<Record<string, Language>> = { spa: "es", eng: "en", por: "pt", fra: "fr" };
/** Trigram statistics settle long before this many characters. */
const SAMPLE_LENGTH = 20_000;

/** The language that a record is written in, of the four that the reader knows. Spanish where nothing tells. */
export function detectLanguage(text: string): Language {
  const [best] = francAll(text.slice(0, SAMPLE_LENGTH), { only: Object.keys(CODES), minLength: 3 });
  return (best === undefined ? undefined : CODES[best[0]]) ?? "es";
}
