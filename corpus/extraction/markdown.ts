import type { Nodes, Parents, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Exclusion } from "../document.ts";
import { readableText } from "../readable-text.ts";
import type { BlockMark, TextBlock, TextExtractor } from "../text-extractor.ts";
import { assembleBlocks, layoutOf } from "./line-blocks.ts";
import type { LineLayout } from "./line-layout.ts";
import { type Line, splitLines } from "./lines.ts";
import { collectInlineMarkup, finishBlocks, innerPlace, type Place, placeOf } from "./markdown-markup.ts";
import { piecesOf } from "./markdown-pieces.ts";
import { readMark } from "./marks.ts";
import { createPlainTextExtractor } from "./plain-text.ts";

interface Collector {
  readonly source: string;
  readonly layout: LineLayout;
  readonly blocks: TextBlock[];
  readonly exclusions: Exclusion[];
}

interface Surroundings {
  readonly mark: BlockMark | null;
  readonly quotation: boolean;
  /** Lists around the block. */
  readonly depth: number;
}

/** Quotations or lists in one another deeper than anybody writes: no Markdown, and costly to parse as such. */
const NESTED = /^[ \t]{0,3}(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){30}/mu;

/**
 * Reads Markdown files. Blocks are the leaves of the syntax tree (headings, paragraphs, items, quotations, rows of
 * tables) by their place in the source; the marks of the syntax are exclusions. A hard line break ends a block, so that
 * a title block written as one paragraph keeps its lines apart.
 */
export function createMarkdownExtractor(): TextExtractor {
  return {
    format: "markdown",
    extract(source) {
      if (NESTED.test(source)) return createPlainTextExtractor().extract(source);
      const collector: Collector = {
        source,
        layout: layoutOf(splitLines(source), new Map()),
        blocks: [],
        exclusions: [],
      };
      const bodyStart = collectFrontMatter(collector);
      for (const { start, end } of piecesOf(source, bodyStart)) {
        const tree = fromMarkdown(source.slice(start, end));
        shiftPositions(tree, start);
        for (const node of tree.children) visit(collector, node, { mark: null, quotation: false, depth: 0 });
      }
      return finishBlocks(source, collector.blocks, collector.exclusions);
    },
  };
}

/** A leading block of "key: value" lines between "---" lines, which CommonMark would read as a heading. */
function collectFrontMatter({ source, blocks, exclusions }: Collector): number {
  const match = /^---[^\S\n]*\r?\n([\s\S]*?\r?\n)---[^\S\n]*(?:\r?\n|$)/u.exec(source);
  if (match === null || !/^[\p{L}_-]+[^\S\n]*:/mu.test(match[1] ?? "")) return 0;
  const bodyStart = match[0].length;
  for (const line of splitLines(source.slice(0, bodyStart))) {
    if (line.text === "") continue;
    if (/^-{3}$/u.test(line.text)) exclusions.push({ start: line.start, end: line.end, reason: "markup" });
    else blocks.push(blockOf(line, { mark: null, quotation: false, depth: 0 }));
  }
  return bodyStart;
}

function shiftPositions(node: Nodes, by: number): void {
  for (const point of [node.position?.start, node.position?.end]) {
    if (point?.offset !== undefined) point.offset += by;
  }
  if ("children" in node) for (const child of node.children) shiftPositions(child, by);
}

function visit(collector: Collector, node: RootContent, around: Surroundings): void {
  switch (node.type) {
    case "heading":
      collectHeading(collector, node, around);
      return;
    case "paragraph":
      collectParagraph(collector, node, around);
      return;
    case "blockquote": {
      for (const child of node.children) visit(collector, child, { ...around, quotation: true });
      return;
    }
    case "list": {
      for (const item of node.children) {
        const mark = markOf(collector, placeOf(item));
        for (const [index, child] of item.children.entries()) {
          visit(collector, child, { ...around, depth: around.depth + 1, mark: index === 0 ? mark : null });
        }
      }
      return;
    }
    case "thematicBreak": {
      collector.exclusions.push({ ...placeOf(node), reason: "rule" });
      return;
    }
    case "html": {
      if (/^<!--[\s\S]*-->$/u.test(node.value.trim()) || !/>[^<]*\S[^<]*</u.test(node.value)) return;
      collectRaw(collector, placeOf(node), around);
      return;
    }
    case "definition":
      return;
    default:
      collectRaw(collector, placeOf(node), around);
  }
}

/** The bullet or number at the start of an item, read from the source as it is written. */
function markOf({ source, exclusions }: Collector, item: Place): BlockMark | null {
  const read = readMark(source.slice(item.start, item.end), item.start);
  if (read === null) return null;
  exclusions.push({ start: read.mark.start, end: read.mark.end, reason: "mark" });
  return read.mark;
}

function collectHeading(
  collector: Collector,
  node: Extract<RootContent, { type: "heading" }>,
  around: Surroundings,
): void {
  const inner = innerPlace(node);
  if (inner === null) return;
  collectInlineMarkup(collector.source, node, collector.exclusions);
  const place = unwrapEmphasis(node, inner);
  collector.blocks.push({ ...numberedBlock(collector, place, around), headingLevel: node.depth });
}

