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
  for (const { words, sections } of beginningLike(roster, asked)) {
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

/** Positions of bodies in their roster, in order, by keys of their names. */
type BodyIndex = ReadonlyMap<TermKey, readonly number[]>;

interface BodyIndexes {
  readonly byFirstWord: BodyIndex;
  readonly byKey: BodyIndex;
}

const indexesOf = new WeakMap<Roster, BodyIndexes>();

function indexBodies(roster: Roster): BodyIndexes {
  const known = indexesOf.get(roster);
  if (known !== undefined) return known;
  const { bodies } = roster;
  const indexes = {
    byFirstWord: indexBy(bodies, ({ words }) => (words.length < fewestDescribingWords ? [] : (words[0] ?? []))),
    byKey: indexBy(bodies, ({ keys }) => keys),
  };
  indexesOf.set(roster, indexes);
  return indexes;
}

function indexBy(bodies: readonly SpokenBody[], keysOf: (body: SpokenBody) => Iterable<TermKey>): BodyIndex {
  const positions = new Map<TermKey, number[]>();
  for (const [position, body] of bodies.entries()) {
    for (const key of keysOf(body)) {
      const own = positions.get(key);
      if (own === undefined) positions.set(key, [position]);
      else own.push(position);
    }
  }
  return positions;
}

/** Positions that an index has for any of some keys, in order. */
function positionsOf(index: BodyIndex, keys: Iterable<TermKey>): number[] {
  const found = new Set<number>();
  for (const key of keys) for (const position of index.get(key) ?? []) found.add(position);
  return [...found].sort((one, other) => one - other);
}

/** Bodies whose first word is among some keys: of thousands few can be described by a question. */
function beginningLike(roster: Roster, asked: readonly ReadonlySet<TermKey>[]): SpokenBody[] {
  const keys = asked.flatMap((own) => [...own]);
  return positionsOf(indexBodies(roster).byFirstWord, keys).flatMap((position) => roster.bodies[position] ?? []);
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
  { lexicon, roster }: MentionSources,
): Mention[] {
  if (!tokens.some(({ folded }) => bodyHead.test(folded))) return [];
  const matches = lexicon.match(tokens, language, true);
  const asked = keysOfWords(tokens, matches);
  const bodiesWith = bodiesByWord(roster, asked, matches);
  const found: Mention[] = [];
  for (const [head, token] of tokens.entries()) {
    if (!bodyHead.test(token.folded)) continue;
    const around = { head, isGeneral: generalHead.test(token.folded), ...wordsAround(asked, head) };
    const spans = describedAround(around, bodiesWith).map(({ body, ...span }) => ({
      ...span,
      sections: roster.bodies[body]?.sections ?? [],
    }));
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

/** A head of a body's name in a question, and the content words before and after it, nearest first. */
interface HeadWords {
  readonly head: number;
  readonly isGeneral: boolean;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function wordsAround(asked: readonly ReadonlySet<TermKey>[], head: number): Pick<HeadWords, "before" | "after"> {
  const near = Array.from({ length: longestDescription - 1 }, (_, distance) => distance + 1);
  const hasKeys = (at: number): boolean => (asked[at]?.size ?? 0) > 0;
  return {
    before: near.map((distance) => head - distance).filter(hasKeys),
    after: near.map((distance) => head + distance).filter(hasKeys),
  };
}

/** The stretch that fits each body, by its position in the roster, where a word beside the head fits it. */
function describedAround({ head, isGeneral, before, after }: HeadWords, bodiesWith: BodiesWith) {
  const beside = [...before.slice(0, 1), ...after.slice(0, 1)].flatMap((at) => [...bodiesWith(at)]);
  const bodies = [...new Set(beside)].sort((one, other) => one - other);
  return bodies.flatMap((body) => {
    const fits = (at: number): boolean => bodiesWith(at).has(body);
    if (!isGeneral && !fits(head)) return [];
    const first = takeWhile(before, fits).at(-1) ?? head;
    const last = takeWhile(after, fits).at(-1) ?? head;
    return [{ body, first, last }];
  });
}

/** Bodies that a word of a question fits, by its position. */
type BodiesWith = (at: number) => ReadonlySet<number>;

function bodiesByWord(
  roster: Roster,
  asked: readonly ReadonlySet<TermKey>[],
  matches: readonly ConceptMatch[],
): BodiesWith {
  const { byKey } = indexBodies(roster);
  const byAskedKey = new Map<TermKey, readonly number[]>(
    asked.flatMap((keys) => [...keys].map((key) => [key, byKey.get(key) ?? []] as const)),
  );
  // A name may hold another one ("Oficina de las Naciones Unidas…"), which its own hides.
  for (const concept of new Set(matches.map(({ concept }) => concept))) {
    const key = conceptKey(concept.id);
    byAskedKey.set(key, [...(byAskedKey.get(key) ?? []), ...bodiesHolding(roster, wordsOfNames(concept))]);
  }
  // A word that comes again fits the same ones.
  const known = new Map<string, ReadonlySet<number>>();
  return (at) => {
    const keys = [...(asked[at] ?? [])];
    const name = keys.join();
    const bodies = known.get(name) ?? new Set(positionsOf(byAskedKey, keys));
    known.set(name, bodies);
    return bodies;
  };
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

/** Positions of the bodies among whose keys are all words of one of some names. */
function bodiesHolding(roster: Roster, names: readonly (readonly ReadonlySet<TermKey>[])[]): number[] {
  const { byKey } = indexBodies(roster);
  return names.flatMap(([firstWord = new Set<TermKey>(), ...others]) =>
    positionsOf(byKey, firstWord).filter((position) => {
      const keys = roster.bodies[position]?.keys;
      return others.every((own) => [...own].some((key) => keys?.has(key)));
    }),
  );
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
