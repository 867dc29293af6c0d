import { describe, expect, it } from "vitest";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import { readExtracted } from "./fixture-files.ts";
import { makeDocx, wordParagraph as paragraph } from "./made-files.ts";

const read = (body: string, parts: Readonly<Record<string, string>> = {}): Promise<ExtractedFile> =>
  extractFile({ name: "acta.docx", bytes: makeDocx(body, parts) });

const run = (text: string, properties = ""): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

const level = (at: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = `<w:abstractNum w:abstractNumId="0">${level(0, "decimal", "%1.")}${level(1, "lowerLetter", "%2)")}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, "bullet", "\uf0b7")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`;
const item = (text: string, list: number, at = 0): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`);

describe("a Word file", () => {
  it("numbers lists as Word does: levels begin again, lists go on or restart, bullets are bullets", async () => {
    const body = [item("Uno", 1), item("Uno a", 1, 1), item("Uno b", 1, 1), item("Dos", 1), item("Dos a", 1, 1)];
    const { text, structure } = await read([...body, item("Otra", 3), item("Punto", 2)].join(""), { numbering });
    expect(text.split("\n\n")).toEqual(["1. Uno", "a) Uno a", "b) Uno b", "2. Dos", "a) Dos a", "1. Otra", "• Punto"]);
    expect(structure?.blocks.map(({ depth }) => depth)).toEqual([1, 2, 2, 1, 2, 1, 1]);
    expect(structure?.blocks[1]?.mark).toMatchObject({ text: "a)", style: "letter", ordinal: 1 });
  });

  it("knows headings by their style's outline, through the styles that it is based on", async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="Mio"><w:basedOn w:val="Ttulo2"/></w:style>`;
    const { structure } = await read(paragraph("Delegación de Perú", '<w:pStyle w:val="Mio"/>') + paragraph("Dijo."), {
      styles,
    });
    expect(structure?.blocks.map(({ headingLevel }) => headingLevel)).toEqual([2, null]);
  });

  it("tells bold leads and paragraphs set in bold throughout", async () => {
    const { structure } = await read(
      `<w:p>${run("Colombia:", "<w:b/>")}${run(" informó que avanza.")}</w:p><w:p>${run("Chile", '<w:b w:val="1"/>')}</w:p><w:p>${run("Cuba", '<w:b w:val="0"/>')}</w:p>`,
    );
    expect(structure?.blocks.map(({ lead, emphasized }) => [lead, emphasized])).toEqual([
      ["Colombia:", false],
      [null, true],
      [null, false],
    ]);
  });

  it("reads tracked changes as accepted, and says so", async () => {
    const { text, notes } = await read(
      `<w:p>${run("Debe ")}<w:ins w:id="1">${run("crearse")}</w:ins><w:del w:id="2"><w:r><w:delText>suprimirse</w:delText></w:r></w:del>${run(" un fondo.")}</w:p>`,
    );
    expect(text).toBe("Debe crearse un fondo.");
    expect(notes).toEqual([
      { code: "tracked-insertions-kept", count: 1 },
      { code: "tracked-deletions-left-out", count: 1 },
    ]);
  });

  it("leaves comments, hidden words and codes of fields out", async () => {
    const { text, notes } = await read(
      `<w:p>${run("Visible.")}${run("Oculto.", "<w:vanish/>")}<w:r><w:commentReference w:id="0"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>`,
      { comments: `<w:comment w:id="0">${paragraph("Borrar esto")}</w:comment>` },
    );
    expect(text).toBe("Visible.");
    expect(notes.map(({ code }) => code)).toEqual(["comments-left-out", "hidden-text-left-out"]);
  });

  it("puts footnotes and text boxes behind the paragraph that they belong to", async () => {
    const box = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>${paragraph("En la caja.")}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph("En la caja.")}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
    const { text, notes } = await read(
      `<w:p>${run("El plan")}<w:r><w:footnoteReference w:id="2"/></w:r>${box}${run(" sigue.")}</w:p>${paragraph("Fin.")}`,
      { footnotes: `<w:footnote w:id="2">${paragraph(" Véase el anexo.")}</w:footnote>` },
    );
    expect(text).toBe("El plan sigue.\n\n[1 Véase el anexo.]\n\nEn la caja.\n\nFin.");
    expect(notes.map(({ code, count }) => [code, count])).toEqual([
      ["footnotes-in-place", 1],
      ["text-boxes-in-place", 1],
    ]);
  });

  it("reads a table of statements as one in Markdown: a row is a speaker's part", async () => {
    const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
    const row = (...cells: string[]): string => `<w:tr>${cells.map(cell).join("")}</w:tr>`;
    const { document } = readExtracted(
      await read(
        `${paragraph("Cuadro de intervenciones")}<w:tbl>${row("País", "Intervención", "Compromiso")}${row("Chile", "Informó que avanza | despacio.", "Medir el caudal.")}${row("Perú", "Informó que retrocede.", "Publicar los datos.")}</w:tbl>`,
      ),
    );
    const told = document.sections.map(({ country, passages }) => [country, ...passages.map(({ text }) => text)]);
    expect(told).toContainEqual(["CL", "Chile", "Informó que avanza | despacio.", "Medir el caudal."]);
    expect(told).toContainEqual(["PE", "Perú", "Informó que retrocede.", "Publicar los datos."]);
  });

  it("keeps columns in line under merged cells", async () => {
    const { text } = await read(
      `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph("Zona")}</w:tc><w:tc>${paragraph("Monto")}</w:tc></w:tr><w:tr><w:tc>${paragraph("Norte")}</w:tc><w:tc>${paragraph("Alta")}</w:tc><w:tc>${paragraph("12")}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>${paragraph("Baja")}</w:tc><w:tc>${paragraph("7")}</w:tc></w:tr></w:tbl>`,
    );
    expect(text.split("\n")).toEqual(["Zona\t\tMonto", "Norte\tAlta\t12", "|  | Baja | 7 |"]);
  });

  it("reads a table that only lays out the page as its paragraphs", async () => {
    const { text, structure } = await read(
      `<w:tbl><w:tr><w:tc>${paragraph("Sr. Gil")}${paragraph("Buenos días.")}</w:tc></w:tr></w:tbl>`,
    );
    expect(text).toBe("Sr. Gil\n\nBuenos días.");
    expect(structure?.blocks.map(({ form }) => form)).toEqual(["prose", "prose"]);
  });
});
