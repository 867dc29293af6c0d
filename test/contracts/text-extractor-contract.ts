import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExtractedText, TextExtractor } from "../../corpus/text-extractor.ts";
import { markedText, recordText } from "../corpus/generated-records.ts";

/** Properties read hundreds of texts. */
const PROPERTY_TIMEOUT_MS = 60_000;

/** What every extractor promises, whatever its format. */
export function describeTextExtractor(name: string, create: () => TextExtractor): void {
  describe(`${name} as a text extractor`, () => {
    it("finds no block in a text without content", () => {
      expect(create().extract(" \n\t\n").blocks).toEqual([]);
    });

    it("begins a block behind its bullet and ends it at the last non-space character", () => {
      const source = "- First point. \n- Second point.\n";
      const blocks = create().extract(source).blocks;
      expect(blocks.map((block) => source.slice(block.start, block.end))).toEqual(["First point.", "Second point."]);
      expect(blocks.map((block) => block.mark?.text)).toEqual(["-", "-"]);
    });

    it("counts offsets in UTF-16 code units", () => {
      const source = "😀 uno\n\ndos";
      const [, second] = create().extract(source).blocks;
      expect(source.slice(second?.start, second?.end)).toBe("dos");
    });

    it(
      "accounts for every non-space character of any text",
      () => {
        fc.assert(
          fc.property(fc.oneof(fc.string({ maxLength: 300, unit: "grapheme" }), markedText, recordText), (source) => {
            expectWhole(source, create().extract(source));
          }),
          { numRuns: 150 },
        );
      },
      PROPERTY_TIMEOUT_MS,
    );
  });
}

function expectWhole(source: string, { blocks, exclusions }: ExtractedText): void {
  const covered = new Uint8Array(source.length);
  for (const exclusion of exclusions) {
    expect(exclusion.start).toBeGreaterThanOrEqual(0);
    expect(exclusion.end).toBeGreaterThan(exclusion.start);
    expect(exclusion.end).toBeLessThanOrEqual(source.length);
    covered.fill(1, exclusion.start, exclusion.end);
  }
  expect(exclusions.map(({ start }) => start)).toEqual([...exclusions.map(({ start }) => start)].sort((a, b) => a - b));
  let position = 0;
  for (const block of blocks) {
    expect(block.start).toBeGreaterThanOrEqual(position);
    expect(block.end).toBeGreaterThan(block.start);
    expect(source.slice(block.start, block.end)).toBe(source.slice(block.start, block.end).trim());
    position = block.end;
    covered.fill(1, block.start, block.end);
  }
  const lost = [...source.matchAll(/\S/g)].filter((match) => covered[match.index] === 0).map((match) => match[0]);
  expect(lost).toEqual([]);
}
