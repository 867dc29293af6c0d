import type { Language } from "../../corpus/document.ts";
import type { LexicalIndex } from "../retrieval/lexical-index.ts";
import type { Concept, ConceptMatch, Lexicon } from "../retrieval/lexicon.ts";
import { analyzeText, conceptKey, exactKey, type TermKey } from "../retrieval/search-text.ts";
import type { Token } from "../retrieval/terms.ts";
import { fold, languages, tokenize } from "../retrieval/terms.ts";
import { isFunctionWord } from "./function-words.ts";
import type { Roster, SpokenSection } from "./roster.ts";

/** A speaker, body, country or role that a question names. `first` to `last` inclusive are token positions. */
export interface Mention {
  readonly kind: "person" | "body" | "country" | "role";
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly concepts: readonly Concept[];
  /** Parts of the records that the mentioned one speaks in. */
  readonly sections: readonly SpokenSection[];
  /** Whether the records name it anywhere. */
  readonly known: boolean;
}

/** What mentions are looked up in. */
export interface MentionSources {
  readonly lexicon: Lexicon;
  readonly roster: Roster;
  readonly lexicalIndex: LexicalIndex;
}

function surfaceOf(text: string, tokens: readonly Token[], first: number, last: number): string {
  return text.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? text.length);
}

function uniqueSections(lists: readonly (readonly SpokenSection[])[]): SpokenSection[] {
  const seen = new Map<string, SpokenSection>();
  for (const spoken of lists.flat()) seen.set(spoken.id, spoken);
  return [...seen.values()];
}

/** "South Americans" are not of the country whose people are called Americans. */
function isOfPartOfTheContinent(concept: Concept, before: Token | undefined): boolean {
  return concept.id === "country:US" && /^(?:south|central|latin|north|pan|inter)$/u.test(before?.folded ?? "");
}

/** "Edificios antiguos" are not of Antigua: of a country's name only a plural is an inflection. */
function isOtherWord({ concept, first, last }: ConceptMatch, tokens: readonly Token[]): boolean {
  const folded = tokens[first]?.folded ?? "";
  if (first !== last) return false;
  const names = [...Object.values(concept.names).flat(), ...concept.aliases, ...concept.acronyms].map(fold);
  return !names.some((name) => [name, `${name}s`, `${name}es`, name.replace(/ao$/u, "oes")].includes(folded));
}

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
  return [...grouped.values()].map(({ first, last, concepts }): Mention => {
    // Where one name means several things, those that the records hold are meant.
    const held = concepts.filter(
      (concept) => lexicalIndex.has(conceptKey(concept.id)) || roster.sectionsOf(concept.id).length > 0,
    );
    const meant = held.length > 0 ? held : concepts;
    const kinds = new Set(meant.map((concept) => concept.kind));
    return {
      kind: kinds.has("country") ? "country" : kinds.has("body") ? "body" : "role",
      text: surfaceOf(text, tokens, first, last),
      first,
      last,
      concepts: meant,
      sections: uniqueSections(meant.map((concept) => roster.sectionsOf(concept.id))),
      known: held.length > 0,
    };
  });
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

function isHeld(concept: Concept, { lexicalIndex, roster }: MentionSources): boolean {
  return lexicalIndex.has(conceptKey(concept.id)) || roster.sectionsOf(concept.id).length > 0;
}

/** A country's name misspelled ("Hondurus", "Bolivan"): near to a one-word name of a country that the records know. */
function misspelledCountries(
  tokens: readonly Token[],
  taken: ReadonlySet<number>,
  sources: MentionSources,
  isNearName: (folded: string, concept: Concept, held: boolean) => boolean,
): Mention[] {
  const { lexicon, roster, lexicalIndex } = sources;
  const countries = lexicon.concepts.filter((concept) => concept.kind === "country");
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

/** The body that a part is spoken for, and its full name where the part's speaker is that: "Pan American … (PAHO)". */
function bodyNames({ section }: SpokenSection): string[] {
  const { organization, speaker } = section;
  if (organization === null) return [];
  return speaker?.includes(`(${organization})`) === true ? [organization, speaker] : [organization];
}

/** Words that a body's name must have to be recognised by what its words mean. */
const fewestDescribingWords = 2;

/**
 * A body named in other words or another language than the records': every content word of its name is named in the
 * question, by inflection, synonym or translation ("la red caribeña de personas con discapacidad").
 */
function describedBodies(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster } = sources;
  const asked = tokens.map((token, position) => ({ position, keys: keysOfWord(token) }));
  for (const match of lexicon.match(tokens, language, true)) {
    for (let at = match.first; at <= match.last; at += 1) asked[at]?.keys.add(conceptKey(match.concept.id));
  }
  const found = new Map<string, { first: number; last: number; sections: SpokenSection[] }>();
  for (const { spoken, name } of roster.sections.flatMap((each) =>
    bodyNames(each).map((name) => ({ spoken: each, name })),
  )) {
    const analyzed = analyzeText(name.replace(/\([^)]*\)/gu, ""), spoken.document.language, lexicon);
    const words = analyzed.keys.filter((keys) => keys.length > 0);
    if (words.length < fewestDescribingWords) continue;
    const places = words.map((keys) => asked.find((each) => keys.some((key) => each.keys.has(key)))?.position);
    if (places.some((position) => position === undefined)) continue;
    const positions = places.filter((position) => position !== undefined);
    const first = Math.min(...positions);
    const last = Math.max(...positions);
    const known = found.get(`${first}-${last}`) ?? { first, last, sections: [] };
    known.sections.push(spoken);
    found.set(`${first}-${last}`, known);
  }
  return [...found.values()].map(({ first, last, sections }): Mention => {
    const concepts = sections.flatMap((spoken) =>
      [...spoken.organizationConcepts].flatMap((id) => lexicon.get(id) ?? []),
    );
    return { kind: "body", text: surfaceOf(text, tokens, first, last), first, last, concepts, sections, known: true };
  });
}

