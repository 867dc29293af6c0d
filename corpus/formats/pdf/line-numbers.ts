import { groupLines } from "./lines.ts";
import type { Fragment, PageFragments } from "./page-fragments.ts";

/** Lines of one page. */
const FEWEST = 8;
/** Points. */
const ALIGNED = 3;

/** Pages without the column of numbers that transcripts print before their lines: 1, 2, 3, … on nearly every one. */
export function withoutNumberedLines(pages: readonly PageFragments[]): readonly PageFragments[] {
  return pages.map((page) => {
    const numbers = numbersOf(page.fragments);
    return numbers.size === 0 ? page : { ...page, fragments: page.fragments.filter((each) => !numbers.has(each)) };
  });
}

function numbersOf(fragments: readonly Fragment[]): ReadonlySet<Fragment> {
  const lines = groupLines(fragments);
  const firsts = lines.flatMap(({ fragments: [first] }, index) =>
    first !== undefined && /^\d{1,2}$/u.test(first.text.trim()) ? [{ first, index }] : [],
  );
  let best: typeof firsts = [];
  let run: typeof firsts = [];
  for (const next of firsts) {
    const last = run.at(-1)?.first;
    const follows =
      last !== undefined && Number(next.first.text) === Number(last.text) + 1 && areAligned(last, next.first);
    run = follows ? [...run, next] : [next];
    if (run.length > best.length) best = run;
  }
  const from = best[0]?.index ?? 0;
  const to = best.at(-1)?.index ?? 0;
  // A list numbers its items, and those run over several lines.
  const isColumn = best.length >= FEWEST && best.length * 5 >= (to - from + 1) * 4;
  const isBefore = lines.slice(from, to + 1).filter((line) => line.fragments.length > 1).length * 2 > best.length;
  return new Set(isColumn && isBefore ? best.map(({ first }) => first) : []);
}

function areAligned(one: Fragment, other: Fragment): boolean {
  return Math.abs(one.x - other.x) <= ALIGNED || Math.abs(one.x + one.width - other.x - other.width) <= ALIGNED;
}
