import { readFile, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import * as z from "zod";
import { formatOf } from "../../corpus/catalogue.ts";
import { decodeSource, revisionOf } from "../../corpus/extraction/source.ts";
import { extensionOf } from "../../corpus/formats/file-names.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import type { VouchedFile } from "./file-checks.ts";
import { sha256Of } from "./file-system.ts";
import { makeRecordId } from "./record-ids.ts";
import type { HeldRecord, HeldText } from "./record-store.ts";

const flatNoteSchema = z.object({
  id: z.string().min(1),
  fileName: z.string().min(1),
  revision: z.string(),
  ingestedAt: z.iso.datetime(),
});

/** Formats whose text is extracted once: a file of them that lies in the folder is taken in as one that is added. */
const extractedExtensions: ReadonlySet<string> = new Set([
  "docx",
  "docm",
  "dotx",
  "pdf",
  "html",
  "htm",
  "xhtml",
  "vtt",
  "srt",
]);

/** What a file in the folder of records is, by its name: a text that is read where it lies, a stray, or none of ours. */
export function kindOfFile(file: string): "text" | "stray" | null {
  if (file.startsWith(".")) return null;
  if (formatOf(file) !== null) return "text";
  return extractedExtensions.has(extensionOf(file)) ? "stray" : null;
}

/**
 * The older form of a record, and that of a text file that somebody put into the folder: `<id>.txt` or `<id>.md`, with
 * `<id>.json` beside it. Where there is no note, or one that is none of this record's, the text is read without it.
 * @throws RecordReadError when it is no text, or not the one that its note tells of; the file system's own errors.
 */
export async function readFlatRecord(
  directory: string,
  file: string,
  isTaken: (id: string) => boolean,
): Promise<HeldRecord> {
  const bytes = await readFile(join(directory, file));
  const revision = revisionOf(decodeSource(bytes));
  const stem = basename(file, extname(file));
  const note = await readFlatNote(join(directory, `${stem}.json`));
  // Whoever changed the text on purpose has a note that is in the way; whoever did not has lost a record's words.
  if (note?.id === stem && note.revision !== revision) throw otherTextError(stem);
  const isOwn = note?.id === stem && !isTaken(stem);
  return {
    id: isOwn ? stem : makeRecordId(file, isTaken),
    fileName: isOwn ? note.fileName : file,
    fileFormat: formatOf(file) === "markdown" ? "markdown" : "text",
    addedAt: isOwn ? note.ingestedAt : null,
    revision,
    originalSha256: sha256Of(bytes),
    pageCount: null,
    file,
  };
}

export async function readFlatText(directory: string, { file, fileFormat }: HeldRecord): Promise<HeldText> {
  const text = decodeSource(await readFile(join(directory, file)));
  const format = fileFormat === "markdown" ? "markdown" : "text";
  return { text, format, structure: null, pages: null, notes: [], overlay: [] };
}

/** The file of a flat record; one without a note is what it was when it was read. */
export function vouchedFlatFile(path: string, revision: string): VouchedFile {
  const isRight = (bytes: Uint8Array) => {
    try {
      return revisionOf(decodeSource(bytes)) === revision;
    } catch {
      return false;
    }
  };
  return { path, of: "reading", isRight };
}

function otherTextError(stem: string): RecordReadError {
  return new RecordReadError(
    `The text is not the one that ${stem}.json tells of. Put the file back from a backup; if you changed it yourself, remove ${stem}.json.`,
    { reason: "damaged" },
  );
}

/** The text first: a note alone is no record. */
export async function removeFlatRecord(directory: string, file: string): Promise<void> {
  await rm(join(directory, file), { force: true });
  await rm(join(directory, `${basename(file, extname(file))}.json`), { force: true });
}

async function readFlatNote(path: string): Promise<z.infer<typeof flatNoteSchema> | null> {
  try {
    return flatNoteSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}
