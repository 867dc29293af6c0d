import { type Part, plainParagraph, type Run, textOfRuns } from "../paragraphs.ts";
import { createTables } from "../tables.ts";
import { scanXml, type XmlAttributes } from "../xml-scanner.ts";
import type { Numbering } from "./numbering.ts";
import { applySetting, localName, type Setting, type StyleSheet } from "./styles.ts";

/** What was met in a document and is not in its text, or stands elsewhere than on the page. */
export interface BodyCounts {
  insertions: number;
  deletions: number;
  comments: number;
  footnotes: number;
  textBoxes: number;
  images: number;
  hidden: number;
}

export interface BodyContext {
  readonly styles: StyleSheet;
  readonly numbering: Numbering;
  /** The words of a footnote or endnote; null where there are none. */
  readonly noteText: (kind: "footnote" | "endnote", id: string) => string | null;
  readonly counts: BodyCounts;
}

interface OpenParagraph {
  readonly runs: Run[];
  readonly setting: Setting;
  style: string | null;
  /** The run that is open in it: a box inside a run holds paragraphs with runs of their own. */
  run: OpenRun | null;
  /** Behind the paragraph: its footnotes, and what stands in its text boxes. */
  readonly behind: Part[];
}

interface OpenRun {
  readonly setting: Setting;
  style: string | null;
}

