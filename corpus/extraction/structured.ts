import type { RecordStructure } from "../formats/record-structure.ts";
import { readableText } from "../readable-text.ts";
import type { TextExtractor } from "../text-extractor.ts";

/** Takes the blocks of an extracted text from the structure that its file's format told, where that fits the text. */
export function createStructuredExtractor(structure: RecordStructure): TextExtractor {
  return {
    format: "structured",
    extract(source) {
      const { exclusions } = structure;
      const blocks = structure.blocks.map((block) => ({
        ...block,
        text: readableText(source, block, exclusions),
        cell: null,
      }));
      return { blocks, exclusions };
    },
  };
}
