import { askEvents, eventsOf } from "./ask-events.ts";
import { type ChangeCalls, createChangeCalls } from "./changes.ts";
import { usualSilenceMs, type WebSocketClass } from "./chat-line.ts";
import { type CallOptions, createRecordCalls, type RecordCalls } from "./records.ts";
import { createRequests } from "./requests.ts";
import { usualRetries } from "./retries.ts";
import type { AnswerEvent, AskRequest, FrameLanguage } from "./types.ts";

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

export interface RelatorClient extends RecordCalls, ChangeCalls {
  /** Leaving the loop cancels what is not answered yet. */
  askEvents(request: AskRequest, options?: CallOptions): AsyncGenerator<AnswerEvent>;
}

export function createRelatorClient(options: ClientOptions): RelatorClient {
  const { key, language, retries = usualRetries.retries, longestSilenceMs = usualSilenceMs } = options;
  const { longestWaitMs = usualRetries.longestWaitMs } = options;
  const url = options.url.endsWith("/") ? options.url : `${options.url}/`;
  // Called as a method of something else, the browser's refuses.
  const fetch = options.fetch ?? ((...input) => globalThis.fetch(...input));
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  const headers: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const requests = createRequests({ url, language: () => language, headers, fetch, retries, longestWaitMs });
  const records = createRecordCalls(requests);

  return {
    ...records,
    ...createChangeCalls(requests, { retries, longestWaitMs }),
    askEvents: async function* (request, { signal } = {}) {
      if (WebSocket === undefined) return yield* eventsOf(await records.ask(request, { signal }));
      const line = { url: new URL("ws", url).href.replace(/^http/, "ws"), key, WebSocket, longestSilenceMs };
      const asked = language === undefined ? request : { language, ...request };
      yield* askEvents(asked, { ...line, retries, longestWaitMs, signal });
    },
  };
}
