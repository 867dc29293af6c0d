import type { DocumentDetail } from "../document-protocol.ts";

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
