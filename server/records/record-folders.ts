import { mkdir, readFile, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { revisionOf } from "../../corpus/extraction/source.ts";
import { fileNoteSchema } from "../../corpus/formats/file-format.ts";
import { extensionOf } from "../../corpus/formats/file-names.ts";
import { recordStructureSchema } from "../../corpus/formats/record-structure.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import type { VouchedFile } from "./file-checks.ts";
import { isFileError, listFolder, sha256Of } from "./file-system.ts";
import { isOverlay, overlayFile, readOverlay } from "./overlay.ts";
import { isNamedAfter, isPartName, namePart, noteFile, parseNote, type RecordNote } from "./record-note.ts";
import type { HeldRecord, HeldText, NewRecord } from "./record-store.ts";
import { writeWholeFile } from "./whole-files.ts";

/** What the format told beside the text, as it is kept. */
const structureFileSchema = z.object({
  structure: recordStructureSchema.nullable(),
  pages: z.array(z.int().nonnegative()).nullable(),
  notes: z.array(fileNoteSchema),
});

/** Null where the folder holds no record. @throws RecordReadError when the note of one is damaged, or gone. */
export async function readNote(folder: string): Promise<RecordNote | null> {
  try {
    return parseNote(await readFile(join(folder, noteFile), "utf8"));
  } catch (cause) {
    if (!isFileError(cause, "ENOENT") || (await hasLostNote(folder))) throw damagedError(cause);
    return null;
  }
}

/** @throws RecordReadError when the corrections are damaged, or text or structure are not those that the note tells of. */
export async function readFolderText(folder: string, note: RecordNote): Promise<HeldText> {
  const { format, parts, revision } = note;
  const overlay = await readOverlay(join(folder, overlayFile));
  try {
    const text = await readFile(join(folder, parts.text), "utf8");
    if (revisionOf(text) !== revision) throw damagedError();
    if (parts.structure === null) return { text, format, structure: null, pages: null, notes: [], overlay };
    const structure = await readFile(join(folder, parts.structure), "utf8");
    if (!isToldStructure(note, sha256Of(structure))) throw damagedError();
    const told = structureFileSchema.parse(JSON.parse(structure));
    // What is absent is not undefined: the note's own type says so.
    return { text, format, ...told, notes: told.notes as HeldText["notes"], overlay };
  } catch (cause) {
    throw cause instanceof RecordReadError ? cause : damagedError(cause);
  }
}

/** Notes of before tell of its hash only the beginning, in the name of the part. */
function isToldStructure({ parts, structureSha256 }: RecordNote, sha256: string): boolean {
  if (parts.structure === null) return true;
  return structureSha256 == null ? isNamedAfter(parts.structure, sha256) : structureSha256 === sha256;
}

/** The files of a record's folder that its note vouches for, each with what its bytes must hash to. */
export function vouchedFiles(folder: string, note: RecordNote): readonly VouchedFile[] {
  const { parts, revision, originalSha256 } = note;
  const files: VouchedFile[] = [
    { path: join(folder, noteFile), of: "reading", isRight: (bytes) => isSameNote(bytes, note) },
    { path: join(folder, parts.text), of: "reading", isRight: (bytes) => `sha256:${sha256Of(bytes)}` === revision },
  ];
  if (parts.structure !== null) {
    const isRight = (bytes: Uint8Array) => isToldStructure(note, sha256Of(bytes));
    files.push({ path: join(folder, parts.structure), of: "reading", isRight });
  }
  if (parts.original !== parts.text) {
    const isRight = (bytes: Uint8Array) => sha256Of(bytes) === originalSha256;
    files.push({ path: join(folder, parts.original), of: "original", isRight });
  }
  files.push({ path: join(folder, overlayFile), of: "reading", isRight: isOverlay, isOptional: true });
  return files;
}

function isSameNote(bytes: Uint8Array, note: RecordNote): boolean {
  try {
    return isDeepStrictEqual(parseNote(Buffer.from(bytes).toString("utf8")), note);
  } catch {
    return false;
  }
}

/** Null where the format told nothing beside the text. */
export function structureText({ structure, pages, notes }: NewRecord["extracted"]): string | null {
  const toldNothing = structure === null && pages === null && notes.length === 0;
  return toldNothing ? null : JSON.stringify({ structure, pages, notes });
}

interface WrittenParts extends Pick<RecordNote, "parts"> {
  readonly structureSha256: string | null;
}

/** Stands in a folder from before its first parts until its note: parts without either have lost their note. */
export const begunNote = `${noteFile}.${"0".repeat(12)}`;

/** Whether a folder without a note holds a record all the same: nothing of it may be taken away. */
async function hasLostNote(folder: string): Promise<boolean> {
  const { files } = await listFolder(folder);
  return files.some(isPartName) && !files.some((file) => file === noteFile || file.startsWith(`${noteFile}.`));
}

/**
 * Writes the parts of a record; nothing names them yet. Where one cannot be written none is left.
 * @param begins Whether the folder has no note so far.
 */
export async function writeParts(folder: string, record: NewRecord, begins: boolean): Promise<WrittenParts> {
  const { bytes, extracted, fileName } = record;
  const { text } = extracted;
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  const write = async (kind: keyof RecordNote["parts"], content: Uint8Array | string, extension: string) => {
    const name = namePart(kind, sha256Of(content), extension);
    written.push(name);
    await writeWholeFile(join(folder, name), content);
    return name;
  };
  try {
    if (begins) await writeWholeFile(join(folder, begunNote), "");
    const textPart = await write("text", text, "txt");
    const told = structureText(extracted);
    const parts = {
      text: textPart,
      structure: told === null ? null : await write("structure", told, "json"),
      original: isSameText(bytes, text) ? textPart : await write("original", bytes, extensionOf(fileName) || "bin"),
    };
    return { parts, structureSha256: told === null ? null : sha256Of(told) };
  } catch (error) {
    for (const name of written) await rm(join(folder, name), { force: true });
    await rm(join(folder, begunNote), { force: true });
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

export async function removeParts(folder: string, parts: RecordNote["parts"] | null): Promise<void> {
  for (const part of new Set(Object.values(parts ?? {}))) {
    if (part !== null) await rm(join(folder, part), { force: true });
  }
}

/** Takes away what a process that was killed had begun; the folder too, where nothing else is in it. */
export async function sweepFolder(folder: string, note: RecordNote | null): Promise<void> {
  const named = new Set<string | null>(note === null ? [] : Object.values(note.parts));
  const { files } = await listFolder(folder);
  // Of a note that names what is not there, a part's name may be what is damaged: nothing is taken away then.
  if ([...named].some((part) => part !== null && !files.includes(part))) return;
  // The beginning of a file that was being written is named after it.
  const begun = [noteFile, overlayFile].map((file) => `${file}.`);
  const isOurs = (file: string) => isPartName(file) || begun.some((beginning) => file.startsWith(beginning));
  for (const file of files) if (isOurs(file) && !named.has(file)) await rm(join(folder, file), { force: true });
  if (note === null) await rmdir(folder).catch(() => {});
}

export function damagedError(cause?: unknown): RecordReadError {
  return new RecordReadError(
    "What is kept of this record is damaged. Remove its folder and add the file again, or put the folder back from a backup.",
    { cause, reason: "damaged" },
  );
}
