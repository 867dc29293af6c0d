import { useEffect, useRef } from "preact/hooks";
import { type Conversation, isPending, type Turn } from "../conversation.ts";
import type { OpenSource } from "../state.ts";
import { lazyComponent } from "./lazy.tsx";
import { largePartsPace, useMountedCount } from "./mounting.ts";
import { TurnView } from "./turn-view.tsx";
import "./conversation.css";

const ConversationTools = lazyComponent(async () => (await import("./conversation-tools.tsx")).ConversationTools);

export interface TurnListProps {
  readonly conversation: Conversation;
  readonly source: OpenSource | null;
}

/** The questions and answers so far. */
export function TurnList({ conversation, source }: TurnListProps) {
  const { turns } = conversation;
  const list = useRef<HTMLDivElement>(null);
  useScrollToLatest(list, conversation.id, turns.length);
  useFocusOnPending(turns.find(isPending));
  // The latest answers are drawn first, the earlier ones as the page finds time.
  const mounted = useMountedCount(conversation.id, turns.length, largePartsPace);
  return (
    <div class="column conversation" ref={list}>
      <h1 class="visually-hidden">{conversation.title}</h1>
      {turns.map((turn, index) => (
        <TurnView
          key={turn.id}
          turn={turn}
          drawn={index >= turns.length - mounted}
          latest={index === turns.length - 1}
          openIndex={source?.turnId === turn.id ? source.citationIndex : null}
        />
      ))}
      {!turns.some(isPending) && <ConversationTools conversation={conversation} />}
    </div>
  );
}

/** What was pressed to ask may be gone with the answer it belonged to: then the focus goes to the question. */
function useFocusOnPending(pending: Turn | undefined): void {
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (pending !== undefined && lost) {
      document.getElementById(`question-${pending.id}`)?.focus({ preventScroll: true });
    }
  }, [pending?.requestId]);
}

/** A new question goes to the top once; what arrives after it moves nothing. */
function useScrollToLatest(list: { current: HTMLDivElement | null }, conversationId: string, count: number): void {
  const known = useRef({ conversationId, count: 0 });
  useEffect(() => {
    const { current } = known;
    const sameConversation = current.conversationId === conversationId;
    known.current = { conversationId, count };
    if (count === 0 || (sameConversation && count <= current.count)) return;
    list.current?.querySelector(".turn:last-of-type")?.scrollIntoView({ block: "start" });
  }, [conversationId, count]);
}
