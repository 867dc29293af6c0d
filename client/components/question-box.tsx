import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../server/protocol.ts";
import { useShell } from "../page.ts";
import "./question-box.css";

export interface QuestionBoxProps {
  /** Whether earlier questions stand above. */
  readonly followUp: boolean;
  /** The turn that is being answered, which can be stopped. */
  readonly pendingTurnId: string | null;
  /** Called as the reader begins to write. */
  readonly prepare: () => void;
}

/** The reader's question. Enter sends it, and the focus stays. */
export function QuestionBox({ followUp, pendingTurnId, prepare }: QuestionBoxProps) {
  const { strings, actions } = useShell();
  const [text, setText] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus({ preventScroll: true }), []);
  // The placeholder has a height too: it changes with what stands above, and wraps where the button beside it is wide.
  useLayoutEffect(() => fitHeight(area.current), [text, followUp, pendingTurnId, strings]);

  const excess = text.length - limits.questionCharacters;
  const sendable = text.trim() !== "" && excess <= 0 && pendingTurnId === null;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!sendable) return;
    actions.ask(text.trim());
    setText("");
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a character, Enter chooses it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  return (
    <form class="question-box" onSubmit={submit}>
      <label class="visually-hidden" for="question">
        {strings.question.label}
      </label>
      <div class="question-field">
        <textarea
          id="question"
          ref={area}
          rows={1}
          value={text}
          placeholder={followUp ? strings.question.followUpPlaceholder : strings.question.placeholder}
          aria-describedby={excess > 0 ? "question-problem" : "question-hint"}
          aria-invalid={excess > 0}
          enterkeyhint="send"
          dir="auto"
          onInput={(event) => {
            prepare();
            setText(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        {pendingTurnId === null ? (
          <button type="submit" class="button button-primary" disabled={!sendable}>
            {strings.question.ask}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => actions.stop(pendingTurnId)}>
            {strings.question.stop}
          </button>
        )}
      </div>
      {excess > 0 ? (
        <p id="question-problem" class="question-problem" role="alert">
          {strings.question.tooLong(excess)}
        </p>
      ) : (
        <p id="question-hint" class="question-hint">
          {strings.question.hint}
        </p>
      )}
    </form>
  );
}

function fitHeight(area: HTMLTextAreaElement | null): void {
  if (area === null) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
