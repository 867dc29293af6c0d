import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { RecordAudit } from "../../server/ingest-protocol.ts";
import type { Span } from "../../server/protocol.ts";
import { speakerNames } from "../record/speaker-names.ts";

type Section = DocumentDetail["sections"][number];
type Passage = Section["passages"][number];

/** A paragraph of a record, as it was read. */
export interface Paragraph {
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Marks of the source's format, which are not shown. */
  readonly markup?: readonly Span[] | undefined;
  readonly kind: Passage["kind"];
  /** Whose words it is taken for; null for nobody's. */
  readonly speaker: string | null;
  /** What is enumerated in it, each a passage of its own. */
  readonly items: readonly ParagraphItem[];
  /** It is among what the reader of records could not tell. */
  readonly doubtful: boolean;
}

export interface ParagraphItem {
  readonly item: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly markup?: readonly Span[] | undefined;
  readonly kind: Passage["kind"];
}

export interface ParagraphSection {
  readonly number: number;
  readonly speaker: string | null;
  readonly body: string | null;
  readonly topic: string | null;
  readonly paragraphs: readonly Paragraph[];
  readonly doubtful: number;
}

function itemOf({ item, start, end, text, markup, kind }: Passage): ParagraphItem {
  return { item: item ?? 0, start, end, text, markup, kind };
}

/** The paragraphs of a record by section; items are part of theirs. */
export function paragraphSections(detail: DocumentDetail, audit: RecordAudit): readonly ParagraphSection[] {
  const doubtful = new Set([...audit.doubts, ...audit.unattributed].map(({ start }) => start));
  return detail.sections.map((section) => {
    const { name, body } = speakerNames(section);
    const paragraphs = section.passages
      .filter(({ parentId }) => parentId === null)
      .map(
        ({ id, paragraph, start, end, text, markup, kind }): Paragraph => ({
          paragraph,
          start,
          end,
          text,
          markup,
          kind,
          speaker: name,
          items: section.passages.filter(({ parentId }) => parentId === id).map(itemOf),
          doubtful: doubtful.has(start),
        }),
      );
    return {
      number: section.number,
      speaker: name,
      body,
      topic: section.topic,
      paragraphs,
      doubtful: paragraphs.filter((each) => each.doubtful).length,
    };
  });
}

/** The marks of the paragraph in which a quote of a record begins; none where the record does not read so any more. */
export function markupOfQuote(detail: DocumentDetail | null, quoted: QuotedPlace): readonly Span[] {
  const { start, quote } = quoted;
  for (const { passages } of detail?.sections ?? []) {
    const passage = passages.find((each) => each.parentId === null && each.start <= start && start < each.end);
    if (passage === undefined) continue;
    const at = start - passage.start;
    return quote.startsWith(passage.text.slice(at, at + quote.length)) ? (passage.markup ?? []) : [];
  }
  return [];
}

interface QuotedPlace {
  /** Offset into the source. */
  readonly start: number;
  readonly quote: string;
}

export const paragraphsPerWindow = 60;

export interface ParagraphWindow {
  /** Half-open, positions in the section. */
  readonly first: number;
  readonly end: number;
}

/** The part of a long section that is shown at first: its beginning, or what is around the paragraph that is sought. */
export function firstWindow(paragraphs: readonly Paragraph[], sought: number | null): ParagraphWindow {
  const at = paragraphs.findIndex(({ paragraph }) => paragraph === sought);
  const before = Math.floor(paragraphsPerWindow / 2);
  const first = Math.max(0, Math.min(at - before, paragraphs.length - paragraphsPerWindow));
  return { first, end: Math.min(paragraphs.length, first + paragraphsPerWindow) };
}

/** A speaker of the record, and how much is taken for theirs. */
export interface KnownSpeaker {
  readonly name: string;
  readonly role: string | null;
  readonly organization: string | null;
  readonly sections: number;
}

/** Distinct speakers in the order in which they first speak; delegations and bodies that speak stand under their name. */
export function knownSpeakers(detail: DocumentDetail): readonly KnownSpeaker[] {
  const known = new Map<string, KnownSpeaker>();
  for (const section of detail.sections) {
    const { name, body } = speakerNames(section);
    if (name === null) continue;
    const before = known.get(name);
    known.set(name, {
      name,
      role: before?.role ?? section.role,
      organization: before?.organization ?? body,
      sections: (before?.sections ?? 0) + 1,
    });
  }
  return [...known.values()];
}
