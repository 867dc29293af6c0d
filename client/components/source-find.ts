import { useEffect, useMemo, useState } from "preact/hooks";
import type { DocumentDetail } from "../../server/document-protocol.ts";
import { type FoldedText, findFolded, foldWithOffsets } from "../text/folding.ts";
import type { LayeredSpan } from "../text/runs.ts";
import { type ShownText, shownText, wholeSpan } from "../text/shown-text.ts";
import type { Light } from "./marked-text.tsx";

/** A place of a document where the sought text stands: offsets into the source. */
export interface Match {
  readonly passageId: string;
  readonly start: number;
  readonly end: number;
}

export interface Find {
  readonly query: string;
  setQuery(query: string): void;
  /** What was last searched for: the query, once the reader has paused. */
  readonly sought: string;
  /** Goes to the next (1) or previous (-1) match, around the ends. */
  step(by: 1 | -1): void;
  readonly count: number;
  /** From 0; -1 without a match. */
  readonly index: number;
  /** More matches stand in the document than are shown. */
  readonly more: boolean;
  readonly current: Match | null;
  readonly byPassage: ReadonlyMap<string, readonly LayeredSpan<Light>[]>;
}

/** Lighting more than this many places helps no reader, and would hold the page up. */
const matchLimit = 500;
/** One letter is nearly everywhere. */
const shortestQuery = 2;
const restBeforeSearchMs = 120;

/** Finds text in a document as it is shown, ignoring case and accents. */
export function useFind(document: DocumentDetail): Find {
  const [query, setQuery] = useState("");
  const [sought, setSought] = useState("");
  const [index, setIndex] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSought(query.trim());
      setIndex(0);
    }, restBeforeSearchMs);
    return () => clearTimeout(timer);
  }, [query]);
  const find = useMemo(() => finderOf(document), [document]);
  const matches = useMemo(() => (sought === "" ? [] : find(sought)), [find, sought]);
  const shown = matches.slice(0, matchLimit);
  const byPassage = useMemo(() => spansByPassage(shown), [matches]);
  const current = shown[index] ?? null;
  return {
    query,
    setQuery,
    sought,
    step: (by) => setIndex(shown.length === 0 ? 0 : (index + by + shown.length) % shown.length),
    count: shown.length,
    index: current === null ? -1 : index,
    more: matches.length > matchLimit,
    current,
    byPassage,
  };
}

interface FoldedBlock {
  readonly passageId: string;
  readonly start: number;
  readonly shown: ShownText;
  readonly folded: FoldedText;
}

/** Finds at most one place more than is shown, to know that there are more. Folds the document once, when it is first searched. */
export function finderOf({ sections }: Pick<DocumentDetail, "sections">): (query: string) => readonly Match[] {
  let blocks: readonly FoldedBlock[] | null = null;
  return (query) => {
    blocks ??= sections.flatMap(({ passages }) => passages.filter(({ parentId }) => parentId === null).map(foldBlock));
    return findMatches(blocks, inOneLine(query));
  };
}

function foldBlock(passage: DocumentDetail["sections"][number]["passages"][number]): FoldedBlock {
  const shown = shownText(passage);
  return { passageId: passage.id, start: passage.start, shown, folded: foldWithOffsets(inOneLine(shown.text)) };
}

/** A phrase goes on over the end of a line. */
function inOneLine(text: string): string {
  return text.replace(/\s/g, " ");
}

function findMatches(blocks: readonly FoldedBlock[], query: string): readonly Match[] {
  if (query.length < shortestQuery) return [];
  const matches: Match[] = [];
  for (const block of blocks) {
    const room = matchLimit + 1 - matches.length;
    if (room <= 0) break;
    for (const found of findFolded(block.folded, query, room)) {
      const { start, end } = wholeSpan(block.shown, found);
      matches.push({ passageId: block.passageId, start: block.start + start, end: block.start + end });
    }
  }
  return matches;
}

function spansByPassage(matches: readonly Match[]): ReadonlyMap<string, readonly LayeredSpan<Light>[]> {
  const spans = new Map<string, LayeredSpan<Light>[]>();
  for (const { passageId, start, end } of matches) {
    const known = spans.get(passageId) ?? [];
    known.push({ start, end, layer: "found" });
    spans.set(passageId, known);
  }
  return spans;
}
