import type { Document, Language } from "../../../corpus/document.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Question } from "../understanding/question.ts";
import type { RecordCollection } from "./record-collection.ts";

/** Whether a record can be read in a language: it is in it, or has a translation. */
function isIn({ language, translations }: Document, asked: Language): boolean {
  return language === asked || translations.some((translation) => translation.language === asked);
}

/** Whether a record cannot be read in the question's language; none, where that is not known. */
export function readElsewhere({ language }: Pick<Question, "language">): (document: Document) => boolean {
  return (document) => language !== null && !isIn(document, language);
}

/** Capitals, figures: what is written the same in every language. */
function isWrittenAlike(question: Question): boolean {
  return question.topic.every(
    (token) => /\p{N}/u.test(token.surface) || (/^\p{Lu}/u.test(token.surface) && token !== question.tokens[0]),
  );
}

/**
 * Whether a topic was looked for in the languages of all records that are asked: its own word stands in those of the
 * question's language only, and says nothing of how the others call the same thing. What the lexicon knows has its names
 * in every language; a proper name is written the same in all.
 *
 * @param keys What names the topic.
 */
export function coversLanguages(
  { passages, documents }: Pick<RecordCollection, "passages" | "documents">,
  question: Question,
  keys: QueryUnit["alternatives"],
  accept: (entry: SearchPassage) => boolean,
): boolean {
  if (keys.some(({ key }) => key.startsWith("#")) || isWrittenAlike(question)) return true;
  // A word of no language in particular is one of those of the first records that are asked.
  const language = question.language ?? passages.find(accept)?.document.language;
  if (language === undefined) return true;
  const others = new Set(documents.filter((document) => !isIn(document, language)));
  return others.size === 0 || !passages.some((entry) => others.has(entry.document) && accept(entry));
}
