import type { ConversationArchive } from "./conversation-archive.ts";

const loadArchive = async (): Promise<ConversationArchive> =>
  (await import("./conversation-archive.ts")).openConversationArchive(indexedDB);

/** The archive, whose code is fetched and whose database is opened at the first use: a first screen needs neither. */
export function openArchiveWhenNeeded(load = loadArchive): ConversationArchive {
  let opening: Promise<ConversationArchive> | null = null;
  let opened: ConversationArchive | null = null;
  const listeners: ((id: string) => void)[] = [];
  const open = async () => {
    try {
      opened = await load();
    } catch (error) {
      // Code that could not be fetched is fetched anew at the next use.
      opening = null;
      throw error;
    }
    for (const listener of listeners) opened.watch(listener);
    return opened;
  };
  const archive = () => {
    opening ??= open();
    return opening;
  };
  return {
    list: async () => (await archive()).list(),
    read: async (id) => (await archive()).read(id),
    keep: async (entry, turns) => (await archive()).keep(entry, turns),
    rename: async (id, title) => (await archive()).rename(id, title),
    remove: async (id) => (await archive()).remove(id),
    watch(listener) {
      if (opened === null) listeners.push(listener);
      else opened.watch(listener);
    },
  };
}
