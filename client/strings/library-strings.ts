import type { FileFormatName } from "../../server/document-protocol.ts";
import type { JobFileState } from "../../server/ingest-protocol.ts";
import type { Concern, IntakeCounts } from "../library/intake-progress.ts";
import type { RecordColumn } from "../library/record-list.ts";

import type { CorrectionStrings } from "./correction-strings.ts";

/** Notes of a reading that the page has words for; a server may send others. */
export type KnownNote =
  | "named-otherwise"
  | "tracked-deletions-left-out"
  | "tracked-insertions-kept"
  | "comments-left-out"
  | "footnotes-in-place"
  | "text-boxes-in-place"
  | "images-left-out"
  | "hidden-text-left-out"
  | "page-headers-left-out"
  | "page-numbers-left-out"
  | "page-furniture-left-out"
  | "scanned-pages"
  | "read-by-ocr"
  | "undecodable-characters"
  | "mojibake"
  | "decoded-otherwise"
  /** Of the record, not of its file. */
  | "translation-pairs-in-doubt";

/** Reasons for which text is no content, as far as the page has words for them. */
export type KnownExclusion = "mark" | "page-header" | "page-number" | "rule" | "markup" | "hyphen";

/** Texts of the library, which a first visit does not load. */
export interface LibraryStrings {
  readonly heading: string;
  readonly introduction: string;
  readonly views: { readonly label: string; readonly records: string; readonly passages: string };
  readonly cancel: string;
  /** The way to sign in is the command, which stands behind the sentence. */
  readonly access: {
    readonly how: string;
    readonly lacks: string;
    readonly withKey: string;
    signedIn(name: string): string;
    readonly signOut: string;
  };
  readonly list: {
    readonly caption: string;
    readonly filters: string;
    readonly moreFilters: string;
    readonly find: string;
    readonly findPlaceholder: string;
    readonly body: string;
    readonly year: string;
    readonly language: string;
    readonly speaker: string;
    readonly speakerPlaceholder: string;
    readonly all: string;
    readonly clear: string;
    readonly sortBy: string;
    readonly columns: Readonly<Record<RecordColumn, string>>;
    readonly ascending: string;
    readonly descending: string;
    readonly speakers: string;
    readonly passages: string;
    readonly format: string;
    readonly actions: string;
    readonly count: (shown: number, total: number) => string;
    readonly pageOf: (first: number, last: number, total: number) => string;
    readonly pages: string;
    readonly previous: string;
    readonly next: string;
    readonly none: string;
    readonly empty: string;
    readonly emptyHow: string;
    readonly failed: string;
    readonly noDate: string;
    readonly speakerCount: (count: number) => string;
    readonly passageCount: (count: number) => string;
    readonly doubts: (count: number) => string;
    readonly noSpeakers: string;
    readonly read: string;
    readonly readOf: (title: string) => string;
    readonly remove: string;
    readonly removeOf: (title: string) => string;
    /** Records of the collection's own folder stay. */
    readonly fixed: string;
    readonly fixedNote: string;
  };
  readonly formats: Readonly<Record<FileFormatName, string>>;
  readonly pageCount: (count: number) => string;
  readonly intake: {
    readonly heading: string;
    readonly drop: string;
    readonly or: string;
    readonly chooseFiles: string;
    readonly chooseFolder: string;
    readonly accepted: string;
    readonly adding: (count: number) => string;
    readonly given: (count: number) => string;
    readonly sending: (percent: string) => string;
    readonly progress: (ended: number, total: number) => string;
    readonly cancelAll: string;
    readonly cancelled: (counts: IntakeCounts) => string;
    readonly cancelledUnsent: string;
    readonly ended: (counts: IntakeCounts) => string;
    readonly lost: string;
    readonly dismiss: string;
    readonly files: string;
    readonly states: Readonly<Record<JobFileState, string>>;
    readonly removedSince: string;
    /** The button that sends refused scans again. */
    readonly recognize: (count: number) => string;
    readonly unchangedNote: string;
    readonly failedUnexplained: string;
    readonly open: string;
    readonly concerns: Readonly<Record<Exclude<Concern, "none">, string>>;
    readonly nothingGiven: string;
  };
  readonly reading: {
    readonly heading: string;
    readonly of: (title: string) => string;
    readonly loading: string;
    readonly failed: string;
    readonly notFound: string;
    readonly back: string;
    readonly openRecord: string;
    readonly original: string;
    readonly title: string;
    readonly body: string;
    readonly sessionDate: string;
    readonly documentDate: string;
    readonly language: string;
    readonly symbol: string;
    readonly file: string;
    readonly added: string;
    readonly notFoundInFile: string;
    readonly summary: (speakers: number, sections: number, passages: number) => string;
    readonly coverage: (inPassages: string, excluded: string) => string;
    /** Where nothing was left out. */
    readonly coverageWhole: string;
    readonly doubts: (count: number) => string;
    readonly doubtsMeaning: string;
    readonly unattributed: (count: number) => string;
    readonly unattributedMeaning: string;
    readonly unaccounted: (count: number) => string;
    readonly unaccountedMeaning: string;
    readonly more: (count: number) => string;
    readonly openPlace: (paragraph: string) => string;
    readonly noSpeakers: string;
    readonly noSpeakersMeaning: string;
    readonly noSpeakersRemedies: readonly string[];
    readonly nothingDoubtful: string;
    readonly speakers: string;
    readonly speaker: string;
    readonly organization: string;
    readonly sections: string;
    readonly passages: string;
    readonly recommendations: string;
    readonly noSpeaker: string;
    readonly kinds: string;
    readonly notes: string;
    readonly note: Readonly<Record<KnownNote, (count: number | null) => string>>;
    readonly otherNote: (code: string) => string;
    /** Behind a note that is of certain pages; `pages` is a list in words. */
    readonly notePages: (pages: string, count: number) => string;
    readonly exclusions: string;
    readonly exclusion: Readonly<Record<KnownExclusion, (count: number) => string>>;
    readonly otherExclusion: (reason: string, count: number) => string;
    readonly mending: string;
    readonly mendingHow: string;
    readonly mendHere: string;
  };
  readonly corrections: CorrectionStrings;
  /** Records that are not answered from. */
  readonly setAside: {
    readonly label: string;
    readonly count: (count: number) => string;
    /** By the server's code of the reason. */
    readonly reasons: Readonly<Record<string, string>>;
    readonly otherReason: string;
  };
  readonly removal: {
    readonly heading: string;
    readonly question: (title: string) => string;
    readonly meaning: string;
    readonly confirm: string;
    readonly removing: (title: string) => string;
    readonly restoring: (title: string) => string;
    readonly purging: (title: string) => string;
    readonly removed: (title: string) => string;
    readonly undo: string;
    readonly restored: (title: string) => string;
    readonly purged: (title: string) => string;
    readonly failed: string;
    readonly dismiss: string;
    readonly recent: (count: number) => string;
    readonly until: (time: string) => string;
    readonly restore: string;
    readonly restoreOf: (title: string) => string;
    readonly purge: string;
    readonly purgeOf: (title: string) => string;
    readonly purgeHeading: string;
    readonly purgeQuestion: (title: string) => string;
    readonly purgeMeaning: string;
  };
  readonly search: {
    readonly label: string;
    readonly placeholder: string;
    readonly submit: string;
    readonly hint: string;
    readonly loading: string;
    readonly failed: string;
    readonly none: string;
    readonly count: (count: number) => string;
    readonly results: string;
    readonly more: string;
    readonly noSpeaker: string;
    readonly open: (paragraph: string, title: string) => string;
    readonly page: (page: number) => string;
  };
}
