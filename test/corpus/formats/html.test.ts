import { describe, expect, it } from "vitest";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import { textFile } from "./fixture-files.ts";

const read = (body: string): Promise<ExtractedFile> =>
  extractFile(textFile("acta.html", `<!doctype html><html><body>${body}</body></html>`));

describe("a web page", () => {
  it("leaves out what stands around the main text", async () => {
    const { text, notes } = await read(
      "<header><a>Portal</a></header><nav><ul><li>Inicio</ul></nav><script>let x</script><main><h1>Acta</h1><p>El debate se abrió a las diez con la lectura del orden del día.</p></main><footer>Aviso legal</footer>",
    );
    expect(text).toBe("Acta\n\nEl debate se abrió a las diez con la lectura del orden del día.");
    expect(notes).toEqual([]);
  });

  it("says that it left out navigation, where the page names no main part", async () => {
    const { text, notes } = await read("<nav>Inicio</nav><h1>Acta</h1><p>Texto.</p><footer>Aviso</footer>");
    expect(text).toBe("Acta\n\nTexto.");
    expect(notes).toEqual([{ code: "page-furniture-left-out", count: 2 }]);
  });

  it("keeps a header that holds the title", async () => {
    expect((await read("<header><h1>Acta</h1></header><p>Texto.</p>")).text).toBe("Acta\n\nTexto.");
  });

  it("leaves hidden and deleted words out, and says so", async () => {
    const { text, notes } = await read(
      '<p>Uno<span style="display: none">nada</span> <del>dos</del><ins>tres</ins></p>',
    );
    expect(text).toBe("Uno tres");
    expect(notes.map(({ code }) => code)).toEqual(["hidden-text-left-out", "tracked-deletions-left-out"]);
  });

  it("writes the marks of lists as browsers do", async () => {
    const { text, structure } = await read(
      "<ol type=a start=2><li>Be<ul><li>Punto</ul><li value=5>E</ol><ol style='list-style-type: upper-roman'><li>I</ol><ul style='list-style: none'><li>Nada</ul>",
    );
    expect(text.split("\n\n")).toEqual(["b. Be", "• Punto", "e. E", "I. I", "Nada"]);
    expect(structure?.blocks.map(({ depth, mark }) => [depth, mark?.text])).toEqual([
      [1, "b."],
      [2, "•"],
      [1, "e."],
      [1, "I."],
      [1, undefined],
    ]);
  });

  it("ends a block at a line break, unless the sentence goes on", async () => {
    const { text, structure } = await read("<p><b>Sra. Gil</b><br>Fecha: 2 de mayo<br>El debate<br>siguió.</p>");
    expect(text).toBe("Sra. Gil\nFecha: 2 de mayo\nEl debate siguió.");
    expect(structure?.blocks.map(({ emphasized }) => emphasized)).toEqual([true, false, false]);
  });

  it("keeps columns in line under cells that span rows", async () => {
    const { text } = await read(
      "<table><tr><th>País<th>Zona<th>Monto<tr><td rowspan=2>Perú<td>Alta<td>12<tr><td>Baja<td>7</table>",
    );
    expect(text.split("\n")).toEqual(["País\tZona\tMonto", "Perú\tAlta\t12", "|  | Baja | 7 |"]);
  });

  it.each([
    ["declares", "<meta charset=windows-1252>"],
    ["does not declare", ""],
  ])("reads Windows-1252 that the page %s", async (_, meta) => {
    const bytes = Uint8Array.from(Buffer.from(`<html>${meta}<p>Sesi\u00f3n</p></html>`, "latin1"));
    const { text, notes } = await extractFile({ name: "acta.html", bytes });
    expect(text).toBe("Sesión");
    expect(notes).toEqual([{ code: "decoded-otherwise" }]);
  });

  it("reads UTF-16 that its mark tells", async () => {
    const bytes = Uint8Array.from(Buffer.from("\ufeff<html><p>Sesión</p></html>", "utf16le"));
    expect((await extractFile({ name: "acta.html", bytes })).text).toBe("Sesión");
  });
});
