import { isPending, type Turn } from "../conversation.ts";
import type { Store } from "../store.ts";
import type { ConversationArchive } from "./conversation-archive.ts";
import { mergeConversations } from "./merging.ts";

/**
 * Writes every turn of the conversation that has settled since it was last written, and takes in what other tabs have.
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
    const changed = conversation.turns.filter(
      (turn) => !isPending(turn) && !turn.loadingMore && written.get(turn.id) !== turn,
    );
    if (changed.length === 0 || refused) return;
    for (const turn of changed) written.set(turn.id, turn);
    const { id, title, turns } = conversation;
    try {
      const kept = await archive.keep({ id, title, updatedAt: new Date().toISOString() }, changed);
      if (kept > turns.filter((turn) => !isPending(turn)).length) await takeIn(id);
    } catch {
      refused = true;
      unavailable();
    }
  };

  /** What another tab has asked in this conversation is shown here too, and not written once more. */
  const takeIn = async (id: string): Promise<void> => {
    if (store.state().conversation.id !== id) return;
    const kept = await archive.read(id);
    const { conversation } = store.state();
    if (kept === null || conversation.id !== id) return;
    const merged = mergeConversations(conversation, kept);
    if (merged === conversation) return;
    for (const turn of kept.turns) if (merged.turns.includes(turn)) written.set(turn.id, turn);
    store.dispatch({ type: "conversation-merged", conversation: merged });
  };
  archive.watch((id) => void takeIn(id).catch(() => {}));
  return store.subscribe(() => void writeChanges());
}
