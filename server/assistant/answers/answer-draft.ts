import type { AskResponse, Basis, Intent, Reason } from "../protocol.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { TextSpan } from "./evidence-sentences.ts";

/** A passage to be cited, with the spans that answer. */
export interface DraftCitation {
  readonly entry: SearchPassage;
  readonly spans: readonly TextSpan[];
  /** Estimated probability that it answers; null where membership was not estimated. */
  readonly score: number | null;
}

/** An answer before it is numbered, paged and put on the wire. */
export interface AnswerDraft {
  readonly outcome: AskResponse["outcome"];
  readonly intent: Intent;
  /** The lead, plain text in the frame's language. */
  readonly lead: string;
  readonly citations: readonly DraftCitation[];
  readonly total?: number;
  readonly complete?: boolean;
  readonly basis?: Basis;
  readonly borderline?: readonly DraftCitation[];
  readonly silent?: readonly { readonly speaker: string | null; readonly organization: string | null }[];
  readonly reason?: Reason;
  readonly unknown?: readonly string[];
  readonly nearest?: readonly DraftCitation[];
  readonly answerability?: { readonly probability: number; readonly features: Readonly<Record<string, number>> };
}

/** Cites a whole passage, without a span of its own. */
export function citeWhole(entry: SearchPassage, score: number | null = null): DraftCitation {
  return { entry, spans: [], score };
}
