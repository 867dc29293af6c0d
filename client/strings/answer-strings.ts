import type { Basis, Incomplete, Reason } from "../../server/protocol.ts";
import type { LocalFailure } from "../conversation.ts";

type PassageKind = "recommendation" | "key-point" | "heading" | "front-matter" | "closing";
export type ChipField = "speakers" | "organizations" | "countries" | "kinds" | "documents" | "sessions" | "dates";

/** Texts of questions and their answers. */
export interface AnswerStrings {
  readonly turn: {
    readonly searching: string;
    readonly failures: Readonly<Record<LocalFailure, string>>;
    readonly again: string;
    readonly edit: string;
    readonly editLabel: string;
    readonly save: string;
    readonly cancel: string;
    readonly suggestions: string;
    readonly understood: string;
    readonly takenBack: string;
    readonly remove: (value: string) => string;
    readonly restore: (value: string) => string;
    readonly inherited: string;
    readonly ambiguous: (text: string) => string;
    readonly only: (candidate: string) => string;
    readonly why: string;
    readonly actions: string;
  };
  readonly evidence: {
    readonly count: (shown: number, total: number) => string;
    readonly complete: string;
    readonly incomplete: string;
    /** What is more to the point than that it is not complete; the basis tells of the others. */
    readonly incompleteBecause: Readonly<Partial<Record<Incomplete, string>>>;
    readonly partial: string;
    readonly basis: Readonly<Record<Basis, string>>;
    readonly borderline: (count: number) => string;
    readonly borderlineNote: string;
    readonly silent: string;
    readonly more: (remaining: number | null) => string;
    readonly loadingMore: string;
    readonly nearest: (count: number) => string;
    readonly nearestNote: string;
    readonly reasons: Readonly<Record<Reason, string>>;
    readonly unknown: (reason: string, names: string) => string;
    readonly open: (number: number, paragraph: string) => string;
    readonly unofficialTranslation: string;
    readonly officialTranslation: string;
    readonly showTranslation: (language: string) => string;
    readonly hideTranslation: string;
    readonly noSpeaker: string;
    readonly classification: string;
    /** Beside the words of a turn whose speaker the reader could not tell. */
    readonly doubtfulSpeaker: string;
    /** Of a record in which many could not be told. */
    readonly unsureSpeaker: string;
    /** What the record itself says, where a name is shown in another language. */
    readonly inTheRecord: (name: string) => string;
    readonly side: (name: string, total: number) => string;
    readonly nothingRecorded: string;
    readonly sides: string;
  };
  readonly kinds: Readonly<Record<PassageKind, string>>;
  readonly feedback: {
    readonly label: string;
    readonly useful: string;
    readonly notUseful: string;
    readonly comment: string;
    readonly consent: string;
    readonly send: string;
    readonly cancel: string;
    readonly kept: string;
    readonly remove: string;
    readonly removed: string;
    readonly failed: string;
  };
  readonly why: {
    readonly heading: string;
    readonly loading: string;
    readonly failed: string;
    readonly none: string;
    readonly decision: (answerability: string, threshold: string) => string;
    readonly steps: string;
    readonly candidates: string;
    readonly features: string;
    readonly passage: string;
    readonly meaningRank: string;
    readonly wordRank: string;
    readonly probability: string;
    readonly feature: string;
    readonly effect: string;
    readonly speaksFor: (weight: string) => string;
    readonly speaksAgainst: (weight: string) => string;
    readonly close: string;
  };
  readonly chipFields: Readonly<Record<ChipField, string>>;
}
