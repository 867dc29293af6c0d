import type { Exclusion } from "../document.ts";
import { foldText } from "../folding.ts";
import { endsClosed, isBlank, type Line, startsLower } from "./lines.ts";
import { readMark } from "./marks.ts";

type FurnitureReason = Extract<Exclusion["reason"], "page-header" | "page-number">;

const PAGE_NUMBER = [
  /^[-–—]\s*\d{1,4}\s*[-–—]$/u,
  /^(?:page|p[aá]gina|p[aá]g\.?|p\.)\s*\d{1,4}(?:\s*(?:of|de|sur|\/)\s*\d{1,4})?$/iu,
  /^\d{1,4}\s*(?:\/|of|de|sur)\s*\d{1,4}$/iu,
];
const BARE_NUMBER = /^\d{1,4}$/;
/** Lines on either side of a page's edge in which headers and footers are looked for. */
const HEADER_LINES = 4;
const LONGEST_HEADER = 140;
/** Shorter lines may come again by chance. */
const SHORTEST_HEAD = 8;

/** Page numbers, headers and footers, by index of line. Lines that repeat elsewhere than at a page's edge are content. */
export function findPageFurniture(lines: readonly Line[]): ReadonlyMap<number, FurnitureReason> {
  const furniture = new Map<number, FurnitureReason>();
  for (const index of findPageNumbers(lines)) furniture.set(index, "page-number");
  for (const index of findEdgeHeaders(lines, furniture)) furniture.set(index, "page-header");
  for (const index of findInterruptions(lines, furniture)) furniture.set(index, "page-header");
  return furniture;
}

function findPageNumbers(lines: readonly Line[]): number[] {
  const found: number[] = [];
  const bare: number[] = [];
  lines.forEach((line, index) => {
    if (PAGE_NUMBER.some((pattern) => pattern.test(line.text))) found.push(index);
    else if (BARE_NUMBER.test(line.text)) bare.push(index);
  });
  return [...found, ...countingRun(lines, bare)];
}

function isSetApart(lines: readonly Line[], index: number): boolean {
  const before = lines[index - 1];
  const after = lines[index + 1];
  return before === undefined || after === undefined || isBlank(before) || isBlank(after) || after.opensPage;
}

/**
 * Bare numbers are page numbers when they count up one by one with text between them, or stand where a form feed turns
 * the page. Without blank lines around them it takes three, as two may be a table's.
 */
function countingRun(lines: readonly Line[], bare: readonly number[]): number[] {
  const value = (index: number | undefined): number => (index === undefined ? Number.NaN : Number(lines[index]?.text));
  const follows = (index: number | undefined, next: number | undefined): boolean =>
    value(index) + 1 === value(next) && (next ?? 0) - (index ?? 0) > 2;
  return bare.filter((index, position) => {
    const [before, after] = [follows(bare[position - 1], index), follows(index, bare[position + 1])];
    const twice =
      (before && after) ||
      (before && follows(bare[position - 2], bare[position - 1])) ||
      (after && follows(bare[position + 1], bare[position + 2]));
    const counts = isSetApart(lines, index) ? before || after : twice;
    return counts || lines[index]?.opensPage === true || lines[index + 1]?.opensPage === true;
  });
}

/** What a header or footer looks like on every page: its digits change. */
function headerShape(text: string): string {
  return foldText(text).replace(/\d+/gu, "#").replace(/\s+/gu, " ");
}

function findEdgeHeaders(lines: readonly Line[], pageNumbers: ReadonlyMap<number, FurnitureReason>): number[] {
  const edges: number[] = [];
  lines.forEach((line, index) => {
    if (pageNumbers.has(index) || line.opensPage) edges.push(index);
  });
  const near = new Set<number>();
  for (const edge of edges) {
    for (const step of [-1, 1]) {
      let seen = 0;
      const first = step === 1 && !pageNumbers.has(edge) ? edge : edge + step;
      for (let index = first; seen < HEADER_LINES && index >= 0 && index < lines.length; index += step) {
        const line = lines[index];
        if (line === undefined || (pageNumbers.has(index) && index !== edge)) break;
        if (isBlank(line)) continue;
        near.add(index);
        seen += 1;
      }
    }
  }
  const occurrences = new Map<string, number[]>();
  for (const index of near) {
    const text = lines[index]?.text ?? "";
    if (text.length > LONGEST_HEADER || readMark(text, 0) !== null) continue;
    const shape = headerShape(text);
    occurrences.set(shape, [...(occurrences.get(shape) ?? []), index]);
  }
  const firstEdge = Math.min(...edges);
  const heads = headLines(lines.slice(0, firstEdge).filter((_, index) => !near.has(index)));
  const needed = Math.max(2, Math.ceil(edges.length / 3));
  // What repeats at the head of later pages is, the first time, the record's own title.
  return [...occurrences.values()]
    .filter((indexes) => indexes.length >= needed || indexes.some((index) => heads.has(headText(lines[index]?.text))))
    .flat()
    .filter((index) => index > firstEdge || (index >= firstEdge - 2 && index > 2 * HEADER_LINES));
}

/** The lines of the record's own head: a later page that begins with one of them repeats it, be it only once. */
function headLines(lines: readonly Line[]): ReadonlySet<string> {
  const head = lines.filter((line) => !isBlank(line)).slice(0, 2 * HEADER_LINES);
  return new Set(head.map(({ text }) => headText(text)).filter((text) => text.length >= SHORTEST_HEAD));
}

function headText(text: string | undefined): string {
  return foldText(text ?? "")
    .trimEnd()
    .replace(/(?<![\s.:;])[\s.:;]+$/u, "");
}

/** A line three times repeated that comes, half the times or more, in the middle of a sentence. */
function findInterruptions(lines: readonly Line[], furniture: ReadonlyMap<number, FurnitureReason>): number[] {
  const occurrences = new Map<string, number[]>();
  lines.forEach((line, index) => {
    if (isBlank(line) || furniture.has(index) || line.text.length > LONGEST_HEADER) return;
    if (readMark(line.text, 0) !== null) return;
    const shape = headerShape(line.text);
    const known = occurrences.get(shape);
    if (known === undefined) occurrences.set(shape, [index]);
    else known.push(index);
  });
  const neighbour = (from: number, step: number): string => {
    for (let index = from + step; index >= 0 && index < lines.length; index += step) {
      const line = lines[index];
      if (line !== undefined && !isBlank(line) && !furniture.has(index)) return line.text;
    }
    return "";
  };
  const interrupts = (index: number): boolean => {
    const before = neighbour(index, -1);
    return before !== "" && !endsClosed(before) && startsLower(neighbour(index, 1));
  };
  return [...occurrences.values()]
    .filter((indexes) => indexes.length >= 3 && indexes.filter(interrupts).length * 2 >= indexes.length)
    .flat();
}
