import type { EmbedOptions } from "./embedder.ts";

/** Half-open, in UTF-16 code units of the text that was read. */
export interface ReadSpan {
  readonly start: number;
  readonly end: number;
}

/** What the parts of a question are: whose words, on what, which kind of statement, of which session, without what. */
export const questionParts = ["other", "speaker", "topic", "kind", "session", "excluded"] as const;
export type QuestionPart = (typeof questionParts)[number];

/** A word of a question, and how probably it belongs to each part; the values sum to 1. */
export interface QuestionWord extends ReadSpan {
  readonly parts: Readonly<Record<QuestionPart, number>>;
}

export interface QuestionReading {
  /** Unit vector of the question, as `Embedder.embed` gives for a query of one window. */
  readonly vector: Float32Array;
  /** Kinds of request by the name that the model was trained with, most probable first; they sum to 1. */
  readonly kinds: readonly { readonly kind: string; readonly probability: number }[];
  /** In order; of a long question those of its first window. */
  readonly words: readonly QuestionWord[];
}

export interface PassageText {
  /** Who speaks, read before the text; empty where nobody does. */
  readonly speaker: string;
  readonly text: string;
}

export interface PassageReading {
  /** Log-odds, not calibrated, that the passage answers the question, or belongs to the list asked for. */
  readonly relevance: number;
  /** Cosine similarity of question and passage. */
  readonly similarity: number;
  /** The answering span in the passage's text, of whole words; null in a text without words. */
  readonly span: ReadSpan | null;
  /** Log-odds of that span beyond those of "no span here". */
  readonly spanGain: number;
}

/** Reads questions. @throws EmbeddingError when the model fails or is closed; the signal's reason when aborted. */
export interface QuestionReader {
  readQuestion(text: string, options?: EmbedOptions): Promise<QuestionReading>;
}

/** Reads passages for a question, one reading each, in the order given. Throws as `QuestionReader`. */
export interface PassageReader {
  readPassages(
    question: string,
    passages: readonly PassageText[],
    options?: EmbedOptions,
  ): Promise<readonly PassageReading[]>;
}
