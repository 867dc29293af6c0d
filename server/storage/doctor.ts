import { readFile, statfs } from "node:fs/promises";
import { join } from "node:path";
import { readCorpus } from "../../corpus/catalogue.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { namedCollectionsSchema } from "../ingest-protocol.ts";
import { findOpen, tightenFolder } from "../process/data-folder.ts";
import { isExtraction, openExtractions } from "../records/extractions.ts";
import { isOpinion } from "../records/feedback-store.ts";
import { isFileError, listFolder } from "../records/file-system.ts";
import { kindOfFile, readFlatRecord } from "../records/flat-records.ts";
import { isOverlay } from "../records/overlay.ts";
import type { RecordReading } from "../records/reading/record-reading.ts";
import { examineAccess } from "./access-check.ts";
import { listKeptFiles } from "./kept-files.ts";
import { findLeftovers } from "./leftovers.ts";
import { checkRecordFolder, checkRecordText } from "./record-check.ts";

/** What may be found to be wrong, by its code. */
export const findingCodes = [
  /** Bytes are not those that were kept. */
  "damaged",
  /** A place that is told of a text does not lie in it, or holds other words. */
  "offsets",
  /** Nothing names the file any more. */
  "leftover",
  "open-to-others",
  "little-room",
  "unreadable",
] as const;
type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  readonly code: FindingCode;
  /** Within the data folder, or the collection's own. */
  readonly path: string;
  /** For whoever looks further: which part of it. */
  readonly detail: string;
  readonly mended: boolean;
}

export interface DoctorReport {
  readonly dataDirectory: string;
  /** Held in the data folder. */
  readonly records: number;
  /** Removed, and to be put back for some minutes still. */
  readonly removed: number;
  readonly files: number;
  readonly bytes: number;
  readonly freeBytes: number;
  readonly findings: readonly Finding[];
}

export interface DoctorOptions {
  readonly dataDirectory: string;
  readonly corpusDirectory: string;
  /** Only the owner of the data folder may. */
  readonly mend: boolean;
  /** What takes files apart: within limits, as any of them may be one that stops its reader. */
  readonly reading: RecordReading;
  /** The limits' name, under which refusals are kept. */
  readonly refusedBy: string;
}

/** Below it the next records may find no room. */
const leastFreeBytes = 200_000_000;

/** Looks at everything that is kept, and mends what can be where that is asked for. */
export async function examine(options: DoctorOptions): Promise<DoctorReport> {
  const { dataDirectory, mend } = options;
  const findings: Finding[] = [];
  const tell = (code: FindingCode, path: string, detail: string, mended = false) =>
    void findings.push({ code, path, detail, mended });

  const removed = await examineFolders("removed", options, tell);
  const flat = await examineFlatRecords(join(dataDirectory, "documents"), tell);
  const records = flat + (await examineFolders("documents", options, tell));
  await examineCorpus(options, tell);
  await examineEach(dataDirectory, tell);
  await examineCollections(dataDirectory, tell);
  await examineAccess(dataDirectory, tell);
  for (const { path, remove } of await findLeftovers(dataDirectory)) {
    if (mend) await remove();
    tell("leftover", path, "", mend);
  }
  const open = await findOpen(dataDirectory);
  if (open.length > 0) {
    if (mend) await tightenFolder(dataDirectory);
    tell("open-to-others", ".", String(open.length), mend);
  }
  const { bavail, bsize } = await statfs(dataDirectory);
  const freeBytes = bavail * bsize;
  if (freeBytes < leastFreeBytes) tell("little-room", ".", String(freeBytes));
  const kept = await listKeptFiles(dataDirectory);
  const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  return { dataDirectory, records, removed, files: kept.length, bytes, freeBytes, findings };
}

export type Tell = (code: FindingCode, path: string, detail: string, mended?: boolean) => void;

/** @returns How many records lie there, each in a folder of its own. */
async function examineFolders(
  room: "documents" | "removed",
  { dataDirectory, mend, reading }: DoctorOptions,
  tell: Tell,
): Promise<number> {
  let records = 0;
  const { folders } = await listFolder(join(dataDirectory, room));
  for (const name of folders) {
    if (name.startsWith(".")) continue;
    const path = `${room}/${name}`;
    const checked = await checkRecordFolder(join(dataDirectory, path), { reading, mend });
    if (checked === null) continue;
    records += 1;
    for (const { file, mended } of checked.damaged) tell("damaged", `${path}/${file}`, "", mended);
    if (checked.text === null) continue;
    for (const detail of await checkRecordText(name, checked.text, reading)) tell("offsets", path, detail);
  }
  return records;
}

/** Those of version 0.1, and files that somebody put there. */
async function examineFlatRecords(documents: string, tell: Tell): Promise<number> {
  const { files } = await listFolder(documents);
  const texts = files.filter((file) => kindOfFile(file) === "text");
  for (const file of texts) {
    try {
      await readFlatRecord(documents, file, () => false);
    } catch (error) {
      if (!(error instanceof RecordReadError)) throw error;
      tell(error.reason === "damaged" ? "damaged" : "unreadable", `documents/${file}`, error.message);
    }
  }
  return texts.length;
}

/** The collection's own records are only read, as a start reads them: nothing of theirs is mended. */
async function examineCorpus(options: DoctorOptions, tell: Tell): Promise<void> {
  const { dataDirectory, corpusDirectory, reading, refusedBy } = options;
  // What is damaged is told where all of them are looked at.
  const extractions = openExtractions({
    directory: join(dataDirectory, "extracted"),
    refusedBy,
    onFileProblem: () => {},
  });
  try {
    const { failures } = await readCorpus(corpusDirectory, {
      read: (input) => reading.readText(input),
      extract: async (file) =>
        (await extractions.kept(file)) ?? (await reading.readFile({ ...file, id: "extraction" })).extracted,
    });
    for (const { file, message, altered } of failures) tell(altered ? "damaged" : "unreadable", file, message);
  } catch (error) {
    if (!(error instanceof RecordReadError)) throw error;
    tell("unreadable", corpusDirectory, error.message);
  }
}

/** Folders of files that each tell by themselves whether they are whole. */
const checkedFolders: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  overlays: isOverlay,
  extracted: isExtraction,
  feedback: isOpinion,
};

async function examineEach(dataDirectory: string, tell: Tell): Promise<void> {
  for (const [folder, isWhole] of Object.entries(checkedFolders)) {
    const { files } = await listFolder(join(dataDirectory, folder));
    for (const file of files.filter((name) => name.endsWith(".json"))) {
      const path = `${folder}/${file}`;
      if (!isWhole(await readFile(join(dataDirectory, path)))) tell("damaged", path, "");
    }
  }
}

async function examineCollections(dataDirectory: string, tell: Tell): Promise<void> {
  try {
    namedCollectionsSchema.parse(JSON.parse(await readFile(join(dataDirectory, "collections.json"), "utf8")));
  } catch (error) {
    if (!isFileError(error, "ENOENT")) tell("damaged", "collections.json", "");
  }
}
