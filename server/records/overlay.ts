import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Correction } from "../../corpus/corrections/correction.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { type CorrectionInput, correctionSchema } from "../corrections-protocol.ts";
import type { VouchedFile } from "./file-checks.ts";
import { isFileError } from "./file-system.ts";
import { readSealed, writeSealed } from "./sealed-json.ts";
import { writeWholeFile } from "./whole-files.ts";

/** A correction that is kept. */
export interface StoredCorrection {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  readonly correction: CorrectionInput;
}

/** What people have said of a record's reading, oldest first. */
export type Overlay = readonly StoredCorrection[];

/** Beside the note of a record's folder. */
export const overlayFile = "overlay.json";

const overlaySchema = z.object({
  version: z.literal(1),
  /** Of the text that the last correction was made for. */
  revision: z.string(),
  corrections: z.array(z.object({ id: z.string(), createdAt: z.string(), correction: correctionSchema })),
});

export function correctionsOf(overlay: Overlay): readonly Correction[] {
  return overlay.map(({ correction }) => correction);
}

/** Whether two hold the very same corrections: each has an id of its own, and is never changed. */
export function isSameOverlay(one: Overlay, other: Overlay): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}

/** None where there is no such file. @throws RecordReadError when it is damaged: to read on without it would undo it. */
export async function readOverlay(path: string): Promise<Overlay> {
  try {
    return parseOverlay(await readFile(path, "utf8"));
  } catch (cause) {
    if (isFileError(cause, "ENOENT")) return [];
    throw new RecordReadError(
      `The corrections of this record are damaged: ${path}. Put the file back from a backup, or remove it to read the record without them.`,
      { cause, reason: "damaged" },
    );
  }
}

function parseOverlay(text: string): Overlay {
  return overlaySchema.parse(readSealed(text)).corrections;
}

/** Whether these are the bytes of corrections as they were written. */
export function isOverlay(bytes: Uint8Array): boolean {
  try {
    parseOverlay(Buffer.from(bytes).toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

/** In one step: the file holds the corrections of before, or these; none of them, and there is no file. */
export async function writeOverlay(path: string, overlay: Overlay, revision: string): Promise<void> {
  if (overlay.length === 0) return rm(path, { force: true });
  await writeWholeFile(path, writeSealed({ version: 1, revision, corrections: overlay }));
}

/** Corrections of records whose own folder is only read. */
export interface OverlayFolder {
  /** @throws RecordReadError */
  read(id: string): Promise<Overlay>;
  write(id: string, overlay: Overlay, revision: string): Promise<void>;
  /** The file of a record's corrections, which need not be there. */
  vouchedFile(id: string): VouchedFile;
}

/** One file a record, `<id>.json`. */
export function openOverlayFolder(directory: string): OverlayFolder {
  const fileOf = (id: string) => join(directory, `${encodeURIComponent(id)}.json`);
  return {
    read: (id) => readOverlay(fileOf(id)),
    vouchedFile: (id) => ({ path: fileOf(id), of: "reading", isRight: isOverlay, isOptional: true }),
    write: async (id, overlay, revision) => {
      await mkdir(directory, { recursive: true });
      await writeOverlay(fileOf(id), overlay, revision);
    },
  };
}
