import type { ServerEvent } from "../server/chat-protocol.ts";
import type { DocumentDetail, DocumentSummary, InterventionList } from "../server/document-protocol.ts";
import type { AskResponse, FrameLanguage, Problem } from "../server/protocol.ts";
import {
  addPage,
  type Conversation,
  emptyConversation,
  isPending,
  type KeptFeedback,
  type LocalFailure,
  receive,
  startTurn,
  type TurnStart,
  updateTurn,
} from "./conversation.ts";
import type { Route } from "./routes.ts";

/** `http`: a WebSocket cannot be opened, and questions go by plain requests. */
/** `unloadable`: the code for asking cannot be fetched. */
export type Connection = "connecting" | "open" | "reconnecting" | "offline" | "http" | "unloadable" | "signed-out";

export type Loaded<T> =
  | { readonly phase: "loading" }
  | { readonly phase: "ready"; readonly value: T }
  | { readonly phase: "failed"; readonly problem: Problem | null };

/** A document as the page holds it: its structure, and the source text that citations are checked against. */
export interface SourceDocument {
  readonly detail: DocumentDetail;
  readonly text: string;
}

/** What the source pane shows. */
export interface OpenSource {
  readonly documentId: string;
  /** The revision that the address names; null stands for the current one. */
  readonly revision: string | null;
  /** The turn whose citations are walked through; null when the document was opened by itself. */
  readonly turnId: string | null;
  /** Index into that turn's citations (then its borderline, then its nearest). */
  readonly citationIndex: number | null;
  /** Where to go when no citation is followed: paragraph and item. */
  readonly place: Place | null;
  /** Grows with every request to go somewhere, so that asking for the same place goes there again. */
  readonly visit: number;
}

export interface Place {
  readonly paragraph: number;
  readonly item: number | null;
}

export interface ConversationEntry {
  readonly id: string;
  readonly title: string;
  /** ISO 8601 instant. */
  readonly updatedAt: string;
  readonly turnCount: number;
}

export type Panel = "help" | "conversations";

export interface State {
  readonly language: FrameLanguage;
  readonly route: Route;
  readonly connection: Connection;
  /** While the server builds its index: the share that is done, from 0 to 1, where it says so. */
  readonly preparation: { readonly share: number | null } | null;
  readonly collection: Loaded<readonly DocumentSummary[]>;
  readonly details: ReadonlyMap<string, Loaded<DocumentDetail>>;
  /** Who speaks in the records that the first screen shows. */
  readonly interventions: ReadonlyMap<string, Loaded<InterventionList["interventions"]>>;
  readonly texts: ReadonlyMap<string, Loaded<string>>;
  readonly examples: Loaded<readonly string[]>;
  readonly conversation: Conversation;
  /** As last listed; the list is made when it is shown. */
  readonly archive: readonly ConversationEntry[];
  readonly source: OpenSource | null;
  readonly panel: Panel | null;
  readonly characterShortcuts: boolean;
  /** False where the browser refuses to keep conversations. */
  readonly archiveAvailable: boolean;
}

export type Event =
  | { readonly type: "language-chosen"; readonly language: FrameLanguage }
  | { readonly type: "route-entered"; readonly route: Route }
  | { readonly type: "connection-changed"; readonly connection: Connection }
  | { readonly type: "preparation-reported"; readonly preparation: State["preparation"] }
  | { readonly type: "collection-changed"; readonly collection: State["collection"] }
  | { readonly type: "detail-changed"; readonly documentId: string; readonly detail: Loaded<DocumentDetail> }
  | {
      readonly type: "interventions-changed";
      readonly documentId: string;
      readonly interventions: Loaded<InterventionList["interventions"]>;
    }
  | { readonly type: "text-changed"; readonly documentId: string; readonly text: Loaded<string> }
  /** They were replaced, removed or restored: what was fetched of them is no longer so. */
  | { readonly type: "records-forgotten"; readonly documentIds: readonly string[] }
  | { readonly type: "examples-changed"; readonly examples: State["examples"] }
  | { readonly type: "turn-started"; readonly start: TurnStart }
  | { readonly type: "server-events"; readonly events: readonly ServerEvent[] }
  | { readonly type: "turn-stopped"; readonly turnId: string }
  | { readonly type: "turn-failed"; readonly turnId: string; readonly failure: LocalFailure }
  | { readonly type: "page-requested"; readonly turnId: string }
  | { readonly type: "page-arrived"; readonly turnId: string; readonly page: AskResponse | null }
  | { readonly type: "feedback-changed"; readonly turnId: string; readonly feedback: KeptFeedback | null }
  | { readonly type: "conversation-opened"; readonly conversation: Conversation }
  /** With what other tabs have added to it. */
  | { readonly type: "conversation-merged"; readonly conversation: Conversation }
  | { readonly type: "conversation-renamed"; readonly id: string; readonly title: string }
  | { readonly type: "archive-listed"; readonly archive: readonly ConversationEntry[] }
  | { readonly type: "archive-refused" }
  | { readonly type: "source-opened"; readonly source: Omit<OpenSource, "visit"> }
  | { readonly type: "source-closed" }
  | { readonly type: "panel-changed"; readonly panel: Panel | null }
  | { readonly type: "character-shortcuts-changed"; readonly enabled: boolean };

