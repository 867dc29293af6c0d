import { carryTranslations } from "../../corpus/corrections/carried-translations.ts";
import type { CollectedRecord } from "./held-records.ts";
import { correctionsOf, type Overlay } from "./overlay.ts";
import type { ReadingOptions, RecordReading } from "./reading/record-reading.ts";
import type { RecordStore } from "./record-store.ts";

/** What reading a record again takes. */
export interface RereadingParts {
  readonly store: Pick<RecordStore, "readText">;
  readonly reading: RecordReading;
}

/** The record as it reads with these corrections. @throws RecordReadError */
export async function readWithOverlay<Held extends CollectedRecord>(
  record: Held,
  overlay: Overlay,
  { store, reading }: RereadingParts,
  { signal }: ReadingOptions,
): Promise<Held> {
  const { held, uncorrected } = record;
  const corrections = correctionsOf(overlay);
  const options = signal === undefined ? {} : { signal };
  if (held !== null) {
    const { text, notes: _notes, overlay: _overlay, ...told } = await store.readText(held);
    const read = await reading.readText({ id: held.id, source: text, ...told, corrections }, options);
    return { ...record, ...read, overlay };
  }
  if (uncorrected === null) throw new Error(`Nothing tells how “${record.document.id}” is read.`);
  if (overlay.length === 0) return { ...record, document: uncorrected.document, audit: uncorrected.audit, overlay };
  const { document, audit } = await reading.readText({ ...uncorrected.input, corrections }, options);
  const translations = carryTranslations(uncorrected.document, document);
  return { ...record, document: { ...document, translations }, audit, overlay };
}
