import type { Document, Language } from "../../../corpus/document.ts";
import { isMonth, namedDates, namedMonths, namesOfMonth } from "../language/calendar-dates.ts";
import { type Token, tokenize } from "../language/terms.ts";
import { isFunctionWordAnywhere, wordings } from "../language/wordings.ts";

const languages: readonly Language[] = ["es", "en", "pt", "fr"];

/** Records whose session a question names. */
export interface NamedSessions {
  /** Fewer than are held, and at least one. */
  readonly documents: readonly Document[];
  /** The words that name it: they are no topic. */
  readonly words: readonly Token[];
}

/** Folded words that a date is told with, in every language: its year, the name of its month, its day. */
function wordsOfDate(isoDate: string | null): Set<string> {
  if (isoDate === null) return new Set();
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return new Set();
  const month = namesOfMonth(date.getUTCMonth() + 1);
  return new Set([String(date.getUTCFullYear()), String(date.getUTCDate()), isoDate, ...month]);
}

/** Words that a record's session is told with: its title, body, symbol and date, and those of its front matter, which tell the place. */
function wordsOfSession(document: Document): ReadonlySet<string> {
  const frontMatter = document.sections.flatMap(({ passages }) =>
    passages.filter(({ kind }) => kind === "front-matter").map(({ text }) => text),
  );
  const told = [document.title, document.body ?? "", document.symbol ?? "", ...frontMatter].join(" ");
  return new Set([...tokenize(told).map(({ folded }) => folded), ...wordsOfDate(document.sessionDate)]);
}

const wordsOfSessions = new WeakMap<Document, ReadonlySet<string>>();

/** Words that a record's session is told with; found once a record. */
export function sessionWords(document: Document): ReadonlySet<string> {
  const words = wordsOfSessions.get(document) ?? wordsOfSession(document);
  wordsOfSessions.set(document, words);
  return words;
}

/** Sessions of a whole date, or a month and its year, that the question names wherever it stands: "what was agreed on 9 May 2023?" */
function byDate(
  tokens: readonly Token[],
  documents: readonly Document[],
): NamedSessions & { readonly elsewhere: readonly Token[] } {
  const isOf = (named: string) => (document: Document) => document.sessionDate?.startsWith(named) === true;
  const whole = namedDates(tokens);
  const all = whole.length > 0 ? whole : namedMonths(tokens);
  const isHeld = ({ dates }: (typeof all)[number]) => dates.some((date) => documents.some(isOf(date)));
  const named = all.filter(isHeld);
  const dates = named.flatMap((each) => each.dates);
  const wordsOf = (some: typeof all) => some.flatMap(({ first, last }) => tokens.slice(first, last + 1));
  return {
    documents: documents.filter((document) => dates.some((date) => isOf(date)(document))),
    words: wordsOf(named),
    // "May 2025" is no part of the name of a session of May 2023.
    elsewhere: wordsOf(all.filter((each) => !isHeld(each))),
  };
}

/** The position that a word tells ("third", "última"): from 1, -1 for the last; null for any other word. */
function positionOf({ folded }: Token): number | null {
  return languages.map((language) => wordings[language].ordinals[folded]).find((at) => at !== undefined) ?? null;
}

/** "The last session", "la tercera reunión": by their dates, where no record's title tells it so. */
function atPosition(position: number, documents: readonly Document[]): readonly Document[] {
  const dated = documents.filter(({ sessionDate }) => sessionDate !== null);
  const inOrder = dated.sort((a, b) => (a.sessionDate ?? "").localeCompare(b.sessionDate ?? ""));
  const one = position === -1 ? inOrder.at(-1) : inOrder[position - 1];
  return documents.filter(({ sessionDate }) => one !== undefined && sessionDate === one.sessionDate);
}

/** How the words of a question stand to its naming a session. */
export interface SessionMarks {
  /** Whether a word is marked as part of a session's name. */
  isMarked(token: Token): boolean;
  /** Whether it means no more than a session ("meeting", "reunión"). */
  isGeneric(token: Token): boolean;
}

/** The sessions of the records held, by what names them. */
export interface SessionRegister {
  /**
   * The records whose session a question names: by a whole date, or, in the words that are marked as a session's, by
   * date, title, body, number or place. Most of these words must be told of some record's session; every one that tells
   * records apart must fit, or, where none fits all, one of them.
   *
   * @returns Null where no session among those held is named, or all of them.
   */
  named(tokens: readonly Token[], marks: SessionMarks): NamedSessions | null;
}

/** Of the words that name a session: fewer known ones, and it is some other session's. */
const mostlyKnown = 0.5;

export function createSessionRegister(documents: readonly Document[]): SessionRegister {
  return {
    named(tokens, { isMarked, isGeneric }) {
      if (documents.length < 2) return null;
      // "The last meeting", "la tercera sesión": whatever the words around it are about, it is a session.
      const isCounted = (token: Token, at: number): boolean =>
        (positionOf(token) !== null && [tokens[at - 1], tokens[at + 1]].some((next) => next && isGeneric(next))) ||
        (isGeneric(token) && [tokens[at - 1], tokens[at + 1]].some((next) => next && positionOf(next) !== null));
      const marked = tokens.filter((token, at) => isMarked(token) || isCounted(token, at));
      const dated = byDate(tokens, documents);
      const candidates = dated.documents.length > 0 ? dated.documents : documents;
      const position = marked.flatMap((token) => positionOf(token) ?? [])[0];
      const naming = marked.filter(
        (token) =>
          // "The May session": the month is a function word elsewhere.
          (isMonth(token.folded) || !isFunctionWordAnywhere(token.folded)) &&
          !dated.words.includes(token) &&
          !dated.elsewhere.includes(token) &&
          !isGeneric(token) &&
          (position === undefined || positionOf(token) === null),
      );
      const holds = (document: Document) => (token: Token) => sessionWords(document).has(token.folded);
      const telling = naming.filter((token) => candidates.some((document) => holds(document)(token)));
      if (telling.length < mostlyKnown * naming.length) return null;
      const fitsAll = candidates.filter((document) => telling.every(holds(document)));
      // "The meetings of Lima and Quito": no record fits both, and either is meant.
      const apart = telling.filter((token) => !candidates.every((document) => holds(document)(token)));
      const fitting = fitsAll.length > 0 ? fitsAll : candidates.filter((document) => apart.some(holds(document)));
      const meant = position === undefined ? fitting : atPosition(position, fitting);
      if (meant.length === 0 || meant.length === documents.length) return null;
      return { documents: meant, words: [...new Set([...marked, ...dated.words])] };
    },
  };
}
