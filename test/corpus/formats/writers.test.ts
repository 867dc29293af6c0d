import { describe, expect, it } from "vitest";
import { plainWords } from "../../../corpus/invisible-characters.ts";
import type { ReadRecord } from "../../../corpus/reader.ts";
import { readFixture } from "./fixture-files.ts";

/** Sections with their speakers and what each passage says, whatever the marks between cells and lines. */
function reading({ document }: ReadRecord): unknown {
  return {
    title: document.title,
    body: document.body,
    sessionDate: document.sessionDate,
    sections: document.sections.map(({ topic, speaker, honorific, role, organization, country, passages }) => ({
      speaker: { topic, speaker, honorific, role, organization, country },
      passages: passages.map(({ kind, item, text }) => [kind, item, plainWords(text.replace(/\||\*\*|##|\t/gu, " "))]),
    })),
  };
}

describe("the same record by several writers", () => {
  it.each([
    ["session.html", "a web page"],
    ["session.docx", "LibreOffice's DOCX"],
    ["session.libreoffice.pdf", "LibreOffice's PDF"],
    ["session.chromium.pdf", "Chromium's PDF in two columns, whose bullets are drawn and not written"],
  ])("reads %s, %s, as it reads the Markdown", async (file) => {
    expect(reading(await readFixture(file))).toEqual(reading(await readFixture("session.md")));
  });

  it("reads three pages with headers, page numbers and a footnote as it reads the DOCX, but for the symbol that its first page's header holds", async () => {
    const [pdf, docx] = [await readFixture("minutes.pdf"), await readFixture("minutes.docx")];
    const symbol = "FRPR/ACTA.7/24";
    expect(pdf.document.source.startsWith(`${symbol}\n\n`)).toBe(true);
    expect(pdf.document.source.slice(symbol.length + 2)).toBe(docx.document.source);
    expect(pdf.document.sections.slice(1).map(({ speaker }) => speaker)).toEqual([
      "Ofelia Barrantes Luna",
      "Tomás Iriarte Vega",
      "Nadia Belmonte",
    ]);
    expect(docx.document.sections.map(({ speaker }) => speaker)).toEqual(
      pdf.document.sections.map(({ speaker }) => speaker),
    );
    expect(docx.document.sections.slice(1).flatMap(({ passages }) => passages.map(({ kind }) => kind))).toEqual(
      pdf.document.sections.slice(1).flatMap(({ passages }) => passages.map(({ kind }) => kind)),
    );
  });

  it("knows the page of each passage of a PDF", async () => {
    const { document } = await readFixture("minutes.pdf");
    const pages = document.sections.flatMap(({ passages }) => passages.map(({ page }) => page ?? 0));
    expect(pages).toEqual([...pages].sort((a, b) => a - b));
    expect(new Set(pages)).toEqual(new Set([1, 2, 3]));
  });
});
