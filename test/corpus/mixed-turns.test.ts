import { describe, expect, it } from "vitest";
import { extractFile } from "../../corpus/formats/extract-file.ts";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";
import { textFile } from "./formats/fixture-files.ts";
import { makePdf } from "./formats/made-files.ts";

const read = (source: string, format: RecordFormat = "text") => readRecord({ id: "record", source, format }).document;

/** Who speaks in each part with words, null for nobody. */
const speakersOf = ({ sections }: ReturnType<typeof read>): (string | null)[] =>
  sections
    .filter(({ passages }) => passages.some(({ kind }) => kind === "key-point" || kind === "recommendation"))
    .map(({ speaker }) => speaker);

const readFile = async (file: Parameters<typeof extractFile>[0]) => {
  const extracted = await extractFile(file);
  return readRecord({ id: "record", source: extracted.text, ...extracted }).document;
};

describe("tables of statements", () => {
  const table =
    "# Resumen de la sesión sobre puertos\n\n12 de marzo de 2024\n\n## Compromisos\n\n| Delegación | Compromiso | Fecha |\n|---|---|---|\n| Chile | Renovar doce grúas | 30/06/2025 |\n| Perú | Dragar el canal | 15/03/2026 |\n";
  it("have no closing in their last cell, and no recommendation in their header", () => {
    const passages = read(table, "markdown").sections.flatMap((section) => section.passages);
    expect(passages.filter(({ kind }) => kind === "closing")).toEqual([]);
    expect(passages.find(({ text }) => text.includes("Delegación"))?.kind).toBe("heading");
  });

  it("end their last row's words", () => {
    expect(speakersOf(read(`${table}\nLos invitados se retiraron por el puente.\n`, "markdown"))).toEqual([
      "Chile",
      "Perú",
      null,
    ]);
  });
});

describe("lists whose terms speak", () => {
  it("name who says what stands under them, and glossaries do not", async () => {
    const turn = (name: string, words: string) => `<dt>${name}</dt><dd>${words}</dd>`;
    const page = (list: string) =>
      textFile("a.html", `<html><body><h1>Acta de enero</h1><dl>${list}</dl><p>Votamos a favor.</p></body></html>`);
    const said = await readFile(
      page(
        `${turn("Loli (presidenta)", "El patio se inunda cada vez.")}${turn("Padre de 3.º B", "Haría falta una arqueta.")}${turn("Loli", "Pues se pide mañana.")}${turn("Padre de 3.º B", "La pongo yo.")}`,
      ),
    );
    expect(speakersOf(said)).toHaveLength(5);
    expect(speakersOf(said).slice(1, 2)).toEqual(["Padre de 3.º B"]);
    const explained = await readFile(
      page(["Cota", "Dique", "Presa", "Rada"].map((term) => turn(term, `La ${term} del puerto se mide.`)).join("")),
    );
    expect(speakersOf(explained)).not.toContain("Dique");
  });
});

describe("transcripts of hearings", () => {
  it("lose the numbers of their lines, and name who asks and who answers", async () => {
    const texts = [
      "MR RODERICK HALE (continued)",
      "Cross-examination by MS QUARRY",
      "Q. What depth had been reached?",
      "A. Twelve metres, at the basin.",
      "Q. So it had not been reached?",
      "A. Not at the basin, I am afraid.",
      "THE PRESIDENT: Thank you both.",
      "MS QUARRY: No further questions.",
      "THE PRESIDENT: Then we rise now, and meet again tomorrow at ten.",
      "MS QUARRY: I am grateful to you.",
    ];
    const lines = texts.flatMap((text, index) => {
      const y = 700 - index * 24;
      return [
        { text: String(index + 1), x: 60, y },
        { text, x: 90, y },
      ];
    });
    const document = await readFile({ name: "a.pdf", bytes: makePdf([lines]) });
    expect(document.source).not.toMatch(/^\d/mu);
    expect(speakersOf(document).slice(0, 4)).toEqual(["Quarry", "Roderick Hale", "Quarry", "Roderick Hale"]);
  });
});

describe("minutes that quote some and tell of others", () => {
  it("credit both, and the matter that is called to nobody", () => {
    const source =
      'ACTA DE LA SESIÓN DE CABILDO\n\n4 de marzo de 2024\n\nEn uso de la voz la Presidenta Municipal: "Gracias a todos por venir hoy".- - - -\n\nResponde la Tesorera: "Los vales traen el número equivocado".- - - -\n\nPUNTO DOS. Por unanimidad se dispensa la lectura.\n\nEl Síndico: "La calle es vialidad primaria y no se cierra".\n\nEl Regidor Barrios Rosas manifiesta que votará en contra.\n\nLa Tesorera: "Tengo las facturas en la oficina".\n\nEl Síndico pide que conste en actas.\n';
    expect(speakersOf(read(source))).toEqual([
      "Presidenta Municipal",
      "Tesorera",
      null,
      "Síndico",
      "Barrios Rosas",
      "Tesorera",
      "Síndico",
    ]);
  });
});

describe("a record in one line", () => {
  it("keeps title and date out of who speaks", () => {
    const source =
      "SUMMARY OF STATEMENTS Working Group on Fisheries 12 March 2024 Statement by Ms. Amélia Nóbrega, Delegate of Saint Lucia Ms. Nóbrega said that the programme had trained 340 skippers. Statement by Mr. Íñigo Muñoz, Delegate of Uruguay Mr. Muñoz noted that beacons cost too much.";
    expect(speakersOf(read(source))).toEqual(["Amélia Nóbrega", "Íñigo Muñoz"]);
  });
});

describe("offices and bodies in turns", () => {
  const minutes = `ACTA DE LA SESIÓN
Comité Permanente de Recursos Hídricos

Presentes: Sra. Lucía Ferreira (Presidenta), Sr. Andrés Quiroga (Colombia)

La Presidenta (Sra. Lucía Ferreira): Buenos días a todos.

Sr. Quiroga (Colombia): Propone no aumentar las cuotas.

Sra. Molina (Chile): Apoya la propuesta.

La Presidenta: Gracias.

El Comité recomienda a la Secretaría que presente un informe en mayo.
`;

  it("keep the name of who holds an office, in brackets behind it", () => {
    const { sections } = read(minutes);
    expect(sections.find(({ role }) => role === "Presidenta")).toMatchObject({ speaker: "Lucía Ferreira" });
  });

  it("take no clause with a verb of its own for a body's name", () => {
    for (const speaker of speakersOf(read(minutes))) expect(speaker ?? "").not.toMatch(/recomienda/u);
  });

  it("take no list of those present for the body that met", () => {
    expect(read(minutes.replace("Comité Permanente de Recursos Hídricos\n", "")).body ?? "").not.toContain("Ferreira");
  });
});

describe("a record's title", () => {
  it("is cut where text stands that no title is as long as", () => {
    expect(read(`${"*".repeat(50_000)}a`).title.length).toBeLessThan(200);
    expect(read(`# ${"Sesión ordinaria ".repeat(100)}\n\nTexto.\n`, "markdown").title.length).toBeLessThan(300);
  });
});
