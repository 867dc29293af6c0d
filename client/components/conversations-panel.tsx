import { useState } from "preact/hooks";
import { formatInstant } from "../formats.ts";
import { usePage } from "../page.ts";
import { conversationPath } from "../routes.ts";
import type { ConversationEntry, State } from "../state.ts";
import { Dialog } from "./dialog.tsx";
import { Link } from "./link.tsx";

/** The conversations that this browser keeps: opened, renamed, deleted. */
export function ConversationsPanel({ state }: { readonly state: State }) {
  const { strings } = usePage();
  const text = strings.conversations;
  return (
    <Dialog heading={text.heading}>
      <p class="quiet">{state.archiveAvailable ? text.note : text.unavailable}</p>
      {state.archive.length === 0 ? (
        <p>{text.empty}</p>
      ) : (
        <ul class="conversation-list">
          {state.archive.map((entry) => (
            <Entry key={entry.id} entry={entry} current={entry.id === state.conversation.id} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Entry({ entry, current }: { readonly entry: ConversationEntry; readonly current: boolean }) {
  const { strings, language, actions } = usePage();
  const text = strings.conversations;
  const [doing, setDoing] = useState<"nothing" | "renaming" | "deleting">("nothing");
  const title = entry.title === "" ? text.untitled : entry.title;
  return (
    <li class="conversation-entry">
      {doing === "renaming" ? (
        <RenameForm
          title={entry.title}
          save={(changed) => {
            setDoing("nothing");
            void actions.renameConversation(entry.id, changed);
          }}
          cancel={() => setDoing("nothing")}
        />
      ) : (
        <div>
          <Link path={conversationPath(entry.id)} aria-current={current ? "page" : undefined}>
            <bdi>{title}</bdi>
          </Link>
          <p class="quiet">
            <time dateTime={entry.updatedAt}>{formatInstant(entry.updatedAt, language)}</time> ·{" "}
            {text.questions(entry.turnCount)}
          </p>
        </div>
      )}
      {doing === "nothing" && (
        <div class="turn-tools">
          <button
            type="button"
            class="button-quiet"
            aria-label={text.rename(title)}
            onClick={() => setDoing("renaming")}
          >
            {text.renameShort}
          </button>
          <button
            type="button"
            class="button-quiet"
            aria-label={text.remove(title)}
            onClick={() => setDoing("deleting")}
          >
            {text.confirm}
          </button>
        </div>
      )}
      {doing === "deleting" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void actions.deleteConversation(entry.id);
          }}
        >
          <p role="alert">{text.confirmRemove(title)}</p>
          <button type="submit" class="button button-danger">
            {text.confirm}
          </button>
          <button type="button" class="button" onClick={() => setDoing("nothing")}>
            {text.cancel}
          </button>
        </form>
      )}
    </li>
  );
}

interface RenameFormProps {
  readonly title: string;
  readonly save: (title: string) => void;
  readonly cancel: () => void;
}

function RenameForm({ title, save, cancel }: RenameFormProps) {
  const { strings } = usePage();
  const text = strings.conversations;
  const [changed, setChanged] = useState(title);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // The name is given up, not the whole sheet.
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(changed.trim());
      }}
    >
      <input
        class="field"
        aria-label={text.renameLabel}
        value={changed}
        maxLength={120}
        // The field stands where the pressed button was.
        ref={(input) => input?.focus()}
        onInput={(event) => setChanged(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="button button-primary">
        {text.save}
      </button>
      <button type="button" class="button" onClick={cancel}>
        {text.cancel}
      </button>
    </form>
  );
}
