import { useEffect, useRef, useState } from "preact/hooks";
import { isPending } from "../conversation.ts";
import { useShell } from "../page.ts";
import type { State } from "../state.ts";
import { Arrival } from "./arrival.tsx";
import { lazyComponent } from "./lazy.tsx";
import { QuestionBox } from "./question-box.tsx";

const loadTurnList = async () => (await import("./turn-list.tsx")).TurnList;
const TurnList = lazyComponent(loadTurnList);

/** The questions and answers so far, or what can be asked; and the question box under them. */
export function ConversationPane({ state }: { readonly state: State }) {
  const { strings, completeStrings } = useShell();
  const { conversation, source } = state;
  const pending = conversation.turns.findLast(isPending);
  const announcement = useAnnouncement(state);
  return (
    <section class="pane pane-conversation" id="conversation" aria-label={strings.answering.conversation}>
      {conversation.turns.length === 0 ? (
        <div class="column">
          <Arrival state={state} />
        </div>
      ) : (
        <TurnList conversation={conversation} source={source} />
      )}
      <div class="question-dock">
        <div class="column">
          <QuestionBox
            followUp={conversation.turns.length > 0}
            pendingTurnId={pending?.id ?? null}
            // What shows an answer is fetched while the first question is being written.
            prepare={() => void Promise.all([loadTurnList(), completeStrings()]).catch(() => undefined)}
          />
        </div>
      </div>
      <p class="visually-hidden" role="status" data-announcement>
        {announcement}
      </p>
    </section>
  );
}

/** One announcement an answer, once it is whole; nothing for answers that were read from the archive. */
function useAnnouncement({ conversation }: State): string {
  const { strings } = useShell();
  const [announcement, setAnnouncement] = useState("");
  const awaited = useRef<string | null>(null);
  const pending = conversation.turns.findLast(isPending);
  const settled = conversation.turns.find((turn) => turn.requestId === awaited.current && !isPending(turn));
  useEffect(() => {
    if (pending !== undefined) {
      awaited.current = pending.requestId;
      setAnnouncement("");
      return;
    }
    if (settled === undefined) return;
    awaited.current = null;
    if (settled.phase === "complete") {
      setAnnouncement(strings.answering.announcement(settled.lead, settled.citations.length));
    } else if (settled.phase === "stopped") setAnnouncement(strings.answering.stopped);
    else setAnnouncement(settled.problem?.title ?? strings.answering.failed);
  }, [pending?.requestId, settled]);
  return announcement;
}
