import { render } from "preact";
import "./tokens.css";
import "./base.css";
import "./layout.css";
import "./print.css";
import { createActions, newId } from "./actions.ts";
import { Application } from "./application.tsx";
import { openConversationArchive } from "./archive/conversation-archive.ts";
import { keepConversations } from "./archive/keeping.ts";
import { emptyConversation } from "./conversation.ts";
import { createNavigation, type HistoryEntry, sourceAt } from "./navigation.ts";
import { readCharacterShortcuts, readLanguage } from "./preferences.ts";
import { createRecordLoader } from "./record/loading.ts";
import { conversationPath, parseRoute, type Route } from "./routes.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";
import { createStringTables } from "./strings/strings.ts";
import { openAnswerChannel } from "./transport/answer-channel.ts";
import { createRecordApi } from "./transport/record-api.ts";

const store = createStore(
  initialState({
    language: readLanguage(),
    route: parseRoute(new URL(location.href)),
    conversationId: newId(),
    characterShortcuts: readCharacterShortcuts(),
  }),
);
const api = createRecordApi(() => store.state().language);
const tables = createStringTables();
await tables.load(store.state().language);
const loader = createRecordLoader({ store, api, tables });
const archive = openConversationArchive(indexedDB);
const socketUrl = new URL("/ws", location.href.replace(/^http/, "ws")).href;
const channel = openAnswerChannel(socketUrl, api, {
  connection(connection) {
    store.dispatch({ type: "connection-changed", connection });
    const { collection } = store.state();
    if (connection === "open" && collection.phase === "failed") void loader.loadCollection();
  },
  events: (events) => store.dispatch({ type: "server-events", events }),
  failed(requestId, failure) {
    const turn = store.state().conversation.turns.find((candidate) => candidate.requestId === requestId);
    if (turn !== undefined) store.dispatch({ type: "turn-failed", turnId: turn.id, failure });
  },
});
const navigation = createNavigation(history, location, enter);
const actions = createActions({ store, channel, api, archive, navigation, tables, loader });

function enter(route: Route, entry: HistoryEntry): void {
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
    case "recommendations":
      return;
  }
}

async function enterConversation(id: string | null): Promise<void> {
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
}

window.addEventListener("online", () => channel.retry());
window.addEventListener("offline", () => store.dispatch({ type: "connection-changed", connection: "offline" }));
keepConversations(store, archive, () => store.dispatch({ type: "archive-refused" }));
archive.list().then(
  (entries) => store.dispatch({ type: "archive-listed", archive: entries }),
  () => store.dispatch({ type: "archive-refused" }),
);
void loader.loadCollection();
navigation.start();

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root.");
render(<Application {...{ store, actions, navigation, loader, api, channel, tables }} />, root);
