import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../server/protocol.ts";
import { usePage } from "../page.ts";

export interface EditQuestionProps {
  readonly question: string;
  readonly save: (question: string) => void;
  readonly cancel: () => void;
}

/** The question in its place, being changed. */
export function EditQuestion({ question, save, cancel }: EditQuestionProps) {
  const { strings } = usePage();
  const [text, setText] = useState(question);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.select();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() !== "") save(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    cancel();
  };
  return (
    <form class="edit-question" onSubmit={submit}>
      <textarea
        class="field"
        ref={area}
        rows={2}
        maxLength={limits.questionCharacters}
        aria-label={strings.turn.editLabel}
        value={text}
        dir="auto"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="turn-tools">
        <button type="submit" class="button button-primary" disabled={text.trim() === ""}>
          {strings.turn.save}
        </button>
        <button type="button" class="button" onClick={cancel}>
          {strings.turn.cancel}
        </button>
      </div>
    </form>
  );
}
