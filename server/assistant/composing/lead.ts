import type { Basis, FrameLanguage } from "../../protocol.ts";
import type { MissingForm } from "../weighing/exact-checks.ts";

/** A quote of the lead: a span of a citation's highlight, and where it stands. */
export interface LeadQuote {
  readonly text: string;
  /** The same in the reader's language, where the record has a translation; null elsewhere. */
  readonly translation: { readonly text: string; readonly official: boolean } | null;
  readonly speaker: string;
  readonly paragraph: string;
  /** Number of the citation that holds it. */
  readonly citation: number;
}

/** Passages of one session. */
export interface SessionCount {
  readonly title: string;
  readonly isoDate: string | null;
  readonly count: number;
}

/** What a lead says, as facts: the composer makes the sentence. */
export interface LeadFacts {
  readonly fact: { readonly quote: LeadQuote; readonly further: readonly Omit<LeadQuote, "text" | "translation">[] };
  readonly list: {
    readonly total: number;
    readonly speakers: readonly { readonly name: string; readonly count: number }[];
    /** Of the members, newest first; empty where all are of one. */
    readonly sessions: readonly SessionCount[];
    readonly topic: string;
    readonly recommendations: boolean;
    readonly basis: Basis;
    readonly borderline: number;
    readonly complete: boolean;
    /** Speakers or topics that were left out. */
    readonly except: readonly string[];
  };
  /** Who speaks of something: the same facts, speakers first. */
  readonly mentions: LeadFacts["list"];
  readonly silentSpeakers: {
    /** They recommend nothing; else they do not speak of the topic. */
    readonly recommendations: boolean;
    readonly names: readonly string[];
    readonly topic: string;
    readonly named: readonly string[];
    readonly basis: Basis;
  };
  readonly unsupportedExclusion: { readonly topic: string };
  readonly compare: {
    readonly topic: string;
    readonly sides: readonly { readonly name: string; readonly count: number; readonly quote: LeadQuote | null }[];
  };
  readonly overviewSpeaker: { readonly name: string; readonly total: number; readonly recommendations: number };
  readonly overviewDocument: {
    readonly title: string;
    readonly subject: readonly string[];
    readonly speakers: number;
    readonly passages: number;
    readonly recommendations: number;
  };
  readonly noEvidence: { readonly topic: string; readonly who: readonly string[]; readonly nearest: number };
  readonly missing: { readonly topic: string; readonly form: MissingForm };
  readonly outside: Record<never, never>;
  readonly filteredOut: Record<never, never>;
  /** Records whose words were not looked at. */
  readonly setAside: { readonly count: number };
  readonly unknownEntity: { readonly names: readonly string[] };
  readonly silentMention: { readonly names: readonly string[] };
  readonly greeting: { readonly documents: number };
  readonly farewell: Record<never, never>;
  readonly aboutAssistant: { readonly documents: number };
  readonly command: { readonly documents: number };
  /** What it is about, as its own lines tell it. */
  readonly title: { readonly title: string; readonly subject: readonly string[] };
  readonly sessionDate: { readonly isoDate: string };
  readonly documentDate: { readonly isoDate: string };
  readonly issuer: { readonly body: string };
  readonly heldBy: { readonly body: string };
  readonly symbol: { readonly symbol: string };
  readonly language: { readonly code: string };
  readonly speakerCount: { readonly speakers: number; readonly sections: number };
  readonly speakers: { readonly names: readonly string[] };
  readonly identity: { readonly names: readonly string[] };
  readonly recommendationCount: { readonly count: number; readonly speakers: number };
  readonly passageCount: { readonly count: number };
  /** All records; the titles of some. */
  readonly documentCount: { readonly count: number; readonly titles: readonly string[] };
  readonly documentKind: { readonly title: string };
  readonly lines: { readonly of: "place" | "attendance" | "agenda"; readonly quotes: readonly string[] };
  readonly severalDocuments: { readonly count: number };
  readonly ofDocument: { readonly title: string };
}

/** One thing that a lead says. */
export type Lead = { [Say in keyof LeadFacts]: { readonly say: Say; readonly facts: LeadFacts[Say] } }[keyof LeadFacts];

export type Sentences = { readonly [Say in keyof LeadFacts]: (facts: LeadFacts[Say]) => string };

/** Makes the sentences of an answer from facts. Quoted words are taken over letter by letter. */
export interface AnswerComposer {
  compose(lead: readonly Lead[], language: FrameLanguage): string;
}
