import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

const SAID = [
  "La Sra. Rosa Medina explicó que la obra del canal terminaría en mayo y que los costos bajaron.",
  "El Sr. Juan Pardo preguntó por los plazos de entrega de los medidores en el barrio alto.",
];

function titleOf(lines: readonly string[], format: RecordFormat = "text"): string {
  return readRecord({ id: "file-name", source: lines.join("\n\n"), format }).document.title;
}

const TITLE = "Cumbre de alcaldes sobre el agua";
const FIRST_HEADINGS = ["Informe de la Presidenta", "Lectura y aprobación del acta anterior", "Sesión de preguntas"];

describe("the title of a record", () => {
  it.each(FIRST_HEADINGS)("is no heading below the date, of the look of one further down: %s", (heading) => {
    expect(
      titleOf([TITLE, "12 de marzo de 2024", heading, ...SAID, "Cierre", "Se levantó la sesión a las diez."]),
    ).toBe(TITLE);
  });

  it.each(FIRST_HEADINGS)("is no heading of the body's rank, though none is above it: %s", (heading) => {
    const lines = [TITLE, `# ${heading}`, ...SAID, "# Cierre", "Se levantó la sesión a las diez."];
    expect(titleOf(lines, "markdown")).toBe(TITLE);
  });

  it("may stand below a letterhead, and have a date below it", () => {
    const lines = ["Municipalidad de Villa Alta", "Acta de la sesión ordinaria", "12 de marzo de 2024"];
    expect(titleOf([...lines, "Apertura", ...SAID, "Cierre", "Se levantó la sesión."])).toBe(
      "Acta de la sesión ordinaria",
    );
  });

  it.each([
    ["a page's menu", "Inicio | Vida política | Trámites"],
    ["names with what each is", "ROSA MEDINA-PAZ, Chairman; JUAN PARDO RIVAS, Ranking Member; VERA O'TOOLE"],
    ["a column with leaders", "Palabras de la señora Rosa Medina ............................. 14"],
  ])("is not %s", (_, line) => {
    expect(titleOf([line, TITLE, "12 de marzo de 2024", "Apertura", ...SAID])).toBe(TITLE);
  });

  it.each(["(Murmullos)", "gravação gerada automaticamente"])("is no note above somebody's words: %s", (note) => {
    const lines = ["RECTORA: Muy buenas tardes a todos.", "DECANO: Gracias, Rectora.", "RECTORA: Le sigo, Decano."];
    expect(titleOf([note, ...lines])).toBe("file-name");
  });

  it("is the first heading of the highest rank, though it tells the date", () => {
    const lines = ["# Séance publique du 6 février 2026", "Imprimeries du Val", "## Ordre du jour", ...SAID];
    expect(titleOf(lines, "markdown")).toBe("Séance publique du 6 février 2026");
  });

  it("goes on in lines that particles begin, and in capitals by whom the session was held", () => {
    const lines = ["ACTA\nDE LA SESIÓN ORDINARIA\nCELEBRADA POR EL PLENO", "12 de marzo de 2024", ...SAID];
    expect(titleOf(lines)).toBe("ACTA DE LA SESIÓN ORDINARIA CELEBRADA POR EL PLENO");
    const held = ["Minutes of the council", "Summary of the 8th meeting\nHeld at Alta on 12 March 2024", ...SAID];
    expect(titleOf(held)).toMatch(/8th meeting$/u);
  });

  it("goes on in a line that a particle begins and the date ends", () => {
    const lines = ["ACTA DE LA SESIÓN CELEBRADA EL DÍA 12 DE FEBRERO\n        DE 2026", "Apertura", ...SAID];
    expect(titleOf(lines)).toBe("ACTA DE LA SESIÓN CELEBRADA EL DÍA 12 DE FEBRERO DE 2026");
  });

  it("is the name of the file where the record begins with somebody's words", () => {
    const lines = [
      "RECTORA: Muy buenas tardes a todos los que nos siguen.",
      "DECANO: Gracias, señora Rectora, por la palabra.",
    ];
    expect(titleOf([...lines, "RECTORA: Empezamos con el presupuesto del año."])).toBe("file-name");
  });
});

describe("what an office is of", () => {
  const organizationsOf = (name: string): (string | null)[] => {
    const said = "La obra del canal terminó en marzo y costó dos millones.";
    const lines = ["Acta", `${name}: ${said}`, `La Presidenta: ${said}`, `${name}: ${said}`];
    const { document } = readRecord({ id: "record", source: lines.join("\n\n"), format: "text" });
    return document.sections.flatMap(({ speaker, organization }) =>
      speaker === null || speaker === "Presidenta" ? [] : [organization],
    );
  };

  it.each([
    "El Director Financiero",
    "O Conselheiro Otacílio Farias",
    "The Commissioner Vance-Idriss",
    "Juan Pardo (Contador General)",
    "Ana Ruiz (Interventora)",
    "Ana Ruiz (Finance Director)",
  ])("is no part of it, nor its holder: %s", (name) => {
    expect(new Set(organizationsOf(name))).toEqual(new Set([null]));
  });

  it.each([
    ["El Director de la CEPAL", "CEPAL"],
    ["El Director UNICEF", "UNICEF"],
    ["La Directora Fundación Avina", "Fundación Avina"],
    ["Ana Ruiz (Grupo Azul)", "Grupo Azul"],
  ])("is a body that is linked, known or an acronym: %s", (name, body) => {
    expect(new Set(organizationsOf(name))).toEqual(new Set([body]));
  });

  it("is not told by a state that ends like the noun of an agent", () => {
    const said = "La obra del canal terminó en marzo y costó dos millones.";
    const lines = ["Acta", `Ana Ruiz (Ecuador): ${said}`, `La Presidenta: ${said}`, `Ana Ruiz (Ecuador): ${said}`];
    const { document } = readRecord({ id: "record", source: lines.join("\n\n"), format: "text" });
    const hers = document.sections.filter(({ speaker }) => speaker?.startsWith("Ana Ruiz") === true);
    expect(new Set(hers.map(({ country }) => country))).toEqual(new Set(["EC"]));
    expect(new Set(hers.map(({ role }) => role))).toEqual(new Set([null]));
  });
});
