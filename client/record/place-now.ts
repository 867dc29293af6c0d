import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { Citation } from "../../server/protocol.ts";

type Section = DocumentDetail["sections"][number];

interface PlaceNow {
  readonly paragraph: number;
  readonly item: number | null;
  readonly section: Section;
}

/**
 * Where a citation's words stand in the present reading, by offsets: corrections change paragraphs, items and sections,
 * never the text. Null where no passage holds any of them.
 */
export function placeNow(
  { start, end }: Pick<Citation, "start" | "end">,
  { sections }: Pick<DocumentDetail, "sections">,
): PlaceNow | null {
  let best: (PlaceNow & { readonly shared: number; readonly length: number }) | null = null;
  for (const section of sections) {
    for (const passage of section.passages) {
      const shared = Math.min(end, passage.end) - Math.max(start, passage.start);
      const length = passage.end - passage.start;
      if (
        shared <= 0 ||
        (best !== null && (best.shared > shared || (best.shared === shared && best.length <= length)))
      ) {
        continue;
      }
      best = { paragraph: passage.paragraph, item: passage.item, section, shared, length };
    }
  }
  return best;
}

/** The section that holds the citation's words, where they are another's than when they were cited. */
export function attributedSince(citation: Citation, detail: DocumentDetail): Section | null {
  const { section } = placeNow(citation, detail) ?? {};
  if (citation.reading === undefined || citation.reading === detail.reading || section === undefined) return null;
  const same = section.speaker === citation.speaker && section.organization === citation.organization;
  return same ? null : section;
}
