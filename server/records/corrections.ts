import { randomUUID } from "node:crypto";
import { fitsSource, isPlaced } from "../../corpus/corrections/correction.ts";
import { type CorrectionInput, correctionLimits } from "../corrections-protocol.ts";
import { type CorrectionIssue, NotFoundError, UnfittingCorrectionsError } from "../request-errors.ts";
import type { Answering, ChangeScope, IndexOptions } from "./changes.ts";
import { explainWriteError } from "./file-system.ts";
import { type AddedRecord, type CollectedRecord, documentsOf, isAdded, recordsOf } from "./held-records.ts";
import type { Overlay, OverlayFolder } from "./overlay.ts";
import { readWithOverlay } from "./rereading.ts";

export interface OverlayChange {
  readonly id: string;
  /** The corrections that are to hold instead of those that do. @throws to change nothing. */
  readonly change: (record: CollectedRecord) => Overlay;
  readonly scope: ChangeScope & { readonly overlays: OverlayFolder };
  readonly options: IndexOptions;
}

/**
 * Reads the record again with other corrections, in one change of the index.
 * @throws NotFoundError; whatever `change` throws; RecordReadError; NoRoomError when the disk takes nothing more.
 */
export async function changeOverlay(
  before: Answering,
  { id, change, scope, options }: OverlayChange,
): Promise<CollectedRecord> {
  const record = recordsOf(before).find(({ document }) => document.id === id);
  if (record === undefined) throw new NotFoundError("document", id);
  const corrected = await readWithOverlay(record, change(record), scope, options);
  const documents = documentsOf(before).map((document) => (document.id === id ? corrected.document : document));
  const assistant = await scope.openAssistant(documents, options);
  // The index is derived from the records, and may run ahead of them: from here on nothing is given up.
  const kept = await keepOverlay(corrected, scope);
  const replace = <Held extends CollectedRecord>(held: Held): Held =>
    // An added record stays an added one.
    held.document.id === id ? (kept as Held) : held;
  scope.answer({
    ...before,
    embedded: before.embedded.map(replace),
    added: before.added.map(replace),
    assistant,
  });
  return kept;
}

async function keepOverlay(
  record: CollectedRecord,
  { store, overlays }: Pick<OverlayChange["scope"], "store" | "overlays">,
): Promise<CollectedRecord> {
  const { document, overlay } = record;
  try {
    if (isAdded(record)) {
      const kept: AddedRecord = { ...record, held: await store.writeOverlay(record.held, overlay, document.title) };
      return kept;
    }
    await overlays.write(document.id, overlay, document.revision);
    return record;
  } catch (error) {
    throw explainWriteError(error);
  }
}

/** The overlay with these corrections. @throws UnfittingCorrectionsError where one of them is not of this text. */
export function withCorrections(
  { document, overlay }: CollectedRecord,
  corrections: readonly CorrectionInput[],
): Overlay {
  const issues = corrections.flatMap((correction, index): CorrectionIssue[] => {
    const path = `corrections[${index}]`;
    if (!fitsSource(correction, document.source)) return [{ path: `${path}.quote`, flaw: "other-text" }];
    const tellsNothing =
      !isPlaced(correction) && Object.values(correction).filter((value) => value !== undefined).length < 2;
    return tellsNothing ? [{ path, flaw: "nothing" }] : [];
  });
  if (overlay.length + corrections.length > correctionLimits.correctionsPerRecord) {
    issues.push({ path: "corrections", flaw: "too-many" });
  }
  if (issues.length > 0) throw new UnfittingCorrectionsError(issues);
  const createdAt = new Date().toISOString();
  return [...overlay, ...corrections.map((correction) => ({ id: randomUUID(), createdAt, correction }))];
}

/** The overlay without one, or without any. @throws NotFoundError */
export function withoutCorrection({ overlay }: CollectedRecord, correctionId: string | null): Overlay {
  if (correctionId === null) return [];
  const rest = overlay.filter(({ id }) => id !== correctionId);
  if (rest.length === overlay.length) throw new NotFoundError("correction", correctionId);
  return rest;
}
