import { type AskRequest, type Filters, type FrameLanguage, limits } from "../server/protocol.ts";
import type { ConversationArchive } from "./archive/conversation-archive.ts";
import { type Asked, emptyConversation, historyBefore, isPending, type Turn, type Without } from "./conversation.ts";
import type { Navigation } from "./navigation.ts";
import { keepCharacterShortcuts, keepLanguage } from "./preferences.ts";
import { conversationPath } from "./routes.ts";
import type { Panel } from "./state.ts";
import type { Store } from "./store.ts";
import type { StringTables } from "./strings/strings.ts";
import type { AnswerChannel } from "./transport/answer-channel.ts";
import type { Feedback, RecordApi } from "./transport/record-api.ts";
import { problemOf } from "./transport/requests.ts";

/** What the reader can do. Components call these and nothing else that changes the state. */
export interface Actions {
  ask(question: string): void;
  /** Asks what an address says, in a conversation of its own, with the earlier questions that it names. */
  askLinked(asked: Asked, history: readonly string[], language: FrameLanguage | null): void;
  askAgain(turnId: string): void;
  edit(turnId: string, question: string): void;
  takeBack(turnId: string, field: keyof Without, value: string): void;
  restore(turnId: string, field: keyof Without, value: string): void;
  narrow(turnId: string, field: keyof Filters, value: string): void;
  stop(turnId: string): void;
  showMore(turnId: string): Promise<void>;
  giveFeedback(turnId: string, feedback: Feedback): Promise<void>;
  withdrawFeedback(turnId: string): Promise<void>;
  chooseLanguage(language: FrameLanguage): Promise<void>;
  showPanel(panel: Panel | null): void;
  useCharacterShortcuts(enabled: boolean): void;
  renameConversation(id: string, title: string): Promise<void>;
  deleteConversation(id: string): Promise<void>;
}

export interface ActionParts {
  readonly store: Store;
  readonly channel: AnswerChannel;
  readonly api: RecordApi;
  readonly archive: ConversationArchive;
  readonly navigation: Navigation;
  readonly tables: StringTables;
}

export function createActions({ store, channel, api, archive, navigation, tables }: ActionParts): Actions {
  const turnOf = (turnId: string): Turn | undefined =>
    store.state().conversation.turns.find((turn) => turn.id === turnId);

  const send = (turnId: string, asked: Asked, history: readonly string[], language: FrameLanguage | null = null) => {
    const earlier = turnOf(turnId);
    if (earlier !== undefined && isPending(earlier)) channel.cancel(earlier.requestId);
    const requestId = newId();
    const askedAt = new Date().toISOString();
    store.dispatch({ type: "turn-started", start: { id: turnId, requestId, asked, history, askedAt } });
    const { conversation, route } = store.state();
    if (route.page !== "document") navigation.replace(conversationPath(conversation.id));
    channel.ask(requestId, askRequestOf(asked, history, language));
  };
  const resend = (turnId: string, change: (asked: Asked) => Asked) => {
    const turn = turnOf(turnId);
    if (turn !== undefined) send(turnId, change(turn.asked), turn.history);
  };
  const changeWithout = (turnId: string, field: keyof Without, change: (values: readonly string[]) => string[]) =>
    resend(turnId, (asked) => {
      const { [field]: current, ...rest } = asked.without;
      const values = change(current ?? []);
      return { ...asked, without: values.length === 0 ? rest : { ...rest, [field]: values } };
    });

  const listConversations = async () => {
    try {
      store.dispatch({ type: "archive-listed", archive: await archive.list() });
    } catch {
      store.dispatch({ type: "archive-refused" });
    }
  };

  return {
    ask(question) {
      const { conversation } = store.state();
      send(newId(), { question, without: {}, filters: {} }, historyBefore(conversation, null));
    },
    askLinked(asked, history, language) {
      store.dispatch({ type: "conversation-opened", conversation: emptyConversation(newId()) });
      send(newId(), asked, history, language);
    },
    askAgain: (turnId) => resend(turnId, (asked) => asked),
    // An edited question is another question: what was taken back from the first says nothing of it.
    edit: (turnId, question) => resend(turnId, () => ({ question, without: {}, filters: {} })),
    takeBack: (turnId, field, value) =>
      changeWithout(turnId, field, (values) => [...values.filter((kept) => kept !== value), value]),
    restore: (turnId, field, value) =>
      changeWithout(turnId, field, (values) => values.filter((kept) => kept !== value)),
    narrow: (turnId, field, value) =>
      resend(turnId, (asked) => ({ ...asked, filters: { ...asked.filters, [field]: [value] } })),
    stop(turnId) {
      const turn = turnOf(turnId);
      if (turn === undefined) return;
      channel.cancel(turn.requestId);
      store.dispatch({ type: "turn-stopped", turnId });
    },
    async showMore(turnId) {
      const turn = turnOf(turnId);
      const cursor = turn?.response?.nextCursor;
      if (turn === undefined || cursor === undefined || turn.loadingMore) return;
      store.dispatch({ type: "page-requested", turnId });
      const page = await api
        .ask({ ...askRequestOf(turn.asked, turn.history, turn.language), cursor })
        .catch((error: unknown) => expectRequestFailure(error));
      // The question may have been asked again while the page was on its way.
      if (turnOf(turnId)?.requestId !== turn.requestId) return;
      store.dispatch({ type: "page-arrived", turnId, page });
    },
    async giveFeedback(turnId, feedback) {
      const receipt = await api.keepFeedback(feedback);
      store.dispatch({ type: "feedback-changed", turnId, feedback: { ...receipt, verdict: feedback.verdict } });
    },
    async withdrawFeedback(turnId) {
      const feedback = turnOf(turnId)?.feedback ?? null;
      if (feedback === null) return;
      await api.deleteFeedback(feedback.id, feedback.deletionToken);
      store.dispatch({ type: "feedback-changed", turnId, feedback: null });
    },
    async chooseLanguage(language) {
      await tables.load(language);
      keepLanguage(language);
      store.dispatch({ type: "language-chosen", language });
    },
    showPanel(panel) {
      store.dispatch({ type: "panel-changed", panel });
      if (panel === "conversations") void listConversations();
    },
    useCharacterShortcuts(enabled) {
      keepCharacterShortcuts(enabled);
      store.dispatch({ type: "character-shortcuts-changed", enabled });
    },
    async renameConversation(id, title) {
      store.dispatch({ type: "conversation-renamed", id, title });
      await archive.rename(id, title);
      await listConversations();
    },
    async deleteConversation(id) {
      await archive.remove(id);
      await listConversations();
      if (store.state().conversation.id === id) navigation.go(conversationPath(null));
    },
  };
}

/** The body of a question. The frame's language is left to the server, which answers in the question's own. */
export function askRequestOf(asked: Asked, history: readonly string[], language: FrameLanguage | null): AskRequest {
  const { question, filters, without } = asked;
  return {
    question,
    ...(language === null ? {} : { language }),
    ...(history.length === 0
      ? {}
      : { history: history.slice(-limits.historyQuestions).map((earlier) => ({ question: earlier })) }),
    ...(Object.keys(filters).length === 0 ? {} : { filters }),
    ...(Object.keys(without).length === 0 ? {} : { without }),
  };
}

/** A failure that the server or the network explains is a value here; any other error is a fault of the page. */
function expectRequestFailure(error: unknown): null {
  problemOf(error);
  return null;
}

/** 96 random bits; `crypto.randomUUID` is missing where the page is served without TLS to another machine. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
