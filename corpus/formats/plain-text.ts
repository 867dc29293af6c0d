import { decodeSource } from "../extraction/source.ts";
import type { FileFormat } from "./file-format.ts";
import { extensionOf } from "./file-names.ts";

/** Text files in UTF-8, as they stand: the last of the formats, which takes whatever no other recognised. */
export function createPlainTextFormat(): FileFormat {
  return {
    name: "text",
    recognizes: () => true,
    async extract({ bytes }) {
      const text = decodeSource(bytes);
      return { fileFormat: "text", text, format: "text", structure: null, pages: null, notes: [] };
    },
  };
}

/** Markdown cannot be told from text by its content: the name says it. */
export function createMarkdownFormat(): FileFormat {
  return {
    name: "markdown",
    recognizes: ({ name }) => ["md", "markdown"].includes(extensionOf(name)),
    async extract({ bytes }) {
      const text = decodeSource(bytes);
      return { fileFormat: "markdown", text, format: "markdown", structure: null, pages: null, notes: [] };
    },
  };
}
