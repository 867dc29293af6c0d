import type { CorrectionInput, CorrectionList, CorrectionsReport } from "../../server/corrections-protocol.ts";
import type { Problem } from "../../server/protocol.ts";
import type { Loaded } from "../state.ts";

/** What the reader asks to be done to a record's reading. */
export type ChangeAsked =
  | { readonly type: "correct"; readonly correction: CorrectionInput }
  | { readonly type: "undo"; readonly correctionId: string; readonly correction: CorrectionInput }
  | { readonly type: "undo-all" };

export type Change = ChangeAsked & { readonly id: string };

export interface RecordCorrections {
  readonly list: Loaded<CorrectionList>;
  /** One after the other: the first is under way. */
  readonly waiting: readonly Change[];
  /** They can be tried again: nothing that the reader said is lost. */
  readonly failed: readonly { readonly change: Change; readonly problem: Problem | null }[];
  /** Done last, and the correction that came of it, which can be undone. */
  readonly done: { readonly change: Change; readonly correctionId: string | null } | null;
}

export const noCorrections: RecordCorrections = { list: { phase: "loading" }, waiting: [], failed: [], done: null };

export type CorrectionsEvent =
  | { readonly type: "corrections-listed"; readonly list: Loaded<CorrectionList> }
  | { readonly type: "change-asked"; readonly change: Change }
  | { readonly type: "change-done"; readonly change: Change; readonly report: CorrectionsReport }
  | { readonly type: "change-failed"; readonly change: Change; readonly problem: Problem | null }
  /** The reader has seen what came of it. */
  | { readonly type: "changes-dismissed" };

export function reduceCorrections(state: RecordCorrections, event: CorrectionsEvent): RecordCorrections {
  switch (event.type) {
    case "corrections-listed":
      return { ...state, list: event.list };
    case "change-asked":
      return {
        ...state,
        waiting: [...state.waiting, event.change],
        failed: state.failed.filter(({ change }) => change.id !== event.change.id),
        done: null,
      };
    case "change-done": {
      const { reading, corrections } = event.report;
      return {
        ...state,
        list: { phase: "ready", value: { reading, corrections } },
        waiting: without(state.waiting, event.change),
        done: {
          change: event.change,
          correctionId: event.change.type === "correct" ? (corrections.at(-1)?.id ?? null) : null,
        },
      };
    }
    case "change-failed": {
      const { change, problem } = event;
      return {
        ...state,
        waiting: without(state.waiting, change),
        failed: [...state.failed, { change, problem }],
      };
    }
    case "changes-dismissed":
      return { ...state, failed: [], done: null };
  }
}

function without(changes: readonly Change[], done: Change): readonly Change[] {
  return changes.filter(({ id }) => id !== done.id);
}

/** Whether it is said already, or about to be: of several corrections of one place the last holds. */
export function isSaid(correction: CorrectionInput, { list, waiting }: RecordCorrections): boolean {
  const made = list.phase === "ready" ? list.value.corrections.filter(({ applied }) => applied) : [];
  const asked = waiting.flatMap((change) => (change.type === "correct" ? [change.correction] : []));
  const all: readonly CorrectionInput[] = [...made.map((each) => each.correction), ...asked];
  const last = all.findLast((other) => subjectOf(other) === subjectOf(correction));
  return last !== undefined && contentOf(last) === contentOf(correction);
}

/** What of the record a correction is about. */
function subjectOf(correction: CorrectionInput): string {
  if (correction.type === "kind") return `kind ${correction.start} ${correction.end ?? ""}`;
  if ("start" in correction) return `place ${correction.start}`;
  return correction.type === "same-person" ? `names ${correction.names.toSorted().join("\n")}` : correction.type;
}

/** All that it says but the proof of its place; what is left out is null. */
function contentOf(correction: CorrectionInput): string {
  const told = Object.entries(correction).filter(([field, value]) => field !== "quote" && value != null);
  return JSON.stringify(told.sort(([one], [other]) => (one < other ? -1 : 1)));
}
