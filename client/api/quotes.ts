import type { Citation } from "./types.ts";

/** The quote as a person is shown it: without the marks of the source's format, where it has any. */
export function shownQuote({ quote, start, markup = [] }: Pick<Citation, "quote" | "start" | "markup">): string {
  const parts: string[] = [];
  let from = 0;
  for (const mark of markup) {
    parts.push(quote.slice(from, Math.max(from, mark.start - start)));
    // One mark may stand within another.
    from = Math.max(from, mark.end - start);
  }
  return parts.join("") + quote.slice(from);
}
