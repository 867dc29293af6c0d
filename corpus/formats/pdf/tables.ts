import { readMark } from "../../extraction/marks.ts";
import { type PdfLine, runsOf } from "./lines.ts";
import type { Fragment } from "./page-fragments.ts";

export interface PdfCell {
  readonly x: number;
  readonly text: string;
}

export interface TableRows {
  readonly rows: readonly (readonly string[])[];
  /** Lines that the table takes, from its first. */
  readonly length: number;
}

/** In sizes of the type: such a gap parts cells; a smaller one does where a line near by has a cell that begins there. */
const WIDE_GAP = 1.5;
const SMALL_GAP = 0.45;
/** Points. */
const ALIGNED = 3;
const NEAR_LINES = 3;
const FEWEST_ROWS = 2;

/** The table that begins with the line at `first`; null where none does. */
export function readTable(lines: readonly PdfLine[], first: number): TableRows | null {
  const own = cellsOf(lines, first);
  if (own.length < 2) return null;
  const cells: (readonly PdfCell[])[] = [own];
  const columns = own.map(({ x }) => x);
  for (let index = first + 1; index < lines.length; index += 1) {
    const next = cellsOf(lines, index);
    const isWrapped = next.length === 1 && columns.slice(1).some((x) => isNear(x, next[0]?.x));
    if (next.length < 2 && !isWrapped) break;
    for (const { x } of next) if (!columns.some((known) => isNear(known, x))) columns.push(x);
    cells.push(next);
  }
  if (cells.filter((row) => row.length >= 2).length < FEWEST_ROWS) return null;
  const starts = columns.sort((a, b) => a - b);
  const gaps = cells.map((_, index) => (lines[first + index]?.y ?? 0) - (lines[first + index - 1]?.y ?? 0)).slice(1);
  const smallest = Math.min(...gaps);
  // Where some lines stand closer than others, those are lines of one row.
  const spaced = Math.max(...gaps) > smallest * 1.25;
  const rows: string[][] = [];
  cells.forEach((row, index) => {
    const goesOn = spaced ? (gaps[index - 1] ?? 0) <= smallest * 1.1 : !isNear(starts[0] ?? 0, row[0]?.x);
    const target = index > 0 && goesOn ? rows.at(-1) : undefined;
    const placed = target ?? starts.map(() => "");
    if (target === undefined) rows.push(placed);
    for (const { x, text } of row) {
      const column = columnOf(starts, x);
      placed[column] = [placed[column] ?? "", text].filter((part) => part !== "").join(" ");
    }
  });
  return { rows, length: cells.length };
}

const isNear = (x: number, other: number | undefined): boolean => Math.abs(x - (other ?? Number.NaN)) <= ALIGNED;

function columnOf(starts: readonly number[], x: number): number {
  const beyond = starts.findIndex((start) => start > x + ALIGNED);
  return Math.max(0, (beyond === -1 ? starts.length : beyond) - 1);
}

/** The cells of a line; a bullet or number and its text are one. */
function cellsOf(lines: readonly PdfLine[], index: number): PdfCell[] {
  const line = lines[index];
  if (line === undefined) return [];
  const near = lines.slice(Math.max(0, index - NEAR_LINES), index + NEAR_LINES + 1).flatMap((other) =>
    other === line
      ? []
      : breaksOf(other, WIDE_GAP)
          .slice(1)
          .map((group) => group[0]?.x ?? 0),
  );
  const groups: Fragment[][] = [];
  let edge = 0;
  for (const fragment of line.fragments) {
    const gap = (fragment.x - edge) / line.size;
    const parts = gap >= WIDE_GAP || (gap >= SMALL_GAP && near.some((x) => isNear(x, fragment.x)));
    if (groups.length === 0 || parts) groups.push([fragment]);
    else groups.at(-1)?.push(fragment);
    edge = fragment.x + fragment.width;
  }
  const cells = groups.map((group) => ({ x: group[0]?.x ?? 0, text: textOf(group) }));
  const isMarked =
    cells.length >= 2 && readMark(`${cells[0]?.text ?? ""} x`, 0)?.length === (cells[0]?.text.length ?? 0) + 1;
  // "Q.   Good morning": the letter of who speaks stands before the words as a number does.
  return isMarked || /^[QAPR][.:]$/u.test(cells[0]?.text ?? "") ? [] : cells;
}

function breaksOf(line: PdfLine, widest: number): Fragment[][] {
  const groups: Fragment[][] = [];
  let edge = 0;
  for (const fragment of line.fragments) {
    if (groups.length === 0 || (fragment.x - edge) / line.size >= widest) groups.push([fragment]);
    else groups.at(-1)?.push(fragment);
    edge = fragment.x + fragment.width;
  }
  return groups;
}

function textOf(fragments: readonly Fragment[]): string {
  return runsOf(fragments)
    .map(({ text }) => text)
    .join("")
    .replace(/\s+/gu, " ")
    .trim();
}
