import type { Fragment } from "../../../../corpus/formats/pdf/page-fragments.ts";
import type { PictureOfPage } from "../../../../corpus/formats/pdf/page-recognition.ts";

/** Columns of tesseract's "tsv" output, from its manual. */
const column = { level: 0, block: 2, paragraph: 3, line: 4, left: 6, top: 7, width: 8, height: 9, text: 11 } as const;
const level = { page: "1", line: "4", word: "5" } as const;
/** Share of a line's height above its baseline: the rest is of letters that go below it. */
const aboveBaseline = 0.8;

/**
 * The words that tesseract found on the picture of a page, with their places on the page itself. Heights of lines differ by
 * the letters that stand in them, so that the size of the type is told by the middle one of each block.
 */
export function readTesseractWords(tsv: string, page: PictureOfPage): readonly Fragment[] {
  const rows = tsv.split("\n").map((row) => row.split("\t"));
  const picture = rows.find((row) => row[column.level] === level.page);
  const pixels = numberIn(picture, column.width);
  if (pixels === 0) return [];
  const scale = page.width / pixels;
  const lines = rows.filter((row) => row[column.level] === level.line);
  const heights = new Map<string, number[]>();
  for (const line of lines) {
    const block = line[column.block] ?? "";
    heights.set(block, [...(heights.get(block) ?? []), numberIn(line, column.height)]);
  }
  const sizes = new Map([...heights].map(([block, all]) => [block, middleOf(all) * scale]));
  const baselines = new Map(
    lines.map((line) => [
      nameLine(line),
      (numberIn(line, column.top) + numberIn(line, column.height) * aboveBaseline) * scale,
    ]),
  );
  return rows.flatMap((row): Fragment[] => {
    const text = row[column.text]?.trim() ?? "";
    if (row[column.level] !== level.word || text === "") return [];
    const size = sizes.get(row[column.block] ?? "") ?? 0;
    const y = baselines.get(nameLine(row)) ?? numberIn(row, column.top) * scale;
    const x = numberIn(row, column.left) * scale;
    return [{ text, x, y, width: numberIn(row, column.width) * scale, size, strong: false }];
  });
}

function nameLine(row: readonly string[]): string {
  return `${row[column.block]} ${row[column.paragraph]} ${row[column.line]}`;
}

function numberIn(row: readonly string[] | undefined, index: number): number {
  const value = Number(row?.[index]);
  return Number.isFinite(value) ? value : 0;
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
