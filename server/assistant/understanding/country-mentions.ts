import { isNear, spellingTolerance } from "../language/spelling.ts";
import { fold, languages, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Concept } from "../retrieval/concept.ts";
import type { ConceptMatch, Lexicon } from "../retrieval/lexicon.ts";
import { conceptKey, exactKey } from "../retrieval/search-text.ts";
import { isHeld, type Mention, type MentionSources, uniqueSections } from "./mention.ts";

/** "South Americans" are not of the country whose people are called Americans. */
export function isOfPartOfTheContinent(concept: Concept, before: Token | undefined): boolean {
  return concept.id === "country:US" && /^(?:south|central|latin|north|pan|inter)$/u.test(before?.folded ?? "");
}

/** "Edificios antiguos" are not of Antigua: of a country's name only a plural is an inflection. */
export function isOtherWord({ concept, first, last }: ConceptMatch, tokens: readonly Token[]): boolean {
  const folded = tokens[first]?.folded ?? "";
  if (first !== last) return false;
  const names = [...Object.values(concept.names).flat(), ...concept.aliases, ...concept.acronyms].map(fold);
  return !names.some((name) => [name, `${name}s`, `${name}es`, name.replace(/ao$/u, "oes")].includes(folded));
}

/** A country by one of its names, folded. */
interface CountryName {
  readonly name: string;
  readonly concept: Concept;
}

interface Countries {
  /** By their first letter: people misspell what comes behind it. */
  readonly names: ReadonlyMap<string, readonly CountryName[]>;
  readonly capitals: readonly { readonly concept: Concept; readonly words: readonly string[] }[];
}

const countriesOf = new WeakMap<Lexicon, Countries>();

/** A name shorter than this is near to too many words. */
const shortestNameLetters = 5;

function countryNames({ concepts }: Lexicon): Map<string, CountryName[]> {
  const names = new Map<string, CountryName[]>();
  for (const concept of concepts) {
    if (concept.kind !== "country") continue;
    for (const each of [...Object.values(concept.names).flat(), ...concept.aliases]) {
      const name = fold(each);
      if (name.length < shortestNameLetters) continue;
      const own = names.get(name.charAt(0)) ?? [];
      names.set(name.charAt(0), own);
      own.push({ name, concept });
    }
  }
  return names;
}

/** The names of countries, and the words of their capitals, found once a lexicon. */
function listCountries(lexicon: Lexicon): Countries {
  const known = countriesOf.get(lexicon);
  if (known !== undefined) return known;
  const listed = {
    names: countryNames(lexicon),
    capitals: lexicon.concepts.flatMap((concept) =>
      (concept.capitals ?? []).map((name) => ({ concept, words: tokenize(name).map(({ folded }) => folded) })),
    ),
  };
  countriesOf.set(lexicon, listed);
  return listed;
}

/**
 * Countries that a word is near to by few letters, or by one where the records lack the name: any rare word is near to
 * some country of the world.
 */
function nearCountries(word: string, sources: MentionSources): Concept[] {
  const names = listCountries(sources.lexicon).names.get(word.charAt(0)) ?? [];
  const toleranceOf = ({ name, concept }: CountryName): number => {
    if (isHeld(concept, sources)) return Math.min(spellingTolerance(word), spellingTolerance(name));
    return word.length >= 7 ? 1 : 0;
  };
  const near = names.filter(
    (each) => isNear(word, each.name, spellingTolerance(word)) && isNear(word, each.name, toleranceOf(each)),
  );
  return [...new Set(near.map(({ concept }) => concept))];
}

/** A country's name misspelled ("Hondurus", "Bolivan"): near to a one-word name of a country that the records know. */
export function misspelledCountries(
  tokens: readonly Token[],
  taken: ReadonlySet<number>,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster, lexicalIndex } = sources;
  const isUnknown = ({ folded }: Token): boolean =>
    folded.length >= shortestNameLetters &&
    !languages.some((language) => isFunctionWord(folded, language)) &&
    !lexicalIndex.has(exactKey(folded)) &&
    lexicon.languagesOf(folded).length === 0;
  // A word that comes again is compared once.
  const nearTo = new Map<string, readonly Concept[]>();
  return tokens.flatMap((token, position): Mention[] => {
    if (taken.has(position)) return [];
    const near = nearTo.get(token.folded) ?? (isUnknown(token) ? nearCountries(token.folded, sources) : []);
    nearTo.set(token.folded, near);
    const [only] = near;
    if (near.length !== 1 || only === undefined || isOfPartOfTheContinent(only, tokens[position - 1])) return [];
    const sections = uniqueSections([roster.sectionsOf(only.id)]);
    const known = sections.length > 0 || lexicalIndex.has(conceptKey(only.id));
    return [{ kind: "country", text: token.surface, first: position, last: position, concepts: near, sections, known }];
  });
}

/** A capital names its country's government ("what did Bogotá pay for?"), unless the records speak of the city itself. */
export function capitalMentions(
  tokens: readonly Token[],
  taken: ReadonlySet<number>,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster, lexicalIndex } = sources;
  const mentions: Mention[] = [];
  for (const { concept, words } of listCountries(lexicon).capitals) {
    const first = tokens.findIndex((_, at) => words.every((word, offset) => tokens[at + offset]?.folded === word));
    const last = first + words.length - 1;
    if (first === -1 || words.every((word) => lexicalIndex.has(exactKey(word)))) continue;
    if (!/^\p{Lu}/u.test(tokens[first]?.surface ?? "") || taken.has(first) || taken.has(last)) continue;
    const text = tokens
      .slice(first, last + 1)
      .map(({ surface }) => surface)
      .join(" ");
    // Of a country that the records do not name, the city may be meant, or another body that sits there.
    if (!isHeld(concept, sources)) continue;
    const sections = uniqueSections([roster.sectionsOf(concept.id)]);
    mentions.push({ kind: "country", text, first, last, concepts: [concept], sections, known: true });
  }
  return mentions;
}
