import { useState } from "preact/hooks";
import type { RemovedDocument } from "../../../server/ingest-protocol.ts";
import { formatTime } from "../../formats.ts";
import { usePage } from "../../page.ts";
import { Confirmation } from "./confirmation.tsx";
import type { OpenLibrary } from "./library-access.tsx";

/** Records that can be restored for a while yet. */
export function RecentlyRemoved({
  removed,
  ...opened
}: OpenLibrary & { readonly removed: readonly RemovedDocument[] }) {
  if (removed.length === 0) return null;
  return (
    <details class="folded recently-removed">
      <summary>{opened.text.removal.recent(removed.length)}</summary>
      <ul>
        {removed.map((entry) => (
          <Removed key={entry.id} {...opened} entry={entry} />
        ))}
      </ul>
    </details>
  );
}

function Removed({ library, text: { removal, cancel }, entry }: OpenLibrary & { readonly entry: RemovedDocument }) {
  const { language } = usePage();
  const [asking, setAsking] = useState(false);
  return (
    <li class="removed-record">
      <p>
        <bdi>{entry.title}</bdi>
        <span class="quiet"> {removal.until(formatTime(entry.purgeAt, language))}</span>
      </p>
      <div class="record-actions">
        <button
          type="button"
          class="button-quiet"
          aria-label={removal.restoreOf(entry.title)}
          onClick={() => void library.restore(entry.id)}
        >
          {removal.restore}
        </button>
        <button
          type="button"
          class="button-quiet"
          aria-haspopup="dialog"
          aria-label={removal.purgeOf(entry.title)}
          onClick={() => setAsking(true)}
        >
          {removal.purge}
        </button>
      </div>
      {asking && (
        <Confirmation
          heading={removal.purgeHeading}
          question={removal.purgeQuestion(entry.title)}
          meaning={removal.purgeMeaning}
          confirm={removal.purge}
          cancel={cancel}
          closed={() => setAsking(false)}
          confirmed={() => void library.purge(entry.id)}
        />
      )}
    </li>
  );
}
