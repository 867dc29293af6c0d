import { useEffect, useRef } from "preact/hooks";
import type { OpenSource } from "../state.ts";

/** Id of the link that opens a citation, which the focus comes back to. */
export function citationLinkId(turnId: string, index: number): string {
  return `citation-${turnId}-${index}`;
}

/** When the source closes, the focus goes back to the citation that was last lit, else to the question. */
export function useReturnOfFocus(source: OpenSource | null): void {
  const opened = useRef<{ readonly linkId: string | null } | null>(null);
  useEffect(() => {
    if (source !== null) {
      const { turnId, citationIndex } = source;
      const followed = turnId === null || citationIndex === null ? null : citationLinkId(turnId, citationIndex);
      opened.current = { linkId: followed ?? opened.current?.linkId ?? null };
      return;
    }
    if (opened.current === null) return;
    const target = document.getElementById(opened.current.linkId ?? "question");
    opened.current = null;
    target?.scrollIntoView({ block: "nearest" });
    target?.focus({ preventScroll: true });
  }, [source]);
}
