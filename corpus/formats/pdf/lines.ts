import type { Run } from "../paragraphs.ts";
import type { Fragment } from "./page-fragments.ts";

/** What stands on one baseline of a column, from left to right. */
export interface PdfLine {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly size: number;
  readonly fragments: readonly Fragment[];
  /** Numbers of footnotes that it refers to, which are none of its fragments. */
  readonly references: readonly string[];
}

/** Shares of the size of the type. */
const SAME_BASELINE = 0.45;
const WORD_SPACE = 0.12;
const RAISED = 0.78;

/** Groups fragments to lines by their baselines, from top to bottom. */
export function groupLines(fragments: readonly Fragment[]): PdfLine[] {
  const sorted = [...fragments].sort((a, b) => a.y - b.y || a.x - b.x);
  const groups: Fragment[][] = [];
  for (const fragment of sorted) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const tolerance = Math.max(fragment.size, last?.size ?? 0) * SAME_BASELINE;
    if (group !== undefined && last !== undefined && fragment.y - last.y <= tolerance) group.push(fragment);
    else groups.push([fragment]);
  }
  return groups.map(lineOf);
}

function lineOf(group: readonly Fragment[]): PdfLine {
  const size = Math.max(...group.map((fragment) => fragment.size));
  const sorted = [...group].sort((a, b) => a.x - b.x);
  // The number of a footnote, raised and small, is none of the sentence's words; before the footnote itself it stays.
  const isReference = (fragment: Fragment): boolean =>
    fragment !== sorted[0] && fragment.size < size * RAISED && /^\s*\d{1,3}\s*$/u.test(fragment.text);
  const fragments = sorted.filter((fragment) => !isReference(fragment));
  const tallest = fragments.reduce((best, each) => (each.text.length > best.text.length ? each : best));
  return {
    x: fragments[0]?.x ?? 0,
    y: tallest.y,
    right: Math.max(...fragments.map(({ x, width }) => x + width)),
    size: tallest.size,
    fragments,
    references: sorted.filter(isReference).map(({ text }) => text.trim()),
  };
}

/** The words of fragments side by side, a space where the page leaves one. */
export function runsOf(fragments: readonly Fragment[]): Run[] {
  const runs: Run[] = [];
  let edge: number | null = null;
  for (const { text, x, width, size, strong } of fragments) {
    const gap = edge === null ? 0 : x - edge;
    runs.push({ text: gap > size * WORD_SPACE ? ` ${text}` : text, strong });
    edge = x + width;
  }
  return runs;
}

export function textOfLine(line: PdfLine): string {
  return runsOf(line.fragments)
    .map(({ text }) => text)
    .join("")
    .replace(/\s+/gu, " ")
    .trim();
}

export const isStrong = ({ fragments }: PdfLine): boolean => fragments.every(({ strong }) => strong);
