import type { DocumentSummary } from "../document-protocol.ts";
import type { IngestReport, Job } from "../ingest-protocol.ts";
import type { AskRequest, AskResponse } from "../protocol.ts";

/** A file on this machine. */
export interface LocalFile {
  /** Without folders. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** Where the command line gets its answers from: a running server, or the collection opened by itself. */
export interface RelatorAccess {
  /** @throws ProblemError */
  ask(request: AskRequest): Promise<AskResponse>;
  /** @throws ProblemError */
  ingest(file: LocalFile, onProgress: (progress: IngestProgress) => void): Promise<IngestReport>;
  /** Several in one change. @returns What became of them, in their order. @throws ProblemError */
  ingestAll(files: readonly LocalFile[], onProgress: (progress: IngestProgress) => void): Promise<Job>;
  /** @throws ProblemError */
  list(): Promise<readonly DocumentSummary[]>;
  /** @throws ProblemError */
  remove(id: string, purge: boolean): Promise<void>;
  close(): Promise<void>;
}

export interface IngestProgress {
  readonly done: number;
  readonly total: number;
}
