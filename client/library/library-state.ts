import type { SessionView } from "../../server/access-protocol.ts";
import type { DocumentSummary, SetAsideSummary } from "../../server/document-protocol.ts";
import type { Job, RecordAudit, RemovedDocument } from "../../server/ingest-protocol.ts";
import type { Citation, Problem } from "../../server/protocol.ts";
import type { Loaded } from "../state.ts";
import { type CorrectionsEvent, noCorrections, type RecordCorrections, reduceCorrections } from "./corrections.ts";

/** Files that the reader gave together. */
export interface Intake {
  /** Given by the page: the server names its job only once it has all the files. */
  readonly id: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** `lost`: the server was not reached, or refused all of it. */
  readonly phase: "sending" | "working" | "ended" | "cancelled" | "lost";
  /** From 0 to 1, of what is sent. */
  readonly sent: number;
  readonly job: Job | null;
  readonly problem: Problem | null;
}

/** What was done last, for the notice that tells of it and undoes it. */
export type Notice =
  /** Under way: told at once, for it can take a while. */
  | { readonly type: "working"; readonly doing: "removing" | "restoring" | "purging"; readonly title: string }
  | { readonly type: "removed"; readonly document: Pick<DocumentSummary, "id" | "title"> }
  | { readonly type: "restored"; readonly document: Pick<DocumentSummary, "id" | "title"> }
  | { readonly type: "purged"; readonly title: string }
  | { readonly type: "failed"; readonly problem: Problem | null }
  /** Nothing of what was dropped or chosen is a file. */
  | { readonly type: "nothing-given" };

export interface PassageSearch {
  readonly query: string;
  readonly limit: number;
  readonly results: Loaded<readonly Citation[]>;
}

export interface LibraryState {
  /** Who the server takes the reader for; null until it is known. */
  readonly session: SessionView | null;
  /** The list's address as it was last shown: the way back to it (see listing.ts). */
  readonly listing: string;
  /** Latest first. */
  readonly intakes: readonly Intake[];
  readonly removed: readonly RemovedDocument[];
  /** On disk and not answered from. */
  readonly setAside: readonly SetAsideSummary[];
  /** Ids of the records that were removed here and not restored: what was told of their adding is past. */
  readonly gone: ReadonlySet<string>;
  readonly notice: Notice | null;
  readonly audits: ReadonlyMap<string, Loaded<RecordAudit>>;
  readonly corrections: ReadonlyMap<string, RecordCorrections>;
  readonly search: PassageSearch | null;
}

export type LibraryEvent =
  | { readonly type: "session-learned"; readonly session: SessionView }
  | { readonly type: "listing-shown"; readonly listing: string }
  | { readonly type: "intake-started"; readonly id: string; readonly files: Intake["files"] }
  /** A job that a page before this one has started. */
  | { readonly type: "intake-resumed"; readonly id: string; readonly job: Job }
  | { readonly type: "intake-sent"; readonly id: string; readonly share: number }
  | { readonly type: "job-changed"; readonly id: string; readonly job: Job }
  | { readonly type: "intake-cancelled"; readonly id: string }
  | { readonly type: "intake-lost"; readonly id: string; readonly problem: Problem | null }
  | { readonly type: "intake-dismissed"; readonly id: string }
  | { readonly type: "removed-listed"; readonly removed: readonly RemovedDocument[] }
  | { readonly type: "set-aside-listed"; readonly setAside: readonly SetAsideSummary[] }
  | { readonly type: "notice-changed"; readonly notice: Notice | null }
  | { readonly type: "audit-changed"; readonly documentId: string; readonly audit: Loaded<RecordAudit> }
  | { readonly type: "record-corrected"; readonly documentId: string; readonly event: CorrectionsEvent }
  | { readonly type: "search-changed"; readonly search: PassageSearch | null };

export const initialLibraryState: LibraryState = {
  session: null,
  listing: "",
  intakes: [],
  removed: [],
  setAside: [],
  gone: new Set(),
  notice: null,
  audits: new Map(),
  corrections: new Map(),
  search: null,
};

/** Whether records can be added, corrected and removed here. */
export function mayAdd({ session }: Pick<LibraryState, "session">): boolean {
  return session?.scopes.includes("add") ?? false;
}

export function reduceLibrary(state: LibraryState, event: LibraryEvent): LibraryState {
  switch (event.type) {
    case "session-learned":
      return { ...state, session: event.session };
    case "listing-shown":
      return state.listing === event.listing ? state : { ...state, listing: event.listing };
    case "removed-listed":
      return { ...state, removed: event.removed };
    case "set-aside-listed":
      return { ...state, setAside: event.setAside };
    case "notice-changed":
      return { ...state, notice: event.notice, gone: goneAfter(state.gone, event.notice) };
    case "audit-changed":
      return { ...state, audits: new Map(state.audits).set(event.documentId, event.audit) };
    case "record-corrected": {
      const { documentId, event: change } = event;
      const before = state.corrections.get(documentId) ?? noCorrections;
      return {
        ...state,
        corrections: new Map(state.corrections).set(documentId, reduceCorrections(before, change)),
      };
    }
    case "search-changed":
      return { ...state, search: event.search };
    case "intake-started": {
      const started: Intake = {
        id: event.id,
        files: event.files,
        phase: "sending",
        sent: 0,
        job: null,
        problem: null,
      };
      return { ...state, intakes: [started, ...state.intakes], notice: null };
    }
    case "intake-resumed": {
      const files = event.job.files.map(({ name, bytes }) => ({ name, bytes }));
      const resumed: Intake = {
        id: event.id,
        files,
        phase: phaseOf(event.job),
        sent: 1,
        job: event.job,
        problem: null,
      };
      return { ...state, intakes: [...state.intakes, resumed] };
    }
    case "intake-dismissed":
      return { ...state, intakes: state.intakes.filter(({ id }) => id !== event.id) };
    default:
      return {
        ...state,
        intakes: state.intakes.map((intake) => (intake.id === event.id ? advance(intake, event) : intake)),
      };
  }
}

function goneAfter(gone: LibraryState["gone"], notice: Notice | null): LibraryState["gone"] {
  if (notice?.type === "removed") return new Set([...gone, notice.document.id]);
  if (notice?.type === "restored") return new Set([...gone].filter((id) => id !== notice.document.id));
  return gone;
}

type IntakeEvent = Extract<LibraryEvent, { type: "intake-sent" | "job-changed" | "intake-cancelled" | "intake-lost" }>;

/** What has ended stays as it is: news that comes late changes nothing. */
function advance(intake: Intake, event: IntakeEvent): Intake {
  if (!isUnderWay(intake)) return intake;
  switch (event.type) {
    case "intake-sent":
      return { ...intake, sent: event.share };
    case "job-changed":
      return { ...intake, phase: phaseOf(event.job), sent: 1, job: event.job };
    case "intake-cancelled":
      return { ...intake, phase: "cancelled" };
    case "intake-lost":
      return { ...intake, phase: "lost", problem: event.problem };
  }
}

function phaseOf(job: Job): Intake["phase"] {
  return job.state === "running" ? "working" : job.state;
}

export function isUnderWay({ phase }: Intake): boolean {
  return phase === "sending" || phase === "working";
}
