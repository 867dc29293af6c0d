import type { Document, Section } from "../../../corpus/document.ts";
import { isNear, spellingTolerance } from "../language/spelling.ts";
import { fold, type Token, tokenize } from "../language/terms.ts";
import { isFunctionWord } from "../language/wordings.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { describeSection } from "../retrieval/search-text.ts";

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

/** Who spoke, in every document of the collection. */
export interface Roster {
  readonly sections: readonly SpokenSection[];
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

  function sectionsOf(conceptId: string): readonly SpokenSection[] {
    const country = /^country:(.+)$/u.exec(conceptId)?.[1];
    const byOrganization = sections.filter((spoken) => spoken.organizationConcepts.has(conceptId));
    const byCountry = country === undefined ? [] : sections.filter((spoken) => spoken.section.country === country);
    const spokenFor = [...new Set([...byOrganization, ...byCountry])];
    if (spokenFor.length > 0) return sections.filter((spoken) => spokenFor.includes(spoken));
    return sections.filter((spoken) => spoken.concepts.has(conceptId));
  }

  function sectionsNamed(folded: string): { sections: readonly SpokenSection[]; exact: boolean } {
    const exact = sections.filter((spoken) => spoken.nameWords.has(folded));
    if (exact.length > 0) return { sections: exact, exact: true };
    const limit = spellingTolerance(folded);
    if (limit === 0) return { sections: [], exact: false };
    const near = sections.filter((spoken) =>
      [...spoken.nameWords].some((word) => word.length >= 4 && isNear(fold(folded), word, limit)),
    );
    return { sections: near, exact: false };
  }

  return {
    sections,
    sectionsOf,
    sectionsNamed,
    labelOf: (section) => section.speaker ?? section.organization ?? section.topic ?? "",
  };
}
