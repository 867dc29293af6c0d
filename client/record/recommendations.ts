import type { DocumentDetail } from "../../server/document-protocol.ts";

type Section = DocumentDetail["sections"][number];
type Passage = Section["passages"][number];

export interface RecommendationRow {
  readonly document: DocumentDetail;
  readonly section: Section;
  readonly passage: Passage;
}

/** The recommendations of a document. A block whose items are recommendations is told by its items, never twice. */
export function recommendationsOf(document: DocumentDetail): readonly RecommendationRow[] {
  return document.sections.flatMap((section) =>
    recommendationPassages(section).map((passage) => ({ document, section, passage })),
  );
}

/**
 * As answers count them too (`itemsForBlocks` of server/assistant/answers): nor is a paragraph counted that ends in a
 * colon and only leads to the next.
 */
export function recommendationPassages({ passages }: Section): readonly Passage[] {
  const isRecommended = (passage: Passage | undefined) => passage?.kind === "recommendation";
  const told = new Set(passages.filter(isRecommended).map(({ parentId }) => parentId));
  return passages.filter((passage, index) => {
    const leads = passage.text.trimEnd().endsWith(":") && isRecommended(passages[index + 1]);
    return isRecommended(passage) && !leads && !told.has(passage.id);
  });
}

/** Sections with a speaker, in order: the outline of a session. */
export function interventions(document: DocumentDetail): readonly Section[] {
  return document.sections.filter((section) => section.speaker !== null || section.organization !== null);
}

/** The first paragraph of a section; null for a section without passages. */
export function firstParagraph(section: Section): number | null {
  return section.passages[0]?.paragraph ?? null;
}
