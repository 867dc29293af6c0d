import { useState } from "preact/hooks";
import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { Turn } from "../conversation.ts";
import { usePage } from "../page.ts";
import { firstParagraph } from "../record/recommendations.ts";
import type { OpenSource } from "../state.ts";
import { openCitation } from "./citation-walk.ts";
import type { Find } from "./source-find.ts";

export interface SourceBarProps {
  readonly source: OpenSource;
  readonly document: DocumentDetail;
  /** The answer whose citations are walked through. */
  readonly turn: Turn | null;
  readonly citationCount: number;
  readonly find: Find;
  /** Null where the document has no translation. */
  readonly sideBySide: boolean | null;
  readonly setSideBySide: (sideBySide: boolean) => void;
  readonly close: () => void;
}

/** The ways through a document: back, by citation, by intervention, by search; and what texts are shown. */
export function SourceBar(props: SourceBarProps) {
  const { strings } = usePage();
  const { turn, close } = props;
  const [toolsShown, setToolsShown] = useState(false);
  const [long, short] =
    turn === null ? [strings.source.close, strings.source.closeShort] : [strings.source.back, strings.source.backShort];
  return (
    <div class="source-bar">
      <div class="source-bar-row">
        <button type="button" class="button source-back" aria-label={long} onClick={close}>
          <span aria-hidden="true">←</span> <span class="wide-only">{long}</span>
          <span class="narrow-only">{short}</span>
        </button>
        {turn !== null && props.citationCount > 0 && <CitationSteps {...props} turn={turn} />}
        <button type="button" class="button-quiet source-print" onClick={() => window.print()}>
          {strings.source.print}
        </button>
        <button
          type="button"
          class="button-quiet source-tools-toggle narrow-only"
          aria-expanded={toolsShown}
          aria-controls="source-tools"
          onClick={() => setToolsShown(!toolsShown)}
        >
          {strings.source.tools}
        </button>
      </div>
      <SourceTools {...props} shownWhenNarrow={toolsShown} />
    </div>
  );
}

/** Folded on a narrow screen until they are asked for: the text needs the room. */
function SourceTools(props: SourceBarProps & { readonly shownWhenNarrow: boolean }) {
  const { strings } = usePage();
  const { sideBySide, setSideBySide, shownWhenNarrow } = props;
  return (
    <div id="source-tools" class="source-bar-row source-tools" data-shown={shownWhenNarrow}>
      <FindBox find={props.find} />
      <InterventionSteps {...props} />
      {sideBySide !== null && (
        <fieldset class="group source-steps">
          <legend class="visually-hidden">{strings.source.view}</legend>
          <button type="button" class="button-quiet" aria-pressed={!sideBySide} onClick={() => setSideBySide(false)}>
            {strings.source.original}
          </button>
          <button type="button" class="button-quiet" aria-pressed={sideBySide} onClick={() => setSideBySide(true)}>
            {strings.source.sideBySide}
          </button>
        </fieldset>
      )}
    </div>
  );
}

function CitationSteps({ source, turn, citationCount }: SourceBarProps & { readonly turn: Turn }) {
  const { strings, navigation } = usePage();
  const index = source.citationIndex;
  return (
    <div class="source-steps">
      <Step
        label={strings.source.previousCitation}
        sign="‹"
        disabled={index === null || index === 0}
        go={() => openCitation(navigation, turn, (index ?? 0) - 1)}
      />
      <span class="quiet source-count">{strings.source.citationOf(index === null ? 0 : index + 1, citationCount)}</span>
      <Step
        label={strings.source.nextCitation}
        sign="›"
        disabled={index !== null && index >= citationCount - 1}
        go={() => openCitation(navigation, turn, index === null ? 0 : index + 1)}
      />
    </div>
  );
}

function InterventionSteps({ source, document }: SourceBarProps) {
  const { strings, navigation } = usePage();
  const starts = document.sections.map(firstParagraph).filter((paragraph) => paragraph !== null);
  const go = (step: 1 | -1) => {
    const paragraph = neighbour(starts, paragraphAtTop(), step);
    if (paragraph === undefined) return;
    const place = { paragraph, item: null };
    navigation.openSource({ ...source, revision: document.revision, place, citationIndex: null });
  };
  return (
    <div class="source-steps">
      <Step label={strings.source.previousIntervention} sign="‹" disabled={false} go={() => go(-1)} />
      <span class="quiet">{strings.source.intervention}</span>
      <Step label={strings.source.nextIntervention} sign="›" disabled={false} go={() => go(1)} />
    </div>
  );
}

/** The first section start after the paragraph, or the last one before the section that holds it. */
function neighbour(starts: readonly number[], paragraph: number, step: 1 | -1): number | undefined {
  if (step === 1) return starts.find((start) => start > paragraph);
  const current = starts.findLast((start) => start <= paragraph) ?? 0;
  return starts.findLast((start) => start < current);
}

/** The paragraph that has the focus, else the first that reaches into the middle of the pane. */
function paragraphAtTop(): number {
  const focused = window.document.activeElement?.closest(".source-paragraph");
  const paragraphs = [...window.document.querySelectorAll(".source-paragraph")];
  const middle = window.innerHeight / 2;
  const shown = focused ?? paragraphs.find((element) => element.getBoundingClientRect().bottom > middle);
  return Number(shown?.id.slice(1) ?? 0);
}

function FindBox({ find }: { readonly find: Find }) {
  const { strings } = usePage();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      find.step(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape" && find.query !== "") {
      event.preventDefault();
      find.setQuery("");
    }
  };
  const sought = find.query.trim().length > 1;
  return (
    <search class="source-find">
      <input
        id="find"
        type="search"
        class="field"
        aria-label={strings.source.find}
        placeholder={strings.source.findPlaceholder}
        value={find.query}
        maxLength={200}
        onInput={(event) => find.setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {sought && (
        <>
          <span class="quiet source-count" role="status">
            {find.count === 0
              ? strings.source.noMatches
              : strings.source.matches(find.index + 1, find.count, find.more)}
          </span>
          <Step label={strings.source.previousMatch} sign="‹" disabled={find.count < 2} go={() => find.step(-1)} />
          <Step label={strings.source.nextMatch} sign="›" disabled={find.count < 2} go={() => find.step(1)} />
        </>
      )}
    </search>
  );
}

interface StepProps {
  readonly label: string;
  readonly sign: string;
  readonly disabled: boolean;
  readonly go: () => void;
}

function Step({ label, sign, disabled, go }: StepProps) {
  return (
    <button
      type="button"
      class="button step"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => !disabled && go()}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
