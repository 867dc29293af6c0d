import { describe, expect, it } from "vitest";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import type { RecordReadError, RecordReadReason } from "../../../corpus/record-read-error.ts";
import { fixtureFile, textFile } from "./fixture-files.ts";
import { makeDocx, makePdf, makeZip, wordParagraph } from "./made-files.ts";

const bytes = (written: string): Uint8Array => Uint8Array.from(Buffer.from(written, "latin1"));
const docx = makeDocx(wordParagraph("Palabras."));
const pdf = makePdf([[{ text: "Palabras de la sesion", x: 60, y: 700 }]]);
const png = bytes("\u0089PNG\r\n\u001a\n\u0000\u0000");
const compound = (stream: string): Uint8Array =>
  Uint8Array.from(
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), Buffer.from(stream, "utf16le")]),
  );

/** A document that says what it grows to, and one that lies about it. */
const bomb = (declaredSize: number): Uint8Array =>
  makeZip([{ name: "word/document.xml", content: new Uint8Array(8_000_000).fill(32), declaredSize }]);

const encryptedPdf = bytes(
  Buffer.from(pdf)
    .toString("latin1")
    .replace(
      "/Root 1 0 R",
      `/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >>`,
    ),
);
const pages = (count: number): Uint8Array =>
  makePdf(Array.from({ length: count }, (_, index) => [{ text: `Palabras ${index}`, x: 60, y: 700 }]));

const refused: readonly (readonly [string, string, Uint8Array, RecordReadReason])[] = [
  ["an empty file", "acta.txt", new Uint8Array(), "empty"],
  ["a file of spaces", "acta.txt", bytes(" \n\t "), "empty"],
  ["a page without words", "acta.html", bytes("<html><body><div></div></body></html>"), "empty"],
  ["a DOCX without words", "acta.docx", makeDocx("<w:p/>"), "empty"],
  ["a truncated DOCX", "acta.docx", docx.subarray(0, docx.length - 60), "damaged"],
  ["a DOCX whose packed words were changed", "acta.docx", changed(docx, 200), "damaged"],
  ["a DOCX that is not well-formed", "acta.docx", makeDocx("<w:p><w:r>"), "damaged"],
  ["a bomb that says so", "acta.docx", bomb(4_000_000_000), "too-large"],
  ["a bomb that lies", "acta.docx", bomb(1_000), "damaged"],
  [
    "XML that declares entities",
    "acta.docx",
    makeZip([{ name: "word/document.xml", content: '<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>' }]),
    "unsafe-markup",
  ],
  ["XML of 100,000 levels", "acta.docx", makeDocx("<w:p>".repeat(100_000)), "too-deep"],
  ["a page of 100,000 levels", "acta.html", bytes(`<html>${"<div>".repeat(100_000)}x`), "too-deep"],
  [
    "a page that leaves formatting open in each paragraph",
    "acta.html",
    bytes(
      `<html><p>${Array.from({ length: 500 }, (_, at) => `<font size=${at}>`).join("")}</p>${"<p>x".repeat(20_000)}`,
    ),
    "too-large",
  ],
  ["an encrypted PDF", "acta.pdf", encryptedPdf, "encrypted"],
  ["an encrypted DOCX", "acta.docx", compound("EncryptedPackage"), "encrypted"],
  ["half a PDF's signature and noise", "acta.pdf", bytes(`%PDF-1.7\n${"\u0001\u00ff".repeat(300)}`), "damaged"],
  ["a PDF of 5,000 pages", "acta.pdf", pages(5_000), "too-large"],
  ["a picture named .pdf", "acta.pdf", png, "image"],
  ["text named .pdf", "acta.pdf", bytes("Not found"), "wrong-kind"],
  ["text named .docx", "acta.docx", bytes("Not found"), "wrong-kind"],
  ["a ZIP archive", "actas.zip", makeZip([{ name: "acta.txt", content: "Acta" }]), "archive"],
  ["an archive of archives named .docx", "acta.docx", makeZip([{ name: "a.zip", content: makeZip([]) }]), "archive"],
  ["an empty archive", "actas.zip", makeZip([]), "archive"],
  ["a compressed archive", "actas.tar.gz", bytes("\u001f\u008b\b\u0000"), "archive"],
  ["an old Word file", "acta.doc", compound("WordDocument"), "legacy-format"],
  ["rich text", "acta.rtf", bytes("{\\rtf1 Acta}"), "legacy-format"],
  ["rich text named .doc", "acta.doc", bytes("{\\rtf1 Acta}"), "legacy-format"],
  ["a spreadsheet", "acta.xlsx", makeZip([{ name: "xl/workbook.xml", content: "<x/>" }]), "legacy-format"],
  ["UTF-16 text", "acta.txt", bytes("\u00ff\u00feA\u0000c\u0000"), "encoding"],
  ["Windows-1252 text", "acta.txt", bytes("Sesi\u00f3n"), "encoding"],
  ["binary data", "acta.txt", bytes("\u0001\u0000\u0002"), "not-text"],
];

