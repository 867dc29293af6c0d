/** Characters between a place and the block that begins behind it. */
const LONGEST_GAP = 1_000;

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds spans by offsets: the one that holds an offset, or that begins on the same line behind nothing but its own mark.
 * By bisection; spans are disjoint, in any order.
 */
export function createPlaces(spans: readonly Span[], source: string): (offset: number) => number | null {
  const order = [...spans.keys()].sort((one, other) => startOf(spans, one) - startOf(spans, other));
  return (offset) => {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[order[middle] ?? 0]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const index = order[low];
    if (index === undefined) return null;
    const start = startOf(spans, index);
    if (start - offset > LONGEST_GAP) return null;
    const before = source.slice(offset, start);
    return before.trim() === "" || !before.includes("\n") ? index : null;
  };
}

function startOf(spans: readonly Span[], index: number): number {
  return spans[index]?.start ?? 0;
}
