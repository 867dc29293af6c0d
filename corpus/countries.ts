import data from "./countries.json" with { type: "json" };
import type { Language } from "./document.ts";
import { foldText } from "./folding.ts";

export interface Country {
  /** ISO 3166-1 alpha-2; XK, not assigned by the standard, for Kosovo. */
  readonly code: string;
  readonly names: Readonly<Record<Language, string>>;
  /** Official and other usual names, abbreviations among them, in any language. */
  readonly aliases: readonly string[];
  /** Masculine and feminine singular; the lexicon's matcher knows the plurals. */
  readonly demonyms: Readonly<Record<Language, readonly string[]>>;
}

/** A country's name found in a text; offsets into that text. */
export interface CountryMention {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly by: "name" | "demonym";
}

export interface MentionOptions {
  /** Also "Peruvian" and "peruanas". */
  readonly demonyms?: boolean;
  /** Names in small letters count, as people type them in questions; abbreviations such as "US" still need capitals. */
  readonly anyCase?: boolean;
}

export interface CountryLexicon {
  readonly countries: readonly Country[];
  /** The code that a name, alias or demonym stands for, ignoring case, accents and a leading article; null for none. */
  codeOf(name: string): string | null;
  /** Every country named, in order; where names overlap, the longest ("República Dominicana" is not "Dominica"). */
  findMentions(text: string, options?: MentionOptions): readonly CountryMention[];
}

const ARTICLE = /^(?:the|el|la|los|las|o|a|os|as|le|les|l['’])\s*/u;

/** The states of the world and the territories of the Americas by their names in four languages (`countries.json`). */
export function openCountryLexicon(): CountryLexicon {
  const countries: Country[] = Object.entries(data).map(([code, entry]) => ({ code, ...entry }));
  const names = new Map<string, string>();
  const demonyms = new Map<string, string>();
  for (const country of countries) {
    for (const name of [...Object.values(country.names), ...country.aliases]) addForm(names, name, country.code);
  }
  for (const country of countries) {
    for (const demonym of Object.values(country.demonyms).flat()) {
      for (const form of [demonym, `${demonym}s`, `${demonym}es`]) addForm(demonyms, form, country.code);
    }
  }
  const namesIn = finderOf(names);
  const demonymsIn = finderOf(demonyms);
  return {
    countries,
    codeOf(name) {
      const key = keyOf(name).replace(ARTICLE, "");
      return names.get(key) ?? names.get(keyOf(name)) ?? demonyms.get(key) ?? null;
    },
    findMentions(text, options) {
      const found = namesIn(text)
        .filter((mention) => isWrittenAsName(text.slice(mention.start, mention.end), options?.anyCase === true))
        .map((mention) => ({ ...mention, by: "name" as const }));
      if (options?.demonyms !== true) return found;
      const peoples = demonymsIn(text)
        .filter((mention) => !found.some((other) => mention.start < other.end && other.start < mention.end))
        .map((mention) => ({ ...mention, by: "demonym" as const }));
      return [...found, ...peoples].sort((a, b) => a.start - b.start);
    },
  };
}

/** Characters of a text whose mentions are remembered: names of speakers come again, paragraphs do not. */
const LONGEST_REMEMBERED = 120;
const MOST_REMEMBERED = 2000;

/**
 * The lexicon, remembering what it found in the short texts of one record: opened for a reading and left with it, so that
 * nothing of a record outlives its reading.
 */
export function rememberMentions(lexicon: CountryLexicon): CountryLexicon {
  const found = new Map<string, readonly CountryMention[]>();
  return {
    countries: lexicon.countries,
    codeOf: (name) => lexicon.codeOf(name),
    findMentions(text, options) {
      if (text.length > LONGEST_REMEMBERED) return lexicon.findMentions(text, options);
      const key = `${options?.demonyms === true} ${options?.anyCase === true} ${text}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      if (found.size >= MOST_REMEMBERED) found.clear();
      const mentions = lexicon.findMentions(text, options);
      found.set(key, mentions);
      return mentions;
    },
  };
}

function addForm(forms: Map<string, string>, form: string, code: string): void {
  const key = keyOf(form);
  if (!forms.has(key)) forms.set(key, code);
}

function keyOf(form: string): string {
  return foldText(form).replaceAll("’", "'").replace(/\s+/gu, " ").trim();
}

function patternOf(forms: ReadonlyMap<string, string>): RegExp {
  const alternatives = [...forms.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replaceAll(" ", "\\s+"));
  // "US$" is money, and "Nuevo México" another place than México.
  return new RegExp(`(?<![\\p{L}\\d])(?:${alternatives.join("|")})(?![\\p{L}\\d$])`, "gu");
}

type Finder = (text: string) => readonly Omit<CountryMention, "by">[];

function finderOf(forms: ReadonlyMap<string, string>): Finder {
  const pattern = patternOf(forms);
  return (text) => {
    const folded = foldText(text).replaceAll("’", "'");
    return [...folded.matchAll(pattern)].flatMap((match) => {
      const code = forms.get(keyOf(match[0]));
      const start = match.index;
      if (code === undefined || OTHER_PLACE.test(folded.slice(Math.max(0, start - 8), start))) return [];
      // "of the Netherlands": the article of a name is written small, and is no part of what is capitalized.
      const article = /^the\s+/u.exec(text.slice(start))?.[0].length ?? 0;
      return [{ code, start: start + article, end: start + match[0].length }];
    });
  };
}

const OTHER_PLACE = /(?:nuevo|nueva|new|nouveau|novo)\s+$/u;

/** Names are capitalized, and short abbreviations ("US", "UK") in capitals: "us" is a pronoun. */
function isWrittenAsName(written: string, anyCase: boolean): boolean {
  if (/^[A-Za-z]{2,3}$/.test(written)) return written === written.toUpperCase();
  return anyCase || /^\P{Ll}/u.test(written);
}
