import type { Language } from "../../../corpus/document.ts";
import { languages, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Concept } from "../retrieval/concept.ts";
import type { ConceptMatch } from "../retrieval/lexicon.ts";
import { conceptKey, exactKey, type TermKey } from "../retrieval/search-text.ts";
import { type Mention, type MentionSources, surfaceOf, uniqueSections } from "./mention.ts";
import type { Roster, SpokenBody, SpokenSection } from "./roster.ts";

/** Words that a body's name must have to be recognised by what its words mean. */
const fewestDescribingWords = 2;

/**
 * A body named in other words or another language than the records': every content word of its name is named in the
 * question, by inflection, synonym or translation ("la red caribeña de personas con discapacidad").
 */
export function describedBodies(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster } = sources;
  const asked = keysOfWords(tokens, lexicon.match(tokens, language, true));
  const found = new Map<string, { first: number; last: number; sections: SpokenSection[] }>();
  const beginning = bodiesWith(new Set(asked.flatMap((keys) => [...keys])), indexBodies(roster).byFirstWord, roster);
  for (const { words, sections } of beginning) {
    const positions = words.map((keys) => asked.findIndex((known) => keys.some((key) => known.has(key))));
    if (positions.includes(-1)) continue;
    const first = Math.min(...positions);
    const last = Math.max(...positions);
    const known = found.get(`${first}-${last}`) ?? { first, last, sections: [] };
    known.sections.push(...sections);
    found.set(`${first}-${last}`, known);
  }
  return [...found.values()].map(({ first, last, sections }): Mention => {
    const concepts = sections.flatMap((spoken) =>
      [...spoken.organizationConcepts].flatMap((id) => lexicon.get(id) ?? []),
    );
    return { kind: "body", text: surfaceOf(text, tokens, first, last), first, last, concepts, sections, known: true };
  });
}

/** Positions of a roster's bodies by what can recognise them, ascending. */
interface BodyIndex {
  readonly byFirstWord: ReadonlyMap<TermKey, readonly number[]>;
  readonly byAnyWord: ReadonlyMap<TermKey, readonly number[]>;
}

const bodyIndexes = new WeakMap<Roster, BodyIndex>();

/** Made once a roster: of thousands of bodies few can be meant by a question. */
function indexBodies(roster: Roster): BodyIndex {
  const known = bodyIndexes.get(roster);
  if (known !== undefined) return known;
  const byFirstWord = new Map<TermKey, number[]>();
  const byAnyWord = new Map<TermKey, number[]>();
  const put = (index: Map<TermKey, number[]>, key: TermKey, position: number): void => {
    const own = index.get(key);
    if (own === undefined) index.set(key, [position]);
    else own.push(position);
  };
  for (const [position, { words, keys }] of roster.bodies.entries()) {
    const first = words.length < fewestDescribingWords ? [] : (words[0] ?? []);
    for (const key of new Set(first)) put(byFirstWord, key, position);
    for (const key of keys) put(byAnyWord, key, position);
  }
  const index = { byFirstWord, byAnyWord };
  bodyIndexes.set(roster, index);
  return index;
}

/** The bodies that some keys lead to, in order. */
function bodiesWith(keys: Iterable<TermKey>, index: BodyIndex[keyof BodyIndex], { bodies }: Roster): SpokenBody[] {
  const positions = new Set<number>();
  for (const key of keys) for (const position of index.get(key) ?? []) positions.add(position);
  return [...positions].sort((one, other) => one - other).flatMap((position) => bodies[position] ?? []);
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
export function partlyNamedBodies(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster } = sources;
  const matches = lexicon.match(tokens, language, true);
  const asked = keysOfWords(tokens, matches);
  if (!tokens.some(({ folded }) => bodyHead.test(folded))) return [];
  const named = [...new Set(matches.map(({ concept }) => concept))].map((concept) => ({
    key: conceptKey(concept.id),
    names: wordsOfNames(concept),
  }));
  // A name may hold another one ("Oficina de las Naciones Unidas…"), which its own hides.
  const leading = new Set([...asked, ...named.flatMap(({ names }) => names.flat())].flatMap((keys) => [...keys]));
  const bodies = bodiesWith(leading, indexBodies(roster).byAnyWord, roster).map(({ keys, sections }) => {
    const held = named.flatMap(({ key, names }) => (holdsName(keys, names) ? [key] : []));
    return { sections, keys: held.length === 0 ? keys : new Set([...keys, ...held]) };
  });
  const found: Mention[] = [];
  for (const [head, token] of tokens.entries()) {
    if (!bodyHead.test(token.folded)) continue;
    const fits = (position: number, keys: ReadonlySet<TermKey>): boolean =>
      [...(asked[position] ?? [])].some((key) => keys.has(key));
    const spans = bodies.flatMap(({ sections, keys }) => {
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
      return positions.length < 2 ? [] : [{ sections, first: Math.min(...positions), last: Math.max(...positions) }];
    });
    const longest = Math.max(0, ...spans.map(({ first, last }) => last - first));
    const best = spans.filter(({ first, last }) => last - first === longest);
    const [one] = best;
    const sections = uniqueSections(best.map((span) => span.sections));
    const organizations = new Set(sections.map(({ section }) => section.organization));
    if (one === undefined || organizations.size !== 1) continue;
    const concepts = [...(sections[0]?.organizationConcepts ?? [])].flatMap((id) => lexicon.get(id) ?? []);
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

/** What the content words of each of a concept's names of several words can be recognised by. */
function wordsOfNames({ names }: Concept): Set<TermKey>[][] {
  return Object.values(names)
    .flat()
    .map((name) =>
      tokenize(name)
        .map(keysOfWord)
        .filter((own) => own.size > 0),
    )
    .filter(({ length }) => length > 1);
}

/** Whether all words of one of some names are among some keys. */
function holdsName(keys: ReadonlySet<TermKey>, names: readonly (readonly ReadonlySet<TermKey>[])[]): boolean {
  return names.some((words) => words.every((own) => [...own].some((key) => keys.has(key))));
}

function takeWhile<Value>(values: readonly Value[], test: (value: Value) => boolean): Value[] {
  const end = values.findIndex((value) => !test(value));
  return end === -1 ? [...values] : values.slice(0, end);
}

/** What each word of a question can be recognised by: itself, and the concepts matched there. */
function keysOfWords(tokens: readonly Token[], matches: readonly ConceptMatch[]): Set<TermKey>[] {
  const keys = tokens.map((token) => keysOfWord(token));
  for (const { concept, first, last } of matches) {
    for (let at = first; at <= last; at += 1) keys[at]?.add(conceptKey(concept.id));
  }
  return keys;
}

function keysOfWord(token: Token): Set<TermKey> {
  return languages.some((each) => isFunctionWord(token.folded, each)) ? new Set() : new Set([exactKey(token.folded)]);
}
