import type { Document, Exclusion, Passage, PassageKind } from "./document.ts";

/** A part of the source that neither a passage nor an exclusion accounts for. There are none, unless the reader is at fault. */
export interface LostText {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What became of every character of a record's source. */
export interface Audit {
  /** Non-space characters in the source, in passages, and in exclusions outside passages. */
  readonly characters: { readonly source: number; readonly passages: number; readonly excluded: number };
  readonly lost: readonly LostText[];
  /** Exclusions by reason, those inside passages (hyphens, page headers in mid-paragraph) included. */
  readonly exclusions: Readonly<Record<Exclusion["reason"], number>>;
  readonly passages: Readonly<Record<PassageKind, number>>;
  /** Items among the passages. */
  readonly items: number;
  readonly sections: readonly SectionAudit[];
  /** Ids of passages in the body that no speaker could be found for; not those that people have said to be nobody's. */
  readonly unattributed: readonly string[];
}

export interface SectionAudit {
  readonly number: number;
  readonly speaker: string | null;
  readonly organization: string | null;
  readonly passages: number;
  readonly recommendations: number;
}

/**
 * Proves that nothing of the source is lost, and counts what was found.
 * @param settled Where the paragraphs begin that people have said to be nobody's.
 */
export function auditDocument(document: Document, settled: ReadonlySet<number>): Audit {
  const { source } = document;
  const passages = document.sections.flatMap((section) => section.passages);
  const certain = new Set(passages.flatMap(({ start, paragraph }) => (settled.has(start) ? [paragraph] : [])));
  const covered = new Uint8Array(source.length);
  for (const exclusion of document.exclusions) covered.fill(2, exclusion.start, exclusion.end);
  for (const passage of passages) covered.fill(1, passage.start, passage.end);
  return {
    characters: countCharacters(source, covered),
    lost: findLost(source, covered),
    exclusions: countExclusions(document.exclusions),
    passages: countKinds(passages),
    items: passages.filter((passage) => passage.item !== null).length,
    sections: document.sections.map((section) => ({
      number: section.number,
      speaker: section.speaker,
      organization: section.organization,
      passages: section.passages.length,
      recommendations: section.passages.filter((passage) => passage.kind === "recommendation").length,
    })),
    unattributed: document.sections
      .filter((section) => section.speaker === null)
      .flatMap((section) => section.passages)
      .filter((passage) => passage.kind === "key-point" || passage.kind === "recommendation")
      .filter(({ paragraph }) => !certain.has(paragraph))
      .map((passage) => passage.id),
  };
}

function countCharacters(source: string, covered: Uint8Array): Audit["characters"] {
  let total = 0;
  let inPassages = 0;
  let excluded = 0;
  for (let index = 0; index < source.length; index += 1) {
    if (/\s/u.test(source.charAt(index))) continue;
    total += 1;
    if (covered[index] === 1) inPassages += 1;
    else if (covered[index] === 2) excluded += 1;
  }
  return { source: total, passages: inPassages, excluded };
}

function findLost(source: string, covered: Uint8Array): LostText[] {
  const lost: LostText[] = [];
  let start = -1;
  for (let index = 0; index <= source.length; index += 1) {
    const missing = index < source.length && covered[index] === 0 && /\S/u.test(source.charAt(index));
    if (missing && start === -1) start = index;
    if (missing || start === -1) continue;
    lost.push({ start, end: index, text: source.slice(start, index) });
    start = -1;
  }
  return lost;
}

function countExclusions(exclusions: readonly Exclusion[]): Audit["exclusions"] {
  const counts: Record<Exclusion["reason"], number> = {
    mark: 0,
    "page-header": 0,
    "page-number": 0,
    rule: 0,
    markup: 0,
    hyphen: 0,
  };
  for (const exclusion of exclusions) counts[exclusion.reason] += 1;
  return counts;
}

function countKinds(passages: readonly Passage[]): Audit["passages"] {
  const counts: Record<PassageKind, number> = {
    recommendation: 0,
    "key-point": 0,
    heading: 0,
    "front-matter": 0,
    closing: 0,
  };
  for (const passage of passages) counts[passage.kind] += 1;
  return counts;
}
