import { render } from "preact";
import "./tokens.css";
import "./base.css";
import "./layout.css";
import "./print.css";
import { createActions, newId } from "./actions.ts";
import { Application } from "./application.tsx";
import { openArchiveWhenNeeded } from "./archive/archive-when-needed.ts";
import { keepConversations } from "./archive/keeping.ts";
import { createEntrance } from "./entrance.ts";
import { openLibraryWhenNeeded } from "./library/library-when-needed.ts";
import { createNavigation } from "./navigation.ts";
import { readCharacterShortcuts, readLanguage } from "./preferences.ts";
import { createRecordLoader } from "./record/loading.ts";
import { routeAt } from "./routes.ts";
import { initialState } from "./state.ts";
import { createStore } from "./store.ts";
import { createStringTables } from "./strings/strings.ts";
import { openChannelWhenNeeded } from "./transport/channel-when-needed.ts";
import { createRecordApi } from "./transport/record-api.ts";
import { createPageRequests } from "./transport/requests.ts";

/** The build puts scripts one folder below the page's top: its address is known below any path that a proxy adds. */
const scriptAddress = import.meta.url;
const top = new URL("..", scriptAddress).href.slice(0, -1);

// The page changes its address as the reader goes on; a browser then looks for a relative icon from there.
document.querySelector("link[rel=icon]")?.setAttribute("href", `${top}/icon.svg`);

/** Composes the page and draws it. The only place that reads the browser's globals for others. */
async function start(root: Element): Promise<void> {
  const store = createStore(
    initialState({
      language: readLanguage(),
      route: routeAt(location.href, top),
      conversationId: newId(),
      characterShortcuts: readCharacterShortcuts(),
    }),
  );
  const tables = createStringTables();
  await tables.load(store.state().language);
  const requests = createPageRequests(top, {
    language: () => store.state().language,
    onUnauthorized: () => channel.refused(),
  });
  const api = createRecordApi(requests);
  const loader = createRecordLoader({ store, api });
  const library = openLibraryWhenNeeded(requests, loader);
  const archive = openArchiveWhenNeeded();
  const channel = openChannelWhenNeeded(`${top.replace(/^http/, "ws")}/ws`, api, {
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
  const navigation = createNavigation(top, history, location, (route, entry) => enter(route, entry));
  const actions = createActions({ store, channel, api, archive, navigation, tables });
  const enter = createEntrance({ store, actions, archive, loader, navigation });

  window.addEventListener("online", () => channel.retry());
  window.addEventListener("offline", () => store.dispatch({ type: "connection-changed", connection: "offline" }));
  keepConversations(store, archive, () => store.dispatch({ type: "archive-refused" }));
  render(<Application {...{ store, actions, navigation, loader, api, library, channel, tables }} />, root);
  navigation.start();
  await loader.loadCollection();
}

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root.");
void start(root);
