import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { createFileChecks } from "../records/file-checks.ts";
import { sha256Of } from "../records/file-system.ts";
import { correctionsOf } from "../records/overlay.ts";
import type { RecordReading } from "../records/reading/record-reading.ts";
import { readFolderText, readNote, structureText, vouchedFiles } from "../records/record-folders.ts";
import { noteFile, type RecordNote } from "../records/record-note.ts";
import type { HeldText } from "../records/record-store.ts";
import { writeWholeFile } from "../records/whole-files.ts";

export interface CheckedRecord {
  readonly damaged: readonly { readonly file: string; readonly mended: boolean }[];
  /** Null where it cannot be read. */
  readonly text: HeldText | null;
}

export interface RecordCheckOptions {
  readonly reading: RecordReading;
  readonly mend: boolean;
}

/** Looks at every byte of a record's folder; null where it holds no record. */
export async function checkRecordFolder(folder: string, options: RecordCheckOptions): Promise<CheckedRecord | null> {
  const note = await readNote(folder).catch((error: unknown) => {
    if (error instanceof RecordReadError) return "damaged" as const;
    throw error;
  });
  if (note === null) return null;
  if (note === "damaged") return { damaged: [{ file: noteFile, mended: false }], text: null };
  const found = await findDamaged(folder, note);
  const mended = options.mend && found.length > 0 ? await extractAgain(folder, note, options.reading) : false;
  const left = mended ? await findDamaged(folder, note) : found;
  const damaged = found.map((file) => ({ file, mended: !left.includes(file) }));
  const text = await readFolderText(folder, note).catch(() => null);
  return { damaged, text };
}

async function findDamaged(folder: string, note: RecordNote): Promise<readonly string[]> {
  const checks = createFileChecks();
  const damaged: string[] = [];
  for (const file of vouchedFiles(folder, note)) {
    if (!(await checks.isRight(file, { thorough: true }))) damaged.push(basename(file.path));
  }
  return damaged;
}

/**
 * Text and structure come from the file that was given: where that is whole and reads to the very same bytes, they are
 * written anew. @returns Whether anything was.
 */
async function extractAgain(folder: string, note: RecordNote, reading: RecordReading): Promise<boolean> {
  const { id, fileName, parts, revision, originalSha256 } = note;
  if (parts.original === parts.text) return false;
  try {
    const bytes = await readFile(join(folder, parts.original));
    if (sha256Of(bytes) !== originalSha256) return false;
    const { extracted } = await reading.readFile({ id, name: fileName, bytes });
    if (`sha256:${sha256Of(extracted.text)}` !== revision) return false;
    await writeWholeFile(join(folder, parts.text), extracted.text);
    // The note tells whether it is the same; one that a newer reader makes otherwise stays damaged.
    const told = structureText(extracted);
    const isSame = told !== null && parts.structure !== null && note.structureSha256 === sha256Of(told);
    if (isSame && parts.structure !== null) await writeWholeFile(join(folder, parts.structure), told);
    return true;
  } catch (error) {
    if (error instanceof RecordReadError) return false;
    throw error;
  }
}

/** Reads the record and proves its places: every passage's words are those of the text from its start to its end. */
export async function checkRecordText(id: string, held: HeldText, reading: RecordReading): Promise<readonly string[]> {
  const { text, notes: _, overlay, ...told } = held;
  const wrong = (told.pages ?? []).filter((start, index, pages) => {
    return start > text.length || start < (pages[index - 1] ?? 0);
  });
  const misplaced = wrong.map((start) => `page at ${start}`);
  try {
    const read = await reading.readText({ id, source: text, ...told, corrections: correctionsOf(overlay) });
    const { sections, source } = read.document;
    for (const passage of sections.flatMap(({ passages }) => passages)) {
      if (source.slice(passage.start, passage.end) !== passage.text) misplaced.push(passage.id);
    }
    return misplaced;
  } catch (error) {
    if (error instanceof RecordReadError) return [...misplaced, error.message];
    throw error;
  }
}
