import { isPending, type Turn } from "../conversation.ts";
import type { Store } from "../store.ts";
import type { ConversationArchive } from "./conversation-archive.ts";

/**
 * Writes every turn of the conversation that has settled since it was last written.
 * `unavailable` is called once when the browser refuses storage, and nothing more is written.
 */
export function keepConversations(store: Store, archive: ConversationArchive, unavailable: () => void): () => void {
  const written = new Map<string, Turn>();
  let conversationId = "";
  let refused = false;

  const writeChanges = async () => {
    const { conversation } = store.state();
    if (conversation.id !== conversationId) {
      conversationId = conversation.id;
      written.clear();
      // A conversation that was read from the archive is as it was written.
      for (const turn of conversation.turns) if (!isPending(turn)) written.set(turn.id, turn);
      if (conversation.turns.every((turn) => written.has(turn.id))) return;
    }
    const changed = conversation.turns
      .map((turn, position) => ({ turn, position }))
      .filter(({ turn }) => !isPending(turn) && !turn.loadingMore && written.get(turn.id) !== turn);
    if (changed.length === 0 || refused) return;
    for (const { turn } of changed) written.set(turn.id, turn);
    const entry = {
      id: conversation.id,
      title: conversation.title,
      updatedAt: new Date().toISOString(),
      turnCount: conversation.turns.length,
    };
    try {
      await archive.keep(entry, changed);
    } catch {
      refused = true;
      unavailable();
    }
  };
  return store.subscribe(() => void writeChanges());
}
