/**
 * What must stay as wording, one table a language: closed classes of words, folded (lower case, without accents). What
 * people may say in a thousand ways is the question reader's.
 */
export interface Wording {
  /** Words without content of their own: left out of a topic and of the lexical search. */
  readonly functionWords: ReadonlySet<string>;
  /** Words that a short question is often made of and that tell its language. */
  readonly tellingWords: ReadonlySet<string>;
  /** Numbers written as words. */
  readonly numberWords: ReadonlySet<string>;
  /** Months, days and units of time: a text without any of these and without a number tells no time. */
  readonly timeWords: ReadonlySet<string>;
  /** Pronouns that point to what was said before. */
  readonly pronouns: ReadonlySet<string>;
  /** Of these, the ones that stand for whoever speaks. */
  readonly speakerPronouns: ReadonlySet<string>;
  /** Words that leave out what follows ("except", "salvo"). */
  readonly exceptions: ReadonlySet<string>;
  readonly farewells: ReadonlySet<string>;
  /** "The second one": positions from 1; -1 is the last. */
  readonly ordinals: Readonly<Record<string, number>>;
}

export function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/u));
}
