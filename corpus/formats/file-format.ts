import { z } from "zod";
import type { RecordFormat } from "../text-extractor.ts";
import type { RecognizePages } from "./pdf/page-recognition.ts";
import type { RecordStructure } from "./record-structure.ts";

/** Kinds of file that records come in. */
export const fileFormatNames = ["text", "markdown", "docx", "pdf", "html", "subtitles"] as const;
export type FileFormatName = (typeof fileFormatNames)[number];

/** What was decided or lost on the way from the file to its text. The page says them in the reader's words. */
export const fileNoteCodes = [
  /** The name ends otherwise than the content asks for ("acta.docx" is a PDF); it was read as what it is. */
  "named-otherwise",
  /** Tracked changes are read as accepted: deletions (and places that text was moved from) are left out. */
  "tracked-deletions-left-out",
  "tracked-insertions-kept",
  "comments-left-out",
  /** Footnotes and endnotes stand in brackets behind the paragraph that refers to them, each with its number. */
  "footnotes-in-place",
  /** The text of boxes stands where they are anchored, behind the paragraph. */
  "text-boxes-in-place",
  "images-left-out",
  "hidden-text-left-out",
  /** Headers and footers of a word processor's pages, or lines that a PDF repeats on its pages. */
  "page-headers-left-out",
  "page-numbers-left-out",
  /** Scripts, navigation, forms and the like around the main text of a web page. */
  "page-furniture-left-out",
  /** Pages of a PDF that hold no text, while others do: `pages` names them. */
  "scanned-pages",
  /** Pages that are pictures, whose words were recognised (OCR): `pages` names them. Words may be wrong. */
  "read-by-ocr",
  /** The text holds U+FFFD, or glyphs for which the PDF does not tell the letters. */
  "undecodable-characters",
  /** The text looks as if it had been decoded wrongly once ("sesiÃ³n"). */
  "mojibake",
  /** Bytes that were read in an encoding that the file names, or that it was taken for, other than UTF-8. */
  "decoded-otherwise",
] as const;

export const fileNoteSchema = z.strictObject({
  code: z.enum(fileNoteCodes),
  count: z.int().positive().optional(),
  /** From 1. */
  pages: z.array(z.int().positive()).optional(),
});
export type FileNote = Readonly<z.infer<typeof fileNoteSchema>>;
export type FileNoteCode = FileNote["code"];

/** A file as it was given. */
export interface RecordFile {
  /** With its extension; null where none is known. Never used as a path. */
  readonly name: string | null;
  readonly bytes: Uint8Array;
  readonly signal?: AbortSignal;
  /** Where it is wanted that pages which are pictures are read too. */
  readonly recognizePages?: RecognizePages;
}

/** What a file says, as text, and what its format tells of the text's parts. */
export interface ExtractedFile {
  readonly fileFormat: FileFormatName;
  /**
   * The source that offsets and the revision refer to: plain words, blocks parted by an empty line, no byte order mark.
   * Holds at least one letter or digit.
   */
  readonly text: string;
  /** How `readRecord` finds the blocks of the text: as text or Markdown, or told by `structure`. */
  readonly format: RecordFormat;
  /** For "structured", else null. */
  readonly structure: RecordStructure | null;
  /** Where page 1, 2, … begin in the text, in order; null for formats without pages. */
  readonly pages: readonly number[] | null;
  readonly notes: readonly FileNote[];
}

/**
 * Reads one kind of file. Deterministic; time and memory are linear in the bytes, or the file is refused.
 */
export interface FileFormat {
  readonly name: FileFormatName;
  /** Whether the content is of this kind; the name decides only between kinds of plain text. Never throws. */
  recognizes(file: RecordFile): boolean;
  /**
   * @throws RecordReadError with its reason where the file is damaged, locked, hostile, empty or of another kind; the
   * signal's reason when aborted.
   */
  extract(file: RecordFile): Promise<ExtractedFile>;
}
