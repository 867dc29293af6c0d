import type { Requests } from "./requests.ts";
import type { Answer, AskRequest, Citation, DocumentDetail, DocumentSummary, SearchRequest } from "./types.ts";

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What is asked and read. */
export interface RecordCalls {
  ask(request: AskRequest, options?: CallOptions): Promise<Answer>;
  /** Ranked passages, without an answer or a refusal. */
  search(request: SearchRequest, options?: CallOptions): Promise<Citation[]>;
  documents(options?: CallOptions): Promise<DocumentSummary[]>;
  document(id: string, options?: CallOptions): Promise<DocumentDetail>;
  /** The source text, in which every citation's quote stands at its offsets. */
  text(id: string, options?: CallOptions): Promise<string>;
}

export function createRecordCalls({ read, readText }: Requests): RecordCalls {
  const post = <Result>(path: string, json: unknown, options?: CallOptions) =>
    read<Result>(path, { method: "POST", json, repeatable: true, signal: options?.signal });
  return {
    ask: (request, options) => post("api/v1/ask", request, options),
    search: async (request, options) =>
      (await post<{ results: Citation[] }>("api/v1/search", request, options)).results,
    documents: async (options) => (await read<{ documents: DocumentSummary[] }>("api/v1/documents", options)).documents,
    document: (id, options) => read(documentAddress(id), options),
    text: (id, options) => readText(`${documentAddress(id)}/text`, options),
  };
}

export function documentAddress(id: string): string {
  return `api/v1/documents/${encodeURIComponent(id)}`;
}
