/** Texts of correcting what was read in a record; `where` is a paragraph's mark, as in ¶12. */
export interface CorrectionStrings {
  /** The button that opens the actions of a paragraph. */
  readonly correct: string;
  readonly correctOf: (where: string) => string;
  readonly turn: string;
  readonly nobody: string;
  readonly heading: string;
  readonly notHeading: string;
  readonly recommendation: string;
  readonly notRecommendation: string;
  readonly apply: string;
  readonly turnForm: {
    readonly label: (where: string) => string;
    readonly speaker: string;
    readonly speakerHint: string;
    readonly role: string;
    readonly organization: string;
    readonly optional: string;
    readonly opening: string;
    /** The name stands before these words; `label` is quoted verbatim. */
    readonly afterLabel: (label: string) => string;
    readonly wholeLine: string;
    readonly noLabel: string;
    readonly required: string;
    readonly already: string;
  };
  readonly facts: {
    readonly edit: string;
    readonly form: string;
    readonly unknown: string;
  };
  readonly speakers: {
    readonly heading: string;
    readonly sections: (count: number) => string;
    readonly same: string;
    readonly sameOf: (name: string) => string;
    readonly form: (name: string) => string;
    readonly other: string;
    readonly name: string;
  };
  readonly paragraphs: {
    readonly heading: string;
    readonly how: string;
    readonly count: (count: number) => string;
    readonly doubtful: (count: number) => string;
    readonly inDoubt: string;
    readonly earlier: (count: number) => string;
    readonly later: (count: number) => string;
    readonly openRecord: (where: string) => string;
    readonly loading: string;
    readonly failed: string;
    /** How the list of a paragraph's items is named. */
    readonly itemsOf: (where: string) => string;
  };
  readonly made: {
    readonly heading: (count: number) => string;
    readonly failed: string;
    readonly notApplied: string;
    readonly undo: string;
    readonly undoOf: (what: string) => string;
    readonly undoAll: string;
    readonly undoAllQuestion: (count: number) => string;
    readonly undoAllMeaning: string;
  };
  /** What a correction says, as a sentence. */
  readonly says: {
    readonly turn: (where: string, speaker: string, of: string | null) => string;
    readonly nobody: (where: string) => string;
    /** A name in quotation marks. */
    readonly quote: (name: string) => string;
    readonly samePerson: (names: string, name: string) => string;
    readonly heading: (where: string) => string;
    readonly notHeading: (where: string) => string;
    readonly recommendation: (where: string) => string;
    readonly notRecommendation: (where: string) => string;
    readonly metadata: (values: string) => string;
    /** A place that no paragraph of the present reading begins at. */
    readonly somewhere: string;
    readonly nothing: string;
  };
  readonly bar: {
    readonly label: string;
    readonly working: (count: number) => string;
    readonly done: (what: string) => string;
    readonly undone: (what: string) => string;
    readonly allUndone: string;
    readonly failed: (what: string) => string;
    readonly retry: string;
    readonly dismiss: string;
  };
}
