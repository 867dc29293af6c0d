import type { CorrectionsReport } from "../../server/corrections-protocol.ts";
import { newId } from "../actions.ts";
import type { RecordLoader } from "../record/loading.ts";
import type { LibraryApi } from "../transport/library-api.ts";
import { attempt } from "./attempt.ts";
import type { Change, ChangeAsked } from "./corrections.ts";
import type { LibraryEvent } from "./library-state.ts";

/** Corrections of what was read, one after the other for each record. */
export interface Correcting {
  load(documentId: string): Promise<void>;
  /** True once the record reads so; false where that failed, and is told as such. */
  change(documentId: string, asked: ChangeAsked): Promise<boolean>;
  retry(documentId: string, change: Change): Promise<boolean>;
}

export interface CorrectingParts {
  readonly api: Pick<LibraryApi, "corrections" | "correct" | "undoCorrection">;
  readonly loader: Pick<RecordLoader, "revise">;
  readonly dispatch: (event: LibraryEvent) => void;
}

export function createCorrecting({ api, loader, dispatch }: CorrectingParts): Correcting {
  const latest = new Map<string, Promise<unknown>>();

  const send = (documentId: string, change: Change): Promise<CorrectionsReport> => {
    if (change.type === "correct") return api.correct(documentId, [change.correction]);
    return api.undoCorrection(documentId, change.type === "undo" ? change.correctionId : null);
  };
  const apply = async (documentId: string, change: Change): Promise<boolean> => {
    const outcome = await attempt(() => send(documentId, change));
    const tell = (event: Extract<LibraryEvent, { type: "record-corrected" }>["event"]) =>
      dispatch({ type: "record-corrected", documentId, event });
    if (!outcome.done) {
      tell({ type: "change-failed", change, problem: outcome.problem });
      return false;
    }
    const { audit, document } = outcome.value;
    dispatch({ type: "audit-changed", documentId, audit: { phase: "ready", value: audit } });
    await loader.revise(document);
    tell({ type: "change-done", change, report: outcome.value });
    return true;
  };
  const queue = (documentId: string, change: Change): Promise<boolean> => {
    dispatch({ type: "record-corrected", documentId, event: { type: "change-asked", change } });
    const before = latest.get(documentId) ?? Promise.resolve();
    const applied = before.then(() => apply(documentId, change));
    latest.set(
      documentId,
      applied.catch(() => false),
    );
    return applied;
  };

  return {
    async load(documentId) {
      const list = await attempt(() => api.corrections(documentId));
      dispatch({
        type: "record-corrected",
        documentId,
        event: {
          type: "corrections-listed",
          list: list.done ? { phase: "ready", value: list.value } : { phase: "failed", problem: list.problem },
        },
      });
    },
    change: (documentId, asked) => queue(documentId, { ...asked, id: newId() }),
    retry: queue,
  };
}
