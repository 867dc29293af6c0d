import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { formatOf } from "../../corpus/catalogue.ts";
import { decodeSource, revisionOf } from "../../corpus/extraction/source.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import type { TextFormat } from "../../corpus/text-extractor.ts";

import { makeRecordId } from "./record-ids.ts";

const noteSchema = z.object({
  id: z.string().min(1),
  fileName: z.string().min(1),
  format: z.enum(["text", "markdown"]),
  revision: z.string(),
  ingestedAt: z.iso.datetime(),
});
type Note = z.infer<typeof noteSchema>;

/** The source of a record that was added, and what is known of its file. */
export interface StoredRecord {
  readonly id: string;
  /** The name under which it was added. */
  readonly fileName: string;
  readonly format: TextFormat;
  readonly source: string;
}

/** Where a record's source stands in the folder. */
export interface HeldRecord extends StoredRecord {
  readonly file: string;
}

export interface RecordProblem {
  readonly file: string;
  readonly message: string;
}

export interface StoredRecords {
  readonly records: readonly HeldRecord[];
  /** Files that cannot be read as records. */
  readonly problems: readonly RecordProblem[];
}

export interface IngestedRecords {
  /** @param isReserved Ids that the records of another folder have. */
  list(isReserved: (id: string) => boolean): Promise<StoredRecords>;
  /** @param replaced The record whose place it takes. */
  save(record: StoredRecord, replaced: HeldRecord | null): Promise<HeldRecord>;
  remove(record: HeldRecord): Promise<void>;
}

const extensionOf: Readonly<Record<TextFormat, string>> = { text: ".txt", markdown: ".md" };

/**
 * A folder with the records that were added: `<id>.txt` or `<id>.md`, the source as it was given but for its byte
 * order mark, and `<id>.json` beside it. The source is the truth: where its note is missing or tells of another text
 * (someone put the file there by hand, or a crash came between the two writes), the record is read without it.
 */
export function openIngestedRecords(directory: string): IngestedRecords {
  const noteFile = (id: string) => join(directory, `${id}.json`);

  async function readNote(id: string): Promise<Note | null> {
    try {
      return noteSchema.parse(JSON.parse(await readFile(noteFile(id), "utf8")));
    } catch {
      return null;
    }
  }

  async function read(file: string, format: TextFormat, isTaken: (id: string) => boolean): Promise<HeldRecord> {
    const source = decodeSource(await readFile(join(directory, file)));
    const stem = file.slice(0, file.lastIndexOf("."));
    const note = await readNote(stem);
    if (note?.id === stem && note.revision === revisionOf(source) && !isTaken(stem)) {
      return { id: stem, fileName: note.fileName, format, source, file };
    }
    return { id: makeRecordId(file, isTaken), fileName: file, format, source, file };
  }

  return {
    list: async (isReserved) => {
      await mkdir(directory, { recursive: true });
      const entries = await readdir(directory, { withFileTypes: true });
      const files = entries.flatMap((entry) => (entry.isFile() && !entry.name.startsWith(".") ? [entry.name] : []));
      const records = new Map<string, HeldRecord>();
      const problems: RecordProblem[] = [];
      for (const file of files.sort()) {
        const format = formatOf(file);
        if (format === null) continue;
        try {
          const record = await read(file, format, (id) => isReserved(id) || records.has(id));
          records.set(record.id, record);
        } catch (error) {
          problems.push({ file, message: describeReadFailure(error) });
        }
      }
      return { records: [...records.values()], problems };
    },

    save: async (record, replaced) => {
      const { id, fileName, format, source } = record;
      const file = `${id}${extensionOf[format]}`;
      const note: Note = { id, fileName, format, revision: revisionOf(source), ingestedAt: new Date().toISOString() };
      await mkdir(directory, { recursive: true });
      await writeFileAtomic(join(directory, file), source);
      await writeFileAtomic(noteFile(id), `${JSON.stringify(note, null, 2)}\n`);
      if (replaced !== null && replaced.file !== file) await rm(join(directory, replaced.file), { force: true });
      return { ...record, file };
    },

    remove: async ({ id, file }) => {
      await rm(join(directory, file), { force: true });
      await rm(noteFile(id), { force: true });
    },
  };
}

/** @throws whatever is neither the file's nor the file system's fault. */
function describeReadFailure(error: unknown): string {
  if (error instanceof RecordReadError) return error.message;
  if (error instanceof Error && "code" in error) return `The file cannot be opened (${String(error.code)}).`;
  throw error;
}
