import { createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DocumentDetail, DocumentSummary } from "../../../../server/document-protocol.ts";
import { type Change, type ChangeAsked, noCorrections, type RecordCorrections } from "../../../library/corrections.ts";
import type { OpenLibrary } from "../../../library/library-when-needed.ts";
import { type KnownSpeaker, knownSpeakers } from "../../../library/paragraphs.ts";
import { usePage } from "../../../page.ts";
import type { State } from "../../../state.ts";
import type { CorrectionStrings } from "../../../strings/correction-strings.ts";
import type { TurnDraft } from "./turn-form.tsx";

/** How the reading of the record that is shown is mended. */
export interface Mending {
  readonly text: CorrectionStrings;
  readonly cancel: string;
  readonly document: DocumentSummary;
  /** Null until it is fetched. While the record is read again it is as it was before. */
  readonly detail: DocumentDetail | null;
  readonly detailFailed: boolean;
  readonly corrections: RecordCorrections;
  readonly speakers: readonly KnownSpeaker[];
  /** What was typed of a turn, by its place: it outlives a change elsewhere that draws the paragraph anew. */
  readonly drafts: Map<number, TurnDraft>;
  /** True once the record reads so. Then the focus, if what had it is gone, goes to the first of these elements. */
  change(asked: ChangeAsked, focusAfter: readonly string[]): Promise<boolean>;
  retry(change: Change): void;
  dismiss(): void;
}

export const MendingContext = createContext<Mending | null>(null);

/** Null where what was read is only shown. */
export function useMending(): Mending | null {
  return useContext(MendingContext);
}

export interface MendingParts extends OpenLibrary {
  readonly state: State;
  readonly document: DocumentSummary | undefined;
}

/** Fetches the record and its corrections, and makes changes to them. */
export function useMendingOf({ library, text, state, document }: MendingParts): Mending | null {
  const { loader } = usePage();
  const documentId = document?.id;
  const revision = document?.revision;
  const drafts = useMemo(() => new Map<number, TurnDraft>(), [documentId, revision]);
  const loaded = documentId === undefined ? undefined : state.details.get(documentId);
  const detail = useLatestDetail(documentId, loaded?.phase === "ready" ? loaded.value : null);
  const [focusAfter, setFocusAfter] = useState<readonly string[]>([]);
  useEffect(() => {
    if (documentId === undefined || revision === undefined) return;
    void loader.loadDetail(documentId);
    void library.correcting.load(documentId);
  }, [library, loader, documentId, revision]);
  useEffect(() => focusFirst(focusAfter), [focusAfter]);
  const speakers = useMemo(() => (detail === null ? [] : knownSpeakers(detail)), [detail]);
  if (document === undefined) return null;
  return {
    text: text.corrections,
    cancel: text.cancel,
    document,
    detail,
    detailFailed: loaded?.phase === "failed",
    corrections: library.state().corrections.get(document.id) ?? noCorrections,
    speakers,
    drafts,
    async change(asked, wanted) {
      const done = await library.correcting.change(document.id, asked);
      if (done) setFocusAfter([...wanted]);
      return done;
    },
    retry: (change) => void library.correcting.retry(document.id, change),
    dismiss: () =>
      library.dispatch({ type: "record-corrected", documentId: document.id, event: { type: "changes-dismissed" } }),
  };
}

/** What was fetched last stays in view until the next is here. */
function useLatestDetail(documentId: string | undefined, detail: DocumentDetail | null): DocumentDetail | null {
  const latest = useRef<DocumentDetail | null>(null);
  if (detail !== null) latest.current = detail;
  return latest.current?.id === documentId ? latest.current : null;
}

/** Only where nothing else has the focus: the reader may have gone on elsewhere. */
function focusFirst(ids: readonly string[]): void {
  const { activeElement } = window.document;
  if (ids.length === 0 || (activeElement !== null && activeElement !== window.document.body)) return;
  const target = [...ids, "library-heading"]
    .map((id) => window.document.getElementById(id))
    .find((element) => element !== null);
  target?.focus({ preventScroll: false });
}

/** Ids of what opens the actions of a paragraph, in the list of paragraphs and among the doubts. */
export function paragraphButtonId(start: number): string {
  return `mend-${start}`;
}

export function doubtButtonId(list: string, start: number): string {
  return `${list}-${start}`;
}
