import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import { createPdfFormat } from "../../../corpus/formats/pdf.ts";
import { readRecord } from "../../../corpus/reader.ts";
import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { describeProblem } from "../../../server/problems.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";
import { areThere, findOcrTools } from "../../../server/records/reading/ocr/ocr-tools.ts";
import { createPageRecognizer } from "../../../server/records/reading/ocr/page-recognizer.ts";
import { readTesseractWords } from "../../../server/records/reading/ocr/tesseract-words.ts";
import { createRecognizingReading } from "../../../server/records/reading/recognizing-reading.ts";
import type { FileToRead, RecordReading } from "../../../server/records/reading/record-reading.ts";
import { describeRecordReading } from "../../contracts/record-reading-contract.ts";

const absent = { missing: ["tesseract-ocr", "poppler-utils"] };
const present = { pdftoppm: "/bin/pdftoppm", tesseract: "/bin/tesseract", languages: ["spa"] };
const page = { number: 2, width: 595, height: 842 };

const row = (...cells: readonly (string | number)[]) => cells.join("\t");
/** As tesseract writes two lines of a picture 1190 pixels wide: half of a point each. */
const tsv = [
  row(
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
  ),
  row(1, 1, 0, 0, 0, 0, 0, 0, 1190, 1684, -1, ""),
  row(2, 1, 1, 0, 0, 0, 100, 200, 400, 60, -1, ""),
  row(4, 1, 1, 1, 1, 0, 100, 200, 400, 20, -1, ""),
  row(5, 1, 1, 1, 1, 1, 100, 204, 60, 16, 96.1, "Sra."),
  row(5, 1, 1, 1, 1, 2, 180, 200, 80, 20, 95.2, "Quispe:"),
  row(5, 1, 1, 1, 1, 3, 270, 200, 10, 20, 95.2, " "),
  row(4, 1, 1, 1, 2, 0, 100, 240, 400, 24, -1, ""),
  row(5, 1, 1, 1, 2, 1, 100, 240, 90, 24, 93.7, "agua"),
].join("\n");

describe("the words that tesseract tells", () => {
  it("stand where they stand on the page, in type of one size", () => {
    expect(readTesseractWords(tsv, page)).toEqual([
      { text: "Sra.", x: 50, y: 108, width: 30, size: 12, strong: false },
      { text: "Quispe:", x: 90, y: 108, width: 40, size: 12, strong: false },
      { text: "agua", x: 50, y: 129.6, width: 45, size: 12, strong: false },
    ]);
    expect(readTesseractWords("", page)).toEqual([]);
  });
});

describe("a PDF with a page that is a picture", () => {
  const bytes = readFile(new URL("../../fixtures/formats/scanned-page.pdf", import.meta.url));
  const passagesOf = ({ text, format, structure, pages }: ExtractedFile) =>
    readRecord({ id: "x", source: text, format, structure, pages }).document.sections.flatMap(
      ({ passages }) => passages,
    );

  it("is read without it, and says so, unless its words are recognised", async () => {
    const extracted = await createPdfFormat().extract({ name: "x.pdf", bytes: await bytes });
    expect(extracted.notes).toContainEqual({ code: "scanned-pages", count: 1, pages: [2] });
    expect(passagesOf(extracted).every(({ ocr }) => ocr === undefined)).toBe(true);
  });

  it("tells which passages were recognised, and no others", async () => {
    const words = ["Se", "aprueba", "el", "presupuesto", "de", "la", "red"].map((text, index) => ({
      ...{ text, x: 60 + index * 60, y: 100, width: 50, size: 12, strong: false },
    }));
    const asked: number[] = [];
    const extracted = await createPdfFormat().extract({
      name: "x.pdf",
      bytes: await bytes,
      recognizePages: async (_pdf, pages) => {
        asked.push(...pages.map(({ number }) => number));
        return new Map([[2, words]]);
      },
    });
    expect(asked).toEqual([2]);
    expect(extracted.notes).toContainEqual({ code: "read-by-ocr", count: 1, pages: [2] });
    const passages = passagesOf(extracted);
    expect(passages.filter(({ ocr }) => ocr).map(({ text, page: number }) => [text, number])).toEqual([
      ["Se aprueba el presupuesto de la red", 2],
    ]);
    expect(passages.some(({ ocr, text }) => ocr === undefined && text.includes("once regidores"))).toBe(true);
  });
});

describe("a reading that may recognise", () => {
  const scan = new RecordReadError("A scan.", { reason: "scanned-pdf", details: { pages: 3 } });
  const open = (tools: typeof absent | typeof present, read: FileToRead[] = []): RecordReading => {
    const refusing = { ...createInProcessReading(), readFile: () => Promise.reject(scan) };
    const scans: RecordReading = {
      ...createInProcessReading(),
      readFile: async (file) => {
        read.push(file);
        return Promise.reject(new RecordReadError("Nothing is legible.", { reason: "empty" }));
      },
    };
    return createRecognizingReading({ reading: refusing, scans, tools: Promise.resolve(tools) });
  };
  const file = { id: "x", name: "x.pdf", bytes: Buffer.from("%PDF-") };
  const refusal = (reading: RecordReading, ocr: boolean) =>
    reading.readFile({ ...file, ocr }).then(
      () => null,
      (error: unknown) => ({
        en: describeProblem(error, "en").problem,
        es: describeProblem(error, "es").problem,
      }),
    );

  it("offers it where it can be done, and does it where it is asked to", async () => {
    const read: FileToRead[] = [];
    const refused = await refusal(open(present, read), false);
    expect(refused).toMatchObject({
      en: { status: 422, errors: [{ path: "ocr" }] },
      es: { errors: [{ path: "ocr" }] },
    });
    expect([refused?.en.errors[0]?.message, refused?.es.errors[0]?.message].join()).toMatch(
      /can be read by OCR.*se puede leer/i,
    );
    expect(read).toEqual([]);
    await refusal(open(present, read), true);
    expect(read).toMatchObject([{ name: "x.pdf", tools: present }]);
  });

  it("says what to install where it cannot be done, and offers nothing", async () => {
    const refused = await refusal(open(absent), true);
    expect(refused?.en.errors[0]?.path).toBe("");
    for (const message of [refused?.en.errors[0]?.message, refused?.es.errors[0]?.message]) {
      expect(message).toContain("tesseract-ocr, poppler-utils");
    }
  });
});

describeRecordReading("with the recognition of scans", () =>
  createRecognizingReading({
    reading: createInProcessReading(),
    scans: createInProcessReading(),
    tools: Promise.resolve(absent),
  }),
);

const tools = await findOcrTools("/usr/local/bin:/usr/bin");

describe("the programs of the system", () => {
  it("are named as packages where they are not there", async () => {
    expect(await findOcrTools("/nowhere")).toEqual({
      missing: ["tesseract-ocr", "tesseract-ocr-spa", "poppler-utils"],
    });
  });

  it.runIf(areThere(tools))("read a scanned page", { timeout: 120_000 }, async () => {
    if (!areThere(tools)) return;
    const bytes = await readFile(new URL("../../fixtures/formats/scanned-page.pdf", import.meta.url));
    const { text, notes } = await createPdfFormat().extract({
      name: "x.pdf",
      bytes,
      recognizePages: createPageRecognizer(tools),
    });
    expect(notes).toContainEqual({ code: "read-by-ocr", count: 1, pages: [2] });
    expect(text).toContain("Recomiendo que se midan las pérdidas de la red antes de comprar");
  });
});
