import type { Exclusion } from "../document.ts";
import { findInvisible } from "../invisible-characters.ts";
import type { ExtractedText, TextExtractor } from "../text-extractor.ts";
import { assembleBlocks } from "./line-blocks.ts";
import { splitLines } from "./lines.ts";
import { findPageFurniture } from "./page-furniture.ts";

/** Reads text files: summaries kept one paragraph a line, and text broken to a width and paged, as converters leave it. */
export function createPlainTextExtractor(): TextExtractor {
  return {
    format: "text",
    extract(source) {
      const lines = splitLines(source);
      return withInvisible(source, assembleBlocks(source, lines, findPageFurniture(lines)));
    },
  };
}

/** What is invisible at the ends of lines is in no block. */
function withInvisible(source: string, { blocks, exclusions }: ExtractedText): ExtractedText {
  const invisible = findInvisible(source);
  if (invisible.length === 0) return { blocks, exclusions };
  let next = 0;
  const outside = invisible.flatMap((run): Exclusion[] => {
    while ((blocks[next]?.end ?? Number.POSITIVE_INFINITY) <= run.start) next += 1;
    return (blocks[next]?.start ?? Number.POSITIVE_INFINITY) <= run.start ? [] : [{ ...run, reason: "markup" }];
  });
  return { blocks, exclusions: [...exclusions, ...outside].sort((a, b) => a.start - b.start || a.end - b.end) };
}
