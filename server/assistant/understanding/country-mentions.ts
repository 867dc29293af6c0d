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

interface Countries {
  readonly countries: readonly Concept[];
  readonly capitals: readonly { readonly concept: Concept; readonly words: readonly string[] }[];
}

const countriesOf = new WeakMap<Lexicon, Countries>();

/** Countries and the words of their capitals, found once a lexicon. */
function listCountries(lexicon: Lexicon): Countries {
  const known = countriesOf.get(lexicon);
  if (known !== undefined) return known;
  const listed = {
    countries: lexicon.concepts.filter(({ kind }) => kind === "country"),
    capitals: lexicon.concepts.flatMap((concept) =>
      (concept.capitals ?? []).map((name) => ({ concept, words: tokenize(name).map(({ folded }) => folded) })),
    ),
  };
  countriesOf.set(lexicon, listed);
  return listed;
}

/** A country's name misspelled ("Hondurus", "Bolivan"): near to a one-word name of a country that the records know. */
export function misspelledCountries(
  tokens: readonly Token[],
  taken: ReadonlySet<number>,
  sources: MentionSources,
  isNearName: (folded: string, concept: Concept, held: boolean) => boolean,
): Mention[] {
  const { lexicon, roster, lexicalIndex } = sources;
  const { countries } = listCountries(lexicon);
  return tokens.flatMap((token, position): Mention[] => {
    if (languages.some((language) => isFunctionWord(token.folded, language))) return [];
    if (taken.has(position) || token.folded.length < 5 || lexicalIndex.has(exactKey(token.folded))) return [];
    if (lexicon.languagesOf(token.folded).length > 0) return [];
    // One that the records do not name must be nearly right: any rare word is near to some country of the world.
    const near = countries.filter((concept) => isNearName(token.folded, concept, isHeld(concept, sources)));
    const [only] = near;
    if (near.length !== 1 || only === undefined || isOfPartOfTheContinent(only, tokens[position - 1])) return [];
    const sections = uniqueSections(near.map((concept) => roster.sectionsOf(concept.id)));
    const known = sections.length > 0 || near.some((concept) => lexicalIndex.has(conceptKey(concept.id)));
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
