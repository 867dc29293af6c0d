import type { Exclusion } from "./document.ts";
import { plainWords } from "./invisible-characters.ts";

/**
 * The span in one line, as a person would read it: without markup, page furniture, rules and line-break hyphens and
 * invisible characters, composed (NFC), white space collapsed. For indexing, embedding and rules; a citation quotes the source instead.
 *
 * @param exclusions in order of `start`.
 *
 * Marks of the items inside the span stay: they are part of how the sentence reads.
 */
export function readableText(
  source: string,
  span: { readonly start: number; readonly end: number },
  exclusions: readonly Exclusion[],
): string {
  let text = "";
  let position = span.start;
  for (let index = firstFrom(exclusions, span.start); index < exclusions.length; index += 1) {
    const exclusion = exclusions[index];
    if (exclusion === undefined || exclusion.start >= span.end) break;
    if (exclusion.end <= position || exclusion.reason === "mark") continue;
    text += source.slice(position, Math.max(position, exclusion.start));
    position = exclusion.end;
    if (exclusion.reason === "hyphen") position = skipSpace(source, position);
    else if (exclusion.reason !== "markup") text += " ";
  }
  if (position < span.end) text += source.slice(position, span.end);
  return plainWords(text.replace(/(\p{L}-)[^\S\n]*\n\s*(?=\p{Ll})/gu, "$1"));
}

/**
 * The marks of the source's format inside a span ("**", "](https://…)"), in order: a person is shown the words without
 * them. Half-open offsets into the source.
 *
 * @param exclusions in order of `start`.
 */
export function markupIn(
  span: { readonly start: number; readonly end: number },
  exclusions: readonly Exclusion[],
): { readonly start: number; readonly end: number }[] {
  const marks: { start: number; end: number }[] = [];
  for (let index = firstFrom(exclusions, span.start); index < exclusions.length; index += 1) {
    const exclusion = exclusions[index];
    if (exclusion === undefined || exclusion.start >= span.end) break;
    const { start, end, reason } = exclusion;
    if (reason === "markup") marks.push({ start, end: Math.min(end, span.end) });
  }
  return marks;
}

/** The index of the first exclusion that starts at the offset or behind it, by bisection: they are in order. */
function firstFrom(exclusions: readonly Exclusion[], offset: number): number {
  let low = 0;
  let high = exclusions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((exclusions[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function skipSpace(source: string, from: number): number {
  let position = from;
  while (position < source.length && /\s/u.test(source.charAt(position))) position += 1;
  return position;
}
