import { groupLines, type PdfLine } from "./lines.ts";
import type { Fragment } from "./page-fragments.ts";

/** A part of a page that is read from top to bottom. */
export interface Region {
  readonly lines: readonly PdfLine[];
  /** Where its lines end at most. */
  readonly right: number;
}

/** Lines on each side. */
const FEWEST_LINES = 6;
/** Of a column, in sizes of its type: narrower ones are a table's. */
const NARROWEST = 12;
/** In sizes of the type. */
const NARROWEST_GUTTER = 0.9;
const STEP_POINTS = 2;
/** Columns in columns. */
const DEEPEST = 3;

/**
 * Divides a page into regions in the order of reading: where an empty strip parts two blocks of running text, the left
 * one comes before the right one, and what spans both stands above or below. Cells of a table stay side by side.
 */
export function divideColumns(fragments: readonly Fragment[], depth = 0): Region[] {
  const lines = groupLines(fragments);
  if (lines.length === 0) return [];
  const gutter = depth < DEEPEST ? findGutter(fragments) : null;
  if (gutter === null) return [{ lines, right: Math.max(...lines.map((line) => line.right)) }];
  const { x, top, bottom } = gutter;
  const above = fragments.filter(({ y }) => y < top);
  const below = fragments.filter(({ y }) => y > bottom);
  const between = fragments.filter(({ y }) => y >= top && y <= bottom);
  return [
    ...divideColumns(above, depth + 1),
    ...divideColumns(
      between.filter((fragment) => fragment.x < x),
      depth + 1,
    ),
    ...divideColumns(
      between.filter((fragment) => fragment.x >= x),
      depth + 1,
    ),
    ...divideColumns(below, depth + 1),
  ];
}

interface Gutter {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly count: number;
}

function findGutter(fragments: readonly Fragment[]): Gutter | null {
  const sorted = [...fragments].sort((a, b) => a.y - b.y);
  const left = Math.min(...sorted.map(({ x }) => x));
  const right = Math.max(...sorted.map(({ x, width }) => x + width));
  let best: Gutter | null = null;
  for (let x = left + (right - left) * 0.2; x < left + (right - left) * 0.8; x += STEP_POINTS) {
    let run: Fragment[] = [];
    for (const fragment of [...sorted, null]) {
      const half = ((fragment?.size ?? 0) * NARROWEST_GUTTER) / 2;
      if (fragment !== null && !(fragment.x < x + half && fragment.x + fragment.width > x - half)) {
        run.push(fragment);
        continue;
      }
      if (run.length > (best?.count ?? 0) && arePairOfColumns(run, x)) {
        best = { x, top: run[0]?.y ?? 0, bottom: run.at(-1)?.y ?? 0, count: run.length };
      }
      run = [];
    }
  }
  return best;
}

/** Both sides hold running text: enough lines, wide enough, most of them filled. */
function arePairOfColumns(fragments: readonly Fragment[], x: number): boolean {
  return [fragments.filter((fragment) => fragment.x < x), fragments.filter((fragment) => fragment.x >= x)].every(
    (side) => {
      if (side.length < FEWEST_LINES) return false;
      const lines = groupLines(side);
      const widths = lines.map((line) => line.right - line.x);
      const widest = Math.max(...lines.map((line) => line.right)) - Math.min(...lines.map((line) => line.x));
      const filled = widths.filter((width) => width >= widest * 0.7).length;
      return lines.length >= FEWEST_LINES && widest >= NARROWEST * (lines[0]?.size ?? 0) && filled * 2 >= lines.length;
    },
  );
}
