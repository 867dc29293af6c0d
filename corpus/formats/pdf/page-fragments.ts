import { getResolvedPDFJS } from "unpdf";
import { RecordReadError } from "../../record-read-error.ts";

/** Words of one font on one line of a page. Points, from the page's upper left corner; `y` is the baseline. */
export interface Fragment {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly strong: boolean;
}

export interface PageFragments {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly fragments: readonly Fragment[];
  /** Something is drawn on the page: without text it is a picture of one. */
  readonly isDrawnOn: boolean;
}

/** More pages than any record has; each costs some milliseconds. */
const MOST_PAGES = 3_000;
/** Letters on a page below which its text is a stamp or a number, and no page of text. */
export const FEWEST_LETTERS = 10;
const STRONG_FONT = /bold|black|heavy|semibold|demi|italic|oblique|[-,]b(?:i|d)?$/iu;

/**
 * The words of each page with their places.
 * @throws RecordReadError where the file is damaged, locked or too long; the signal's reason when aborted.
 */
export async function readPages(bytes: Uint8Array, signal?: AbortSignal): Promise<PageFragments[]> {
  const { getDocument } = await getResolvedPDFJS();
  // pdf.js takes the buffer as its own. Images are never decoded: only their being there is told.
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: false,
    maxImageSize: 1,
    stopAtErrors: false,
  });
  try {
    const pdf = await task.promise.catch((cause: unknown) => {
      throw openingError(cause);
    });
    if (pdf.numPages > MOST_PAGES) {
      throw new RecordReadError(
        `The PDF has ${pdf.numPages} pages; at most ${MOST_PAGES} are read. Split it and add the parts.`,
        { reason: "too-large", details: { limit: MOST_PAGES, unit: "pages" } },
      );
    }
    const fonts = new Map<string, boolean>();
    const pages: PageFragments[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      signal?.throwIfAborted();
      pages.push(await readPage(pdf, number, fonts));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

type Pdf = Awaited<ReturnType<Awaited<ReturnType<typeof getResolvedPDFJS>>["getDocument"]>["promise"]>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

async function readPage(pdf: Pdf, number: number, fonts: Map<string, boolean>): Promise<PageFragments> {
  try {
    const page = await pdf.getPage(number);
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const content = await page.getTextContent();
    const styles = content.styles as Readonly<Record<string, unknown>>;
    // Marks of tagged PDF stand between the words; they have no text.
    const items = (content.items as readonly Partial<TextItem>[]).filter(
      (item): item is TextItem => item.str !== undefined,
    );
    const isUnknown = Object.keys(styles).some((font) => !fonts.has(font));
    const letters = items.reduce((sum, item) => sum + item.str.replace(/[^\p{L}]/gu, "").length, 0);
    // Only the drawing of a page loads its fonts, whose names tell which are bold.
    const operations = isUnknown || letters < FEWEST_LETTERS ? (await page.getOperatorList()).fnArray.length : 1;
    if (isUnknown) await learnFonts(page, Object.keys(styles), fonts);
    const fragments = items.flatMap((item): Fragment[] => {
      if (item.str.trim() === "") return [];
      return [place(item, transform, fonts.get(item.fontName) ?? false)];
    });
    page.cleanup();
    return { number, width, height, fragments, isDrawnOn: operations > 0 };
  } catch (cause) {
    throw new RecordReadError(`Page ${number} of the PDF is damaged. Save the PDF again and add it again.`, {
      reason: "damaged",
      details: { page: number },
      cause,
    });
  }
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

function place(
  item: TextItem,
  [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0]: readonly number[],
  strong: boolean,
): Fragment {
  const [ia = 1, ib = 0, ic = 0, id = 1, ie = 0, iff = 0] = item.transform;
  const size = Math.hypot(ic, id) || Math.hypot(ia, ib);
  return {
    text: item.str,
    x: a * ie + c * iff + e,
    y: b * ie + d * iff + f,
    width: item.width,
    size,
    strong,
  };
}

/** Turns of the event loop that fonts take at most to arrive behind the drawing that names them. */
const MOST_TURNS = 20;

async function learnFonts(page: Page, names: readonly string[], fonts: Map<string, boolean>): Promise<void> {
  for (const name of names) {
    if (fonts.has(name)) continue;
    for (let turn = 0; turn < MOST_TURNS && !page.commonObjs.has(name); turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null;
    const written = typeof font === "object" && font !== null && "name" in font ? String(font.name) : "";
    fonts.set(name, STRONG_FONT.test(written));
  }
}

function openingError(cause: unknown): RecordReadError {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "PasswordException") {
    return new RecordReadError("The PDF is locked with a password. Save it without one and add it again.", {
      reason: "encrypted",
      cause,
    });
  }
  return new RecordReadError("The PDF is damaged or not whole. Save or copy it again and add it again.", {
    reason: "damaged",
    cause,
  });
}
