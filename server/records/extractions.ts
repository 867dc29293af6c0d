import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import * as z from "zod";
import type { ExtractText } from "../../corpus/catalogue.ts";
import { revisionOf } from "../../corpus/extraction/source.ts";
import { type ExtractedFile, fileFormatNames, fileNoteSchema } from "../../corpus/formats/file-format.ts";
import { extensionOf } from "../../corpus/formats/file-names.ts";
import { recordStructureSchema } from "../../corpus/formats/record-structure.ts";
import { RecordReadError, recordReadReasons } from "../../corpus/record-read-error.ts";
import { isFileError, listFolder } from "./file-system.ts";
import type { RecordProblem } from "./record-store.ts";
import { readSealed, SealError, writeSealed } from "./sealed-json.ts";
import { writeWholeFile } from "./whole-files.ts";

type FileGiven = Parameters<ExtractText>[0];
type Keep = (file: FileGiven, extract: () => Promise<ExtractedFile>) => Promise<ExtractedFile>;

/** Texts of files that are only read and stand elsewhere, each extracted once. */
export interface Extractions {
  /** Whatever is not asked for while this work goes on is of files that are not there any more, and is forgotten. */
  during<Result>(work: (keep: Keep) => Promise<Result>): Promise<Result>;
  /** Null where nothing whole is kept of the file. @throws RecordReadError when that is a refusal which holds still. */
  kept(file: FileGiven): Promise<ExtractedFile | null>;
}

const extractionSchema = z.object({
  version: z.literal(1),
  /** Of the text: what does not match is damaged. */
  revision: z.string(),
  extracted: z.object({
    fileFormat: z.enum(fileFormatNames),
    text: z.string(),
    format: z.enum(["text", "markdown", "structured"]),
    structure: recordStructureSchema.nullable(),
    pages: z.array(z.int().nonnegative()).nullable(),
    notes: z.array(fileNoteSchema),
  }),
});

const refusalSchema = z.object({
  version: z.literal(1),
  refusedBy: z.string(),
  message: z.string(),
  reason: z.enum(recordReadReasons),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

const entrySchema = z.union([extractionSchema, refusalSchema]);
type Entry = z.infer<typeof entrySchema>;

export interface ExtractionsOptions {
  readonly directory: string;
  /** Names what decides on a refusal, the reader's version and its limits: another one tries the file again. */
  readonly refusedBy: string;
  /** What was kept is damaged: the text is extracted anew, and may read otherwise. */
  readonly onFileProblem: (problem: RecordProblem) => void;
}

/**
 * One file an extraction, named by the hash of what it was made from. An extraction is never made anew, so that offsets and
 * revision hold over upgrades; where one was damaged that is told, since nothing else tells how it read. A file that was refused is not read again at each start, but after a change of what refuses.
 */
export function openExtractions({ directory, refusedBy, onFileProblem }: ExtractionsOptions): Extractions {
  const keptOf = async (path: string): Promise<ExtractedFile | null> => {
    const entry = await readEntry(path);
    if (entry === "damaged") onFileProblem({ file: `extracted/${basename(path)}`, message: extractedAnew });
    if (entry === null || entry === "damaged") return null;
    if ("refusedBy" in entry) {
      const { message, reason, details } = entry;
      if (entry.refusedBy === refusedBy) throw new RecordReadError(message, { reason, details });
      return null;
    }
    // What is absent is not undefined: the file's own type says so.
    return entry.extracted as ExtractedFile;
  };

  const write = (path: string, entry: Entry) =>
    // A start does not fail for want of room: the file is read again at the next one.
    writeWholeFile(path, writeSealed(entry)).catch(() => {});

  async function keep(path: string, extract: () => Promise<ExtractedFile>): Promise<ExtractedFile> {
    const kept = await keptOf(path);
    if (kept !== null) return kept;
    try {
      const extracted = await extract();
      const { fileFormat, text, format, structure, pages } = extracted;
      const notes = [...extracted.notes].map((note) => ({ ...note, ...(note.pages && { pages: [...note.pages] }) }));
      const entry = { fileFormat, text, format, structure, pages: pages === null ? null : [...pages], notes };
      await write(path, { version: 1, revision: revisionOf(text), extracted: entry } as Entry);
      return extracted;
    } catch (error) {
      // A process that ended says nothing of the file for sure: it may have been told to.
      if (error instanceof RecordReadError && error.reason !== "crashed") {
        const { message, reason, details } = error;
        await write(path, { version: 1, refusedBy, message, reason, details: { ...details } });
      }
      throw error;
    }
  }

  return {
    during: async (work) => {
      const asked = new Set<string>();
      await mkdir(directory, { recursive: true }).catch(() => {});
      const result = await work((file, extract) => {
        const name = nameOf(file);
        asked.add(name);
        return keep(join(directory, name), extract);
      });
      // A folder that is empty may be one that is not mounted.
      if (asked.size > 0) await sweep(directory, asked);
      return result;
    },
    kept: (file) => keptOf(join(directory, nameOf(file))),
  };
}

/** The extension too decides how a file is read. */
function nameOf({ name, bytes }: FileGiven): string {
  return `${createHash("sha256")
    .update(`${extensionOf(name)}\n`)
    .update(bytes)
    .digest("hex")}.json`;
}

const extractedAnew =
  "What was kept of a file of the collection's own is damaged: its text is extracted anew. If a newer version reads it otherwise, quotes and corrections of before may not fit: put the file back from a backup then, and start again.";

async function readEntry(path: string): Promise<Entry | "damaged" | null> {
  try {
    return parseEntry(await readFile(path, "utf8"));
  } catch (error) {
    return isFileError(error, "ENOENT") ? null : "damaged";
  }
}

/** @throws SyntaxError, ZodError or SealError. Entries of before have no seal: their text alone is proved. */
function parseEntry(text: string): Entry {
  const entry = entrySchema.parse(readSealed(text));
  if ("extracted" in entry && revisionOf(entry.extracted.text) !== entry.revision) {
    throw new SealError("The text is not the one that was kept.");
  }
  return entry;
}

/** Whether these are the bytes of an extraction as they were written. */
export function isExtraction(bytes: Uint8Array): boolean {
  try {
    parseEntry(Buffer.from(bytes).toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

async function sweep(directory: string, kept: ReadonlySet<string>): Promise<void> {
  const { files } = await listFolder(directory);
  for (const file of files) if (!kept.has(file)) await rm(join(directory, file), { force: true }).catch(() => {});
}