/** "## 2. Debate" and "**2. Debate**" number their heading inside the text. */
function numberedBlock(collector: Collector, place: Place, around: Surroundings): TextBlock {
  const read = readMark(collector.source.slice(place.start, place.end), place.start);
  if (read === null || read.mark.style === "bullet" || around.mark !== null) return blockOf(place, around);
  collector.exclusions.push({ start: read.mark.start, end: read.mark.end, reason: "mark" });
  return blockOf({ start: place.start + read.length, end: place.end }, { ...around, mark: read.mark });
}

function collectParagraph(
  collector: Collector,
  node: Extract<RootContent, { type: "paragraph" }>,
  around: Surroundings,
): void {
  const inner = innerPlace(node);
  if (inner === null) return;
  collectInlineMarkup(collector.source, node, collector.exclusions);
  const breaks = node.children.filter((child) => child.type === "break").map(placeOf);
  if (breaks.length === 0 && isWhollyEmphasized(node)) {
    const block = numberedBlock(collector, unwrapEmphasis(node, inner), around);
    collector.blocks.push({ ...block, emphasized: true, setApart: !isDirectlyBelowHeading(collector, inner.start) });
    return;
  }
  const first = collector.blocks.length;
  let start = inner.start;
  for (const piece of [...breaks, { start: inner.end, end: inner.end }]) {
    collectLines(collector, { start, end: piece.start }, around);
    start = piece.end;
  }
  const opening = collector.blocks[first];
  if (opening !== undefined) collector.blocks[first] = { ...opening, lead: leadOf(collector, node) };
}

/** No blank line parts the paragraph from the heading above it. */
function isDirectlyBelowHeading({ source, blocks }: Collector, start: number): boolean {
  const above = blocks.at(-1);
  if (above === undefined || above.headingLevel === null) return false;
  return source.slice(above.end, start).split("\n").length === 2;
}

/** The words of the emphasis that opens a paragraph. */
function leadOf(collector: Collector, node: Parents): string | null {
  const opening = node.children[0];
  if (opening?.type !== "strong" && opening?.type !== "emphasis") return null;
  const place = innerPlace(opening);
  return place === null ? null : readableText(collector.source, place, []);
}

function isWhollyEmphasized(node: Parents): boolean {
  const [only, ...others] = node.children;
  return others.length === 0 && (only?.type === "strong" || only?.type === "emphasis");
}

/** The place inside the emphasis that wraps all of a block, whose marks are then no part of the quote. */
function unwrapEmphasis(node: Parents, place: Place): Place {
  let current: Parents = node;
  let inner = place;
  while (isWhollyEmphasized(current)) {
    current = current.children[0] as Parents;
    inner = innerPlace(current) ?? inner;
  }
  return inner;
}

/** A paragraph may hold lines with marks that Markdown does not know ("• …") or be broken to a width. */
function collectLines(collector: Collector, place: Place, around: Surroundings): void {
  const { source } = collector;
  const lines = splitLines(source.slice(place.start, place.end)).map((line) =>
    withoutQuoteMark(collector, line, place.start, around),
  );
  const first = lines.find((line) => line.text !== "");
  if (first === undefined) return;
  const extracted = assembleBlocks(source, lines, new Map(), collector.layout);
  const nested = extracted.exclusions.filter((exclusion) => exclusion.reason !== "markup");
  collector.exclusions.push(...nested);
  extracted.blocks.forEach((block, index) => {
    const mark = block.mark ?? (index === 0 ? around.mark : null);
    // A line that is bold throughout, between others, is a heading as much as one alone.
    const emphasis = /^(\*\*|__|\*|_)(?!\s)[^*_]+\1$/u.exec(source.slice(block.start, block.end))?.[1]?.length ?? 0;
    collector.blocks.push({
      ...block,
      start: block.start + emphasis,
      end: block.end - emphasis,
      emphasized: emphasis > 0,
      depth: around.depth,
      mark,
      setApart: index === 0,
      form: around.quotation ? "quotation" : block.form,
    });
  });
}

/** The ">" of a quotation's further lines stands inside the paragraph's source. */
function withoutQuoteMark({ source, exclusions }: Collector, line: Line, offset: number, around: Surroundings): Line {
  const start = line.start + offset;
  const mark = around.quotation ? (/^(?:>\s*)+/u.exec(line.text)?.[0] ?? "") : "";
  if (mark !== "") exclusions.push({ start, end: start + mark.trimEnd().length, reason: "markup" });
  const text = line.text.slice(mark.length);
  return {
    ...line,
    start: start + mark.length,
    end: start + mark.length + text.length,
    text,
    indent: source.charAt(start) === "" ? 0 : line.indent,
  };
}

/** What is kept as it stands: code, tables and other raw text, a block a line. */
function collectRaw(collector: Collector, place: Place, around: Surroundings): void {
  for (const line of splitLines(collector.source.slice(place.start, place.end))) {
    if (line.text === "") continue;
    const span = { start: place.start + line.start, end: place.start + line.end };
    collector.blocks.push(blockOf(span, around));
  }
}

function blockOf(place: Place, around: Surroundings): TextBlock {
  return {
    start: place.start,
    end: place.end,
    text: "",
    mark: around.mark,
    headingLevel: null,
    emphasized: false,
    setApart: true,
    depth: around.depth,
    lead: null,
    cell: null,
    form: around.quotation ? "quotation" : "prose",
  };
}
