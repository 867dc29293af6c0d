import type { AnswerChannel, AnswerChannelListener } from "./answer-channel.ts";
import type { RecordApi } from "./record-api.ts";

/** While the server is away, its code for asking is looked for this often. */
const loadAgainMs = 2_000;

/** The channel, whose code is fetched and whose connection is opened at the first use: a first screen asks nothing. */
export function openChannelWhenNeeded(url: string, api: RecordApi, listener: AnswerChannelListener): AnswerChannel {
  const load = async (): Promise<AnswerChannel> => {
    for (;;) {
      try {
        const { openAnswerChannel } = await import("./answer-channel.ts");
        return openAnswerChannel(url, api, listener);
      } catch {
        listener.connection(navigator.onLine ? "reconnecting" : "offline");
        await new Promise((resolve) => setTimeout(resolve, loadAgainMs));
      }
    }
  };
  let loading: Promise<AnswerChannel> | null = null;
  const use = (act: (channel: AnswerChannel) => void) => {
    loading ??= load();
    void loading.then(act);
  };
  return {
    ask: (requestId, request) => use((channel) => channel.ask(requestId, request)),
    cancel: (requestId) => use((channel) => channel.cancel(requestId)),
    retry: () => use((channel) => channel.retry()),
  };
}
