import { endsClosed, isUpperCase, startsLower } from "../../extraction/lines.ts";
import { readMark } from "../../extraction/marks.ts";
import { type Paragraph, type Part, plainParagraph, type Run } from "../paragraphs.ts";
import type { Region } from "./columns.ts";
import { isStrong, type PdfLine, runsOf, textOfLine } from "./lines.ts";
import { readTable } from "./tables.ts";

export interface PagedRegion extends Region {
  /** From 1. */
  readonly page: number;
  /** The page's lower edge begins here: small type below it is a footnote's. */
  readonly footnotesBelow: number;
}

/** What is usual in the file. */
interface Typography {
  /** Points. */
  readonly bodySize: number;
  /** From one line of a paragraph to the next, in sizes of the type. */
  readonly leading: number;
}

interface Draft {
  runs: Run[];
  lines: PdfLine[];
  readonly page: number;
  /** Footnotes that the paragraph refers to. */
  readonly behind: Part[];
}

const SAME_SIZE = 0.6;
/** Times the size of the body. */
const HEADING = 1.12;
const FOOTNOTE = 0.93;
const FOOTNOTE_NUMBER = /^\d{1,3}(?![\d.,)/])/u;
const LONGEST_HEADING = 220;
/** Times the usual leading. */
const PARAGRAPH_GAP = 1.22;
/** In sizes of the type. */
const INDENT = 0.7;
const LIST_INDENT = 1.5;
/** "THE PRESIDENT: Thank you.", "Q. And when?": whoever speaks begins a line of their own. */
const OPENS_TURN = /^(?:\p{Lu}[\p{Lu}\s.’'-]{2,40}:|[QAPR][.:])\s/u;

/** Joins the lines of all pages to paragraphs and tables: hard wraps and hyphens undone, across columns and pages too. */
export function joinLines(regions: readonly PagedRegion[]): Part[] {
  const typography = measure(regions);
  const compounds = new Set(regions.flatMap(({ lines }) => lines.flatMap((line) => compoundsOf(textOfLine(line)))));
  const joiner = createJoiner(typography, compounds);
  for (const region of regions) joiner.take(region);
  return joiner.finish();
}

function createJoiner(typography: Typography, compounds: ReadonlySet<string>) {
  const drafts: (Draft | Part)[] = [];
  let open: Draft | null = null;
  /** Those whose reference was not found, until the paragraph that is open ends. */
  let footnotes: Part[] = [];

  const close = (): void => {
    open = null;
    for (const footnote of footnotes) drafts.push(footnote);
    footnotes = [];
  };
  /** Behind the paragraph that refers to it on its own page. */
  const placeFootnote = (text: string, page: number): void => {
    const [number = "", words = ""] = /^(\d{1,3})\s*(.*)$/u.exec(text)?.slice(1) ?? [];
    const note = plainParagraph(`[${number} ${words}]`);
    const reader = readerOf(drafts, number, page);
    if (reader === null) footnotes.push({ ...note, page });
    else reader.behind.push({ ...note, page: reader.page });
  };
  const begin = (line: PdfLine, page: number): void => {
    close();
    open = { runs: runsOf(line.fragments), lines: [line], page, behind: [] };
    drafts.push(open);
  };
  const takeFootnotes = (lines: readonly PdfLine[], page: number): void => {
    let text = "";
    const flush = (): void => {
      if (text !== "") placeFootnote(text, page);
      text = "";
    };
    for (const line of lines) {
      const own = textOfLine(line);
      if (FOOTNOTE_NUMBER.test(own)) flush();
      text = text === "" ? own : `${text} ${own}`;
    }
    flush();
  };
  return {
    take({ lines, right, page, footnotesBelow }: PagedRegion): void {
      const first = footnoteStart(lines, footnotesBelow, typography);
      const body = lines.slice(0, first);
      const left = body.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
      for (let index = 0; index < body.length; ) {
        const line = body[index];
        const table = readTable(body, index);
        if (line === undefined) break;
        if (table !== null) {
          close();
          drafts.push({ kind: "table", rows: table.rows, page });
          index += table.length;
          continue;
        }
        const above = index === 0 ? "edge" : (body[index - 1] ?? "edge");
        if (open !== null && goesOn(open, line, { above, left, right, typography })) append(open, line, compounds);
        else begin(line, page);
        index += 1;
      }
      takeFootnotes(lines.slice(first), page);
    },
    finish(): Part[] {
      close();
      return composeDrafts(drafts, typography);
    },
  };
}

/** The paragraph of this page, or begun on the one before, that refers to the footnote. */
function readerOf(drafts: readonly (Draft | Part)[], number: string, page: number): Draft | null {
  for (let index = drafts.length - 1; index >= 0; index -= 1) {
    const draft = drafts[index];
    if (draft === undefined || (draft.page ?? page) < page - 1) return null;
    if ("lines" in draft && draft.lines.some(({ references }) => references.includes(number))) return draft;
  }
  return null;
}

interface Place {
  /** The line above in the same region, or the region's edge. */
  readonly above: PdfLine | "edge";
  readonly left: number;
  readonly right: number;
  readonly typography: Typography;
}

/** The line belongs to the paragraph that is open. */
function goesOn(draft: Draft, line: PdfLine, { above, left, right, typography }: Place): boolean {
  const last = draft.lines.at(-1);
  if (last === undefined || (above !== "edge" && above !== last)) return false;
  const text = textOfLine(line);
  const before = textOfLine(last);
  const closed = endsClosed(before);
  if (Math.abs(line.size - last.size) > SAME_SIZE) return false;
  if (isStrong(last) !== isStrong(line) && (isStrong(line) || draft.lines.every(isStrong))) return false;
  const mark = readMark(text, 0);
  if (mark !== null && mark.mark.style === "bullet") return false;
  if (closed && OPENS_TURN.test(text)) return false;
  if (above === "edge") {
    return mark === null && !closed && (startsLower(text) || (isFull(last, line, last.right) && !isUpperCase(before)));
  }
  const gap = (line.y - last.y) / line.size;
  if (gap > typography.leading * PARAGRAPH_GAP) return false;
  const full = isFull(last, line, right);
  const inside = !closed && startsLower(text);
  const shift = (line.x - last.x) / line.size;
  if (mark !== null && (closed || !full || Math.abs(shift) > INDENT)) return false;
  if (!full && !inside) return false;
  if (closed && shift > INDENT && draft.lines.length > 1) return false;
  // Items of a list whose bullets are drawn rather than written: what is set in and begins anew is the next item.
  if (closed && !startsLower(text) && (line.x - left) / line.size > LIST_INDENT) return false;
  const isHanging = draft.lines.length > 1 || readMark(textOfLine(draft.lines[0] ?? last), 0) !== null;
  return !(closed && shift < -INDENT && isHanging);
}

/** The first word of the next line would not have found room. */
function isFull(line: PdfLine, next: PdfLine, right: number): boolean {
  const [word = ""] = textOfLine(next).split(" ");
  const share = word.length / Math.max(1, textOfLine(next).length);
  return line.right + (next.right - next.x) * share + line.size * 0.2 > right - line.size * 0.5;
}

function append(draft: Draft, line: PdfLine, compounds: ReadonlySet<string>): void {
  const runs = runsOf(line.fragments);
  const last = draft.runs.at(-1);
  const text = textOfLine(line);
  draft.lines.push(line);
  if (last === undefined) return;
  const head = /(\p{L}+)[-\u00ad\u2010]\s*$/u.exec(last.text)?.[1];
  const tail = /^\p{L}+/u.exec(text)?.[0];
  const isBroken = head !== undefined && tail !== undefined && startsLower(text);
  if (!isBroken) draft.runs.push({ text: " ", strong: last.strong });
  else if (!compounds.has(`${head}-${tail}`.toLowerCase())) {
    draft.runs[draft.runs.length - 1] = { ...last, text: last.text.replace(/[-\u00ad\u2010]\s*$/u, "") };
  }
  draft.runs.push(...runs);
}

function compoundsOf(text: string): string[] {
  return [...text.matchAll(/(?<!\p{L})\p{L}+-\p{L}+/gu)].map(([compound]) => compound.toLowerCase());
}

/** Small type at the foot of a column that begins with a number. */
function footnoteStart(lines: readonly PdfLine[], below: number, { bodySize }: Typography): number {
  let first = lines.length;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined || line.y < below || line.size > bodySize * FOOTNOTE) break;
    if (FOOTNOTE_NUMBER.test(textOfLine(line))) first = index;
  }
  return first;
}