function changed(file: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(file);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

describe("files that cannot be read", () => {
  it.each(refused)("refuses %s, with a reason and what to do", async (_, name, file, reason) => {
    const error = await extractFile({ name, bytes: file }).then(
      ({ text }) => text.slice(0, 100),
      (failure: RecordReadError) => failure,
    );
    expect(error).toMatchObject({ name: "RecordReadError", reason });
  });

  it.each([
    ["a PDF named .docx", "acta.docx", pdf, "pdf"],
    ["a DOCX named .txt", "acta.txt", docx, "docx"],
    ["a DOCX named .doc", "acta.doc", docx, "docx"],
    ["a web page named .txt", "acta.txt", fixtureFile("session.html").bytes, "html"],
  ])("reads %s as what it is, and says so", async (_, name, file, fileFormat) => {
    const extracted = await extractFile({ name, bytes: file });
    expect(extracted.fileFormat).toBe(fileFormat);
    expect(extracted.notes[0]).toEqual({ code: "named-otherwise" });
  });

  it("reads a name without an extension by its content", async () => {
    expect((await extractFile({ name: null, bytes: pdf })).notes).toEqual([]);
    expect((await extractFile({ name: "acta", bytes: docx })).fileFormat).toBe("docx");
  });

  it.each([
    ["text", "acta.txt", bytes("palabra ".repeat(650_000))],
    ["a web page", "acta.html", bytes(`<html><p>${"palabra ".repeat(650_000)}`)],
    ["a DOCX", "acta.docx", makeDocx(wordParagraph("palabra ".repeat(650_000)))],
    ["a tag", "acta.docx", makeDocx(`<w:p><w:r><w:t ${"a".repeat(2_000_000)}>x</w:t></w:r></w:p>`)],
    ["a list of 50,000 items", "acta.html", bytes(`<html><ol>${"<li>x".repeat(50_000)}`)],
    ["a table of 50,000 rows", "acta.html", bytes(`<html><table>${"<tr><td>x<td>y".repeat(50_000)}`)],
  ])("reads %s of one enormous part without hanging", async (_, name, file) => {
    expect((await extractFile({ name, bytes: file })).text).not.toBe("");
  });

  it("tells of text that was decoded wrongly once, and of what is lost", async () => {
    const wrong = Buffer.from("Sesión de la Comisión sobre educación", "utf8").toString("latin1");
    expect((await extractFile(textFile("acta.txt", wrong))).notes).toEqual([{ code: "mojibake", count: 3 }]);
    expect((await extractFile(textFile("acta.txt", "Sesi\ufffdn"))).notes).toEqual([
      { code: "undecodable-characters", count: 1 },
    ]);
    expect((await extractFile(textFile("acta.txt", "Ação em São Paulo: ¿qué?"))).notes).toEqual([]);
  });
});
