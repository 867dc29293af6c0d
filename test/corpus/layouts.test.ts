import { describe, expect, it } from "vitest";
import type { Section } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

function parts(source: string, format: RecordFormat = "text"): Section[] {
  const { document } = readRecord({ id: "record", source, format });
  return document.sections.filter(({ number, passages }) => number > 0 && passages[0]?.kind !== "closing");
}

function speakers(source: string, format: RecordFormat = "text"): (string | null)[] {
  return parts(source, format).map(({ speaker }) => speaker);
}

const TITLE = "Summary of the meeting\nCommittee on Ports\n3 October 2022\n\n";

describe("layouts that secretariats use", () => {
  it("reads turns that open in running text", () => {
    const source = `ACTA DE LA SESIÓN\n15 de marzo de 2023\n\nEl PRESIDENTE: Declaro abierta la sesión de hoy.\n\nNo hay observaciones al temario.\n\nLa REPRESENTANTE ALTERNA DE MÉXICO: Gracias, señor Presidente. Agradecemos el informe.`;
    const [chair, mexico] = parts(source);
    expect([chair?.speaker, chair?.passages.length]).toEqual(["Presidente", 2]);
    expect([mexico?.organization, mexico?.role, mexico?.country]).toEqual(["México", "Representante Alterna", "MX"]);
    expect(mexico?.passages[0]?.text).toMatch(/^La REPRESENTANTE ALTERNA DE MÉXICO: Gracias/);
  });

  it("reads summary records in which each paragraph reports another speaker", () => {
    const source = `${TITLE}1. Mr. PEREZ (Peru) said that 3,400 data sets had been published.\n\n2. His delegation was ready to host a workshop.\n\n3. The representative of Canada said that ports had closed.\n\n4. The delegation added that they had opened again.`;
    expect(
      parts(source).map(({ organization, country, passages }) => [organization, country, passages.length]),
    ).toEqual([
      ["Peru", "PE", 2],
      ["Canada", "CA", 2],
    ]);
  });

  it("does not open a part at a report where headings name the speakers", () => {
    const source = `${TITLE}The Delegation of Chile:\n\nChile reported that it agreed with Peru.\n\nPeru said the same, Chile recalled.\n\nThe Delegation of Peru:\n\nPeru thanked the Chair of the Committee.`;
    expect(speakers(source)).toEqual(["Delegation of Chile", "Delegation of Peru"]);
  });

  it("reads countries that stand alone as headings", () => {
    const source = `${TITLE}CHILE\n- Cruise calls fell by 40 per cent.\n\nTRINIDAD AND TOBAGO\n- Small ports share their pilots.`;
    expect(speakers(source)).toEqual(["Chile", "Trinidad and Tobago"]);
  });

  it("takes countries in a list for no speakers", () => {
    const source = `${TITLE}• Chile: 34% of households.\n• Brazil: 12% of households.\n\nThe members discussed the issue for an hour.`;
    expect(speakers(source)).toEqual([null]);
  });

  it("reads Markdown headings of countries and of topics", () => {
    const source =
      "# Resumen\n\n## Panel 1. Puertos\n\n**Chile**\n\nChile dragó dos puertos en 2023.\n\n**Perú**\n\nPerú compró grúas nuevas.\n\n## Próximos pasos\n\nHabrá otra reunión en junio.";
    expect(parts(source, "markdown").map(({ topic, speaker }) => [topic, speaker])).toEqual([
      ["Panel 1. Puertos", "Chile"],
      ["Panel 1. Puertos", "Perú"],
      ["Próximos pasos", null],
    ]);
  });

  it("carries an agenda item to the speakers below it", () => {
    const source = `${TITLE}1. Opening\n\nThe Chair:\n\nThe Chair opened the meeting at ten.\n\n2. Fees\n\nThe Delegation of Jamaica:\n\nFees rose by 4 per cent in a year.\n\nThe Delegation of Haiti:\n\nHaiti lowered its fees in March.`;
    expect(parts(source).map(({ topic, speaker }) => [topic, speaker])).toEqual([
      ["Opening", "Chair"],
      ["Fees", "Delegation of Jamaica"],
      ["Fees", "Delegation of Haiti"],
    ]);
  });

  it("reads a person's line under a heading of its own or alone", () => {
    const source = `MESA REDONDA\n12/11/2021\n\nDra. Ana Ruiz, Directora de Salud Mental, Ministerio de Salud de Chile\n\t•\tEl índice creció 12% en 2020.\n\nLic. Pedro Paz (Red de Jóvenes)\n\t•\tHay 14 redes activas en el país.`;
    expect(
      parts(source).map(({ speaker, honorific, organization, country }) => [speaker, honorific, organization, country]),
    ).toEqual([
      ["Ana Ruiz", "Dra.", "Ministerio de Salud de Chile", "CL"],
      ["Pedro Paz", "Lic.", "Red de Jóvenes", null],
    ]);
  });

  it("divides a record without speakers by its headings, and reports its passages as unattributed", () => {
    const source =
      "INFORME SOBRE AGUA\nQuito, 4 de abril de 2019\n\nI. INTRODUCCIÓN\n1. El informe resume los trabajos del año.\n2. Participaron catorce expertos de la región.\n\nII. RECOMENDACIONES\n3. Crear una red de laboratorios.";
    const { audit } = readRecord({ id: "informe", source, format: "text" });
    expect(parts(source).map(({ topic, passages }) => [topic, passages.map(({ kind }) => kind)])).toEqual([
      ["INTRODUCCIÓN", ["heading", "key-point", "key-point"]],
      ["RECOMENDACIONES", ["heading", "recommendation"]],
    ]);
    expect(audit.unattributed).toHaveLength(3);
  });

  it("reads a French record", () => {
    const source =
      "COMMISSION INTERAMÉRICAINE DES FEMMES (CIM)\nCompte rendu de la réunion\nPort-au-Prince, 1er mars 2024\n\nIntervention de la Délégation d’Haïti\n• Le taux d’activité s’élève à 58 %.\n• La Délégation recommande la création d’un fonds.\n\nIntervention de l’Organisation internationale du Travail (OIT)\n• Les États doivent publier leurs chiffres.";
    const { document } = readRecord({ id: "cr", source, format: "text" });
    expect([document.language, document.sessionDate, document.title, document.body]).toEqual([
      "fr",
      "2024-03-01",
      "Compte rendu de la réunion",
      "COMMISSION INTERAMÉRICAINE DES FEMMES (CIM)",
    ]);
    expect(parts(source).map(({ organization, country }) => [organization, country])).toEqual([
      ["Délégation d’Haïti", "HT"],
      ["OIT", null],
    ]);
  });

  it("keeps a title that pages repeat as their header", () => {
    const page = (number: number): string => `${number}\nForum on Youth Employment\n`;
    const source = `Forum on Youth Employment\nLima, 8 August 2023\n${page(1)}Statement by the Delegation of Ecuador\n• Ecuador trained 30,000 young people in 2021.\n${page(2)}• It urged banks to lend to young people.\n${page(3)}`;
    const { document } = readRecord({ id: "f", source, format: "text" });
    expect(document.sections[0]?.passages[0]?.text).toBe("Forum on Youth Employment");
    expect(document.exclusions.filter(({ reason }) => reason === "page-header")).toHaveLength(3);
    expect(document.exclusions.filter(({ reason }) => reason === "page-number")).toHaveLength(3);
  });
});

