/** Words of one kind of setting. */
export interface Run {
  /** May hold "\n" for a line break and "\t" for a tab. */
  readonly text: string;
  /** Bold, italic or underlined. */
  readonly strong: boolean;
}

/** A paragraph as a file's format tells it, before it has a place in the text. */
export interface Paragraph {
  readonly kind: "paragraph";
  readonly runs: readonly Run[];
  /** From 1; null where the format does not call it a heading. */
  readonly headingLevel: number | null;
  /** What the format writes before it by itself: "•", "3.", "(a)". Null outside lists. */
  readonly label: string | null;
  /** Lists around it. */
  readonly depth: number;
  readonly quotation: boolean;
  /** A term of a list of definitions, or what stands under it; absent elsewhere. */
  readonly spoken?: "term" | "words";
  /** The page that it begins on, from 1; absent in formats without pages. */
  readonly page?: number;
}

/** Rows of cells; the text of a cell's paragraphs stands in lines. */
export interface Table {
  readonly kind: "table";
  readonly rows: readonly (readonly string[])[];
  readonly page?: number;
}

/** A line drawn, or another end of what belongs together. */
export type Part = Paragraph | Table;

export const plainParagraph = (text: string): Paragraph => ({
  kind: "paragraph",
  runs: [{ text, strong: false }],
  headingLevel: null,
  label: null,
  depth: 0,
  quotation: false,
});

export const textOfRuns = (runs: readonly Run[]): string => runs.map(({ text }) => text).join("");