/** Elements whose content is no text of the record: what was deleted, old settings, codes of fields, copies for old programs. */
const SKIPPED = new Set(
  "del moveFrom rPrChange pPrChange sectPr sectPrChange tblPrChange tcPrChange trPrChange numberingChange instrText delText delInstrText sdtPr fldData docPr tblGrid tblPr trPr".split(
    " ",
  ),
);
const CHARACTERS: Readonly<Record<string, string>> = { tab: "\t", ptab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" };

/** Reads `word/document.xml`, or the notes of one, to paragraphs and tables in the order of the text. */
export function readBody(xml: string, context: BodyContext): Part[] {
  const reader = createBodyReader(context);
  scanXml(xml, reader);
  return reader.finish();
}

function createBodyReader(context: BodyContext) {
  const { styles, counts } = context;
  const parts: Part[] = [];
  const paragraphs: OpenParagraph[] = [];
  const tables = createTables();
  /** Inside a box: its paragraphs stand behind the one that it is anchored in. */
  const boxes: Part[][] = [];
  let skipping = 0;
  let inMarkProperties = false;
  let inText = false;
  /** One for each AlternateContent: whether its first choice was taken. */
  const alternatives: boolean[] = [];

  const sink = (added: readonly Part[]): void => {
    if (tables.take(added)) return;
    const box = boxes.at(-1);
    for (const part of added) (box ?? parts).push(part);
  };

  const write = (text: string): void => {
    const paragraph = paragraphs.at(-1);
    if (paragraph === undefined || text === "") return;
    const { run } = paragraph;
    const setting = {
      ...styles.settingOf(paragraph.style ?? styles.defaultStyle),
      ...styles.settingOf(run?.style ?? null),
      ...run?.setting,
    };
    if (setting.hidden === true) {
      if (text.trim() !== "") counts.hidden += 1;
      return;
    }
    const strong = setting.bold === true || setting.italic === true || setting.underlined === true;
    paragraph.runs.push({ text, strong });
  };

  const closeParagraph = (): void => {
    const paragraph = paragraphs.pop();
    if (paragraph === undefined) return;
    const setting = { ...styles.settingOf(paragraph.style ?? styles.defaultStyle), ...paragraph.setting };
    const level = setting.outline !== undefined && setting.outline < 9 ? setting.outline + 1 : null;
    const empty = textOfRuns(paragraph.runs).trim() === "";
    const listed = setting.list !== undefined && setting.list > 0 && !empty;
    const label = listed ? context.numbering.next(setting.list ?? 0, setting.listLevel ?? 0) : null;
    const own: Part[] = empty
      ? []
      : [
          {
            kind: "paragraph",
            runs: paragraph.runs,
            headingLevel: level,
            label,
            depth: listed && level === null ? (setting.listLevel ?? 0) + 1 : 0,
            quotation: false,
          },
        ];
    sink([...own, ...paragraph.behind]);
  };

  const openRun = (run: OpenRun | null): void => {
    const paragraph = paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.run = run;
  };

  const takeNote = (kind: "footnote" | "endnote", attribute: XmlAttributes): void => {
    const text = context.noteText(kind, attribute("id") ?? "");
    if (text === null) return;
    counts.footnotes += 1;
    paragraphs.at(-1)?.behind.push(plainParagraph(`[${counts.footnotes} ${text}]`));
  };

  const openProperty = (local: string, attribute: XmlAttributes): void => {
    const paragraph = paragraphs.at(-1);
    const run = paragraph?.run ?? null;
    if (local === "pStyle" && paragraph !== undefined) paragraph.style = attribute("val");
    else if (local === "rStyle" && run !== null) run.style = attribute("val");
    else if (run !== null) applySetting(run.setting, local, attribute);
    else if (paragraph !== undefined) applySetting(paragraph.setting, local, attribute);
  };

  const openElement = (local: string, attribute: XmlAttributes): void => {
    switch (local) {
      case "p":
        paragraphs.push({ runs: [], setting: {}, style: null, run: null, behind: [] });
        break;
      case "r":
        openRun({ setting: {}, style: null });
        break;
      case "t":
        inText = true;
        break;
      case "tbl":
      case "tr":
      case "tc":
        tables.open(local);
        break;
      case "gridSpan":
        tables.span(Number(attribute("val") ?? 1));
        break;
      case "ins":
      case "moveTo":
        counts.insertions += 1;
        break;
      case "footnoteReference":
        takeNote("footnote", attribute);
        break;
      case "endnoteReference":
        takeNote("endnote", attribute);
        break;
      case "commentReference":
        counts.comments += 1;
        break;
      case "blip":
      case "imagedata":
        counts.images += 1;
        break;
      case "txbxContent":
        counts.textBoxes += 1;
        boxes.push([]);
        tables.suspend();
        break;
      case "sym":
        write(paragraphs.at(-1)?.runs.length === 0 ? "• " : "");
        break;
      default: {
        const character = CHARACTERS[local];
        // Tab stops are declared by elements of the same name.
        if (character !== undefined && paragraphs.at(-1)?.run != null) write(character);
        else openProperty(local, attribute);
      }
    }
  };

  return {
    open(name: string, attribute: XmlAttributes): void {
      const local = localName(name);
      if (local === "AlternateContent") alternatives.push(false);
      const isSecond = (local === "Choice" || local === "Fallback") && alternatives.at(-1) === true;
      if (skipping > 0 || isSecond || SKIPPED.has(local)) {
        if (skipping === 0 && (local === "del" || local === "moveFrom") && !inMarkProperties) counts.deletions += 1;
        skipping += 1;
      } else if (local === "rPr" && paragraphs.at(-1)?.run == null) inMarkProperties = true;
      else if (inMarkProperties) return;
      else if (local === "Choice" || local === "Fallback") alternatives[alternatives.length - 1] = true;
      else openElement(local, attribute);
    },
    close(name: string): void {
      const local = localName(name);
      if (local === "AlternateContent") alternatives.pop();
      if (skipping > 0) {
        skipping -= 1;
        return;
      }
      if (local === "rPr") inMarkProperties = false;
      else if (local === "t") inText = false;
      else if (local === "r") openRun(null);
      else if (local === "p") closeParagraph();
      else if (local === "txbxContent") {
        tables.resume();
        for (const part of boxes.pop() ?? []) paragraphs.at(-1)?.behind.push(part);
      } else if (local === "tbl" || local === "tr" || local === "tc") sink(tables.close(local));
    },
    text(text: string): void {
      if (skipping === 0 && inText) write(text.replace(/[\r\n]+/gu, " "));
    },
    finish: (): Part[] => parts,
  };
}
