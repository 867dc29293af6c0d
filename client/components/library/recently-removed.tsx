import type { DocumentSummary } from "../../../server/document-protocol.ts";
import type { RemovedDocument } from "../../../server/ingest-protocol.ts";
import { formatTime } from "../../formats.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { usePage } from "../../page.ts";
import { ConfirmedButton } from "./confirmation.tsx";

export interface RecentlyRemovedProps extends OpenLibrary {
  readonly removed: readonly RemovedDocument[];
  readonly documents: readonly DocumentSummary[];
}

/** Records that can be restored for a while yet. */
export function RecentlyRemoved({ removed, documents, ...opened }: RecentlyRemovedProps) {
  if (removed.length === 0) return null;
  return (
    <details class="folded recently-removed">
      <summary>{opened.text.removal.recent(removed.length)}</summary>
      <ul>
        {removed.map((entry) => (
          <Removed
            key={`${entry.id} ${entry.removedAt}`}
            {...opened}
            entry={entry}
            heldAgain={documents.some(({ id }) => id === entry.id)}
          />
        ))}
      </ul>
    </details>
  );
}

interface RemovedProps extends OpenLibrary {
  readonly entry: RemovedDocument;
  /** Another was added under its id since. To purge the id would take that one away too: this one goes by itself. */
  readonly heldAgain: boolean;
}

function Removed({ library, text: { removal, cancel }, entry, heldAgain }: RemovedProps) {
  const { language } = usePage();
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
        {!heldAgain && (
          <ConfirmedButton
            label={removal.purge}
            heard={removal.purgeOf(entry.title)}
            heading={removal.purgeHeading}
            question={removal.purgeQuestion(entry.title)}
            meaning={removal.purgeMeaning}
            confirm={removal.purge}
            cancel={cancel}
            confirmed={() => void library.purge(entry.id)}
          />
        )}
      </div>
    </li>
  );
}
