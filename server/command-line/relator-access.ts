import type { RecordFile } from "../collection.ts";
import type { IngestReport } from "../ingest-protocol.ts";
import type { AskRequest, AskResponse, Problem } from "../protocol.ts";

/** Where the command line gets its answers from: a running server, or the collection opened by itself. */
export interface RelatorAccess {
  /** @throws ProblemError */
  ask(request: AskRequest): Promise<AskResponse>;
  /** @throws ProblemError */
  ingest(file: RecordFile, onProgress: (progress: IngestProgress) => void): Promise<IngestReport>;
  close(): Promise<void>;
}

export interface IngestProgress {
  readonly done: number;
  readonly total: number;
}

/** A request that was refused or failed, as a problem document. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.problem = problem;
  }
}
