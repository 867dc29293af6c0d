import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { ExtractText } from "../../corpus/catalogue.ts";
import { revisionOf } from "../../corpus/extraction/source.ts";
import { type ExtractedFile, fileFormatNames, fileNoteSchema } from "../../corpus/formats/file-format.ts";
import { extensionOf } from "../../corpus/formats/file-names.ts";
import { recordStructureSchema } from "../../corpus/formats/record-structure.ts";
import { RecordReadError, recordReadReasons } from "../../corpus/record-read-error.ts";
import { listFolder } from "./file-system.ts";
import { writeWholeFile } from "./whole-files.ts";

type FileGiven = Parameters<ExtractText>[0];
type Keep = (file: FileGiven, extract: () => Promise<ExtractedFile>) => Promise<ExtractedFile>;

/** Texts of files that are only read and stand elsewhere, each extracted once. */
export interface Extractions {
  /** Whatever is not asked for while this work goes on is of files that are not there any more, and is forgotten. */
  during<Result>(work: (keep: Keep) => Promise<Result>): Promise<Result>;
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

export interface ExtractionsOptions {
  readonly directory: string;
  /** Names what decides on a refusal, the reader's version and its limits: another one tries the file again. */
  readonly refusedBy: string;
}

/**
 * One file an extraction, named by the hash of what it was made from. An extraction is never made anew, so that offsets and
 * revision hold over upgrades; a file that was refused is not read again at each start, but after a change of what refuses.
 */
export function openExtractions({ directory, refusedBy }: ExtractionsOptions): Extractions {
  const keptOf = async (path: string): Promise<ExtractedFile | null> => {
    const entry = await readEntry(path);
    if (entry === null) return null;
    if ("refusedBy" in entry) {
      const { message, reason, details } = entry;
      if (entry.refusedBy === refusedBy) throw new RecordReadError(message, { reason, details });
      return null;
    }
    const { extracted, revision } = entry;
    // What is absent is not undefined: the file's own type says so.
    return revisionOf(extracted.text) === revision ? (extracted as ExtractedFile) : null;
  };

  const write = (path: string, entry: z.infer<typeof entrySchema>) =>
    // A start does not fail for want of room: the file is read again at the next one.
    writeWholeFile(path, JSON.stringify(entry)).catch(() => {});

  async function keep(path: string, extract: () => Promise<ExtractedFile>): Promise<ExtractedFile> {
    const kept = await keptOf(path);
    if (kept !== null) return kept;
    try {
      const extracted = await extract();
      const { fileFormat, text, format, structure, pages } = extracted;
      const notes = [...extracted.notes].map((note) => ({ ...note, ...(note.pages && { pages: [...note.pages] }) }));
      const entry = { fileFormat, text, format, structure, pages: pages === null ? null : [...pages], notes };
      await write(path, { version: 1, revision: revisionOf(text), extracted: entry } as z.infer<typeof entrySchema>);
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
  };
}

/** The extension too decides how a file is read. */
function nameOf({ name, bytes }: FileGiven): string {
  return `${createHash("sha256")
    .update(`${extensionOf(name)}\n`)
    .update(bytes)
    .digest("hex")}.json`;
}

async function readEntry(path: string): Promise<z.infer<typeof entrySchema> | null> {
  try {
    return entrySchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

async function sweep(directory: string, kept: ReadonlySet<string>): Promise<void> {
  const { files } = await listFolder(directory);
  for (const file of files) if (!kept.has(file)) await rm(join(directory, file), { force: true }).catch(() => {});
}
