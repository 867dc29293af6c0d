import { useEffect, useLayoutEffect, useMemo, useReducer } from "preact/hooks";
import type { Actions } from "./actions.ts";
import { ConnectionNotice } from "./components/connection-notice.tsx";
import { ConversationPane } from "./components/conversation-pane.tsx";
import { DropAnywhere } from "./components/drop-anywhere.tsx";
import { Header } from "./components/header.tsx";
import { lazyComponent } from "./components/lazy.tsx";
import { useReturnOfFocus } from "./components/return-of-focus.ts";
import { useShortcuts } from "./components/shortcuts.ts";
import type { LibraryAccess } from "./library/library-when-needed.ts";
import type { Navigation } from "./navigation.ts";
import { PageContext, type PageParts } from "./page.ts";
import type { RecordLoader } from "./record/loading.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.ts";
import type { PageStrings } from "./strings/page-strings.ts";
import type { StringTables } from "./strings/strings.ts";
import type { AnswerChannel } from "./transport/answer-channel.ts";
import type { RecordApi } from "./transport/record-api.ts";

const SourcePane = lazyComponent(async () => (await import("./components/source-pane.tsx")).SourcePane);
const RecommendationsPage = lazyComponent(
  async () => (await import("./components/recommendations-page.tsx")).RecommendationsPage,
);
const LibraryPage = lazyComponent(async () => (await import("./components/library/library-page.tsx")).LibraryPage);
const UnknownPage = lazyComponent(async () => (await import("./components/unknown-page.tsx")).UnknownPage);
const HelpPanel = lazyComponent(async () => (await import("./components/help-panel.tsx")).HelpPanel);
const ConversationsPanel = lazyComponent(
  async () => (await import("./components/conversations-panel.tsx")).ConversationsPanel,
);

export interface ApplicationProps {
  readonly store: Store;
  readonly actions: Actions;
  readonly navigation: Navigation;
  readonly loader: RecordLoader;
  readonly api: RecordApi;
  readonly library: LibraryAccess;
  readonly channel: AnswerChannel;
  readonly tables: StringTables;
}

export function Application({ store, tables, channel, ...parts }: ApplicationProps) {
  const { actions, navigation, loader, api, library } = parts;
  const state = useStore(store);
  const { language } = state;
  const page = useMemo<PageParts>(
    () => ({
      language,
      texts: () => tables.loaded(language),
      completeStrings: () => tables.complete(language),
      actions,
      navigation,
      loader,
      api,
      library,
    }),
    [language, actions, navigation, loader, api, library, tables],
  );
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = titleOf(state, page.texts().first);
  });
  useShortcuts(state, page);
  useReturnOfFocus(state.source);
  return (
    <PageContext.Provider value={page}>
      <div class="application">
        <Header state={state} />
        <ConnectionNotice {...state} retry={() => channel.retry()} />
        <Panes state={state} />
      </div>
      <DropAnywhere route={state.route} />
      {state.panel === "help" && <HelpPanel characterShortcuts={state.characterShortcuts} />}
      {state.panel === "conversations" && <ConversationsPanel state={state} />}
    </PageContext.Provider>
  );
}

function Panes({ state }: { readonly state: State }) {
  if (state.route.page === "unknown") {
    return (
      <main class="application-panes" id="content" tabIndex={-1}>
        <UnknownPage />
      </main>
    );
  }
  if (state.route.page === "library") {
    return (
      <main class="application-panes" id="content" tabIndex={-1}>
        <LibraryPage state={state} view={state.route.view} />
      </main>
    );
  }
  if (state.route.page === "recommendations") {
    return (
      <main class="application-panes" id="content" tabIndex={-1}>
        <RecommendationsPage state={state} {...state.route} />
      </main>
    );
  }
  const beside = state.source !== null && state.conversation.turns.length > 0;
  return (
    <main class={beside ? "application-panes split" : "application-panes"}>
      {(state.source === null || beside) && <ConversationPane state={state} />}
      {state.source !== null && <SourcePane state={state} source={state.source} />}
    </main>
  );
}

function useStore(store: Store): State {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
  // At once, not after the next paint: what is fetched before it would not be drawn.
  useLayoutEffect(() => store.subscribe(() => redraw()), [store]);
  return store.state();
}

function titleOf(state: State, strings: PageStrings): string {
  const { route } = state;
  if (route.page === "recommendations") return `${strings.navigation.recommendations} · Relator`;
  if (route.page === "unknown") return `${strings.noSuchPage} · Relator`;
  if (route.page === "library") return `${strings.navigation.library} · Relator`;
  if (route.page === "document") {
    const detail = state.details.get(route.documentId);
    return detail?.phase === "ready" ? `${detail.value.title} · Relator` : "Relator";
  }
  return state.conversation.title === "" ? `Relator · ${strings.tagline}` : `${state.conversation.title} · Relator`;
}
