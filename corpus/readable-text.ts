import type { Exclusion } from "./document.ts";

/**
 * The span in one line, as a person would read it: without markup, page furniture, rules and line-break hyphens, white
 * space collapsed. For indexing, embedding and rules; a citation quotes the source instead.
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
  for (const exclusion of exclusions) {
    if (exclusion.end <= position || exclusion.reason === "mark") continue;
    if (exclusion.start >= span.end) break;
    text += source.slice(position, Math.max(position, exclusion.start));
    position = exclusion.end;
    if (exclusion.reason === "hyphen") position = skipSpace(source, position);
    else if (exclusion.reason !== "markup") text += " ";
  }
  if (position < span.end) text += source.slice(position, span.end);
  return text
    .replace(/(\p{L}-)[^\S\n]*\n\s*(?=\p{Ll})/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
}

function skipSpace(source: string, from: number): number {
  let position = from;
  while (position < source.length && /\s/u.test(source.charAt(position))) position += 1;
  return position;
}
