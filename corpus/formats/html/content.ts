import type { FileNote, FileNoteCode } from "../file-format.ts";
import type { Part, Run } from "../paragraphs.ts";
import { composeTable, type TableCell } from "../tables.ts";
import { listLabels } from "./list-labels.ts";
import { isHidden, isPageFurniture } from "./main-content.ts";
import { attributeOf, type HtmlElement, type HtmlNode, innerText, isElement } from "./parse-html.ts";
import { withSpeakingTerms } from "./speaking-terms.ts";

export interface HtmlContent {
  readonly parts: readonly Part[];
  readonly notes: readonly FileNote[];
}

interface Surroundings {
  readonly strong: boolean;
  readonly headingLevel: number | null;
  readonly depth: number;
  readonly quotation: boolean;
  readonly preformatted: boolean;
  /** Inside a term of a list of definitions, or what stands under one. */
  readonly spoken?: "term" | "words";
  /** Inside none of the elements that make a part of the page an own document. */
  readonly isOutermost: boolean;
}

const BLOCKS = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table ul caption legend".split(
    " ",
  ),
);
const STRONG = new Set("b strong i em u dt".split(" "));
const SECTIONING = new Set("main article section".split(" "));
const BOLD_STYLE = /font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*italic|text-decoration[^;]*underline/iu;

/** The paragraphs and tables of a page's part, in order. */
export function readContent(root: HtmlElement): HtmlContent {
  const counts = new Map<FileNoteCode, number>();
  const count = (code: FileNoteCode): void => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  };
  const outermost: Surroundings = {
    strong: false,
    headingLevel: null,
    depth: 0,
    quotation: false,
    preformatted: false,
    isOutermost: root.tagName === "body",
  };
  const parts = readParts(root, outermost, count);
  return { parts: withSpeakingTerms(parts), notes: [...counts].map(([code, each]) => ({ code, count: each })) };
}

function readParts(root: HtmlElement, around: Surroundings, count: (code: FileNoteCode) => void): Part[] {
  const parts: Part[] = [];
  let runs: Run[] = [];
  let label: string | null = null;

  const flush = ({ headingLevel, depth, quotation, spoken }: Surroundings): void => {
    if (runs.some(({ text }) => text.trim() !== "")) {
      const term = spoken === undefined ? {} : { spoken };
      parts.push({ kind: "paragraph", runs, headingLevel, label, depth, quotation, ...term });
      label = null;
    }
    runs = [];
  };

  const visitText = (text: string, { strong, preformatted }: Surroundings): void => {
    runs.push({ text: preformatted ? text : text.replace(/[ \t\n\r\f]+/gu, " "), strong });
  };

  const visitBlock = (element: HtmlElement, within: Surroundings, outside: Surroundings): void => {
    flush(outside);
    if (element.tagName === "table") for (const part of readTable(element, within, count)) parts.push(part);
    else if (element.tagName === "ol" || element.tagName === "ul") {
      const items = element.childNodes.filter(isElement);
      const labels = listLabels(element, items);
      for (const item of items) {
        label = labels.get(item) ?? null;
        visit(item, within);
        label = null;
      }
    } else for (const child of element.childNodes) visit(child, within);
    flush(within);
  };

  const visit = (node: HtmlNode, outside: Surroundings): void => {
    if (node.nodeName === "#text" && "value" in node) visitText(node.value, outside);
    if (!isElement(node) || isLeftOut(node, outside, count)) return;
    if (node.tagName === "br") runs.push({ text: "\n", strong: false });
    else if (node.tagName === "img") count("images-left-out");
    else {
      const within = surroundingsIn(node, outside);
      if (BLOCKS.has(node.tagName)) visitBlock(node, within, outside);
      else for (const child of node.childNodes) visit(child, within);
    }
  };

  for (const child of root.childNodes) visit(child, around);
  flush(around);
  return parts;
}

