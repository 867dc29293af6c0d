/** Languages that the reader of session records knows the conventions of (ISO 639-1). */
export type Language = "es" | "en" | "pt" | "fr";

/**
 * Our own classification of a passage. `recommendation`: says what should or must be done, or proposes, asks for or
 * commits to an action, or is an item of a list introduced as recommendations; `key-point`: every other passage of a
 * speaker's section.
 */
export type PassageKind = "recommendation" | "key-point" | "heading" | "front-matter" | "closing";

/**
 * The unit that is found and cited: a block of the source, or an item of an enumeration marked inside a block.
 * Invariant: `source.slice(start, end) === text`, half-open, in UTF-16 code units of the decoded source.
 */
export interface Passage {
  /** `<documentId>/p<paragraph>`, and `<documentId>/p<paragraph>.<item>` for an item. */
  readonly id: string;
  /** The block that an item lies within; null for a block. */
  readonly parentId: string | null;
  /** From 1 within its block; null for a block. */
  readonly item: number | null;
  /** Ordinal of the block in the document from 1, title block included; items share their block's. */
  readonly paragraph: number;
  readonly kind: PassageKind;
  readonly section: number;
  readonly start: number;
  readonly end: number;
  /** Begins after the bullet's or enumerator's mark, ends at the last non-space character. */
  readonly text: string;
  /** What the passage leans on ("As a result…") or an item's stem: searched with it, never quoted. Empty when none. */
  readonly context: string;
  /** From 1; absent where the record's file has no pages. */
  readonly page?: number;
  /** Words of it were recognised in a picture of the page, and may be wrong. */
  readonly ocr?: true;
}

/** One speaker's part. Front matter is section 0 and the closing the last one; both have no speaker. */
export interface Section {
  readonly number: number;
  readonly topic: string | null;
  readonly speaker: string | null;
  readonly honorific: string | null;
  /** `speaker` is a person's name, with a form of address or not; absent where a delegation, a body or an office speaks. */
  readonly isPerson?: true;
  readonly role: string | null;
  /** The body spoken for. */
  readonly organization: string | null;
  /** The employer, where it is another than `organization`. */
  readonly affiliation: string | null;
  /** ISO 3166-1 alpha-2, only where the heading or the speaker's line names it. */
  readonly country: string | null;
  /** It opens as somebody's turn, and whose cannot be told: nobody's words, which may be those of any speaker. */
  readonly doubtful?: true;
  readonly passages: readonly Passage[];
}

/** Source text that is not content: marks, page headers, page numbers, rules. */
export interface Exclusion {
  readonly start: number;
  readonly end: number;
  readonly reason: "mark" | "page-header" | "page-number" | "rule" | "markup" | "hyphen";
}

/** A text of the same document in another language, aligned passage by passage. */
export interface Translation {
  readonly language: Language;
  readonly official: boolean;
  /** Translated text by id of the original's passage. */
  readonly texts: ReadonlyMap<string, string>;
  /**
   * Of passages that corrections have cut out of a paragraph: the whole paragraph's translation, which may hold the words
   * of others. It is shown and told to be in doubt, and neither searched nor cited.
   */
  readonly doubtful?: ReadonlyMap<string, string>;
  /** How the translation names who speaks and of what, by number of section. */
  readonly sectionNames?: ReadonlyMap<number, SectionNames>;
  /** How it names the record. */
  readonly title?: string;
  readonly body?: string;
}

export type SectionNames = Pick<Section, "topic" | "honorific" | "role" | "organization">;

/** One record of a session. */
export interface Document {
  readonly id: string;
  readonly title: string;
  /** The issuing body. */
  readonly body: string | null;
  /** ISO 8601 calendar date. */
  readonly sessionDate: string | null;
  /** ISO 8601 calendar date. */
  readonly documentDate: string | null;
  readonly language: Language;
  readonly symbol: string | null;
  /** `sha256:<hex>` of the source text in UTF-8, without byte order mark. */
  readonly revision: string;
  /** Names how the source was read: the reader's version, and a hash of the corrections where there are any. */
  readonly reading: string;
  readonly source: string;
  readonly sections: readonly Section[];
  readonly exclusions: readonly Exclusion[];
  readonly translations: readonly Translation[];
}
