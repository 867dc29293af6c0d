import type { Exclusion } from "../document.ts";
import { trimInvisible } from "../invisible-characters.ts";
import { readableText } from "../readable-text.ts";
import type { BlockMark, ExtractedText, TextBlock } from "../text-extractor.ts";
import { continuesParagraph, type Gap, isFull, type LineLayout, measureLayout } from "./line-layout.ts";
import { endsClosed, isBlank, isRule, isTableRow, type Line, startsLower } from "./lines.ts";
import { neighbourMark, readMark } from "./marks.ts";

interface OpenBlock {
  start: number;
  lines: Line[];
  readonly mark: BlockMark | null;
  readonly setApart: boolean;
  readonly table: boolean;
  underlined: boolean;
}

/**
 * Joins lines to blocks: a mark or a blank line begins a block, and a line goes on with the one before where the text
 * was broken to a width, where a word was hyphenated, or where it begins in the middle of a sentence.
 *
 * @param furniture lines that are page headers or page numbers, by index.
 * @param layout of the whole file, where these lines are only a part of it.
 */
export function assembleBlocks(
  source: string,
  lines: readonly Line[],
  furniture: ReadonlyMap<number, Exclusion["reason"]>,
  layout: LineLayout = layoutOf(lines, furniture),
): ExtractedText {
  const assembler = createAssembler(source, lines, layout);
  lines.forEach((line, index) => {
    if (line.opensPage) assembler.turnPage();
    const reason = furniture.get(index);
    if (reason !== undefined) {
      assembler.exclude(line, reason);
      assembler.turnPage();
    } else if (isBlank(line)) assembler.takeBlank();
    else if (isRule(line)) assembler.takeRule(line);
    else assembler.takeText(line, index);
  });
  return assembler.finish();
}

interface Assembler {
  exclude(line: Line, reason: Exclusion["reason"]): void;
  turnPage(): void;
  takeBlank(): void;
  takeRule(line: Line): void;
  takeText(line: Line, index: number): void;
  finish(): ExtractedText;
}

/** Lines set in that begin with the letter "o": a few are bullets, one may be the conjunction. */
const FEWEST_CIRCLES = 2;

function createAssembler(source: string, lines: readonly Line[], layout: LineLayout): Assembler {
  const has = (pattern: RegExp): boolean => lines.some(({ text }) => pattern.test(text));
  const capitalOutline = has(/^A\.\s/u) && has(/^B\.\s/u);
  const circles = lines.filter(({ text, indent }) => indent > 0 && /^o\s\p{Lu}/u.test(text)).length >= FEWEST_CIRCLES;
  const exclusions: Exclusion[] = [];
  const open: OpenBlock[] = [];
  let gap: Gap = "blank";
  let pendingMark: BlockMark | null = null;

  const exclude = ({ start, end }: Line, reason: Exclusion["reason"]): void => {
    exclusions.push({ start, end, reason });
  };
  const markOf = (line: Line, index: number): { readonly mark: BlockMark; readonly length: number } | null => {
    if (pendingMark !== null) return { mark: pendingMark, length: 0 };
    const read = readMark(line.text, line.start, { capitalOutline, circleBullets: circles && line.indent > 0 });
    if (read === null || gap !== "none") return read;
    return isInsideSentence(read.mark, open.at(-1), lines.slice(index, index + 4), layout) ? null : read;
  };
  const joinsLast = (line: Line): boolean => {
    const last = open.at(-1);
    const previous = last?.lines.at(-1);
    if (last === undefined || previous === undefined || last.table || last.underlined) return false;
    const alone = last.lines.length === 1;
    const hangs = gap === "none" && alone && last.mark !== null && hangsUnder(last.start, previous, line);
    if (!hangs && !continuesParagraph(previous, line, gap, layout, alone)) return false;
    if (gap === "none") pushHyphen(source, previous, line, exclusions);
    last.lines.push(line);
    return true;
  };
  return {
    exclude,
    turnPage() {
      gap = "page";
    },
    takeBlank() {
      if (gap === "none") gap = "blank";
    },
    takeRule(line) {
      exclude(line, "rule");
      const last = open.at(-1);
      if (gap === "none" && last?.lines.length === 1 && /^[-=~]+$/u.test(line.text)) last.underlined = true;
      gap = "blank";
    },
    takeText(line, index) {
      const read = markOf(line, index);
      if (read !== null && read.length > 0)
        exclusions.push({ start: read.mark.start, end: read.mark.end, reason: "mark" });
      // A converter may leave the bullet on a line of its own, above its text.
      if (read?.length === line.text.length) {
        pendingMark = read.mark;
        return;
      }
      const table = read === null && isTableRow(line);
      if (read !== null || table || !joinsLast(line)) {
        const behindMark = read === null ? "" : trimInvisible(line.text.slice(read.length)).lead;
        const start = line.start + (read?.length ?? 0) + behindMark.length;
        open.push({
          start,
          lines: [line],
          mark: read?.mark ?? null,
          setApart: gap !== "none",
          table,
          underlined: false,
        });
      }
      pendingMark = null;
      gap = "none";
    },
    finish() {
      exclusions.sort((a, b) => a.start - b.start);
      return { blocks: open.map((block) => closeBlock(source, block, exclusions)), exclusions };
    },
  };
}

