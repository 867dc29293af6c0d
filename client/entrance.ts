import { type Actions, newId } from "./actions.ts";
import type { ConversationArchive } from "./archive/conversation-archive.ts";
import { emptyConversation } from "./conversation.ts";
import { type HistoryEntry, type Navigation, sourceAt } from "./navigation.ts";
import type { RecordLoader } from "./record/loading.ts";
import { conversationPath, type LibraryView, type Route } from "./routes.ts";
import type { Store } from "./store.ts";

export interface EntranceParts {
  readonly store: Store;
  readonly actions: Actions;
  readonly archive: ConversationArchive;
  readonly loader: RecordLoader;
  readonly navigation: Navigation;
}

/** Brings the state to where an address leads, and fetches what it needs. */
export function createEntrance({ store, actions, archive, loader, navigation }: EntranceParts) {
  const enterConversation = async (id: string | null): Promise<void> => {
    const { conversation } = store.state();
    if (id === conversation.id) return;
    if (id === null) {
      if (conversation.turns.length === 0) return;
      store.dispatch({ type: "conversation-opened", conversation: emptyConversation(newId()) });
      return;
    }
    const kept = await archive.read(id).catch(() => null);
    if (kept === null) navigation.replace(conversationPath(null));
    else store.dispatch({ type: "conversation-opened", conversation: kept });
  };
  return (route: Route, entry: HistoryEntry): void => {
    const left = store.state().route;
    store.dispatch({ type: "route-entered", route });
    if (route.page !== "document") store.dispatch({ type: "source-closed" });
    switch (route.page) {
      case "document":
        store.dispatch({ type: "source-opened", source: sourceAt(route, entry) });
        void loader.loadDetail(route.documentId);
        void loader.loadText(route.documentId);
        return;
      case "question":
        actions.askLinked(route.asked, route.history, route.language);
        return;
      case "conversation":
        void enterConversation(route.id);
        return;
      case "library":
        // Records come and go by the command line and other pages too.
        if (route.view.name === "records" && !listsOtherwise(left, route.view)) void loader.loadCollection();
        return;
      case "recommendations":
      case "unknown":
        return;
    }
  };
}

/** From one view of the list of records to another, nothing is fetched anew. */
function listsOtherwise(left: Route, { listing }: Extract<LibraryView, { name: "records" }>): boolean {
  return left.page === "library" && left.view.name === "records" && left.view.listing !== listing;
}
