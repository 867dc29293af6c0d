import type { TextExtractor } from "../text-extractor.ts";
import { assembleBlocks } from "./line-blocks.ts";
import { splitLines } from "./lines.ts";
import { findPageFurniture } from "./page-furniture.ts";

/** Reads text files: summaries kept one paragraph a line, and text broken to a width and paged, as converters leave it. */
export function createPlainTextExtractor(): TextExtractor {
  return {
    format: "text",
    extract(source) {
      const lines = splitLines(source);
      return assembleBlocks(source, lines, findPageFurniture(lines));
    },
  };
}
