import type { ConversationArchive } from "./conversation-archive.ts";

/** The archive, whose code is fetched and whose database is opened at the first use: a first screen needs neither. */
export function openArchiveWhenNeeded(): ConversationArchive {
  let opening: Promise<ConversationArchive> | null = null;
  const listeners: ((id: string) => void)[] = [];
  const open = async () => {
    const archive = (await import("./conversation-archive.ts")).openConversationArchive(indexedDB);
    for (const listener of listeners) archive.watch(listener);
    return archive;
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
    watch: (listener) => void listeners.push(listener),
  };
}
