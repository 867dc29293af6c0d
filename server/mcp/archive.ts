import type { DocumentDetail, DocumentSummary } from "../document-protocol.ts";
import type { AskRequest, AskResponse, SearchRequest, SearchResponse } from "../protocol.ts";

/** What the tools for agents need of Relator: in this process, or of a running server. */
export interface Archive {
  /** What absolute links begin with, without a slash at the end. */
  readonly linkBase: string;
  /** @throws ProblemError, or an error of the table of problems; the signal's reason when aborted. So do the others. */
  ask(request: AskRequest, signal: AbortSignal): Promise<AskResponse>;
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse>;
  records(signal: AbortSignal): Promise<readonly DocumentSummary[]>;
  record(id: string, signal: AbortSignal): Promise<DocumentDetail>;
  /** The source text of a record, whole. */
  source(id: string, signal: AbortSignal): Promise<string>;
}
