/** Texts of documents, of the table of recommendations, and of what is taken away from them. */
export interface RecordStrings {
  readonly source: {
    readonly label: string;
    readonly back: string;
    readonly close: string;
    /** Where there is little room; must begin the long forms, so that it can be spoken (WCAG 2.5.3). */
    readonly backShort: string;
    readonly closeShort: string;
    readonly tools: string;
    readonly outline: string;
    readonly previousCitation: string;
    readonly nextCitation: string;
    readonly citationOf: (index: number, count: number) => string;
    readonly intervention: string;
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
    readonly permalink: (number: string) => string;
    readonly plainText: string;
    readonly data: string;
    readonly reading: string;
    readonly wrongSpeaker: string;
    /** The words are told as another speaker's than in the answer. */
    readonly attributedSince: (speaker: string | null) => string;
    readonly originalFile: string;
    readonly print: string;
    readonly numbering: string;
    readonly session: string;
    readonly document: string;
    readonly legendCited: string;
    readonly legendAnswering: string;
  };
  readonly unknownAddress: {
    readonly nothingAt: string;
    readonly ask: string;
    readonly recommendations: string;
    readonly library: string;
  };
  readonly takeaway: {
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly copyLink: string;
    readonly copyQuestionLink: string;
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
    readonly inTitle: (title: string) => string;
    readonly paragraph: (number: string) => string;
    readonly numbering: string;
    readonly unofficialTranslation: string;
    readonly officialTranslation: string;
    readonly notAnswering: string;
    readonly doubtful: string;
    readonly exportedFrom: (date: string) => string;
    readonly askedOn: (date: string) => string;
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
    readonly paragraph: string;
    readonly recommendation: string;
    readonly open: (paragraph: string) => string;
    readonly filters: string;
  };
}
