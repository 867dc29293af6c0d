import type { Exclusion } from "../document.ts";
import { endsClosed, isTableRow, startsLower } from "../extraction/lines.ts";
import { readMark } from "../extraction/marks.ts";
import type { Paragraph, Part, Run, Table } from "./paragraphs.ts";
import type { RecordStructure, StructureBlock } from "./record-structure.ts";

export interface ComposedText {
  readonly text: string;
  readonly structure: RecordStructure;
  /** Where each page begins, where the parts tell theirs; pages without text begin where the next one does. */
  readonly pages: readonly number[];
}

/** Controls that no text holds, tabs and line breaks apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/gu;

/**
 * Sets the paragraphs and tables of a file one below the other, an empty line between them, and tells the place of each.
 * A row of a table is a line whose cells tabs part, the form in which the text reader meets tables; where its first
 * cell is empty, pipes part them, as a line cannot begin with a tab.
 */
export function composeText(parts: readonly Part[]): ComposedText {
  const composer = createComposer(numbersWithCapitals(parts));
  for (const part of parts) {
    if (part.kind === "paragraph") composer.paragraph(part);
    else composer.table(part);
  }
  return composer.finish();
}

interface Composer {
  paragraph(paragraph: Paragraph): void;
  table(table: Table): void;
  finish(): ComposedText;
}

function createComposer(capitalOutline: boolean): Composer {
  const pieces: string[] = [];
  const blocks: StructureBlock[] = [];
  const exclusions: Exclusion[] = [];
  const pages: number[] = [];
  let length = 0;

  const write = (text: string): number => {
    const start = length;
    pieces.push(text);
    length += text.length;
    return start;
  };
  const turnTo = (page: number | undefined): void => {
    while (page !== undefined && pages.length < page) pages.push(length);
  };
  const open = (separator: string, page: number | undefined): void => {
    if (length > 0) write(separator);
    turnTo(page);
  };
  const line = (runs: readonly Run[], paragraph: Paragraph, first: boolean): void => {
    const content = tidy(runs);
    const own = textOf(content);
    const label = first && paragraph.label !== null && paragraph.label !== "" ? `${paragraph.label} ` : "";
    if (own === "") return;
    const text = `${label}${own}`;
    const start = write(text);
    const heading = paragraph.headingLevel !== null;
    const read = readMark(text, start, { capitalOutline: capitalOutline || label !== "" });
    const mark = read !== null && read.length < text.length && !(heading && read.mark.style === "bullet") ? read : null;
    if (mark !== null) exclusions.push({ start: mark.mark.start, end: mark.mark.end, reason: "mark" });
    const whole = content.every((run) => run.strong || run.text.trim() === "");
    const row = !heading && mark === null && isTableRow(asLine(text));
    blocks.push({
      start: start + (mark?.length ?? 0),
      end: length,
      mark: mark?.mark ?? null,
      headingLevel: paragraph.headingLevel,
      emphasized: !heading && whole,
      setApart: first,
      depth: paragraph.depth,
      lead: heading || whole || !first ? null : leadOf(content),
      form: row ? "table-row" : paragraph.quotation ? "quotation" : "prose",
      ...(paragraph.spoken === undefined ? {} : { spoken: paragraph.spoken }),
    });
  };

  return {
    paragraph(paragraph) {
      const lines = splitAtBreaks(paragraph.runs);
      if (lines.length === 0) return;
      open("\n\n", paragraph.page);
      lines.forEach((runs, index) => {
        if (index > 0) write("\n");
        line(runs, paragraph, index === 0);
      });
    },
    table(table) {
      const rows = table.rows.map(writeRow).filter((row) => row !== "");
      rows.forEach((row, index) => {
        open(index === 0 ? "\n\n" : "\n", table.page);
        const start = write(row);
        blocks.push({ ...PLAIN_BLOCK, start, end: length, setApart: index === 0, form: "table-row" });
      });
    },
    finish() {
      return { text: pieces.join(""), structure: { version: 1, blocks, exclusions }, pages };
    },
  };
}

const PLAIN_BLOCK = {
  mark: null,
  headingLevel: null,
  emphasized: false,
  setApart: true,
  depth: 0,
  lead: null,
} as const;

function writeRow(cells: readonly string[]): string {
  const tidied = cells.map((cell) =>
    cell
      .normalize("NFC")
      .replace(CONTROLS, "")
      .split("\n")
      .map((line) => line.replace(/\s+/gu, " ").trim())
      .filter((line) => line !== "")
      .join("\n"),
  );
  if (tidied.every((cell) => cell === "")) return "";
  return tidied[0] === "" ? `| ${tidied.join(" | ")} |` : tidied.join("\t").trimEnd();
}

/** White space as one space, tabs kept, none at either end; runs of one setting joined. */
function tidy(runs: readonly Run[]): Run[] {
  const tidied: Run[] = [];
  let before = " ";
  for (const { text, strong } of runs) {
    let kept = text
      .normalize("NFC")
      .replace(CONTROLS, "")
      .replace(/ *\t[ \t]*/gu, "\t")
      .replace(/ {2,}/gu, " ");
    if (/\s$/u.test(before)) kept = kept.replace(/^[ \t]+/u, "");
    if (kept === "") continue;
    before = kept;
    const last = tidied.at(-1);
    if (last !== undefined && last.strong === strong) tidied[tidied.length - 1] = { text: last.text + kept, strong };
    else tidied.push({ text: kept, strong });
  }
  const end = tidied.at(-1);
  if (end !== undefined) tidied[tidied.length - 1] = { ...end, text: end.text.trimEnd() };
  return tidied.filter(({ text }) => text !== "");
}

/** Letters joined across runs compose as one ("a" and a combining accent), so the whole is composed once more. */
const textOf = (runs: readonly Run[]): string =>
  runs
    .map(({ text }) => text)
    .join("")
    .normalize("NFC")
    .trim();

/** The words set in bold or italics before others. */
function leadOf(runs: readonly Run[]): string | null {
  const [first] = runs;
  if (first === undefined || !first.strong || !/[\p{L}\p{N}]/u.test(first.text)) return null;
  return first.text.replace(/\s+/gu, " ").trim();
}

/** The lines of a paragraph; a line that goes on in the middle of a sentence was broken for its width only. */
function splitAtBreaks(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const { text, strong } of runs) {
    text.split("\n").forEach((piece, index) => {
      if (index > 0) lines.push([]);
      if (piece !== "") lines.at(-1)?.push({ text: piece, strong });
    });
  }
  const joined: Run[][] = [];
  for (const line of lines) {
    const text = textOf(line);
    if (text === "") continue;
    const above = joined.at(-1);
    if (above !== undefined && startsLower(text) && !endsClosed(textOf(above)) && readMark(text, 0) === null) {
      above.push({ text: " ", strong: above.at(-1)?.strong ?? false }, ...line);
    } else joined.push(line);
  }
  return joined;
}

/** The text numbers its parts A., B., …: otherwise a capital and a full stop are somebody's initial. */
function numbersWithCapitals(parts: readonly Part[]): boolean {
  const opens = (letter: string): boolean =>
    parts.some(
      (part) => part.kind === "paragraph" && part.runs[0]?.text.trimStart().startsWith(`${letter}. `) === true,
    );
  return opens("A") && opens("B");
}

function asLine(text: string): Parameters<typeof isTableRow>[0] {
  return { start: 0, end: text.length, text, indent: 0, opensPage: false };
}
