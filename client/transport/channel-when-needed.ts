import type { AnswerChannel, AnswerChannelListener } from "./answer-channel.ts";
import type { RecordApi } from "./record-api.ts";

/** While the server is away, its code for asking is looked for this often. */
const loadAgainMs = 2_000;
/** So many failures with a network are no passing loss: browsers keep a failed import, and a new build has other files. */
const failuresBeforeReload = 3;

export interface ChannelLoading {
  readonly load?: () => Promise<Pick<typeof import("./answer-channel.ts"), "openAnswerChannel">>;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** The channel, whose code is fetched and whose connection is opened at the first use: a first screen asks nothing. */
export function openChannelWhenNeeded(
  url: string,
  api: RecordApi,
  listener: AnswerChannelListener,
  { load = () => import("./answer-channel.ts"), wait = waitFor }: ChannelLoading = {},
): AnswerChannel {
  const open = async (): Promise<AnswerChannel> => {
    for (let failures = 0; ; ) {
      try {
        const { openAnswerChannel } = await load();
        return openAnswerChannel(url, api, listener);
      } catch {
        if (navigator.onLine) failures += 1;
        const lost = failures < failuresBeforeReload ? "reconnecting" : "unloadable";
        listener.connection(navigator.onLine ? lost : "offline");
        await wait(loadAgainMs);
      }
    }
  };
  let opening: Promise<AnswerChannel> | null = null;
  const use = (act: (channel: AnswerChannel) => void) => {
    opening ??= open();
    void opening.then(act);
  };
  return {
    ask: (requestId, request) => use((channel) => channel.ask(requestId, request)),
    cancel: (requestId) => use((channel) => channel.cancel(requestId)),
    retry: () => use((channel) => channel.retry()),
    refused: () => use((channel) => channel.refused()),
  };
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