function measure(regions: readonly PagedRegion[]): Typography {
  const sizes = new Map<number, number>();
  const leadings = new Map<number, number>();
  for (const { lines } of regions) {
    lines.forEach((line, index) => {
      const size = Math.round(line.size * 2) / 2;
      sizes.set(size, (sizes.get(size) ?? 0) + textOfLine(line).length);
      const gap = line.y - (lines[index - 1]?.y ?? line.y);
      const leading = Math.round((gap / line.size) * 20) / 20;
      if (leading > 0.8 && leading < 3) leadings.set(leading, (leadings.get(leading) ?? 0) + 1);
    });
  }
  return { bodySize: mostFrequent(sizes) ?? 11, leading: mostFrequent(leadings) ?? 1.2 };
}

function mostFrequent(counts: ReadonlyMap<number, number>): number | null {
  let best: readonly [number, number] | null = null;
  for (const entry of counts) if (best === null || entry[1] > best[1]) best = entry;
  return best?.[0] ?? null;
}

/** Larger type makes headings, the largest first; a paragraph of the body's size stays one, bold or not. */
function composeDrafts(drafts: readonly (Draft | Part)[], { bodySize }: Typography): Part[] {
  const sizeOf = ({ lines }: Draft): number => Math.round((lines[0]?.size ?? 0) * 2) / 2;
  const isHeading = (draft: Draft): boolean =>
    sizeOf(draft) >= bodySize * HEADING &&
    draft.runs.reduce((sum, { text }) => sum + text.length, 0) <= LONGEST_HEADING;
  const sizes = drafts.flatMap((draft) => ("lines" in draft && isHeading(draft) ? [sizeOf(draft)] : []));
  const levels = [...new Set(sizes)].sort((a, b) => b - a);
  return drafts.flatMap((draft): Part[] => {
    if (!("lines" in draft)) return [draft];
    const level = isHeading(draft) ? Math.min(6, levels.indexOf(sizeOf(draft)) + 1) : null;
    const paragraph: Paragraph = {
      kind: "paragraph",
      runs: draft.runs,
      headingLevel: level,
      label: null,
      depth: 0,
      quotation: false,
      page: draft.page,
    };
    return [paragraph, ...draft.behind];
  });
}