export interface InitialState {
  readonly language: FrameLanguage;
  readonly route: Route;
  readonly conversationId: string;
  readonly characterShortcuts: boolean;
}

export function initialState(initial: InitialState): State {
  return {
    language: initial.language,
    route: initial.route,
    connection: "connecting",
    preparation: null,
    collection: { phase: "loading" },
    details: new Map(),
    interventions: new Map(),
    texts: new Map(),
    examples: { phase: "loading" },
    conversation: emptyConversation(initial.conversationId),
    archive: [],
    source: null,
    panel: null,
    characterShortcuts: initial.characterShortcuts,
    archiveAvailable: true,
  };
}

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case "language-chosen":
      return { ...state, language: event.language, examples: { phase: "loading" } };
    case "route-entered":
      return { ...state, route: event.route, panel: null };
    case "connection-changed":
      return state.connection === event.connection ? state : { ...state, connection: event.connection };
    case "preparation-reported":
      return state.preparation === event.preparation ? state : { ...state, preparation: event.preparation };
    case "collection-changed":
      return { ...state, collection: event.collection };
    case "detail-changed":
      return { ...state, details: new Map(state.details).set(event.documentId, event.detail) };
    case "interventions-changed":
      return {
        ...state,
        interventions: new Map(state.interventions).set(event.documentId, event.interventions),
      };
    case "text-changed":
      return { ...state, texts: new Map(state.texts).set(event.documentId, event.text) };
    case "records-forgotten":
      return {
        ...state,
        details: withoutKeys(state.details, event.documentIds),
        interventions: withoutKeys(state.interventions, event.documentIds),
        texts: withoutKeys(state.texts, event.documentIds),
        examples: { phase: "loading" },
      };
    case "examples-changed":
      return { ...state, examples: event.examples };
    case "source-opened":
      return { ...state, source: { ...event.source, visit: (state.source?.visit ?? 0) + 1 } };
    case "source-closed":
      return state.source === null ? state : { ...state, source: null };
    case "panel-changed":
      return { ...state, panel: event.panel };
    case "character-shortcuts-changed":
      return { ...state, characterShortcuts: event.enabled };
    case "archive-listed":
      return { ...state, archive: event.archive };
    case "archive-refused":
      return { ...state, archiveAvailable: false };
    case "conversation-merged":
      return { ...state, conversation: event.conversation };
    case "conversation-opened":
      return { ...state, conversation: event.conversation, source: null };
    default:
      return { ...state, ...reduceConversation(state, event) };
  }
}

function withoutKeys<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  return new Map([...map].filter(([key]) => !keys.includes(key)));
}

type ConversationEvent = Extract<
  Event,
  {
    type:
      | "turn-started"
      | "server-events"
      | "turn-stopped"
      | "turn-failed"
      | "page-requested"
      | "page-arrived"
      | "feedback-changed"
      | "conversation-renamed";
  }
>;

function reduceConversation(state: State, event: ConversationEvent): Pick<State, "conversation"> & Partial<State> {
  const { conversation } = state;
  switch (event.type) {
    case "turn-started":
      return { conversation: startTurn(conversation, event.start), ...leaveTurn(state, event.start.id) };
    case "server-events":
      return { conversation: event.events.reduce(receiveEvent, conversation) };
    case "turn-stopped":
      return {
        conversation: updateTurn(conversation, event.turnId, (turn) =>
          isPending(turn) ? { ...turn, phase: "stopped" } : turn,
        ),
      };
    case "turn-failed":
      return {
        conversation: updateTurn(conversation, event.turnId, (turn) =>
          isPending(turn) ? { ...turn, phase: "failed", failure: event.failure } : turn,
        ),
      };
    case "page-requested":
      return { conversation: updateTurn(conversation, event.turnId, (turn) => ({ ...turn, loadingMore: true })) };
    case "page-arrived": {
      const { page } = event;
      return {
        conversation: updateTurn(conversation, event.turnId, (turn) =>
          page === null ? { ...turn, loadingMore: false } : addPage(turn, page),
        ),
      };
    }
    case "feedback-changed":
      return {
        conversation: updateTurn(conversation, event.turnId, (turn) => ({ ...turn, feedback: event.feedback })),
      };
    case "conversation-renamed":
      return conversation.id === event.id
        ? { conversation: { ...conversation, title: event.title } }
        : { conversation };
  }
}

/** The citations of a turn that is asked again are gone: the source stays open at its place, without them. */
function leaveTurn(state: State, turnId: string): Partial<State> {
  const { source } = state;
  if (source === null || source.turnId !== turnId) return {};
  return { source: { ...source, turnId: null, citationIndex: null } };
}

function receiveEvent(conversation: Conversation, event: ServerEvent): Conversation {
  const turn = conversation.turns.find((candidate) => candidate.requestId === event.requestId);
  return turn === undefined ? conversation : updateTurn(conversation, turn.id, (current) => receive(current, event));
}
