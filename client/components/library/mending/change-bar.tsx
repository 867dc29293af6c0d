import type { Problem } from "../../../../server/protocol.ts";
import type { Change } from "../../../library/corrections.ts";
import { usePage } from "../../../page.ts";
import type { LibraryStrings } from "../../../strings/library-strings.ts";
import { type CorrectionWords, wordsOf } from "./correction-words.ts";
import { doubtButtonId, type Mending, paragraphButtonId } from "./mending.ts";

export interface ChangeBarProps {
  readonly mending: Mending;
  readonly text: LibraryStrings;
}

/** Stays in view at the foot of the page: what is under way, what was done last, and what could not be done. */
export function ChangeBar({ mending, text }: ChangeBarProps) {
  const { language } = usePage();
  const { waiting, failed, done } = mending.corrections;
  const { bar, made } = text.corrections;
  const words = { text, language, detail: mending.detail };
  const idle = waiting.length === 0 && failed.length === 0 && done === null;
  return (
    <div class="change-bar" data-idle={idle} data-state={stateOf(mending)}>
      <div role="status">
        {waiting.length > 0 && (
          <p class="change">
            <progress aria-label={bar.label} />
            <span>{bar.working(waiting.length)}</span>
          </p>
        )}
        {done !== null && waiting.length === 0 && (
          <p class="change" data-change="done">
            <span>{doneWords(done.change, text, words)}</span>
          </p>
        )}
      </div>
      <div role="alert">
        {failed.map(({ change, problem }) => (
          <div key={change.id} class="change" data-change="failed">
            <p>
              {bar.failed(changeWords(change, text, words))} {problem === null ? "" : reasonOf(problem)}
            </p>
            <button type="button" class="button" onClick={() => mending.retry(change)}>
              {bar.retry}
            </button>
          </div>
        ))}
      </div>
      {(done !== null || failed.length > 0) && waiting.length === 0 && (
        <div class="change-ways">
          {done?.change.type === "correct" && done.correctionId !== null && (
            <UndoLatest mending={mending} change={done.change} correctionId={done.correctionId} undo={made.undo} />
          )}
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              mending.dismiss();
              window.document.getElementById("library-heading")?.focus({ preventScroll: true });
            }}
          >
            {bar.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}

function stateOf({ corrections: { waiting, failed, done } }: Mending): string {
  if (waiting.length > 0) return "working";
  if (failed.length > 0) return "failed";
  return done === null ? "idle" : "done";
}

interface UndoLatestProps {
  readonly mending: Mending;
  readonly change: Extract<Change, { type: "correct" }>;
  readonly correctionId: string;
  readonly undo: string;
}

function UndoLatest({ mending, change, correctionId, undo }: UndoLatestProps) {
  const { correction } = change;
  const back =
    "start" in correction ? [doubtButtonId("doubts", correction.start), paragraphButtonId(correction.start)] : [];
  return (
    <button
      type="button"
      class="button"
      onClick={() => void mending.change({ type: "undo", correctionId, correction }, back)}
    >
      {undo}
    </button>
  );
}

function changeWords(change: Change, { corrections }: LibraryStrings, words: CorrectionWords): string {
  if (change.type === "undo-all") return corrections.made.undoAll;
  const said = wordsOf(change.correction, words);
  return change.type === "undo" ? corrections.made.undoOf(said) : said;
}

function doneWords(change: Change, { corrections: { bar } }: LibraryStrings, words: CorrectionWords): string {
  if (change.type === "undo-all") return bar.allUndone;
  const said = wordsOf(change.correction, words);
  return change.type === "undo" ? bar.undone(said) : bar.done(said);
}

function reasonOf({ detail, errors }: Problem): string {
  return [...new Set([detail, ...errors.map(({ message }) => message)])].join(" ");
}
