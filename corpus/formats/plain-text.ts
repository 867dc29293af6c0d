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

const FIRST_CUE = /^(?:\d+\s*\r?\n)?\d{1,3}:\d{2}(?::\d{2})?[.,]\d{1,3}[ \t]+-->/u;

/** WebVTT and SubRip: the text reader knows their cues, times and voices, so that they stay as they stand. */
export function createSubtitlesFormat(): FileFormat {
  return {
    name: "subtitles",
    recognizes({ bytes }) {
      const head = new TextDecoder("utf-8").decode(bytes.subarray(0, 400)).trimStart();
      return /^WEBVTT(?:[ \t\r\n]|$)/u.test(head) || FIRST_CUE.test(head);
    },
    async extract({ bytes }) {
      const text = decodeSource(bytes);
      return { fileFormat: "subtitles", text, format: "text", structure: null, pages: null, notes: [] };
    },
  };
}