function isLeftOut(element: HtmlElement, { isOutermost }: Surroundings, count: (code: FileNoteCode) => void): boolean {
  const told = (): boolean => /\p{L}/u.test(innerText(element));
  if (isPageFurniture(element, isOutermost)) {
    if (!["script", "style", "template", "noscript"].includes(element.tagName) && told()) {
      count("page-furniture-left-out");
    }
    return true;
  }
  if (isHidden(element)) {
    if (told()) count("hidden-text-left-out");
    return true;
  }
  if (element.tagName === "del") {
    count("tracked-deletions-left-out");
    return true;
  }
  // The number of a footnote, which stands where the page puts it.
  return (
    element.tagName === "sup" && /^\s*\[?\d{1,3}\]?\s*$/u.test(innerText(element)) && element.childNodes.some(isLink)
  );
}

const isLink = (node: HtmlNode): boolean => isElement(node) && node.tagName === "a";

function surroundingsIn(element: HtmlElement, outside: Surroundings): Surroundings {
  const { tagName } = element;
  const level = /^h([1-6])$/u.exec(tagName)?.[1];
  const isList = tagName === "ul" || tagName === "ol" || tagName === "dl";
  return {
    strong: outside.strong || STRONG.has(tagName) || BOLD_STYLE.test(attributeOf(element, "style") ?? ""),
    headingLevel: level === undefined ? outside.headingLevel : Number(level),
    depth: isList ? outside.depth + 1 : outside.depth,
    quotation: outside.quotation || tagName === "blockquote",
    preformatted: outside.preformatted || tagName === "pre",
    isOutermost: outside.isOutermost && !SECTIONING.has(tagName),
    ...spokenIn(tagName, outside),
  };
}

/** Paragraphs inside a term's words are its words too; another list's are not. */
function spokenIn(tagName: string, { spoken }: Surroundings): Pick<Surroundings, "spoken"> {
  if (tagName === "dt") return { spoken: "term" };
  if (tagName === "dd") return { spoken: "words" };
  return spoken === undefined || tagName === "dl" ? {} : { spoken };
}

function readTable(table: HtmlElement, around: Surroundings, count: (code: FileNoteCode) => void): readonly Part[] {
  const captions: Part[] = [];
  const rows: TableCell[][] = [];
  /** Columns that a cell of a row above still takes, and for how many rows. */
  const taken = new Map<number, number>();
  const readRow = (row: HtmlElement): void => {
    const cells: TableCell[] = [];
    let column = 0;
    const skipTaken = (): void => {
      for (let left = taken.get(column) ?? 0; left > 0; left = taken.get(column) ?? 0) {
        cells.push({ parts: [], span: 1 });
        taken.set(column, left - 1);
        column += 1;
      }
    };
    for (const cell of row.childNodes.filter(isElement)) {
      if (cell.tagName !== "td" && cell.tagName !== "th") continue;
      skipTaken();
      const span = spanOf(cell, "colspan");
      const down = spanOf(cell, "rowspan") - 1;
      for (let each = column; down > 0 && each < column + span; each += 1) taken.set(each, down);
      const parts = isHidden(cell) ? [] : readParts(cell, { ...around, isOutermost: false }, count);
      cells.push({ parts, span });
      column += span;
    }
    skipTaken();
    rows.push(cells);
  };
  const visit = (element: HtmlElement): void => {
    if (element.tagName === "tr") readRow(element);
    else if (element.tagName === "caption") captions.push(...readParts(element, around, count));
    else for (const child of element.childNodes.filter(isElement)) visit(child);
  };
  visit(table);
  return [...captions, ...composeTable(rows)];
}

const MOST_SPANNED = 60;

function spanOf(cell: HtmlElement, name: "colspan" | "rowspan"): number {
  const value = Number.parseInt(attributeOf(cell, name) ?? "1", 10);
  return Number.isFinite(value) ? Math.min(MOST_SPANNED, Math.max(1, value)) : 1;
}
