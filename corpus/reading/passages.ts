import type { Exclusion, Language, Passage, PassageKind, Section } from "../document.ts";
import { readableText } from "../readable-text.ts";
import type { Outline } from "../structure/outline.ts";
import type { OutlinePassage, OutlineSection } from "../structure/section-assembly.ts";
import type { TextBlock } from "../text-extractor.ts";
import { leansOnPrevious } from "./context.ts";
import { type Enumeration, findEnumeration } from "./items.ts";
import type { KindClassifier } from "./kinds.ts";
import { findListedRecommendations } from "./listed-recommendations.ts";

export interface Composition {
  readonly id: string;
  readonly source: string;
  readonly language: Language;
  readonly classifier: KindClassifier;
  readonly exclusions: readonly Exclusion[];
  /** Where the pages of the source's file begin in it; null where it has none. */
  readonly pages: readonly number[] | null;
  /** Those whose words were recognised in a picture. */
  readonly recognizedPages: readonly number[];
}

export interface ComposedSections {
  readonly sections: readonly Section[];
  /** The enumerators and separators between items inside blocks. */
  readonly itemMarks: readonly Exclusion[];
}

/** Turns the outline to numbered sections and passages: front matter is section 0, speakers come from 1, the closing is last. */
export function composeSections(outline: Outline, input: Composition): ComposedSections {
  const composer = createComposer(input);
  const sections: Section[] = [];
  const add = (part: OutlineSection, passages: readonly Passage[]): void => {
    const speaker = part.speaker ?? NOBODY;
    const doubt = part.doubtful === true ? { doubtful: true as const } : {};
    sections.push({ number: sections.length, topic: part.topic, ...speaker, ...doubt, passages });
  };
  const lines = (blocks: readonly TextBlock[], kind: PassageKind): Passage[] =>
    blocks.flatMap((block) => composer.plain([block], kind, sections.length));
  add(UNSPOKEN, lines(outline.frontMatter, "front-matter"));
  for (const section of outline.sections) add(section, composer.spoken(section.passages, sections.length));
  if (outline.closing.length > 0) add(UNSPOKEN, lines(outline.closing, "closing"));
  return { sections, itemMarks: composer.itemMarks };
}

const NOBODY = {
  speaker: null,
  honorific: null,
  role: null,
  organization: null,
  affiliation: null,
  country: null,
} as const;

const UNSPOKEN: OutlineSection = { speaker: null, topic: null, passages: [] };

interface Composer {
  readonly itemMarks: Exclusion[];
  plain(blocks: readonly TextBlock[], kind: PassageKind, section: number): Passage[];
  spoken(passages: readonly OutlinePassage[], section: number): Passage[];
}

