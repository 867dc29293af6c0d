import { RecordReadError } from "../record-read-error.ts";
import { composeText } from "./compose-text.ts";
import type { FileFormat, FileNote, RecordFile } from "./file-format.ts";
import type { Part } from "./paragraphs.ts";
import { divideColumns } from "./pdf/columns.ts";
import { withoutNumberedLines } from "./pdf/line-numbers.ts";
import { FEWEST_LETTERS, type Fragment, type PageFragments, readPages } from "./pdf/page-fragments.ts";
import { withoutPageFurniture } from "./pdf/page-furniture.ts";
import { joinLines, type PagedRegion } from "./pdf/paragraphs.ts";

/** Bytes at the file's start in which its signature may stand. */
const SIGNATURE_BYTES = 1024;
/** Share of a page's height above which no footnote stands. */
const FOOTNOTES_BELOW = 0.5;

/** Reads the text layer of PDF files. A page that is only a picture is told, and never read as an empty one. */
export function createPdfFormat(): FileFormat {
  return {
    name: "pdf",
    recognizes: ({ bytes }) => new TextDecoder("latin1").decode(bytes.subarray(0, SIGNATURE_BYTES)).includes("%PDF-"),
    async extract(file) {
      const read = await readPages(file.bytes, file.signal);
      const { pages: all, recognized } = await recognizeScans(read, file);
      const scanned = all.filter(isScan);
      if (all.every((page) => lettersOf(page) < FEWEST_LETTERS)) throw withoutText(all.length, scanned.length);
      const { pages, headers, numbers } = withoutPageFurniture(withoutNumberedLines(all));
      const regions = pages.flatMap((page) =>
        divideColumns(page.fragments.map(readable)).map(
          (region): PagedRegion => ({ ...region, page: page.number, footnotesBelow: page.height * FOOTNOTES_BELOW }),
        ),
      );
      const parts = joinLines(regions);
      const footnotes = parts.filter(isFootnote).length;
      const { text, structure, pages: starts } = composeText(parts);
      const unread = all.flatMap((page) => page.fragments).filter(({ text: words }) => UNMAPPED.test(words)).length;
      const notes: FileNote[] = [
        ...(headers > 0 ? [{ code: "page-headers-left-out" as const, count: headers }] : []),
        ...(numbers > 0 ? [{ code: "page-numbers-left-out" as const, count: numbers }] : []),
        ...(scanned.length > 0
          ? [{ code: "scanned-pages" as const, count: scanned.length, pages: scanned.map(({ number }) => number) }]
          : []),
        ...(recognized.length > 0
          ? [{ code: "read-by-ocr" as const, count: recognized.length, pages: [...recognized] }]
          : []),
        ...(footnotes > 0 ? [{ code: "footnotes-in-place" as const, count: footnotes }] : []),
        ...(unread > 0 ? [{ code: "undecodable-characters" as const, count: unread }] : []),
      ];
      const ends = Array.from({ length: Math.max(0, all.length - starts.length) }, () => text.length);
      return {
        fileFormat: "pdf",
        text,
        format: "structured",
        structure: recognized.length === 0 ? structure : { ...structure, recognizedPages: [...recognized] },
        pages: [...starts, ...ends],
        notes,
      };
    },
  };
}

function isScan(page: PageFragments): boolean {
  return page.isDrawnOn && lettersOf(page) < FEWEST_LETTERS;
}

/** The pages, with the words that were recognised on those that are pictures; and which these are. */
async function recognizeScans(
  pages: readonly PageFragments[],
  { bytes, signal, recognizePages }: RecordFile,
): Promise<{ readonly pages: readonly PageFragments[]; readonly recognized: readonly number[] }> {
  const scans = pages.filter(isScan);
  if (recognizePages === undefined || scans.length === 0) return { pages, recognized: [] };
  const words = await recognizePages(bytes, scans, signal);
  const withWords = pages.map((page) => ({ ...page, fragments: words.get(page.number) ?? page.fragments }));
  const recognized = withWords.filter((page, index) => pages[index]?.fragments !== page.fragments && !isScan(page));
  return { pages: withWords, recognized: recognized.map(({ number }) => number) };
}

/** Letters that a symbol font has of its own: alone they are bullets. */
const SYMBOL = /^[\ue000-\uf8ff]$/u;
const UNMAPPED = /[\p{L}\s][\ue000-\uf8ff]|[\ue000-\uf8ff][\p{L}]/u;

/** As the joiner of lines writes them. */
function isFootnote(part: Part): boolean {
  return part.kind === "paragraph" && part.runs.length === 1 && /^\[\d{1,3} .*\]$/u.test(part.runs[0]?.text ?? "");
}

function readable(fragment: Fragment): Fragment {
  return SYMBOL.test(fragment.text.trim()) ? { ...fragment, text: "•" } : fragment;
}

function lettersOf({ fragments }: PageFragments): number {
  return fragments.reduce((sum, { text }) => sum + (text.match(/\p{L}/gu)?.length ?? 0), 0);
}

function withoutText(pages: number, scanned: number): RecordReadError {
  if (scanned === 0) {
    return new RecordReadError("The PDF is empty: none of its pages holds anything.", { reason: "empty" });
  }
  return new RecordReadError(
    "The PDF is a scan: its pages are pictures without text. Have its text recognised (OCR), or add the record in another format.",
    { reason: "scanned-pdf", details: { pages } },
  );
}
