import type { Basis, FrameLanguage, Reason } from "../../server/protocol.ts";
import type { LocalFailure } from "../conversation.ts";
import type { Connection } from "../state.ts";

type PassageKind = "recommendation" | "key-point" | "heading" | "front-matter" | "closing";
export type ChipField = "speakers" | "organizations" | "countries" | "kinds" | "documents" | "dates";

/** Every text of the interface, in one language. Both tables have this type: a missing text does not compile. */
export interface Strings {
  readonly tagline: string;
  readonly navigation: {
    readonly label: string;
    readonly skipToQuestion: string;
    readonly newConversation: string;
    readonly conversations: string;
    readonly recommendations: string;
    readonly help: string;
    readonly switchLanguage: string;
  };
  readonly question: {
    readonly label: string;
    readonly placeholder: string;
    readonly followUpPlaceholder: string;
    readonly ask: string;
    readonly stop: string;
    readonly tooLong: (excess: number) => string;
    readonly hint: string;
  };
  readonly arrival: {
    readonly heading: string;
    readonly introduction: string;
    readonly examples: string;
    readonly sessions: string;
    readonly speakers: string;
    readonly loading: string;
    readonly empty: string;
    readonly failed: string;
    readonly preparing: (percent: string | null) => string;
    readonly openDocument: string;
    readonly recommendationCount: (count: number) => string;
    readonly passageCount: (count: number) => string;
    readonly askAbout: (speaker: string) => string;
  };
  /** Questions made from the collection's content by rule. */
  readonly examples: {
    readonly recommendedBy: (organization: string) => string;
    readonly compare: (first: string, second: string) => string;
    readonly saidAbout: (term: string) => string;
    readonly figure: (term: string) => string;
    readonly sessionDate: string;
    readonly whoSpoke: string;
  };
  readonly turn: {
    readonly conversation: string;
    readonly you: string;
    readonly answer: string;
    readonly searching: string;
    readonly stopped: string;
    readonly failed: string;
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
    readonly topic: string;
    readonly ambiguous: (text: string) => string;
    readonly only: (candidate: string) => string;
    readonly announcement: (lead: string, citations: number) => string;
    readonly why: string;
    readonly actions: string;
    readonly earlier: string;
  };
  readonly evidence: {
    readonly heading: string;
    readonly count: (shown: number, total: number) => string;
    readonly complete: string;
    readonly incomplete: string;
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
    readonly unknown: (names: string) => string;
    readonly open: (number: number, paragraph: string) => string;
    readonly unofficialTranslation: string;
    readonly officialTranslation: string;
    readonly showTranslation: (language: string) => string;
    readonly hideTranslation: string;
    readonly noSpeaker: string;
    readonly classification: string;
  };
  readonly kinds: Readonly<Record<PassageKind, string>>;
  readonly source: {
    readonly label: string;
    readonly back: string;
    readonly close: string;
    readonly outline: string;
    readonly frontMatter: string;
    readonly closing: string;
    readonly previousCitation: string;
    readonly nextCitation: string;
    readonly citationOf: (index: number, count: number) => string;
    readonly previousIntervention: string;
    readonly nextIntervention: string;
    readonly find: string;
    readonly findPlaceholder: string;
    readonly matches: (index: number, count: number, more: boolean) => string;
    readonly noMatches: string;
    readonly previousMatch: string;
    readonly nextMatch: string;
    readonly original: string;
    readonly sideBySide: string;
    readonly view: string;
    readonly authoritative: (language: string) => string;
    readonly unofficial: (language: string) => string;
    readonly official: (language: string) => string;
    readonly loading: string;
    readonly failed: string;
    readonly notFound: string;
    readonly otherRevision: string;
    readonly currentRevision: string;
    readonly notInSource: string;
    readonly paragraph: (number: string) => string;
    readonly permalink: (number: string) => string;
    readonly plainText: string;
    readonly data: string;
    readonly print: string;
    readonly numbering: string;
    readonly session: string;
    readonly document: string;
    readonly legend: string;
    readonly legendCited: string;
    readonly legendAnswering: string;
  };
  readonly connection: Readonly<Record<Connection, string>> & { readonly retry: string };
  readonly takeaway: {
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly copyLink: string;
    readonly linkCopied: string;
    readonly exportMarkdown: string;
    readonly exportCsv: string;
    readonly exportConversation: string;
    readonly print: string;
    readonly exportMenu: string;
  };
  /** The formal citation and the exported texts. */
  readonly citation: {
    readonly sessionOf: (date: string) => string;
    readonly documentOf: (date: string) => string;
    readonly interventionOf: (speaker: string) => string;
    readonly onBehalfOf: (organization: string) => string;
    readonly paragraph: (number: string) => string;
    readonly numbering: string;
    readonly unofficialTranslation: string;
    readonly officialTranslation: string;
    readonly question: string;
    readonly answer: string;
    readonly notAnswering: string;
    readonly doubtful: string;
    readonly exportedFrom: (date: string) => string;
    readonly columns: {
      readonly number: string;
      readonly question: string;
      readonly standing: string;
      readonly quote: string;
      readonly speaker: string;
      readonly role: string;
      readonly organization: string;
      readonly country: string;
      readonly body: string;
      readonly title: string;
      readonly sessionDate: string;
      readonly documentDate: string;
      readonly paragraph: string;
      readonly kind: string;
      readonly language: string;
      readonly translation: string;
      readonly citation: string;
      readonly link: string;
    };
    readonly standings: { readonly cited: string; readonly doubtful: string; readonly notAnswering: string };
  };
  readonly recommendations: {
    readonly heading: string;
    readonly introduction: string;
    readonly session: string;
    readonly allSessions: string;
    readonly speaker: string;
    readonly organization: string;
    readonly country: string;
    readonly text: string;
    readonly all: string;
    readonly count: (shown: number, total: number) => string;
    readonly none: string;
    readonly clear: string;
    readonly sortBy: (column: string) => string;
    readonly paragraph: string;
    readonly recommendation: string;
    readonly open: (paragraph: string) => string;
    readonly filters: string;
  };
  readonly conversations: {
    readonly heading: string;
    readonly note: string;
    readonly empty: string;
    readonly rename: (title: string) => string;
    readonly renameLabel: string;
    readonly remove: (title: string) => string;
    readonly confirmRemove: (title: string) => string;
    readonly confirm: string;
    readonly cancel: string;
    readonly save: string;
    readonly questions: (count: number) => string;
    readonly untitled: string;
    readonly unavailable: string;
  };
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
    readonly fused: string;
    readonly feature: string;
    readonly value: string;
    readonly weight: string;
    readonly close: string;
  };
  readonly help: {
    readonly heading: string;
    readonly shortcuts: string;
    readonly enabled: string;
    readonly keys: {
      readonly question: string;
      readonly help: string;
      readonly newConversation: string;
      readonly nextCitation: string;
      readonly previousCitation: string;
      readonly find: string;
      readonly back: string;
      readonly send: string;
      readonly newLine: string;
    };
    readonly about: string;
    readonly aboutText: string;
    readonly close: string;
    readonly keyNames: { readonly enter: string; readonly shiftEnter: string; readonly escape: string };
  };
  readonly chunkFailed: string;
  readonly reload: string;
  readonly loading: string;
  readonly chipFields: Readonly<Record<ChipField, string>>;
}

/** The tables, of which a visit loads the one it reads. */
export interface StringTables {
  load(language: FrameLanguage): Promise<Strings>;
  /** A table that was loaded before. */
  loaded(language: FrameLanguage): Strings;
}

export function createStringTables(): StringTables {
  const tables = new Map<FrameLanguage, Strings>();
  return {
    async load(language) {
      const table = language === "es" ? (await import("./spanish.ts")).spanish : (await import("./english.ts")).english;
      tables.set(language, table);
      return table;
    },
    loaded(language) {
      const table = tables.get(language);
      if (table === undefined) throw new Error(`The strings in "${language}" were used before they were loaded.`);
      return table;
    },
  };
}
