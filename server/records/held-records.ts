import { readCorpus } from "../../corpus/catalogue.ts";
import type { Document } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import type { HeldRecord, IngestedRecords, RecordProblem } from "./ingested-records.ts";

export interface AddedDocument {
  readonly document: Document;
  readonly held: HeldRecord;
}

/** The records that are held at one moment: the collection's own, then those that were added. */
export interface HeldRecords {
  readonly embedded: readonly Document[];
  readonly added: readonly AddedDocument[];
}

export interface RecordFolders {
  /** The collection's own records, which are only read. */
  readonly corpusDirectory: string;
  readonly ingested: IngestedRecords;
  /** A file was left out, or is not what it should be. */
  readonly onFileProblem: (problem: RecordProblem) => void;
}

export function documentsOf({ embedded, added }: HeldRecords): readonly Document[] {
  return [...embedded, ...added.map(({ document }) => document)];
}

/**
 * Reads all records of both folders. Of two with the same text the first is kept.
 * @throws RecordReadError when the collection's own folder cannot be read; the signal's reason when aborted.
 */
export async function readHeldRecords(folders: RecordFolders, signal: AbortSignal): Promise<HeldRecords> {
  const { corpusDirectory, ingested, onFileProblem } = folders;
  const { documents, failures, warnings } = await readCorpus(corpusDirectory, { signal });
  for (const problem of [...failures, ...warnings]) onFileProblem(problem);
  const { records, problems } = await ingested.list((id) => documents.some((document) => document.id === id));
  for (const problem of problems) onFileProblem(problem);

  const idsByRevision = new Map(documents.map(({ id, revision }) => [revision, id]));
  const added: AddedDocument[] = [];
  for (const held of records) {
    signal.throwIfAborted();
    const { document } = readRecord({ id: held.id, source: held.source, format: held.format });
    const same = idsByRevision.get(document.revision);
    if (same === undefined) {
      idsByRevision.set(document.revision, document.id);
      added.push({ document, held });
    } else {
      onFileProblem({ file: held.file, message: `The same text is held as “${same}”. Remove one of the two.` });
    }
  }
  return { embedded: documents, added };
}
