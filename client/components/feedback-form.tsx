import { useEffect, useRef, useState } from "preact/hooks";
import type { FeedbackRequest } from "../../server/feedback-protocol.ts";
import { type AskResponse, limits } from "../../server/protocol.ts";
import type { Turn } from "../conversation.ts";
import { usePage } from "../page.ts";
import { problemOf } from "../transport/requests.ts";

export interface FeedbackFormProps {
  readonly turn: Turn;
  readonly response: AskResponse | null;
}

/** Useful or not, with a word why. Nothing is sent before the reader agrees, and what was sent can be deleted. */
export function FeedbackForm({ turn, response }: FeedbackFormProps) {
  const { strings, actions } = usePage();
  const [verdict, setVerdict] = useState<FeedbackRequest["verdict"] | null>(null);
  const [outcome, setOutcome] = useState<"removed" | "failed" | null>(null);
  if (response === null) return null;
  const attempt = async (doing: Promise<void>, after: "removed" | null) => {
    try {
      await doing;
      setVerdict(null);
      setOutcome(after);
    } catch (error) {
      // Why is not told here.
      problemOf(error);
      setOutcome("failed");
    }
  };
  const send = (comment: string) => {
    if (verdict === null) return;
    const { question } = turn.asked;
    const passageIds = response.citations.slice(0, limits.citationsPerPage).map(({ passageId }) => passageId);
    const feedback = { question, language: response.language, verdict, passageIds };
    void attempt(actions.giveFeedback(turn.id, comment === "" ? feedback : { ...feedback, comment }), null);
  };
  if (turn.feedback !== null) {
    return (
      <p class="feedback quiet" role="status">
        {strings.feedback.kept}{" "}
        <button
          type="button"
          class="button-quiet"
          onClick={() => void attempt(actions.withdrawFeedback(turn.id), "removed")}
        >
          {strings.feedback.remove}
        </button>
        {outcome === "failed" && strings.feedback.failed}
      </p>
    );
  }
  return (
    <div class="feedback">
      <fieldset class="group turn-tools">
        <legend class="visually-hidden">{strings.feedback.label}</legend>
        <span class="quiet" aria-hidden="true">
          {strings.feedback.label}
        </span>
        {(["useful", "not-useful"] as const).map((choice) => (
          <button
            key={choice}
            type="button"
            class="button-quiet"
            aria-pressed={verdict === choice}
            onClick={() => setVerdict(verdict === choice ? null : choice)}
          >
            {choice === "useful" ? strings.feedback.useful : strings.feedback.notUseful}
          </button>
        ))}
        <span role="status" class="quiet">
          {outcome === "removed" && strings.feedback.removed}
          {outcome === "failed" && strings.feedback.failed}
        </span>
      </fieldset>
      {verdict !== null && <Details send={send} cancel={() => setVerdict(null)} />}
    </div>
  );
}

function Details({ send, cancel }: { readonly send: (comment: string) => void; readonly cancel: () => void }) {
  const { strings } = usePage();
  const [comment, setComment] = useState("");
  const [consent, setConsent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The question box keeps its place at the foot of the page: the form comes out from behind it.
  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (consent) send(comment.trim());
  };
  return (
    <form class="feedback-details" ref={form} onSubmit={submit}>
      <label>
        <span>{strings.feedback.comment}</span>
        <textarea
          class="field"
          rows={2}
          maxLength={limits.commentCharacters}
          value={comment}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </label>
      <label class="checkbox">
        <input type="checkbox" checked={consent} onChange={(event) => setConsent(event.currentTarget.checked)} />
        <span>{strings.feedback.consent}</span>
      </label>
      <div class="turn-tools">
        <button type="submit" class="button button-primary" disabled={!consent}>
          {strings.feedback.send}
        </button>
        <button type="button" class="button" onClick={cancel}>
          {strings.feedback.cancel}
        </button>
      </div>
    </form>
  );
}
