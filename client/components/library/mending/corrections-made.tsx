import type { KeptCorrection } from "../../../../server/corrections-protocol.ts";
import { formatInstant } from "../../../formats.ts";
import { markupOfQuote } from "../../../library/paragraphs.ts";
import { usePage } from "../../../page.ts";
import type { LibraryStrings } from "../../../strings/library-strings.ts";
import { MarkedText } from "../../marked-text.tsx";
import { ConfirmedButton } from "../confirmation.tsx";
import { wordsOf } from "./correction-words.ts";
import type { Mending } from "./mending.ts";

const headingId = "corrections-made";

export interface CorrectionsMadeProps {
  readonly mending: Mending;
  readonly text: LibraryStrings;
}

/** What was corrected in the record, the latest first, each to be undone. */
export function CorrectionsMade({ mending, text }: CorrectionsMadeProps) {
  const { list } = mending.corrections;
  const { made } = text.corrections;
  if (list.phase === "loading") return null;
  if (list.phase === "failed") {
    return (
      <p class="notice notice-problem" role="alert">
        {made.failed} {list.problem?.detail}
      </p>
    );
  }
  const { corrections } = list.value;
  if (corrections.length === 0) return null;
  return (
    <section class="reading-part">
      <h2 class="reading-heading" id={headingId} tabIndex={-1}>
        {made.heading(corrections.length)}
      </h2>
      <ul class="corrections-made">
        {corrections.toReversed().map((kept, index, latestFirst) => (
          <Made
            key={kept.id}
            mending={mending}
            text={text}
            kept={kept}
            focusAfter={[latestFirst[index + 1], latestFirst[index - 1]].flatMap((next) =>
              next === undefined ? [] : [undoId(next)],
            )}
          />
        ))}
      </ul>
      {corrections.length > 1 && (
        <ConfirmedButton
          label={made.undoAll}
          class="mend-toggle"
          heading={made.undoAll}
          question={made.undoAllQuestion(corrections.length)}
          meaning={made.undoAllMeaning}
          confirm={made.undoAll}
          cancel={text.cancel}
          confirmed={() => void mending.change({ type: "undo-all" }, [])}
        />
      )}
    </section>
  );
}

function undoId({ id }: KeptCorrection): string {
  return `undo-${id}`;
}

interface MadeProps extends CorrectionsMadeProps {
  readonly kept: KeptCorrection;
  readonly focusAfter: readonly string[];
}

function Made({ mending, text, kept, focusAfter }: MadeProps) {
  const { language } = usePage();
  const { made } = text.corrections;
  const { correction } = kept;
  const words = wordsOf(correction, { text, language, detail: mending.detail });
  return (
    <li class="correction">
      <div>
        <p>{words}</p>
        {"quote" in correction && (
          <q class="verbatim" lang={mending.document.language} dir="auto">
            <MarkedText
              text={correction.quote}
              base={correction.start}
              spans={[]}
              markup={markupOfQuote(mending.detail, correction)}
            />
          </q>
        )}
        <p class="quiet">
          <time dateTime={kept.createdAt}>{formatInstant(kept.createdAt, language)}</time>
          {!kept.applied && ` · ${made.notApplied}`}
        </p>
      </div>
      <button
        type="button"
        id={undoId(kept)}
        class="button-quiet"
        aria-label={made.undoOf(words)}
        onClick={() =>
          void mending.change({ type: "undo", correctionId: kept.id, correction }, [...focusAfter, headingId])
        }
      >
        {made.undo}
      </button>
    </li>
  );
}
