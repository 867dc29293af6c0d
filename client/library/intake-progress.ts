import type { JobFile, JobFileState } from "../../server/ingest-protocol.ts";
import type { Intake } from "./library-state.ts";

/** Shares of the whole way of a file: it is sent, read, then indexed. */
const sendingShare = 0.2;
const readingShare = 0.2;

const ended = new Set<JobFileState>(["added", "replaced", "unchanged", "failed", "cancelled"]);

export function hasEnded({ state }: JobFile): boolean {
  return ended.has(state);
}

export function isHeld({ state }: JobFile): boolean {
  return state === "added" || state === "replaced";
}

/** How far one file is, from 0 to 1. */
export function fileShare(file: JobFile): number {
  if (hasEnded(file)) return 1;
  if (file.state !== "indexing") return sendingShare;
  const { done, total } = file.progress ?? { done: 0, total: 0 };
  const indexed = total > 0 ? Math.min(1, done / total) : 0;
  return sendingShare + readingShare + (1 - sendingShare - readingShare) * indexed;
}

/** How far all of it is, from 0 to 1: it grows only. */
export function intakeShare({ job, sent }: Intake): number {
  if (job === null) return sendingShare * sent;
  if (job.files.length === 0) return 1;
  return job.files.reduce((sum, file) => sum + fileShare(file), 0) / job.files.length;
}

export interface IntakeCounts {
  readonly total: number;
  readonly ended: number;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly cancelled: number;
}

export function countFiles({ job, files }: Intake): IntakeCounts {
  const known = job?.files ?? [];
  const inState = (state: JobFileState) => known.filter((file) => file.state === state).length;
  return {
    total: job === null ? files.length : known.length,
    ended: known.filter(hasEnded).length,
    added: inState("added"),
    replaced: inState("replaced"),
    unchanged: inState("unchanged"),
    failed: inState("failed"),
    cancelled: inState("cancelled"),
  };
}

/** What a reader should look at in a record that was read, the gravest first. */
export type Concern = "no-speakers" | "doubts" | "unattributed" | "none";

export function concernOf({ audit }: Pick<NonNullable<JobFile["report"]>, "audit">): Concern {
  if (audit.speakerCount === 0) return "no-speakers";
  if (audit.doubts.length > 0) return "doubts";
  return audit.unattributed.length > 0 || audit.unaccounted.length > 0 ? "unattributed" : "none";
}

const concernRank: Readonly<Record<Concern, number>> = { "no-speakers": 1, doubts: 2, unattributed: 3, none: 4 };

/** Files of an ended job: those that failed, then those that raise doubts, then the rest, each in the given order. */
export function byAttention(files: readonly JobFile[]): readonly JobFile[] {
  return [...files].sort((left, right) => attentionRank(left) - attentionRank(right));
}

function attentionRank(file: JobFile): number {
  if (file.state === "failed") return 0;
  return file.report === null ? concernRank.none : concernRank[concernOf(file.report)];
}
