import type { Nodes, Parents } from "mdast";
import type { Exclusion } from "../document.ts";
import { readableText } from "../readable-text.ts";
import type { ExtractedText, TextBlock } from "../text-extractor.ts";

/** Half-open, into the source. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export function placeOf(node: Nodes): Place {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** From the first child to the last: without "##", underlines and the like. Null for a node without content. */
export function innerPlace(node: Parents): Place | null {
  const first = node.children[0];
  const last = node.children.at(-1);
  return first === undefined || last === undefined ? null : { start: placeOf(first).start, end: placeOf(last).end };
}

/** A backslash before punctuation, which is then no mark; of two backslashes the second is what is written. */
const ESCAPE = /\\[!-/:-@[-`{-~]/gu;

/** The characters of emphasis, links, code and escapes that are not read. */
export function collectInlineMarkup(source: string, node: Parents, exclusions: Exclusion[]): void {
  for (const child of node.children) {
    const place = placeOf(child);
    if (child.type === "break") {
      const written = source.slice(place.start, place.end).trim();
      if (written !== "") exclusions.push({ start: place.start, end: place.start + written.length, reason: "markup" });
    } else if (child.type === "inlineCode") {
      const [ticks = ""] = /^`+/u.exec(source.slice(place.start, place.end)) ?? [];
      exclusions.push({ start: place.start, end: place.start + ticks.length, reason: "markup" });
      exclusions.push({ start: place.end - ticks.length, end: place.end, reason: "markup" });
    } else if (child.type === "text") {
      for (const { index } of source.slice(place.start, place.end).matchAll(ESCAPE))
        exclusions.push({ start: place.start + index, end: place.start + index + 1, reason: "markup" });
    } else if (
      child.type === "strong" ||
      child.type === "emphasis" ||
      child.type === "link" ||
      child.type === "delete"
    ) {
      const inner = innerPlace(child);
      if (inner !== null) {
        exclusions.push({ start: place.start, end: inner.start, reason: "markup" });
        exclusions.push({ start: inner.end, end: place.end, reason: "markup" });
      }
      collectInlineMarkup(source, child, exclusions);
    }
  }
}

function sorted(exclusions: readonly Exclusion[]): Exclusion[] {
  return exclusions.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Spaces that Markdown takes for content (a form feed) are none of a block's. */
function trimmed(source: string, { start, end }: Place): Place {
  const text = source.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: Math.max(from, start + text.trimEnd().length) };
}

/**
 * The blocks in order with their readable text, and every exclusion. What no block holds and no rule named is syntax:
 * "##", ">", fences, comments, link definitions.
 */
export function finishBlocks(
  source: string,
  blocks: readonly TextBlock[],
  exclusions: readonly Exclusion[],
): ExtractedText {
  const named = sorted(exclusions);
  const kept = blocks
    .map((block) => ({ ...block, ...trimmed(source, block) }))
    .filter((block) => block.end > block.start)
    .sort((a, b) => a.start - b.start)
    .map((block) => ({ ...block, text: readableText(source, block, named) }));
  const covered = [...named, ...kept].sort((a, b) => a.start - b.start);
  const rest: Exclusion[] = [];
  let position = 0;
  const cover = (end: number): void => {
    for (const match of source.slice(position, Math.max(position, end)).matchAll(/\S(?:[^\n]*\S)?/gu)) {
      const start = position + match.index;
      rest.push({ start, end: start + match[0].length, reason: "markup" });
    }
  };
  for (const span of covered) {
    cover(span.start);
    position = Math.max(position, span.end);
  }
  cover(source.length);
  return { blocks: kept, exclusions: sorted([...named, ...rest]) };
}