describe("lists of recommendations on lines of their own", () => {
  const kinds = (source: string, format: RecordFormat = "text"): string[] =>
    parts(source, format).flatMap(({ passages }) =>
      passages.filter(({ kind }) => kind !== "heading").map(({ kind }) => (kind === "recommendation" ? "R" : "k")),
    );

  it("ends where the marks are those of the speaker's other points again", () => {
    expect(
      kinds(
        "# Resumen\n\n## Delegación de Chile\n\n- Los caudales bajaron un tercio.\n- Recomendó a los Estados:\n  1. Medir los caudales;\n  2. Publicar los datos.\n- La veeduría tiene 400 miembros.",
        "markdown",
      ),
    ).toEqual(["k", "R", "R", "R", "k"]);
  });

  it("ends where an item of the same mark has another form", () => {
    expect(
      kinds(
        "Resumen de la sesión\n9 de mayo de 2023\n\nDelegación de Chile\n- Recomendó a los Estados:\n- Medir los caudales de los ríos.\n- Publicar los datos cada mes.\n- La veeduría tiene hoy 400 miembros.",
      ),
    ).toEqual(["R", "R", "R", "k"]);
  });

  it("takes all bullets under a heading of recommendations", () => {
    expect(
      kinds(
        "Resumen de la sesión\n9 de mayo de 2023\n\nDelegación de Chile\n- Los caudales bajaron un tercio.\n\nRecomendaciones:\n- Una red de medición.\n- Más presas.\n\nDelegación de Perú\n- Los lagos subieron un metro.",
      ),
    ).toEqual(["k", "R", "R", "k"]);
  });

  it("decides nothing by a heading that names more than recommendations", () => {
    expect(
      kinds(
        "Resumen de la sesión\n9 de mayo de 2023\n\nRecomendaciones y principales puntos abordados por parte de la Delegación de Chile\n- Los caudales bajaron un tercio.\n- Se deben medir los caudales.",
      ),
    ).toEqual(["k", "R"]);
  });

  it("lets a modal in the introducing line govern the items", () => {
    expect(
      kinds(
        `${TITLE}The Delegation of Chile:\n\nMember states should:\n\na) fewer fees for small ships;\n\nb) longer opening hours.\n\nTraffic grew by a tenth.`,
      ),
    ).toEqual(["R", "R", "R", "k"]);
  });
});
