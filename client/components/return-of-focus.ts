import { useEffect, useRef } from "preact/hooks";
import type { OpenSource } from "../state.ts";

/** Id of the link that opens a citation, which the focus comes back to. */
export function citationLinkId(turnId: string, index: number): string {
  return `citation-${turnId}-${index}`;
}

/** Id of the link that opens a record in the library. */
export function recordLinkId(documentId: string): string {
  return `record-${documentId}`;
}

/** When the source closes, the focus goes back to the citation that was last lit, else to where it was opened from. */
export function useReturnOfFocus(source: OpenSource | null): void {
  const opened = useRef<{ readonly linkIds: readonly string[] } | null>(null);
  useEffect(() => {
    if (source !== null) {
      const { turnId, citationIndex } = source;
      const followed = turnId === null || citationIndex === null ? null : citationLinkId(turnId, citationIndex);
      const lastCitation = followed === null ? (opened.current?.linkIds.slice(0, -1) ?? []) : [followed];
      opened.current = { linkIds: [...lastCitation, recordLinkId(source.documentId)] };
      return;
    }
    if (opened.current === null) return;
    const candidates = [...opened.current.linkIds, "question", "content"];
    const target = candidates.map((id) => document.getElementById(id)).find((element) => element !== null);
    opened.current = null;
    target?.scrollIntoView({ block: "nearest" });
    target?.focus({ preventScroll: true });
  }, [source]);
}
