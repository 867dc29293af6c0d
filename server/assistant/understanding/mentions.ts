import type { Language } from "../../../corpus/document.ts";
import { fold, languages, type Token } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Concept } from "../retrieval/concept.ts";
import { conceptKey, exactKey } from "../retrieval/search-text.ts";
import { describedBodies, partlyNamedBodies } from "./body-mentions.ts";
import { capitalMentions, isOfPartOfTheContinent, isOtherWord, misspelledCountries } from "./country-mentions.ts";
import { type Mention, type MentionSources, overlap, surfaceOf, uniqueSections } from "./mention.ts";
import type { SpokenSection } from "./roster.ts";

function conceptMentions(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster, lexicalIndex } = sources;
  const grouped = new Map<string, { first: number; last: number; concepts: Concept[] }>();
  for (const match of lexicon.match(tokens, language, true)) {
    if (match.concept.kind === "term" || isOfPartOfTheContinent(match.concept, tokens[match.first - 1])) continue;
    if (match.concept.kind === "country" && isOtherWord(match, tokens)) continue;
    const key = `${match.first}-${match.last}`;
    const group = grouped.get(key) ?? { first: match.first, last: match.last, concepts: [] };
    group.concepts.push(match.concept);
    grouped.set(key, group);
  }
  return [...grouped.values()].flatMap(({ first, last, concepts }): Mention[] => {
    // Where one name means several things, those that the records hold are meant.
    const held = concepts.filter(
      (concept) => lexicalIndex.has(conceptKey(concept.id)) || roster.sectionsOf(concept.id).length > 0,
    );
    // "Alba", "Cid", "Mapa": an acronym that the records do not hold is one only in capitals, and else a name like any other.
    const surface = tokens[first]?.surface ?? "";
    const isAcronymOnly = first === last && !/^[\p{Lu}\p{N}.]+$/u.test(surface.replace(/['’]s$/u, ""));
    if (held.length === 0 && isAcronymOnly && concepts.every((concept) => isByAcronym(concept, surface))) return [];
    const meant = held.length > 0 ? held : concepts;
    const kinds = new Set(meant.map((concept) => concept.kind));
    return [
      {
        kind: kinds.has("country") ? "country" : kinds.has("body") ? "body" : "role",
        text: surfaceOf(text, tokens, first, last),
        first,
        last,
        concepts: meant,
        sections: uniqueSections(meant.map((concept) => roster.sectionsOf(concept.id))),
        known: held.length > 0,
      },
    ];
  });
}

function isByAcronym({ acronyms, names, aliases }: Concept, surface: string): boolean {
  const folded = fold(surface);
  const isName = [...Object.values(names).flat(), ...aliases].some((name) => fold(name) === folded);
  return !isName && acronyms.some((acronym) => fold(acronym).replaceAll(".", "") === folded);
}

/** The next word of a name follows at once, or after a particle ("Álvarez de Marré"). */
function continuesName(tokens: readonly Token[], last: number, next: number | undefined): boolean {
  if (next === undefined) return false;
  const between = tokens.slice(last + 1, next);
  return (
    between.length <= 2 &&
    between.every((token) => /^(?:de|del|la|las|los|y|da|do|dos|das|van|von|el)$/u.test(token.folded))
  );
}

/** Consecutive words of speakers' names; a misspelled one counts where no record has the word as it stands. */
function personMentions(
  text: string,
  tokens: readonly Token[],
  taken: ReadonlySet<number>,
  sources: MentionSources,
): Mention[] {
  const { roster, lexicalIndex, lexicon } = sources;
  const hits: { position: number; sections: readonly SpokenSection[] }[] = [];
  for (const [position, token] of tokens.entries()) {
    if (taken.has(position) || token.folded.length < 3) continue;
    if (languages.some((language) => isFunctionWord(token.folded, language))) continue;
    const named = roster.sectionsNamed(token.folded);
    if (named.sections.length === 0) continue;
    const ordinaryWord = lexicalIndex.has(exactKey(token.folded)) || lexicon.languagesOf(token.folded).length > 0;
    if (!named.exact && ordinaryWord) continue;
    hits.push({ position, sections: named.sections });
  }
  const mentions: Mention[] = [];
  for (let index = 0; index < hits.length; ) {
    const run = [hits[index]];
    while (continuesName(tokens, run.at(-1)?.position ?? 0, hits[index + run.length]?.position)) {
      run.push(hits[index + run.length]);
    }
    const sections = narrowest(run.flatMap((hit) => (hit === undefined ? [] : [hit.sections])));
    const first = run[0]?.position ?? 0;
    const last = run.at(-1)?.position ?? first;
    mentions.push({
      kind: "person",
      text: surfaceOf(text, tokens, first, last),
      first,
      last,
      concepts: [],
      sections,
      known: true,
    });
    index += run.length;
  }
  return mentions;
}

/** Sections that the most words of a name agree on. */
function narrowest(lists: readonly (readonly SpokenSection[])[]): SpokenSection[] {
  const counts = new Map<string, { spoken: SpokenSection; count: number }>();
  for (const list of lists) {
    for (const spoken of list) counts.set(spoken.id, { spoken, count: (counts.get(spoken.id)?.count ?? 0) + 1 });
  }
  const most = Math.max(0, ...[...counts.values()].map((entry) => entry.count));
  return [...counts.values()].filter((entry) => entry.count === most).map((entry) => entry.spoken);
}

/**
 * Speakers, bodies, countries and roles named in a question, by name, alias, acronym, demonym or near spelling, in the
 * order in which they stand.
 */
export function findMentions(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const taken = new Set<number>();
  const take = (mentions: readonly Mention[]): void => {
    for (const { first, last } of mentions) for (let at = first; at <= last; at += 1) taken.add(at);
  };
  const partly = partlyNamedBodies(text, tokens, language, sources);
  // A city of two words may hold a country's name ("Mexico City").
  const named = conceptMentions(text, tokens, language, sources).filter(
    // "ONU" in "la oficina de la ONU" is no body of its own; one that speaks by its own name is.
    (mention) => mention.sections.length > 0 || !partly.some((each) => overlap(each, mention)),
  );
  take(named);
  const described = [...partly, ...describedBodies(text, tokens, language, sources)].filter((mention, at, all) => {
    if (named.some((each) => overlap(each, mention))) return false;
    return !all.slice(0, at).some((each) => overlap(each, mention));
  });
  take(described);
  const persons = personMentions(text, tokens, taken, sources);
  take(persons);
  const capitals = capitalMentions(tokens, taken, sources);
  take(capitals);
  const misspelled = misspelledCountries(tokens, taken, sources);
  return [...named, ...persons, ...described, ...capitals, ...misspelled].sort((a, b) => a.first - b.first);
}
