import type { Exclusion } from "../document.ts";
import type { TextBlock } from "../text-extractor.ts";

const NUMBER = /^(\d{1,4})\s+(?=[\p{L}¿¡«"“(]|\d)/u;
/** Verbatim reports number every fifth line in the margin. */
const STEP = 5;
const FEWEST = 4;

/** Paragraphs without the numbers of lines before them, in a record whose paragraphs begin with rising multiples of five. */
export function withoutLineNumbers(
  blocks: readonly TextBlock[],
  source: string,
): {
  readonly blocks: readonly TextBlock[];
  readonly exclusions: readonly Exclusion[];
} {
  const numbered = new Map<number, number>();
  let last = 0;
  let kept = 0;
  for (const [index, { text, form, mark, cell }] of blocks.entries()) {
    const [whole = "", number = ""] =
      form === "prose" && mark === null && cell === null ? (NUMBER.exec(text) ?? []) : [];
    if (whole === "" || Number(number) % STEP !== 0 || Number(number) === 0) continue;
    // On each page the count may begin anew.
    if (Number(number) > last || Number(number) <= 2 * STEP) kept += 1;
    last = Number(number);
    numbered.set(index, number.length);
  }
  if (kept < FEWEST || kept < numbered.size) return { blocks, exclusions: [] };
  const exclusions: Exclusion[] = [];
  const bare = blocks.map((block, index): TextBlock => {
    const digits = numbered.get(index);
    if (digits === undefined) return block;
    const start = block.start + digits;
    exclusions.push({ start: block.start, end: start, reason: "mark" });
    const space = /^\s*/u.exec(source.slice(start, block.end))?.[0].length ?? 0;
    return { ...block, start: start + space, text: block.text.slice(digits).trimStart() };
  });
  return { blocks: bare, exclusions };
}
