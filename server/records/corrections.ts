import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { fitsSource, isPlaced } from "../../corpus/corrections/correction.ts";
import { type CorrectionInput, correctionLimits } from "../corrections-protocol.ts";
import { type CorrectionIssue, NotFoundError, UnfittingCorrectionsError } from "../request-errors.ts";
import type { Answering, ChangeScope, IndexOptions } from "./changes.ts";
import { explainWriteError } from "./file-system.ts";
import { type AddedRecord, type CollectedRecord, documentsOf, isAdded, recordsOf } from "./held-records.ts";
import type { Overlay, OverlayFolder } from "./overlay.ts";

/** Makes the corrections that are to hold instead of those that do. @throws to change nothing. */
export type OverlayChange = (record: CollectedRecord) => Overlay;

export interface CorrectedScope {
  readonly scope: ChangeScope & { readonly overlays: OverlayFolder };
  readonly options: IndexOptions;
}

/**
 * Holds a record that was read again with other corrections, in one change of the index.
 * @returns Null where the record that it was read from is not held any more: it changed, or was removed, meanwhile.
 * @throws NoRoomError when the disk is full.
 */
export async function keepCorrected(
  before: Answering,
  read: { readonly record: CollectedRecord; readonly corrected: CollectedRecord },
  { scope, options }: CorrectedScope,
): Promise<CollectedRecord | null> {
  const { record, corrected } = read;
  if (!recordsOf(before).includes(record)) return null;
  const { id } = record.document;
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
  { store, overlays }: Pick<CorrectedScope["scope"], "store" | "overlays">,
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

/**
 * The overlay with these corrections; one that holds already, and that no later one can contradict, is not made twice:
 * where none is new it is the very overlay.
 * @throws UnfittingCorrectionsError where one of them is not of this text.
 */
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
  const fresh = newCorrections(overlay, corrections);
  if (overlay.length + fresh.length > correctionLimits.correctionsPerRecord) {
    issues.push({ path: "corrections", flaw: "too-many" });
  }
  if (issues.length > 0) throw new UnfittingCorrectionsError(issues);
  if (fresh.length === 0) return overlay;
  const createdAt = new Date().toISOString();
  return [...overlay, ...fresh.map((correction) => ({ id: randomUUID(), createdAt, correction }))];
}

/**
 * Those that are not the last word on their place already. One that was said before, and contradicted since, is new: it
 * is to hold again.
 */
function newCorrections(overlay: Overlay, corrections: readonly CorrectionInput[]): readonly CorrectionInput[] {
  const said = overlay.map(({ correction }) => correction);
  const fresh: CorrectionInput[] = [];
  for (const correction of corrections) {
    const same = said.findLastIndex((other) => isDeepStrictEqual(other, correction));
    const isLast = same >= 0 && said.slice(same + 1).every((later) => !concernSame(later, correction));
    if (isLast) continue;
    said.push(correction);
    fresh.push(correction);
  }
  return fresh;
}

/** Whether the later of two may say otherwise than the earlier. */
function concernSame(later: CorrectionInput, earlier: CorrectionInput): boolean {
  if (isPlaced(later) && isPlaced(earlier)) return later.start === earlier.start;
  return !isPlaced(later) && !isPlaced(earlier) && later.type === earlier.type;
}

/** The overlay without one, or without any. @throws NotFoundError */
export function withoutCorrection({ overlay }: CollectedRecord, correctionId: string | null): Overlay {
  if (correctionId === null) return [];
  const rest = overlay.filter(({ id }) => id !== correctionId);
  if (rest.length === overlay.length) throw new NotFoundError("correction", correctionId);
  return rest;
}
