/**
 * Damerau–Levenshtein distance (optimal string alignment) at most `limit`: how misspelled names meet theirs.
 * Source: Damerau 1964, "A technique for computer detection and correction of spelling errors".
 */
export function isNear(left: string, right: string, limit: number): boolean {
  if (Math.abs(left.length - right.length) > limit) return false;
  let beforePrevious: number[] = [];
  let previous: number[] = [];
  let current: number[] = [];
  for (let column = 0; column <= right.length; column += 1) previous[column] = column;
  let leastOfPrevious = 0;
  for (let row = 1; row <= left.length; row += 1) {
    const letter = left.charCodeAt(row - 1);
    const letterBefore = left.charCodeAt(row - 2);
    current[0] = row;
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const same = letter === right.charCodeAt(column - 1);
      let cost = Math.min(
        (previous[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (previous[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped = letter === right.charCodeAt(column - 2) && letterBefore === right.charCodeAt(column - 1);
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforePrevious[column - 2] as number) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    // Every way goes on from this row, or from the one before by a swap: most words are far after a few letters.
    if (least > limit && leastOfPrevious + 1 > limit) return false;
    leastOfPrevious = least;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return (previous[right.length] ?? Number.POSITIVE_INFINITY) <= limit;
}

/** Misspellings allowed in a word: none in a short one, one from five letters, two from eight. */
export function spellingTolerance(folded: string): number {
  if (folded.length < 5) return 0;
  return folded.length < 8 ? 1 : 2;
}