/** Heads of bodies' names; the general ones stand for any. Folded. */
const bodyHead =
  /^(?:oficina|fondo|federacion|red|banco|camara|tribunal|instituto|agencia|organizacion|organismo|comite|comision|consejo|programa|union|asociacion|confederacion|ministerio|secretaria|universidad|mision|observador|office|fund|federation|network|bank|chamber|court|tribunal|institute|agency|organi[sz]ation|committee|commission|council|programme|program|union|association|confederation|ministry|secretariat|university|mission|observer|body|entity|entidad|grupo|group)$/u;
const generalHead =
  /^(?:agencia|organizacion|organismo|agency|organi[sz]ation|body|entity|entidad|programme|program|programa|grupo|group|federacion|federation|asociacion|association)$/u;

/** Words between the first and the last of a body's description. */
const longestDescription = 6;

/**
 * A body described by part of its name: a head and at least one more of its words, in either language ("the fund for
 * children", "la oficina de la ONU"), where they fit one body that spoke and no other.
 */
function partlyNamedBodies(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster } = sources;
  const asked = tokens.map((token) => keysOfWord(token));
  for (const match of lexicon.match(tokens, language, true)) {
    for (let at = match.first; at <= match.last; at += 1) asked[at]?.add(conceptKey(match.concept.id));
  }
  const named = lexicon.match(tokens, language, true).map(({ concept }) => concept);
  const bodies = roster.sections.flatMap((spoken) =>
    bodyNames(spoken).map((name) => {
      const keys = new Set(analyzeText(name, spoken.document.language, lexicon).keys.flat());
      // A name may hold another one ("Oficina de las Naciones Unidas…"), which its own hides.
      for (const concept of named) if (holdsName(keys, concept)) keys.add(conceptKey(concept.id));
      return { spoken, keys };
    }),
  );
  const found: Mention[] = [];
  for (const [head, token] of tokens.entries()) {
    if (!bodyHead.test(token.folded)) continue;
    const fits = (position: number, keys: ReadonlySet<TermKey>): boolean =>
      [...(asked[position] ?? [])].some((key) => keys.has(key));
    const spans = bodies.flatMap(({ spoken, keys }) => {
      if (!generalHead.test(token.folded) && !fits(head, keys)) return [];
      const around = [...tokens.keys()].filter(
        (at) => at !== head && Math.abs(at - head) < longestDescription && (asked[at]?.size ?? 0) > 0,
      );
      const after = takeWhile(
        around.filter((at) => at > head),
        (at) => fits(at, keys),
      );
      const before = takeWhile(around.filter((at) => at < head).reverse(), (at) => fits(at, keys));
      const positions = [...before, head, ...after];
      return positions.length < 2 ? [] : [{ spoken, first: Math.min(...positions), last: Math.max(...positions) }];
    });
    const longest = Math.max(0, ...spans.map(({ first, last }) => last - first));
    const best = spans.filter(({ first, last }) => last - first === longest);
    const [one] = best;
    const organizations = new Set(best.map(({ spoken }) => spoken.section.organization));
    if (one === undefined || organizations.size !== 1) continue;
    const sections = uniqueSections([best.map(({ spoken }) => spoken)]);
    const concepts = [...one.spoken.organizationConcepts].flatMap((id) => lexicon.get(id) ?? []);
    const { first, last } = one;
    found.push({
      kind: "body",
      text: surfaceOf(text, tokens, first, last),
      first,
      last,
      concepts,
      sections,
      known: true,
    });
  }
  return found;
}

/** Whether all content words of one of a concept's names are among some keys. */
function holdsName(keys: ReadonlySet<TermKey>, { names }: Concept): boolean {
  return Object.values(names)
    .flat()
    .some((name) => {
      const words = tokenize(name)
        .map(keysOfWord)
        .filter((own) => own.size > 0);
      return words.length > 1 && words.every((own) => [...own].some((key) => keys.has(key)));
    });
}

function takeWhile<Value>(values: readonly Value[], test: (value: Value) => boolean): Value[] {
  const end = values.findIndex((value) => !test(value));
  return end === -1 ? [...values] : values.slice(0, end);
}

function keysOfWord(token: Token): Set<TermKey> {
  return languages.some((each) => isFunctionWord(token.folded, each)) ? new Set() : new Set([exactKey(token.folded)]);
}

/** A capital names its country's government ("what did Bogotá pay for?"), unless the records speak of the city itself. */
function capitalMentions(tokens: readonly Token[], taken: ReadonlySet<number>, sources: MentionSources): Mention[] {
  const { lexicon, roster, lexicalIndex } = sources;
  const mentions: Mention[] = [];
  for (const concept of lexicon.concepts) {
    for (const capital of concept.capitals ?? []) {
      const words = tokenize(capital).map(({ folded }) => folded);
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
  }
  return mentions;
}

function overlap(left: Mention, right: Mention): boolean {
  return left.first <= right.last && right.first <= left.last;
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
  isNearName: (folded: string, concept: Concept, held: boolean) => boolean,
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
  const misspelled = misspelledCountries(tokens, taken, sources, isNearName);
  return [...named, ...persons, ...described, ...capitals, ...misspelled].sort((a, b) => a.first - b.first);
}