function createComposer(input: Composition): Composer {
  const { id, source, language, classifier } = input;
  const itemMarks: Exclusion[] = [];
  let paragraph = 0;
  const recognized = new Set(input.recognizedPages);

  /** The page that a span begins on, and whether any of its words were recognised in a picture. */
  const placeOf = (start: number, end: number): Pick<Passage, "page" | "ocr"> => {
    const first = pageAt(input.pages, start);
    const last = pageAt(input.pages, Math.max(start, end - 1));
    if (first === null || last === null) return {};
    const touched = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return { page: first, ...(touched.some((page) => recognized.has(page)) && { ocr: true as const }) };
  };

  const blockPassage = (blocks: readonly TextBlock[], kind: PassageKind, section: number, context: string): Passage => {
    const start = blocks[0]?.start ?? 0;
    const end = blocks.at(-1)?.end ?? start;
    paragraph += 1;
    return {
      id: `${id}/p${paragraph}`,
      parentId: null,
      item: null,
      paragraph,
      kind,
      section,
      start,
      end,
      text: source.slice(start, end),
      context,
      ...placeOf(start, end),
    };
  };
  const itemPassages = (block: Passage, enumeration: Enumeration, kinds: readonly PassageKind[]): Passage[] => {
    const stem = readableText(source, shift(enumeration.stem, block.start), input.exclusions);
    itemMarks.push(...separatorsOf(source, block, enumeration));
    return enumeration.items.map((item, index): Passage => {
      const { start, end } = shift(item, block.start);
      return {
        ...block,
        id: `${block.id}.${index + 1}`,
        parentId: block.id,
        item: index + 1,
        kind: kinds[index] ?? block.kind,
        start,
        end,
        text: source.slice(start, end),
        context: stem,
        ...placeOf(start, end),
      };
    });
  };
  const bodyPassages = (passage: OutlinePassage, section: number, listed: boolean, previous: string): Passage[] => {
    const [block] = passage.blocks;
    if (block === undefined) return [];
    const enumeration = findEnumeration(source.slice(block.start, block.end), language, block.mark);
    const stem =
      enumeration === null ? "" : readableText(source, shift(enumeration.stem, block.start), input.exclusions);
    const introduced = listed || (enumeration !== null && classifier.introducesRecommendations(stem));
    const kinds = (enumeration?.items ?? []).map((item): PassageKind => {
      const text = readableText(source, shift(item, block.start), input.exclusions);
      // The stem may end in the modal that governs the items ("the terms should: a) divide…").
      return introduced || classifier.isRecommendation(`${stem} ${text}`) ? "recommendation" : "key-point";
    });
    const recommends = introduced || kinds.includes("recommendation") || classifier.isRecommendation(block.text);
    const context = leansOnPrevious(block.text, language) ? previous : "";
    const own = blockPassage(passage.blocks, recommends ? "recommendation" : "key-point", section, context);
    return enumeration === null ? [own] : [own, ...itemPassages(own, enumeration, kinds)];
  };

  return {
    itemMarks,
    plain: (blocks, kind, section) => [blockPassage(blocks, kind, section, "")],
    spoken(passages, section) {
      const listed = findListedRecommendations(passages, classifier, language);
      let previous = "";
      let header = "";
      return passages.flatMap((passage, index) => {
        if (passage.role === "heading" || passage.blocks[0]?.form === "table-header") {
          previous = "";
          return [blockPassage(passage.blocks, "heading", section, "")];
        }
        // The first row of a table names its columns: a heading, which every row below leans on.
        if (isRow(passage) && isRow(passages[index + 1]) && !isRow(passages[index - 1])) {
          header = passage.blocks[0]?.text ?? "";
          previous = "";
          return [blockPassage(passage.blocks, "heading", section, "")];
        }
        if (isRow(passage) && isRow(passages[index - 1])) {
          return bodyPassages(passage, section, listed.has(index), "").map((row) => ({ ...row, context: header }));
        }
        const introducedBy = listed.get(index);
        const context = introducedBy?.stem ?? previous;
        const composed = bodyPassages(passage, section, introducedBy !== undefined, previous);
        previous = passage.blocks[0]?.text ?? "";
        // An item on a line of its own leans on the line that introduces its list.
        return introducedBy?.stem === undefined
          ? composed
          : composed.map((own) => (own.item === null ? { ...own, context } : own));
      });
    },
  };
}

/** The page that an offset lies on; null where the record has none. */
function pageAt(pages: readonly number[] | null, offset: number): number | null {
  if (pages === null) return null;
  let [low, high] = [0, pages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pages[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

/** A row that the record's structure has not divided into its cells. */
function isRow(passage: OutlinePassage | undefined): boolean {
  const block = passage?.blocks[0];
  return block?.form === "table-row" && block.cell === null;
}

function shift(span: { readonly start: number; readonly end: number }, by: number): { start: number; end: number } {
  return { start: span.start + by, end: span.end + by };
}

/** What stands between one item and the next: the separator, the conjunction and the next one's enumerator. */
function separatorsOf(source: string, block: Passage, enumeration: Enumeration): Exclusion[] {
  const marks: Exclusion[] = [];
  enumeration.items.forEach((item, index) => {
    const before = enumeration.items[index - 1];
    const from = before === undefined ? (item.mark?.start ?? item.start) : before.end;
    const gap = source.slice(block.start + from, block.start + item.start);
    const start = block.start + from + (gap.length - gap.trimStart().length);
    const end = block.start + from + gap.trimEnd().length;
    if (end > start) marks.push({ start, end, reason: "mark" });
  });
  return marks;
}
