import type { Language } from "../document.ts";
import { romanValue } from "../extraction/marks.ts";
import { bracketDepths, type Span, splitSentences } from "../sentences.ts";
import type { BlockMark } from "../text-extractor.ts";

/** An item of an enumeration inside a block; offsets into the block's text. */
export interface EnumeratedItem extends Span {
  /** The enumerator before it; null in a series set apart by semicolons. */
  readonly mark: Span | null;
}

export interface Enumeration {
  readonly items: readonly EnumeratedItem[];
  /** The sentence that introduces the items, up to the first of them. */
  readonly stem: Span;
}

const FEWEST_SEPARATED = 3;
const FEWEST_MARKED = 2;
const ENUMERATOR = /(?<=^|[\s(:;,.])(?<open>\(?)(?<value>\d{1,2}|[ivx]{1,5}|[a-z])(?<close>\)|\.(?=\s)|\.-)(?=\s*\S)/gu;
/** Conjunctions that join the last item to the one before. */
const JOIN = "y|e|o|u|and|or|ou|et|así como|as well as|assim como|bem como|ainsi que";
const TRAILING_JOIN = new RegExp(`(?:[\\s;,]+(?:(?:${JOIN})[\\s,]*)?)$`, "iu");
const LEADING_JOIN = new RegExp(`^(?:${JOIN})(?:,\\s*|\\s+)`, "iu");

/**
 * Finds the enumeration inside a block: items behind marks in sequence ("1) … 2) …", "a) …; b) …", "i. … ii. …"), or a
 * series of three or more set apart by semicolons after a colon. Null where there is none.
 *
 * An item's text begins behind its mark and ends before the separator and conjunction that lead to the next ("; y",
 * ", and"), which belong to neither. The last item keeps the full stop of its sentence.
 *
 * @param mark the block's own mark: a block that begins "1)" counts as its first item where "2)" follows inside.
 */
export function findEnumeration(text: string, language: Language, mark: BlockMark | null): Enumeration | null {
  return findMarkedItems(text, language, mark) ?? findSeparatedItems(text, language);
}

interface FoundMark extends Span {
  readonly value: string;
  readonly shape: string;
}

type Numbering = (value: string) => number | null;

const NUMBERINGS: readonly Numbering[] = [
  (value) => (/^\d+$/.test(value) ? Number(value) : null),
  (value) => (/^[a-z]$/.test(value) ? value.charCodeAt(0) - 96 : null),
  (value) => (/^[ivx]+$/.test(value) ? romanValue(value) : null),
];

function findMarkedItems(text: string, language: Language, mark: BlockMark | null): Enumeration | null {
  const found: FoundMark[] = [...text.matchAll(ENUMERATOR)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: match.groups?.value ?? "",
    shape: `${match.groups?.open ?? ""}${match.groups?.close ?? ""}`,
  }));
  let best: FoundMark[] = [];
  for (const numbering of NUMBERINGS) {
    for (const shape of new Set(found.map((candidate) => candidate.shape))) {
      const ofShape = found.filter((candidate) => candidate.shape === shape);
      const run = longestSequence(ofShape, numbering, 1);
      if (run.length > best.length) best = run;
      const continued = continuesBlockMark(mark, shape) ? longestSequence(ofShape, numbering, 2) : [];
      // The block's own mark is the first item's, and stands before the text.
      if (continued.length + 1 > best.length && continued.length > 0)
        best = [{ start: 0, end: 0, value: "", shape }, ...continued];
    }
  }
  if (best.length < FEWEST_MARKED) return null;
  return { items: itemsBetween(text, language, best), stem: stemBefore(text, language, best[0]?.start ?? 0) };
}

function continuesBlockMark(mark: BlockMark | null, shape: string): boolean {
  return mark?.ordinal === 1 && mark.text.replace(/[\p{L}\d]+/u, "") === shape;
}

/** Marks that count up one by one from `first`; others between them (a reference, a lower level) are passed over. */
function longestSequence(marks: readonly FoundMark[], numbering: Numbering, first: number): FoundMark[] {
  const run: FoundMark[] = [];
  for (const mark of marks) {
    if (numbering(mark.value) === first + run.length) run.push(mark);
  }
  return run;
}

function itemsBetween(text: string, language: Language, marks: readonly FoundMark[]): EnumeratedItem[] {
  const contents = marks.map((mark, index) => ({
    mark,
    start: mark.end,
    limit: marks[index + 1]?.start ?? text.length,
  }));
  const bounded = contents.map(({ mark, start, limit }, index) => {
    const last = index === contents.length - 1;
    const end = last ? endOfLast(text, language, contents.slice(0, -1), start) : limit;
    const span = last ? trim(text, start, end) : trim(text, start, limit - trailing(text.slice(start, limit)));
    return { ...span, mark: mark.end > mark.start ? { start: mark.start, end: mark.end } : null };
  });
  return bounded.filter((item) => item.end > item.start);
}

function trailing(piece: string): number {
  return TRAILING_JOIN.exec(piece)?.[0].length ?? 0;
}

/** Items of one sentence each end with theirs; where others hold several, so may the last, up to the block's end. */
function endOfLast(
  text: string,
  language: Language,
  others: readonly { readonly start: number; readonly limit: number }[],
  start: number,
): number {
  const single = others.every(
    ({ start: from, limit }) => splitSentences(text.slice(from, limit), language).length <= 1,
  );
  const first = splitSentences(text.slice(start), language)[0];
  return single && first !== undefined ? start + first.end : text.length;
}

function stemBefore(text: string, language: Language, start: number): Span {
  const sentence = splitSentences(text, language).find((span) => span.start <= start && start <= span.end);
  return trim(text, Math.min(sentence?.start ?? 0, start), start);
}

function findSeparatedItems(text: string, language: Language): Enumeration | null {
  for (const sentence of splitSentences(text, language)) {
    const piece = text.slice(sentence.start, sentence.end);
    const depths = bracketDepths(piece);
    const outside = (index: number): boolean => depths[index] === 0;
    const separators = [...piece.matchAll(/;(?=\s)/gu)].map((match) => match.index).filter(outside);
    const first = separators[0];
    if (first === undefined || separators.length + 1 < FEWEST_SEPARATED) continue;
    const colon = [...piece.matchAll(/:(?=\s)/gu)]
      .map((match) => match.index)
      .filter((at) => at < first && outside(at))
      .at(-1);
    if (colon === undefined) continue;
    const cuts = [colon, ...separators, piece.length];
    const items = cuts.slice(0, -1).map((cut, index): EnumeratedItem => {
      const from = sentence.start + cut + 1;
      const to = sentence.start + (cuts[index + 1] ?? piece.length);
      const span = trim(text, from, to);
      const join = LEADING_JOIN.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
      return { start: span.start + join, end: span.end, mark: null };
    });
    if (items.some((item) => item.end <= item.start)) continue;
    return { items, stem: trim(text, sentence.start, sentence.start + colon + 1) };
  }
  return null;
}

function trim(text: string, start: number, end: number): Span {
  const piece = text.slice(start, end);
  const trimmed = piece.trim();
  const from = start + piece.length - piece.trimStart().length;
  return { start: Math.min(from, end), end: Math.min(from, end) + trimmed.length };
}
