import type { ReadSpan } from "../../../embeddings/readers.ts";
import type { AskResponse, Basis, Intent, Reason } from "../../protocol.ts";
import type { Lead } from "../composing/lead.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { Evidence } from "../weighing/evidence.ts";
import type { Features } from "../weighing/logistic-model.ts";
import type { Member } from "../weighing/membership.ts";

/** A passage to be cited, with the spans that answer. */
export interface DraftCitation {
  readonly entry: SearchPassage;
  readonly spans: readonly ReadSpan[];
  /** Estimated probability that it answers; null where membership was not estimated. */
  readonly score: number | null;
  /** The answering part of the translation that is shown beside it; null where none is told. */
  readonly translationSpan?: ReadSpan | null;
}

/** What was weighed on the way, for the trace. */
export interface Weighed {
  readonly evidence: readonly Evidence[];
  readonly probability: number | null;
  readonly features: Features;
}

/** An answer before it is numbered, paged and put into sentences. */
export interface AnswerDraft {
  readonly outcome: AskResponse["outcome"];
  readonly intent: Intent;
  readonly lead: readonly Lead[];
  readonly citations: readonly DraftCitation[];
  /** Of a search for what answers best: the reader is shown the first ones. */
  readonly ranked?: true;
  readonly total?: number;
  readonly complete?: boolean;
  /** Words of the records that are asked for may stand under nobody, for whose they are could not be told. */
  readonly doubtful?: boolean;
  /** Records that are set aside and could have held more. */
  readonly setAside?: number;
  /** Records in other languages than the topic's words may hold more of it. */
  readonly isOfOneLanguage?: boolean;
  readonly basis?: Basis;
  readonly borderline?: readonly DraftCitation[];
  readonly silent?: readonly { readonly speaker: string | null; readonly organization: string | null }[];
  readonly sides?: readonly { readonly name: string; readonly total: number }[];
  readonly reason?: Reason;
  readonly unknown?: readonly string[];
  readonly nearest?: readonly DraftCitation[];
  readonly weighed?: Weighed;
}

/** Cites a whole passage, without a span of its own. */
export function citeWhole(entry: SearchPassage, score: number | null = null): DraftCitation {
  return { entry, spans: [], score };
}

/** Cites a passage with the part that answers lit. */
export function citeEvidence(member: Member): DraftCitation {
  return {
    entry: member.entry,
    score: member.probability,
    // Of a list of thousands a page is shown, and a member's highlight may have to be looked for.
    get spans() {
      return [member.highlight];
    },
  };
}
