import { askEvents, eventsOf } from "./ask-events.ts";
import type { WebSocketClass } from "./chat-line.ts";
import { followJob } from "./jobs.ts";
import { createRequests } from "./requests.ts";
import type {
  Answer,
  AnswerEvent,
  AskRequest,
  Citation,
  DocumentDetail,
  DocumentSummary,
  FrameLanguage,
  GivenFile,
  Job,
  PutReport,
  SearchRequest,
} from "./types.ts";

export interface ClientOptions {
  /** Of the server, with the path that it is served below where there is one. */
  readonly url: string;
  /** Needed for what changes records, and for everything beyond the machine itself. */
  readonly key?: string;
  /** Of what frames answers where the question's own is undecided, and of errors. */
  readonly language?: FrameLanguage;
  readonly fetch?: typeof globalThis.fetch;
  /** Default: the global one. Where there is none, as on Node 20, the events of an answer come all at once. */
  readonly WebSocket?: WebSocketClass;
  /** Default: 3. */
  readonly retries?: number;
  /** Longest wait before what was refused for now is sent again. Default: 30 s. */
  readonly longestWaitMs?: number;
  /** A chat line on which nothing comes for so long is taken for cut. Default: 40 s. */
  readonly longestSilenceMs?: number;
}

interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface RelatorClient {
  ask(request: AskRequest, options?: CallOptions): Promise<Answer>;
  /** Leaving the loop cancels what is not answered yet. */
  askEvents(request: AskRequest, options?: CallOptions): AsyncGenerator<AnswerEvent>;
  /** Ranked passages, without an answer or a refusal. */
  search(request: SearchRequest, options?: CallOptions): Promise<Citation[]>;
  documents(options?: CallOptions): Promise<DocumentSummary[]>;
  document(id: string, options?: CallOptions): Promise<DocumentDetail>;
  /** The source text, in which every citation's quote stands at its offsets. */
  text(id: string, options?: CallOptions): Promise<string>;
  /** Adds files together, and waits until all of them answer, or have failed. Aborting cancels: then none is kept. */
  add(files: readonly GivenFile[], options?: CallOptions & { readonly onProgress?: (job: Job) => void }): Promise<Job>;
  /** Holds a file as the record of this id; the same content twice changes nothing. */
  put(id: string, file: GivenFile, options?: CallOptions): Promise<PutReport>;
  /** It can be put back for ten minutes, unless it is purged. */
  remove(id: string, options?: CallOptions & { readonly purge?: boolean }): Promise<void>;
}

export function createRelatorClient(options: ClientOptions): RelatorClient {
  const { key, language, retries = 3, longestWaitMs = 30_000, longestSilenceMs = 40_000 } = options;
  const url = options.url.endsWith("/") ? options.url : `${options.url}/`;
  // Called as a method of something else, the browser's refuses.
  const fetch = options.fetch ?? ((...input) => globalThis.fetch(...input));
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  const send = createRequests({ url, key, language, fetch, retries, longestWaitMs });

  // The server's own schemas stand behind what it sends: it is not checked a second time.
  const read = async <Result>(path: string, { signal }: CallOptions): Promise<Result> =>
    (await send(path, { signal, repeatable: true })).json() as Promise<Result>;
  const post = async <Result>(path: string, json: unknown, { signal }: CallOptions): Promise<Result> =>
    (await send(path, { method: "POST", json, signal, repeatable: true })).json() as Promise<Result>;
  const addressOf = (id: string) => `api/v1/documents/${encodeURIComponent(id)}`;

  return {
    ask: (request, call = {}) => post("api/v1/ask", request, call),
    askEvents: async function* (request, { signal } = {}) {
      if (WebSocket === undefined) {
        yield* eventsOf(await post<Answer>("api/v1/ask", request, signal === undefined ? {} : { signal }));
        return;
      }
      const line = { url: new URL("ws", url).href.replace(/^http/, "ws"), key, WebSocket, longestSilenceMs };
      const asked = language === undefined ? request : { language, ...request };
      yield* askEvents(asked, { ...line, retries, longestWaitMs, signal });
    },
    search: async (request, call = {}) => (await post<{ results: Citation[] }>("api/v1/search", request, call)).results,
    documents: async (call = {}) => (await read<{ documents: DocumentSummary[] }>("api/v1/documents", call)).documents,
    document: (id, call = {}) => read(addressOf(id), call),
    text: async (id, { signal } = {}) => (await send(`${addressOf(id)}/text`, { signal, repeatable: true })).text(),

    add: async (files, { signal, onProgress = () => {} } = {}) => {
      const body = new FormData();
      for (const { name, content } of files) body.append("files", toBlob(content), name);
      // Sent twice, the files would be two jobs.
      const response = await send("api/v1/documents", { method: "POST", body, signal, repeatable: false });
      return followJob((await response.json()) as Job, { send, signal, onProgress, retries });
    },
    put: async (id, { name, content }, { signal } = {}) => {
      const response = await send(`${addressOf(id)}?name=${encodeURIComponent(name)}`, {
        method: "PUT",
        body: toBlob(content),
        headers: { "Content-Type": "application/octet-stream" },
        signal,
        repeatable: true,
      });
      return (await response.json()) as PutReport;
    },
    remove: async (id, { purge = false, signal } = {}) => {
      const path = purge ? `${addressOf(id)}?purge=true` : addressOf(id);
      await send(path, { method: "DELETE", signal, repeatable: true });
    },
  };
}

function toBlob(content: GivenFile["content"]): Blob {
  return content instanceof Blob ? content : new Blob([content]);
}
