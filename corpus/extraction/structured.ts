import type { RecordStructure } from "../formats/record-structure.ts";
import { readableText } from "../readable-text.ts";
import type { TextBlock, TextExtractor } from "../text-extractor.ts";

/** Takes the blocks of an extracted text from the structure that its file's format told, where that fits the text. */
export function createStructuredExtractor(structure: RecordStructure): TextExtractor {
  return {
    format: "structured",
    extract(source) {
      const { exclusions } = structure;
      const blocks = structure.blocks.map(({ spoken, ...block }): TextBlock => {
        // A list whose terms speak is a table of statements of two columns.
        const cell = spoken === undefined ? null : { column: spoken === "term" ? 0 : 1, header: "" };
        return { ...block, text: readableText(source, block, exclusions), cell };
      });
      return { blocks, exclusions };
    },
  };
}
