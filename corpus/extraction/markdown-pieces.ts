import type { Place } from "./markdown-markup.ts";

/** Characters of a source that is parsed at once. */
const LONGEST_WHOLE = 100_000;
/** Characters from which on a piece of a longer one ends where it can. */
const PIECE = 16_000;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)/u;

/**
 * A long source in pieces that are parsed one by one: the parser's time grows with the square of the containers in a
 * source. A piece ends at an empty line before a line without indentation, outside fences and comments. Half-open, in
 * order, without gaps; a source of usual length is one piece.
 */
export function piecesOf(source: string, from: number): Place[] {
  if (source.length - from <= LONGEST_WHOLE) return [{ start: from, end: source.length }];
  const pieces: Place[] = [];
  let start = from;
  let fence: string | null = null;
  let inComment = false;
  let isBelowEmpty = false;
  for (let at = from; at < source.length; ) {
    const newline = source.indexOf("\n", at);
    const next = newline === -1 ? source.length : newline + 1;
    const line = source.slice(at, next);
    const isEmpty = line.trim() === "";
    if (isBelowEmpty && fence === null && !inComment && at - start >= PIECE && /^\S/u.test(line)) {
      pieces.push({ start, end: at });
      start = at;
    }
    fence = fenceBehind(line, fence);
    const opens = line.lastIndexOf("<!--");
    const closes = line.lastIndexOf("-->");
    if (fence === null && opens !== closes) inComment = opens > closes;
    isBelowEmpty = isEmpty;
    at = next;
  }
  pieces.push({ start, end: source.length });
  return pieces;
}

/**
 * The marks of the fence that is open behind a line, given those of the one before it; null for none. Marks of code in a
 * line ("```x``` text") open none, and none is closed by a line with an info string (CommonMark 0.31.2, section 4.5).
 */
function fenceBehind(line: string, fence: string | null): string | null {
  const [, marks, rest] = FENCE.exec(line) ?? [];
  if (marks === undefined || rest === undefined) return fence;
  if (fence !== null) return marks.startsWith(fence) && rest.trim() === "" ? null : fence;
  return marks.startsWith("`") && rest.includes("`") ? null : marks;
}
