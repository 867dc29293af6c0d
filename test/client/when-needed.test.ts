import { afterEach, expect, test, vi } from "vitest";
import { openArchiveWhenNeeded } from "../../client/archive/archive-when-needed.ts";
import type { ConversationArchive } from "../../client/archive/conversation-archive.ts";
import type { Connection } from "../../client/state.ts";
import { openChannelWhenNeeded } from "../../client/transport/channel-when-needed.ts";
import type { RecordApi } from "../../client/transport/record-api.ts";

afterEach(() => vi.unstubAllGlobals());

function fakeArchive() {
  const watching: ((id: string) => void)[] = [];
  const archive: ConversationArchive = {
    list: async () => [],
    read: async () => null,
    keep: async () => 0,
    rename: async () => {},
    remove: async () => {},
    watch: (listener) => void watching.push(listener),
  };
  return { archive, watching };
}

test("an archive whose code could not be fetched is fetched anew at the next use", async () => {
  const { archive } = fakeArchive();
  let fetched = 0;
  const needed = openArchiveWhenNeeded(async () => {
    fetched += 1;
    if (fetched === 1) throw new TypeError("Failed to fetch dynamically imported module");
    return archive;
  });
  await expect(needed.list()).rejects.toThrow("Failed to fetch");
  expect(await needed.list()).toEqual([]);
  await needed.read("a");
  expect(fetched).toBe(2);
});

test("whoever watches an archive is told, before it is opened or after", async () => {
  const { archive, watching } = fakeArchive();
  const needed = openArchiveWhenNeeded(async () => archive);
  const [early, late] = [vi.fn(), vi.fn()];
  needed.watch(early);
  await needed.list();
  needed.watch(late);
  expect(watching).toEqual([early, late]);
});

test("code for asking that cannot be fetched is told as such after a few attempts; then the questions go on", async () => {
  vi.stubGlobal("navigator", { onLine: true });
  const told: Connection[] = [];
  const asked: string[] = [];
  let fetched = 0;
  const channel = openChannelWhenNeeded(
    "ws://records.example/ws",
    {} as RecordApi,
    { connection: (connection) => told.push(connection), events: () => {}, failed: () => {} },
    {
      load: async () => {
        fetched += 1;
        // Away from the network nothing is told of the code.
        vi.stubGlobal("navigator", { onLine: fetched !== 2 });
        if (fetched < 5) throw new TypeError("Failed to fetch dynamically imported module");
        return {
          openAnswerChannel: () => ({
            ask: (id) => void asked.push(id),
            cancel: () => {},
            retry: () => {},
            refused: () => {},
          }),
        };
      },
      wait: async () => {},
    },
  );
  channel.ask("a", { question: "harbour" });
  await vi.waitUntil(() => asked.length > 0);
  expect(told).toEqual(["reconnecting", "offline", "reconnecting", "unloadable"]);
  expect(asked).toEqual(["a"]);
});
