import type { Document, Language, Section } from "../../../corpus/document.ts";
import { isNear, spellingTolerance } from "../language/spelling.ts";
import { fold, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { analyzeText, describeSection, type TermKey } from "../retrieval/search-text.ts";

/** One speaker's part with the document that it stands in. */
export interface SpokenSection {
  /** `<documentId>/s<number>`. */
  readonly id: string;
  readonly document: Document;
  readonly section: Section;
  /** Concepts that the section's heading or speaker's line names. */
  readonly concepts: ReadonlySet<string>;
  /** Of these, the concepts that name the body spoken for. */
  readonly organizationConcepts: ReadonlySet<string>;
  /** Folded words of a person's name; empty where a delegation or a role speaks. */
  readonly nameWords: ReadonlySet<string>;
}

/** A body that parts are spoken for, by one of its names; analysed once a name, however many parts there are. */
export interface SpokenBody {
  /** What each content word of the name can be recognised by. */
  readonly words: readonly (readonly TermKey[])[];
  /** The same with what stands in brackets, of all words together. */
  readonly keys: ReadonlySet<TermKey>;
  readonly sections: readonly SpokenSection[];
}

/** Who spoke, in every document of the collection. */
export interface Roster {
  readonly sections: readonly SpokenSection[];
  readonly bodies: readonly SpokenBody[];
  /** Sections that a concept names as speaker: the body spoken for first, else the country, else the heading. */
  sectionsOf(conceptId: string): readonly SpokenSection[];
  /** Sections whose speaker's name has this folded word, or nearly (`isNear`). */
  sectionsNamed(folded: string): { readonly sections: readonly SpokenSection[]; readonly exact: boolean };
  /** A speaker's label as shown: the speaker, else the organization. */
  labelOf(section: Section): string;
}

/** The reader tells persons, by an honorific or by the office below a name; delegations and roles have no name words. */
function nameWordsOf(section: Section): Set<string> {
  if (section.speaker === null || (section.isPerson !== true && section.honorific === null)) return new Set();
  return new Set(
    tokenize(section.speaker)
      .map((token) => token.folded)
      .filter((folded) => folded.length > 2 && !isFunctionWord(folded, "es")),
  );
}

function conceptsIn(text: string, document: Document, lexicon: Lexicon): Set<string> {
  const tokens: readonly Token[] = tokenize(text);
  return new Set(lexicon.match(tokens, document.language, false).map((match) => match.concept.id));
}

/** The body that a part is spoken for, and its full name where the part's speaker is that: "Pan American … (PAHO)". */
function bodyNames({ organization, speaker }: Section): string[] {
  if (organization === null) return [];
  return speaker?.includes(`(${organization})`) === true ? [organization, speaker] : [organization];
}

/** How the words of a body's name can be recognised. */
type BodyWords = Pick<SpokenBody, "words" | "keys">;

function bodyWords(name: string, language: Language, lexicon: Lexicon): BodyWords {
  return {
    words: analyzeText(name.replace(/\([^)]*\)/gu, ""), language, lexicon).keys.filter((keys) => keys.length > 0),
    keys: new Set(analyzeText(name, language, lexicon).keys.flat()),
  };
}

/** Who spoke in one record. */
export interface RecordRoster {
  readonly sections: readonly SpokenSection[];
  /** By language and name. */
  readonly bodies: ReadonlyMap<string, BodyWords>;
}

const bodyKey = (name: string, { language }: Document): string => `${language} ${name}`;

export function readRoster(document: Document, lexicon: Lexicon): RecordRoster {
  const sections = document.sections
    .filter((section) => section.speaker !== null || section.organization !== null)
    .map((section): SpokenSection => {
      const concepts = conceptsIn(describeSection(section), document, lexicon);
      if (section.country !== null) concepts.add(`country:${section.country}`);
      return {
        id: `${document.id}/s${section.number}`,
        document,
        section,
        concepts,
        organizationConcepts: conceptsIn(section.organization ?? "", document, lexicon),
        nameWords: nameWordsOf(section),
      };
    });
  const names = new Set(sections.flatMap(({ section }) => bodyNames(section)));
  const bodies = [...names].map(
    (name) => [bodyKey(name, document), bodyWords(name, document.language, lexicon)] as const,
  );
  return { sections, bodies: new Map(bodies) };
}

