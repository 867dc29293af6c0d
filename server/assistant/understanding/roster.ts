import type { Document, Section } from "../../../corpus/document.ts";
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

function groupBy(
  sections: readonly SpokenSection[],
  keysOf: (spoken: SpokenSection) => Iterable<string>,
): Map<string, SpokenSection[]> {
  const groups = new Map<string, SpokenSection[]>();
  for (const spoken of sections) {
    for (const key of keysOf(spoken)) {
      const own = groups.get(key);
      if (own === undefined) groups.set(key, [spoken]);
      else own.push(spoken);
    }
  }
  return groups;
}

/** The body that a part is spoken for, and its full name where the part's speaker is that: "Pan American … (PAHO)". */
function bodyNames({ organization, speaker }: Section): string[] {
  if (organization === null) return [];
  return speaker?.includes(`(${organization})`) === true ? [organization, speaker] : [organization];
}

function bodiesOf(sections: readonly SpokenSection[], lexicon: Lexicon): SpokenBody[] {
  const named = groupBy(sections, ({ section, document }) =>
    bodyNames(section).map((name) => `${document.language} ${name}`),
  );
  return [...named].map(([key, own]): SpokenBody => {
    const name = key.slice(key.indexOf(" ") + 1);
    const language = own[0]?.document.language ?? "es";
    return {
      words: analyzeText(name.replace(/\([^)]*\)/gu, ""), language, lexicon).keys.filter((keys) => keys.length > 0),
      keys: new Set(analyzeText(name, language, lexicon).keys.flat()),
      sections: own,
    };
  });
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

export function createRoster(documents: readonly Document[], lexicon: Lexicon): Roster {
  const sections = documents.flatMap((document) =>
    document.sections
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
      }),
  );

  const byConcept = groupBy(sections, ({ concepts }) => concepts);
  const byOrganization = groupBy(sections, ({ organizationConcepts }) => organizationConcepts);
  const byCountry = groupBy(sections, ({ section }) =>
    section.country === null ? [] : [`country:${section.country}`],
  );
  const byWord = groupBy(sections, ({ nameWords }) => nameWords);
  const position = new Map(sections.map((spoken, at) => [spoken, at]));
  const inOrder = (found: Iterable<SpokenSection>): SpokenSection[] =>
    [...new Set(found)].sort((one, other) => (position.get(one) ?? 0) - (position.get(other) ?? 0));

  function findSectionsOf(conceptId: string): readonly SpokenSection[] {
    const spokenFor = [...(byOrganization.get(conceptId) ?? []), ...(byCountry.get(conceptId) ?? [])];
    return spokenFor.length > 0 ? inOrder(spokenFor) : (byConcept.get(conceptId) ?? []);
  }
  const sectionsOf = rememberByKey(findSectionsOf);

  function sectionsNamed(folded: string): { sections: readonly SpokenSection[]; exact: boolean } {
    const exact = byWord.get(folded) ?? [];
    if (exact.length > 0) return { sections: exact, exact: true };
    const limit = spellingTolerance(folded);
    if (limit === 0) return { sections: [], exact: false };
    const asked = fold(folded);
    const near = [...byWord].filter(([word]) => word.length >= 4 && isNear(asked, word, limit));
    return { sections: inOrder(near.flatMap(([, own]) => own)), exact: false };
  }

  return {
    sections,
    bodies: bodiesOf(sections, lexicon),
    sectionsOf,
    sectionsNamed,
    labelOf: (section) => section.speaker ?? section.organization ?? section.topic ?? "",
  };
}