/** The line stands under the text of the mark above it, which closed a sentence: a hanging indent, one paragraph. */
function hangsUnder(textStart: number, marked: Line, line: Line): boolean {
  return line.indent === marked.indent + textStart - marked.start && /[.;,]$/u.test(marked.text);
}

/**
 * An enumerator that stands at the start of a broken line by chance: the one before it stands inside the same
 * paragraph, or, where it is the first, the next one does.
 */
function isInsideSentence(
  mark: BlockMark,
  block: OpenBlock | undefined,
  [line, ...following]: readonly Line[],
  layout: LineLayout,
): boolean {
  const previous = block?.lines.at(-1);
  if (mark.ordinal === null || previous === undefined || line === undefined || layout.wrapColumns === null)
    return false;
  if (!isFull(previous, line, layout.wrapColumns)) return false;
  // "receive / 11.2 million": a number without punctuation of its own, in the middle of a sentence.
  const rest = line.text.slice(mark.text.length).trimStart();
  if (/^\d+(?:\.\d+)+$/u.test(mark.text) && startsLower(rest) && !endsClosed(previous.text)) return true;
  const before = neighbourMark(mark, -1);
  // The block's own mark is no enumerator inside its sentence.
  const own = (text: string, index: number): string =>
    index === 0 && block?.mark != null ? text.slice(block.mark.text.length) : ` ${text}`;
  if (before !== null) return block?.lines.some(({ text }, index) => own(text, index).includes(` ${before} `)) === true;
  const after = neighbourMark(mark, 1);
  return [line, ...following].some(({ text }) => text.includes(` ${after} `));
}

/** Whether these lines were broken to a width. */
export function layoutOf(lines: readonly Line[], furniture: ReadonlyMap<number, Exclusion["reason"]>): LineLayout {
  return measureLayout(neighbours(lines, furniture), contentLines(lines, furniture));
}

function closeBlock(source: string, block: OpenBlock, exclusions: readonly Exclusion[]): TextBlock {
  const end = block.lines.at(-1)?.end ?? block.start;
  return {
    start: block.start,
    end,
    text: readableText(source, { start: block.start, end }, exclusions),
    mark: block.mark,
    headingLevel: null,
    emphasized: block.underlined,
    setApart: block.setApart,
    depth: block.lines[0]?.indent ?? 0,
    lead: null,
    cell: null,
    form: block.table ? "table-row" : "prose",
  };
}

/** The hyphen of a word broken at the end of a line, unless the text writes the compound with its hyphen elsewhere. */
function pushHyphen(source: string, line: Line, next: Line, exclusions: Exclusion[]): void {
  const head = /(\p{L}+)-$/u.exec(line.text)?.[1];
  const tail = /^\p{L}+/u.exec(next.text)?.[0];
  if (head === undefined || tail === undefined || !startsLower(next.text)) return;
  if (source.includes(`${head}-${tail}`)) return;
  exclusions.push({ start: line.end - 1, end: line.end, reason: "hyphen" });
}

function contentLines(lines: readonly Line[], furniture: ReadonlyMap<number, Exclusion["reason"]>): Line[] {
  return lines.filter((line, index) => !furniture.has(index) && !isBlank(line) && !isRule(line));
}

function neighbours(lines: readonly Line[], furniture: ReadonlyMap<number, Exclusion["reason"]>): [Line, Line][] {
  const usable = (index: number): Line | undefined => {
    const line = lines[index];
    return line === undefined || furniture.has(index) || isBlank(line) || isRule(line) ? undefined : line;
  };
  return lines.flatMap((_, index): [Line, Line][] => {
    const line = usable(index);
    const next = usable(index + 1);
    return line === undefined || next === undefined ? [] : [[line, next]];
  });
}
