import type { Connection } from "../state.ts";

/** Texts of the page around its answers and records. */
export interface PageStrings {
  readonly tagline: string;
  readonly noSuchPage: string;
  readonly navigation: {
    readonly label: string;
    readonly skipToQuestion: string;
    readonly skipToContent: string;
    readonly newConversation: string;
    /** Where there is little room; must stand in the long form too, so that it can be spoken (WCAG 2.5.3). */
    readonly newShort: string;
    readonly conversations: string;
    readonly recommendations: string;
    readonly library: string;
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
  /** How an answer comes, told to all who are on the page. */
  readonly answering: {
    readonly conversation: string;
    readonly stopped: string;
    readonly failed: string;
    readonly announcement: (lead: string, citations: number) => string;
  };
  readonly arrival: {
    readonly heading: string;
    readonly introduction: string;
    readonly examples: string;
    readonly sessions: string;
    readonly speakers: string;
    readonly loading: string;
    readonly empty: string;
    readonly addRecords: string;
    readonly held: (count: number) => string;
    readonly allRecords: (count: number) => string;
    readonly failed: string;
    readonly preparing: (percent: string | null) => string;
    readonly recommendationCount: (count: number) => string;
  };
  readonly connection: Readonly<Record<Exclude<Connection, "unloadable">, string>> & {
    readonly retry: string;
    readonly signIn: string;
  };
  readonly conversations: {
    readonly heading: string;
    readonly note: string;
    readonly empty: string;
    readonly rename: (title: string) => string;
    readonly renameLabel: string;
    readonly renameShort: string;
    readonly remove: (title: string) => string;
    readonly confirmRemove: (title: string) => string;
    readonly confirm: string;
    readonly cancel: string;
    readonly save: string;
    readonly questions: (count: number) => string;
    readonly untitled: string;
    readonly unavailable: string;
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
  readonly dropFiles: string;
  readonly chunkFailed: string;
  readonly reload: string;
  readonly loading: string;
}
