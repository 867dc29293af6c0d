import type { Language } from "../../../corpus/document.ts";
import { fold } from "../language/terms.ts";
import type { Concept } from "../retrieval/concept.ts";
import type { LexicalIndex } from "../retrieval/lexical-index.ts";
import { exactKey } from "../retrieval/search-text.ts";
import type { Question } from "./question.ts";

/** The records that a question is asked of, as far as their names for things go. */
export interface NamingRecords {
  readonly languages: readonly Language[];
  readonly lexicalIndex: LexicalIndex;
}

const isAmong = (asked: string, names: readonly string[]): boolean => names.some((name) => fold(name) === fold(asked));

/** By which name the records call a thing; null where they use the one asked by, or none that is known. */
function nameInRecords(
  { names, capitals = [], acronyms, acronymsIn = {} }: Concept,
  asked: string,
  language: Language | null,
  { languages, lexicalIndex }: NamingRecords,
): string | null {
  if (isAmong(asked, capitals)) {
    const spoken = language === null ? languages : [language, ...languages];
    return spoken.flatMap((each) => names[each] ?? [])[0] ?? null;
  }
  if (!isAmong(asked, acronyms)) return null;
  const own = languages.flatMap((each) => acronymsIn[each] ?? []);
  if (isAmong(asked, own)) return null;
  return own.find((acronym) => lexicalIndex.has(exactKey(fold(acronym)))) ?? null;
}

/**
 * A question with bodies and countries called as its records call them: the models know neither that the RCM of one
 * language is the CRM of another nor which country's government is named by its capital.
 */
export function askByRecordNames(
  text: string,
  { tokens, mentions, language }: Pick<Question, "tokens" | "mentions" | "language">,
  records: NamingRecords,
): string {
  let named = text;
  for (const { kind, first, last, concepts, known } of [...mentions].sort((a, b) => b.first - a.first)) {
    const [concept] = concepts;
    if (concept === undefined || !known || kind === "person" || kind === "role") continue;
    const start = tokens[first]?.start ?? 0;
    const end = tokens[last]?.end ?? 0;
    const name = nameInRecords(concept, text.slice(start, end), language, records);
    if (name !== null && end > start) named = named.slice(0, start) + name + named.slice(end);
  }
  return named;
}
