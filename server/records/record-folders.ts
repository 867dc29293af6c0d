import { mkdir, readFile, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { revisionOf } from "../../corpus/extraction/source.ts";
import { fileNoteSchema } from "../../corpus/formats/file-format.ts";
import { extensionOf } from "../../corpus/formats/file-names.ts";
import { recordStructureSchema } from "../../corpus/formats/record-structure.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { isFileError, listFolder, sha256Of } from "./file-system.ts";
import { overlayFile, readOverlay } from "./overlay.ts";
import { isPartName, namePart, noteFile, type RecordNote, recordNoteSchema } from "./record-note.ts";
import type { HeldRecord, HeldText, NewRecord } from "./record-store.ts";

/** What the format told beside the text, as it is kept. */
const structureFileSchema = z.object({
  structure: recordStructureSchema.nullable(),
  pages: z.array(z.int().nonnegative()).nullable(),
  notes: z.array(fileNoteSchema),
});

/** Null where the folder has no note: then it holds no record. @throws RecordReadError when the note is damaged. */
export async function readNote(folder: string): Promise<RecordNote | null> {
  try {
    return recordNoteSchema.parse(JSON.parse(await readFile(join(folder, noteFile), "utf8")));
  } catch (cause) {
    if (isFileError(cause, "ENOENT")) return null;
    throw damagedError(cause);
  }
}

/** @throws RecordReadError when the corrections are damaged, or the text is not the one that the note tells of. */
export async function readFolderText(folder: string, note: RecordNote): Promise<HeldText> {
  const { format, parts, revision } = note;
  const overlay = await readOverlay(join(folder, overlayFile));
  try {
    const text = await readFile(join(folder, parts.text), "utf8");
    if (revisionOf(text) !== revision) throw damagedError();
    if (parts.structure === null) return { text, format, structure: null, pages: null, notes: [], overlay };
    const told = structureFileSchema.parse(JSON.parse(await readFile(join(folder, parts.structure), "utf8")));
    // What is absent is not undefined: the note's own type says so.
    return { text, format, ...told, notes: told.notes as HeldText["notes"], overlay };
  } catch (cause) {
    throw cause instanceof RecordReadError ? cause : damagedError(cause);
  }
}

/** Writes the parts of a record; nothing names them yet. Where one cannot be written none is left. */
export async function writeParts(folder: string, record: NewRecord): Promise<RecordNote["parts"]> {
  const { bytes, extracted, fileName } = record;
  const { text, structure, pages, notes } = extracted;
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  const write = async (kind: keyof RecordNote["parts"], content: Uint8Array | string, extension: string) => {
    const name = namePart(kind, sha256Of(content), extension);
    written.push(name);
    await writeFileAtomic(join(folder, name), typeof content === "string" ? content : Buffer.from(content));
    return name;
  };
  try {
    const textPart = await write("text", text, "txt");
    const toldNothing = structure === null && pages === null && notes.length === 0;
    return {
      text: textPart,
      structure: toldNothing ? null : await write("structure", JSON.stringify({ structure, pages, notes }), "json"),
      original: isSameText(bytes, text) ? textPart : await write("original", bytes, extensionOf(fileName) || "bin"),
    };
  } catch (error) {
    for (const name of written) await rm(join(folder, name), { force: true });
    await rmdir(folder).catch(() => {});
    throw error;
  }
}

function isSameText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(text, "utf8").equals(bytes);
}

export function describeHeld(id: string, folderName: string, note: RecordNote): HeldRecord {
  const { fileName, fileFormat, addedAt, revision, originalSha256, pageCount } = note;
  return { id, fileName, fileFormat, addedAt, revision, originalSha256, pageCount, file: `${folderName}/${noteFile}` };
}

export async function removeParts(folder: string, parts: RecordNote["parts"]): Promise<void> {
  for (const part of new Set(Object.values(parts))) {
    if (part !== null) await rm(join(folder, part), { force: true });
  }
}

/** Takes away what a process that was killed had begun; the folder too, where nothing else is in it. */
export async function sweepFolder(folder: string, note: RecordNote | null): Promise<void> {
  const named = new Set<string | null>(note === null ? [] : Object.values(note.parts));
  const { files } = await listFolder(folder);
  // The beginning of a file that was being written is named after it.
  const begun = [noteFile, overlayFile].map((file) => `${file}.`);
  const isOurs = (file: string) => isPartName(file) || begun.some((beginning) => file.startsWith(beginning));
  for (const file of files) if (isOurs(file) && !named.has(file)) await rm(join(folder, file), { force: true });
  if (note === null) await rmdir(folder).catch(() => {});
}

function damagedError(cause?: unknown): RecordReadError {
  return new RecordReadError(
    "What is kept of this record is damaged. Remove its folder and add the file again, or put the folder back from a backup.",
    { cause, reason: "damaged" },
  );
}
