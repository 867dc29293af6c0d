import type { Document, Language } from "../../../corpus/document.ts";
import { fold, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere } from "../language/wordings.ts";

const languages: readonly Language[] = ["es", "en", "pt", "fr"];

const monthFormats = languages.map((language) => new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }));

/** Folded words that a date is told with, in every language: its year, the name of its month, its day. */
function wordsOfDate(isoDate: string | null): Set<string> {
  if (isoDate === null) return new Set();
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return new Set();
  const month = monthFormats.map((format) => fold(format.format(date)));
  return new Set([String(date.getUTCFullYear()), String(date.getUTCDate()), isoDate, ...month]);
}

/** Words of a record's title, body and symbol, and those of its front matter: where the place of a session is told. */
function wordsOfRecord(document: Document): Set<string> {
  const frontMatter = document.sections.flatMap(({ passages }) =>
    passages.filter(({ kind }) => kind === "front-matter").map(({ text }) => text),
  );
  const told = [document.title, document.body ?? "", document.symbol ?? "", ...frontMatter].join(" ");
  return new Set(tokenize(told).map(({ folded }) => folded));
}

const wordsOfSessions = new WeakMap<Document, ReadonlySet<string>>();

/** Words that a record's session is told with; found once a record. */
export function sessionWords(document: Document): ReadonlySet<string> {
  const known = wordsOfSessions.get(document);
  if (known !== undefined) return known;
  const words = new Set([...wordsOfDate(document.sessionDate), ...wordsOfRecord(document)]);
  wordsOfSessions.set(document, words);
  return words;
}

/**
 * The records whose session these words name: by date, title, body, number or place. Every word that tells records apart
 * must fit; a word that no record's session is told with names none.
 *
 * @returns Null where the words name no session among those held, or all of them.
 */
export function sessionsNamed(words: readonly Token[], documents: readonly Document[]): readonly Document[] | null {
  if (words.length === 0) return null;
  const told = documents.map((document) => ({ document, words: sessionWords(document) }));
  const telling = words.filter(
    ({ folded }) => !isFunctionWordAnywhere(folded) && told.some((each) => each.words.has(folded)),
  );
  if (telling.length === 0) return null;
  const fitting = told.filter((each) => telling.every(({ folded }) => each.words.has(folded)));
  return fitting.length === 0 || fitting.length === documents.length ? null : fitting.map(({ document }) => document);
}
