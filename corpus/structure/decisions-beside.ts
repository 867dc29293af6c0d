import type { TextBlock } from "../text-extractor.ts";
import { findProceedings, isNumberedDecision, isProceeding } from "./proceedings.ts";
import type { SpeakerStart } from "./speaker.ts";

/** Cells of rows that name a decision, or nobody, in the column of those who speak: "Acuerdo 6.1", "—". */
export function decisionRows(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const [index, { headingBlocks }] of starts) {
    const named = blocks[index + Math.max(1, headingBlocks) - 1];
    if (named?.cell?.column !== 0 || !(isProceeding(named) || !/\p{L}/u.test(named.text))) continue;
    for (
      let cell = index;
      cell === index || (blocks[cell]?.cell?.column ?? -9) > (blocks[cell - 1]?.cell?.column ?? 9);
      cell += 1
    )
      rows.add(cell);
  }
  return rows;
}

/** What stands below the rows of a table, up to whoever speaks next: the last row's words ended with it. */
export function belowTables(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  const below = new Set<number>();
  let isBelow = false;
  for (const [index, { cell }] of blocks.entries()) {
    if (cell !== null) isBelow = true;
    else if (starts.has(index)) isBelow = false;
    else if (isBelow) below.add(index);
  }
  return below;
}

/** What the body does, told below or between tables of statements; under speakers' headings only what is numbered. */
export function besideTables(
  blocks: readonly TextBlock[],
  told: ReadonlyMap<number, SpeakerStart>,
): ReadonlySet<number> {
  if ([...told.keys()].every((index) => blocks[index]?.cell === null))
    return new Set([...blocks.keys()].filter((index) => !told.has(index) && isNumberedDecision(blocks[index])));
  return new Set([...findProceedings(blocks, told).proceedings].filter((index) => blocks[index]?.cell === null));
}
