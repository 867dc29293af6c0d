import { useEffect, useRef } from "preact/hooks";
import type { Notice } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import type { LibraryStrings } from "../../strings/library-strings.ts";

/** Tells what was done last, and undoes it. The focus comes here, for what it was on is gone. */
export function LibraryNotice({ library, text, notice }: OpenLibrary & { readonly notice: Notice | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const button = box.current?.querySelector("button");
    if (notice !== null && notice.type !== "nothing-given") button?.focus();
  }, [notice]);
  const dismiss = () => {
    library.dispatch({ type: "notice-changed", notice: null });
    document.getElementById("library-heading")?.focus();
  };
  return (
    <div class="library-notice" role="status" ref={box}>
      {notice !== null && (
        <div class={notice.type === "failed" ? "notice notice-problem" : "notice"} data-notice={notice.type}>
          <p>{wordsOf(notice, text)}</p>
          {notice.type === "removed" && (
            <button type="button" class="button" onClick={() => void library.restore(notice.document.id)}>
              {text.removal.undo}
            </button>
          )}
          {notice.type === "working" ? (
            <progress aria-label={wordsOf(notice, text)} />
          ) : (
            <button type="button" class="button-quiet" onClick={dismiss}>
              {text.removal.dismiss}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function wordsOf(notice: Notice, { removal, intake }: LibraryStrings): string {
  switch (notice.type) {
    case "working":
      return removal[notice.doing](notice.title);
    case "removed":
      return removal.removed(notice.document.title);
    case "restored":
      return removal.restored(notice.document.title);
    case "purged":
      return removal.purged(notice.title);
    case "failed":
      return notice.problem === null ? removal.failed : `${removal.failed} ${notice.problem.detail}`;
    case "nothing-given":
      return intake.nothingGiven;
  }
}
