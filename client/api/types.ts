/** What a Relator server is sent and sends. Fields may be added, so unknown ones are to be passed over. */

export type FrameLanguage = "es" | "en";

/** Or within a field, and between fields: ids, names or aliases, ignoring case and accents. */
export interface Filters {
  documents?: string[] | undefined;
  sessions?: string[] | undefined;
  collections?: string[] | undefined;
  speakers?: string[] | undefined;
  organizations?: string[] | undefined;
  countries?: string[] | undefined;
  kinds?: string[] | undefined;
}

export interface AskRequest {
  question: string;
  /** Of what frames the answer; quotes stay in their own. Default: the question's. */
  language?: FrameLanguage | undefined;
  /** Earlier questions of the conversation, oldest first. */
  history?: { question: string }[] | undefined;
  filters?: Filters | undefined;
  /** Understood values that the reader has taken back. */
  without?: (Filters & { dates?: string[] | undefined; inherited?: string[] | undefined }) | undefined;
  limit?: number | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  explain?: boolean | undefined;
}

export interface SearchRequest {
  query: string;
  filters?: Filters | undefined;
  limit?: number | undefined;
}

/** Half-open offsets into the source text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** A passage and its exact quote: `source.slice(start, end) === quote`, always. */
export interface Citation {
  number: number;
  documentId: string;
  documentTitle: string;
  body: string | null;
  sessionDate: string | null;
  documentDate: string | null;
  revision: string;
  passageId: string;
  parentId: string | null;
  item: number | null;
  paragraph: number;
  kind: string;
  section: number;
  topic: string | null;
  speaker: string | null;
  honorific: string | null;
  role: string | null;
  organization: string | null;
  country: string | null;
  language: string;
  quote: string;
  start: number;
  end: number;
  /** The part that answers; null where the whole passage does. */
  highlight: Span | null;
  highlights: Span[];
  translation: { language: string; text: string; official: boolean; highlight?: Span | null | undefined } | null;
  score: number | null;
  page?: number | null | undefined;
  /** Marks of the source's format inside the quote (`**`): people are shown it without. */
  markup?: Span[] | undefined;
  attribution?: { confidence: number | null; doubtful: boolean } | undefined;
  reading?: string | undefined;
}

export interface Understood {
  speakers: string[];
  organizations: string[];
  countries: string[];
  kinds: string[];
  documents: string[];
  dates: string[];
  topic: string | null;
  sessions?: string[] | undefined;
  excluded?: string[] | undefined;
  inherited: string[];
  ambiguous: { text: string; candidates: string[] }[];
}

export interface Answer {
  outcome: "answered" | "not-found";
  language: FrameLanguage;
  intent: string;
  /** The lead, plain text. */
  answer: string;
  citations: Citation[];
  total?: number | undefined;
  complete?: boolean | undefined;
  basis?: string | undefined;
  /** Why a list is not called complete. */
  incomplete?: string | undefined;
  nextCursor?: string | undefined;
  /** Doubtful members, never among the citations. */
  borderline: Citation[];
  silent: { speaker: string | null; organization: string | null }[];
  understood: Understood;
  /** Only with `not-found`. */
  reason?: string | undefined;
  unknown?: string[] | undefined;
  /** Passages that do not answer. */
  nearest?: Citation[] | undefined;
  suggestions?: string[] | undefined;
  timing: { totalMs: number };
}

/** An answer as it comes. The parts joined are `answer`; the citations are `citations`. */
export type AnswerEvent =
  | { type: "answer-start"; language: FrameLanguage; intent: string; understood: Understood }
  | { type: "answer-part"; text: string }
  | { type: "citation"; citation: Citation }
  | { type: "answer-end"; response: Answer }
  /** The line was cut for longer than the server keeps answers: the question is asked anew, what came before is void. */
  | { type: "restart" };

export interface DocumentSummary {
  id: string;
  title: string;
  body: string | null;
  sessionDate: string | null;
  documentDate: string | null;
  language: string;
  symbol: string | null;
  revision: string;
  sectionCount: number;
  passageCount: number;
  fileName: string | null;
  fileFormat: string | null;
  addedAt: string | null;
  removable: boolean;
  speakers: string[];
  pageCount: number | null;
  doubtfulSections: number;
  reading?: string | undefined;
}

export interface DocumentDetail extends DocumentSummary {
  sections: {
    number: number;
    topic: string | null;
    speaker: string | null;
    honorific: string | null;
    role: string | null;
    organization: string | null;
    affiliation: string | null;
    country: string | null;
    passages: {
      id: string;
      parentId: string | null;
      item: number | null;
      paragraph: number;
      kind: string;
      start: number;
      end: number;
      text: string;
      markup?: Span[] | undefined;
      translations: { language: string; text: string; official: boolean; inDoubt?: boolean | undefined }[];
    }[];
  }[];
}

/** What became of the files that were added together. */
export interface Job {
  id: string;
  state: "running" | "ended" | "cancelled";
  createdAt: string;
  files: JobFile[];
}

export interface JobFile {
  name: string;
  bytes: number;
  /** `waiting`, `reading`, `indexing`, then `added`, `replaced`, `unchanged`, `failed` or `cancelled`. */
  state: string;
  progress: { done: number; total: number } | null;
  documentId: string | null;
  problem: Problem | null;
}

export interface PutReport {
  document: DocumentSummary;
  /** The revision whose place this one took; null for a new record. */
  replaced: string | null;
  unchanged: boolean;
}

/** RFC 9457 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors: { path: string; message: string }[];
  /** When the same request may succeed, where the server can tell. */
  retryAfterSeconds?: number | undefined;
  /** Id of the record that holds the same text already. */
  existing?: string | undefined;
}

/** A file to be added, under its name without folders. */
export interface GivenFile {
  name: string;
  content: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string;
}
