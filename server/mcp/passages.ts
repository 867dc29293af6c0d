import type { DocumentDetail } from "../document-protocol.ts";
import type { Citation } from "../protocol.ts";

type Section = DocumentDetail["sections"][number];
type Passage = Section["passages"][number];

export interface FoundPassage {
  readonly section: Section;
  readonly passage: Passage;
  /** Of the same record; null at its ends. */
  readonly before: Passage | null;
  readonly after: Passage | null;
}

export function findPassage(record: DocumentDetail, id: string): FoundPassage | null {
  const all = record.sections.flatMap((section) => section.passages.map((passage) => ({ section, passage })));
  const index = all.findIndex(({ passage }) => passage.id === id);
  const found = all[index];
  if (found === undefined) return null;
  return { ...found, before: all[index - 1]?.passage ?? null, after: all[index + 1]?.passage ?? null };
}

/** A passage as answers cite it, whole: nothing of it is marked as the part that answers. */
export function citePassage({ section, passage }: FoundPassage, record: DocumentDetail): Citation {
  const { id, parentId, item, paragraph, kind, start, end, text } = passage;
  const { topic, speaker, honorific, role, organization, country } = section;
  const { title, body, sessionDate, documentDate, revision, language } = record;
  return {
    number: 1,
    ...{ documentId: record.id, documentTitle: title, body, sessionDate, documentDate, revision },
    ...{ passageId: id, parentId, item, paragraph, kind, section: section.number },
    ...{ topic, speaker, honorific, role, organization, country, language },
    ...{ quote: text, start, end, highlight: null, highlights: [], translation: null, score: null },
  };
}
