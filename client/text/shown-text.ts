import type { Span } from "../../server/protocol.ts";

/** A stretch of a source, of which the marks of the source's format are not shown. */
export interface MarkedStretch {
  readonly text: string;
  /** Offset into the source. */
  readonly start: number;
  /** Offsets into the source, in order of `start`. */
  readonly markup?: readonly Span[] | undefined;
}

/** A text as a person is shown it. */
export interface ShownText {
  readonly text: string;
  /** Where each of its code units stands in the whole text, and last how long that is. Null where nothing is hidden. */
  readonly offsets: Uint32Array | null;
}

export function shownText({ text, start: base, markup = [] }: MarkedStretch): ShownText {
  if (markup.length === 0) return { text, offsets: null };
  const parts: string[] = [];
  const offsets: number[] = [];
  let from = 0;
  for (const mark of [...markup, { start: base + text.length, end: base + text.length }]) {
    const until = Math.max(from, Math.min(mark.start - base, text.length));
    parts.push(text.slice(from, until));
    for (let at = from; at < until; at++) offsets.push(at);
    from = Math.max(from, mark.end - base);
  }
  offsets.push(text.length);
  return { text: parts.join(""), offsets: Uint32Array.from(offsets) };
}

/** Where a place of the shown text stands in the whole one, behind the marks between the two letters. */
export function wholeOffset({ offsets }: ShownText, at: number): number {
  return offsets?.[at] ?? at;
}

/** The stretch of the whole text that is shown as this one, which is not empty: marks at its ends are no part of it. */
export function wholeSpan(shown: ShownText, { start, end }: Span): Span {
  return { start: wholeOffset(shown, start), end: wholeOffset(shown, end - 1) + 1 };
}
