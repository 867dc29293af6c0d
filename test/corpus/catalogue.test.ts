import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCorpus } from "../../corpus/catalogue.ts";
import { documentIdOf } from "../../corpus/document-ids.ts";
import { extractFile } from "../../corpus/formats/extract-file.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";

const ACTA = "Acta de la sesión\n9 de mayo de 2023\n\nDelegación de Chile\n- Los caudales bajaron un tercio.\n";
const MINUTES = "Minutes of the session\n9 May 2023\n\nDelegation of Chile\n- Flows fell by a third.\n";

describe("the catalogue of the committed records", () => {
  it("reads the CAM's summary with its translation, without complaint", async () => {
    const catalogue = await readCorpus(fileURLToPath(new URL("../../corpus/documents", import.meta.url)));
    expect(catalogue.failures).toEqual([]);
    const document = catalogue.documents.find(({ id }) => id === "resumen-sesion-tematica-cam-2023-05-09");
    expect(document).toMatchObject({
      title: "Resumen de intervenciones y recomendaciones. Sesión temática de la CAM",
      body: "Comisión de Asuntos Migratorios (CAM), OEA",
      sessionDate: "2023-05-09",
      documentDate: "2023-05-18",
      language: "es",
    });
    expect(document?.translations.map(({ language, official }) => [language, official])).toEqual([["en", false]]);
    expect(document?.revision).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe("reading a folder of records", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "relator-corpus-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  function write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(join(folder, name), content);
  }

  function entry(overrides: Record<string, unknown> = {}): string {
    const known = {
      id: "acta",
      file: "acta.es.txt",
      format: "text",
      title: "Acta de Lima",
      body: null,
      sessionDate: "2023-05-09",
      documentDate: null,
      language: "es",
      symbol: null,
      source: "Written for this test.",
      licence: "None.",
      sha256: createHash("sha256").update(ACTA).digest("hex"),
      translations: [{ file: "acta.en.txt", language: "en", official: false, note: "Written for this test." }],
    };
    return JSON.stringify({ documents: [{ ...known, ...overrides }] });
  }

  it("reads files without a manifest by what their title blocks say", async () => {
    await write("acta-2023.es.txt", ACTA);
    const { documents, failures } = await readCorpus(folder);
    expect(failures).toEqual([]);
    expect(documents.map(({ id, title, sessionDate, language }) => [id, title, sessionDate, language])).toEqual([
      ["acta-2023", "Acta de la sesión", "2023-05-09", "es"],
    ]);
  });

  it("skips READMEs and hidden files", async () => {
    await write("README.md", "# Read me");
    await write(".draft.txt", ACTA);
    expect(await readCorpus(folder)).toMatchObject({ documents: [], failures: [] });
  });

  it("reports a file that it cannot read, and reads the others", async () => {
    await write("acta.txt", ACTA);
    await write("broken.txt", Uint8Array.from([0x41, 0xf1, 0x42]));
    await write("empty.md", " \n");
    await write("torn.pdf", "%PDF-1.7");
    await write("sheet.xlsx", Uint8Array.from([0x50, 0x4b, 0x03, 0x04]));
    const { documents, failures } = await readCorpus(folder);
    expect(documents.map(({ id }) => id)).toEqual(["acta"]);
    expect(failures.map(({ file }) => file)).toEqual(["broken.txt", "empty.md", "sheet.xlsx", "torn.pdf"]);
    expect(failures.map(({ message }) => message).join(" ")).toMatch(/UTF-8.*empty.*damaged/s);
  });

  it("reads files of other formats, in folders below too, as those that are added", async () => {
    const fixture = (name: string) => new URL(`../fixtures/formats/${name}`, import.meta.url);
    await mkdir(join(folder, "2023", ".trash"), { recursive: true });
    await cp(fixture("session.docx"), join(folder, "2023", "Acta 3.docx"));
    await cp(fixture("minutes.pdf"), join(folder, "minutes.pdf"));
    await cp(fixture("session.html"), join(folder, "2023", ".trash", "session.html"));
    await write("~$Acta 3.docx", "Word has it open");
    const { documents, files, inputs, failures } = await readCorpus(folder);
    expect(failures).toEqual([]);
    expect(documents.map(({ id }) => id)).toEqual(["2023-acta-3", "minutes"]);
    expect(files.get("2023-acta-3")).toMatchObject({ name: "2023/Acta 3.docx", format: "docx" });
    for (const document of documents) {
      const bytes = await readFile(join(folder, files.get(document.id)?.name ?? ""));
      const extracted = await extractFile({ name: files.get(document.id)?.name ?? "", bytes });
      expect(document.source).toBe(extracted.text);
      expect(inputs.get(document.id)).toMatchObject({ structure: extracted.structure });
    }
  });

  it("keeps documents apart whose names differ only in language", async () => {
    await write("acta.es.txt", ACTA);
    await write("acta.en.txt", MINUTES);
    const { documents } = await readCorpus(folder);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(2);
  });

  it("takes what the manifest says over the text, and aligns its translations", async () => {
    await write("manifest.json", entry());
    await write("acta.es.txt", ACTA);
    await write("acta.en.txt", MINUTES);
    const { documents, failures } = await readCorpus(folder);
    expect(failures).toEqual([]);
    expect(documents.map(({ id, title }) => [id, title])).toEqual([["acta", "Acta de Lima"]]);
    expect(documents[0]?.translations[0]?.texts.get("acta/p4")).toBe("Flows fell by a third.");
  });

  it("leaves a file out that is not the one its manifest describes, and says which document it is", async () => {
    await write("manifest.json", entry({ translations: [] }));
    await write("acta.es.txt", `${ACTA}- Una línea más de texto.\n`);
    const { documents, failures } = await readCorpus(folder);
    expect(documents).toEqual([]);
    expect(failures).toMatchObject([{ file: "acta.es.txt", id: "acta", altered: true }]);
  });

  it("keeps a document whose translation cannot be aligned, without it", async () => {
    await write("manifest.json", entry());
    await write("acta.es.txt", ACTA);
    await write("acta.en.txt", `${MINUTES}- Another line.\n`);
    const { documents, failures } = await readCorpus(folder);
    expect(documents[0]?.translations).toEqual([]);
    expect(failures[0]?.message).toMatch(/paragraph 5/);
  });

  it("reports a listed file that is missing", async () => {
    await write("manifest.json", entry());
    const { documents, failures } = await readCorpus(folder);
    expect([documents, failures.map(({ file }) => file)]).toEqual([[], ["acta.es.txt"]]);
  });

  it.each([
    ["not JSON", "{", /not valid JSON/],
    ["without a hash", '{"documents":[{"id":"a"}]}', /sha256/],
  ])("refuses a manifest that is %s", async (_, manifest, message) => {
    await write("manifest.json", manifest);
    await expect(readCorpus(folder)).rejects.toThrow(message);
    await expect(readCorpus(folder)).rejects.toBeInstanceOf(RecordReadError);
  });

  it("stops when it is told to", async () => {
    await write("acta.txt", ACTA);
    await expect(readCorpus(folder, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });

  it("reports progress document by document", async () => {
    await write("a.txt", ACTA);
    await write("b.txt", ACTA);
    const progress: [number, number][] = [];
    await readCorpus(folder, { onProgress: (done, total) => progress.push([done, total]) });
    expect(progress).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });
});

describe("ids from file names", () => {
  it.each([
    ["Acta 2024 (final).es.txt", "acta-2024-final"],
    ["Résumé_CAM.fr.md", "resume-cam"],
    ["minutes.txt", "minutes"],
  ])("makes of %s %s", (file, id) => {
    expect(documentIdOf(file)).toBe(id);
  });
});
