import type { Language } from "../../../corpus/document.ts";
import { languages, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Concept, ConceptMatch } from "../retrieval/lexicon.ts";
import { analyzeText, conceptKey, exactKey, type TermKey } from "../retrieval/search-text.ts";
import { type Mention, type MentionSources, surfaceOf, uniqueSections } from "./mention.ts";
import type { SpokenSection } from "./roster.ts";

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
export function describedBodies(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster } = sources;
  const asked = keysOfWords(tokens, lexicon.match(tokens, language, true));
  const found = new Map<string, { first: number; last: number; sections: SpokenSection[] }>();
  for (const { spoken, name } of roster.sections.flatMap((each) =>
    bodyNames(each).map((name) => ({ spoken: each, name })),
  )) {
    const analyzed = analyzeText(name.replace(/\([^)]*\)/gu, ""), spoken.document.language, lexicon);
    const words = analyzed.keys.filter((keys) => keys.length > 0);
    if (words.length < fewestDescribingWords) continue;
    const positions = words.map((keys) => asked.findIndex((known) => keys.some((key) => known.has(key))));
    if (positions.includes(-1)) continue;
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
export function partlyNamedBodies(
  text: string,
  tokens: readonly Token[],
  language: Language | null,
  sources: MentionSources,
): Mention[] {
  const { lexicon, roster } = sources;
  const matches = lexicon.match(tokens, language, true);
  const asked = keysOfWords(tokens, matches);
  const named = matches.map(({ concept }) => concept);
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
