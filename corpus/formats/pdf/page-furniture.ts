import { foldText } from "../../folding.ts";
import { groupLines, type PdfLine, textOfLine } from "./lines.ts";
import type { Fragment, PageFragments } from "./page-fragments.ts";

export interface CleanPages {
  readonly pages: readonly PageFragments[];
  /** Lines left out. */
  readonly headers: number;
  readonly numbers: number;
}

/** Share of the page's height in which headers and footers stand. */
const EDGE = 0.14;
/** Lines at each edge. */
const MOST_LINES = 4;
const LONGEST_HEADER = 160;
/** Points that one line may stand higher on one page than on another. */
const WANDER = 8;
const PAGE_NUMBER =
  /^(?:[-–—|]\s*)?(?:(?:page|p[aá]gina|p[aá]g\.?|p\.|folio)\s*)?\d{1,4}(?:\s*(?:\/|of|de|sur)\s*\d{1,4})?(?:\s*[-–—|])?$/iu;

/**
 * Takes out what the pages repeat at their edges, and their numbers. What repeats stays the first time at the head of
 * the first page, where it is the record's own title or symbol.
 */
export function withoutPageFurniture(pages: readonly PageFragments[]): CleanPages {
  const edges = pages.map(edgeLines);
  const repeated = repeatedKeys(edges.map((lines) => new Set(lines.flatMap(({ line }) => keysOf(line)))));
  let headers = 0;
  let numbers = 0;
  const cleaned = pages.map((page, index): PageFragments => {
    const out = new Set<Fragment>();
    const repeats = (line: PdfLine): boolean => keysOf(line).some((key) => repeated[index]?.has(key) === true);
    for (const { line, isTop, isOutermost } of edges[index] ?? []) {
      const isNumber = PAGE_NUMBER.test(textOfLine(line)) && (isOutermost || repeats(line));
      if (!isNumber && (!repeats(line) || (index === 0 && isTop))) continue;
      if (isNumber) numbers += 1;
      else headers += 1;
      for (const fragment of line.fragments) out.add(fragment);
    }
    return { ...page, fragments: page.fragments.filter((fragment) => !out.has(fragment)) };
  });
  return { pages: cleaned, headers, numbers };
}

/**
 * What each page shares with pages next to it or next but one (left and right pages may differ), in runs of three pages;
 * of two, where the file has no more than three. Text that comes again at a distance is no header.
 */
function repeatedKeys(pages: readonly ReadonlySet<string>[]): ReadonlySet<string>[] {
  const needed = pages.length > 3 ? 3 : 2;
  const runs = new Map<string, number[]>();
  const repeated = pages.map(() => new Set<string>());
  pages.forEach((keys, page) => {
    for (const key of keys) {
      const run = runs.get(key);
      const last = run?.at(-1);
      if (run === undefined || last === undefined || page - last > 2) runs.set(key, [page]);
      else run.push(page);
      const current = runs.get(key) ?? [];
      if (current.length === needed) for (const each of current) repeated[each]?.add(key);
      else if (current.length > needed) repeated[page]?.add(key);
    }
  });
  return repeated;
}

interface EdgeLine {
  readonly line: PdfLine;
  readonly isTop: boolean;
  readonly isOutermost: boolean;
}

function edgeLines({ fragments, height }: PageFragments): EdgeLine[] {
  const lines = groupLines(fragments).filter((line) => textOfLine(line).length <= LONGEST_HEADER);
  const top = lines.filter(({ y }) => y < height * EDGE).slice(0, MOST_LINES);
  const bottom = lines.filter(({ y }) => y > height * (1 - EDGE)).slice(-MOST_LINES);
  // Below short pages the number stands higher.
  const last = lines.at(-1);
  const lone = last !== undefined && !bottom.includes(last) && PAGE_NUMBER.test(textOfLine(last)) ? [last] : [];
  return [
    ...lone.map((line) => ({ line, isTop: false, isOutermost: false })),
    ...top.map((line, index) => ({ line, isTop: true, isOutermost: index === 0 })),
    ...bottom.map((line, index) => ({ line, isTop: false, isOutermost: index === bottom.length - 1 })),
  ];
}

/** What a header is known by on every page: its words, its digits changing, and its height, which may lie between two steps. */
function keysOf(line: PdfLine): string[] {
  const shape = foldText(textOfLine(line)).replace(/\d+/gu, "#").replace(/\s+/gu, " ");
  const step = Math.floor(line.y / WANDER);
  return [`${step} ${shape}`, `${step + 1} ${shape}`];
}
