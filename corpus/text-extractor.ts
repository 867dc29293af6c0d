import type { Exclusion } from "./document.ts";

/** Formats whose blocks are found in the text itself. */
export type TextFormat = "text" | "markdown";

/** Ways in which a record's blocks are found: in its text, or told by the file that the text was extracted from. */
export type RecordFormat = TextFormat | "structured";

export type MarkStyle = "bullet" | "decimal" | "letter" | "roman";

/** What stands before a block's text: a bullet or an enumerator, by its offsets into the source. */
export interface BlockMark {
  readonly start: number;
  readonly end: number;
  /** As it is written, without spaces: "·", "3.", "(a)". */
  readonly text: string;
  readonly style: MarkStyle;
  /** The enumerator's value from 1; null for a bullet. */
  readonly ordinal: number | null;
}

/** A paragraph, bullet, heading, quotation or table row, before its part in the record is known. */
export interface TextBlock {
  /** Offsets into the source, from after the mark to the last non-space character. */
  readonly start: number;
  readonly end: number;
  /** The block in one line without markup, hyphenation and page furniture: to be read by rules, never cited. */
  readonly text: string;
  readonly mark: BlockMark | null;
  /** From 1; null where the format itself does not call it a heading. */
  readonly headingLevel: number | null;
  /** The whole block is set in bold or italics, or underlined. */
  readonly emphasized: boolean;
  /** A blank line, a rule or the edge of a page stands before it. */
  readonly setApart: boolean;
  /** How far the block is set in: columns of a text's line, levels of Markdown's lists. Comparable within one file. */
  readonly depth: number;
  /** Words set in bold or italics at the block's start, where the format tells: "**Colombia:** …". */
  readonly lead: string | null;
  /**
   * Its place in a table of statements, once the record's structure has divided one; null from an extractor. Columns are
   * counted from the one that names the speaker, which is 0: those before it are negative.
   */
  readonly cell: { readonly column: number; readonly header: string } | null;
  readonly form: "prose" | "quotation" | "table-row" | "table-header";
}

/** Invariant: every non-space character of the source lies in a block or in an exclusion; blocks are in order and disjoint. */
export interface ExtractedText {
  readonly blocks: readonly TextBlock[];
  /** In order of `start`. An exclusion may lie within a block (a page's header in the middle of a paragraph). */
  readonly exclusions: readonly Exclusion[];
}

/** Finds the blocks of a file's text. Offsets are always into the source as given. Never throws on any text. */
export interface TextExtractor {
  readonly format: RecordFormat;
  extract(source: string): ExtractedText;
}