/** A collection's answers to the same few keys are asked for again and again. */
function rememberByKey<Value>(compute: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= mostRemembered) known.clear();
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

const mostRemembered = 2_000;

/** Letters of the shortest word of a name that another one may be a misspelling of. */
const shortestNearName = 4;

/** A roster of several records, put together record by record, in order. */
export interface RosterBuilder {
  add(record: RecordRoster): void;
  /** The roster of those added; none may be added after it. */
  build(): Roster;
}

export function createRosterBuilder(): RosterBuilder {
  const sections: SpokenSection[] = [];
  const bodies = new Map<string, BodyWords & { readonly sections: SpokenSection[] }>();
  const byConcept = new Map<string, SpokenSection[]>();
  const byOrganization = new Map<string, SpokenSection[]>();
  const byCountry = new Map<string, SpokenSection[]>();
  const byWord = new Map<string, SpokenSection[]>();
  /** Words of names by their length: a misspelled one is as long, or nearly. */
  const byLength = new Map<number, string[]>();
  const position = new Map<SpokenSection, number>();
  const put = <Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void => {
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [value]);
    else own.push(value);
  };

  function addSection(spoken: SpokenSection, names: RecordRoster["bodies"]): void {
    const { section, document } = spoken;
    position.set(spoken, sections.length);
    sections.push(spoken);
    for (const concept of spoken.concepts) put(byConcept, concept, spoken);
    for (const concept of spoken.organizationConcepts) put(byOrganization, concept, spoken);
    if (section.country !== null) put(byCountry, `country:${section.country}`, spoken);
    for (const word of spoken.nameWords) {
      if (!byWord.has(word)) put(byLength, word.length, word);
      put(byWord, word, spoken);
    }
    for (const name of bodyNames(section)) {
      const key = bodyKey(name, document);
      const known = bodies.get(key);
      const words = names.get(key);
      if (known !== undefined) known.sections.push(spoken);
      else if (words !== undefined) bodies.set(key, { ...words, sections: [spoken] });
    }
  }

  const inOrder = (found: Iterable<SpokenSection>): SpokenSection[] =>
    [...new Set(found)].sort((one, other) => (position.get(one) ?? 0) - (position.get(other) ?? 0));

  function findSectionsOf(conceptId: string): readonly SpokenSection[] {
    const spokenFor = [...(byOrganization.get(conceptId) ?? []), ...(byCountry.get(conceptId) ?? [])];
    return spokenFor.length > 0 ? inOrder(spokenFor) : (byConcept.get(conceptId) ?? []);
  }

  function findSectionsNamed(folded: string): { sections: readonly SpokenSection[]; exact: boolean } {
    const exact = byWord.get(folded) ?? [];
    if (exact.length > 0) return { sections: exact, exact: true };
    const limit = spellingTolerance(folded);
    if (limit === 0) return { sections: [], exact: false };
    const asked = fold(folded);
    const near: string[] = [];
    for (let length = Math.max(shortestNearName, asked.length - limit); length <= asked.length + limit; length += 1) {
      for (const word of byLength.get(length) ?? []) if (isNear(asked, word, limit)) near.push(word);
    }
    return { sections: inOrder(near.flatMap((word) => byWord.get(word) ?? [])), exact: false };
  }

  return {
    add: (record) => {
      for (const spoken of record.sections) addSection(spoken, record.bodies);
    },
    build: () => ({
      sections,
      bodies: [...bodies.values()],
      sectionsOf: rememberByKey(findSectionsOf),
      sectionsNamed: rememberByKey(findSectionsNamed),
      labelOf: (section) => section.speaker ?? section.organization ?? section.topic ?? "",
    }),
  };
}

export function createRoster(documents: readonly Document[], lexicon: Lexicon): Roster {
  const builder = createRosterBuilder();
  for (const document of documents) builder.add(readRoster(document, lexicon));
  return builder.build();
}
