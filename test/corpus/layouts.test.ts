import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Section } from "../../corpus/document.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
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

  it("reads panels: a moderator named, and panellists with what they said", () => {
    const source =
      "AYUDA MEMORIA DEL DIÁLOGO\n4 de octubre de 2022\n\n1. Panel: Conectividad\n\nModerador: Sr. Juan Cruz, Asesor, SEDI\n\n• Sra. Ana Valero, Directora de Regulación, Telecom Latam\n\nExplicó que el espectro cuesta la cuarta parte del precio.\n\n• Sr. Pedro Less, Director de Políticas Públicas, Google\n\nMencionó el cable de 13.500 kilómetros.\n\n2. Cierre\n\nLa Sra. Kim Roe, Secretaria de Asuntos Jurídicos de la OEA, agradeció a los panelistas.";
    expect(parts(source).map(({ topic, speaker, organization }) => [topic, speaker, organization])).toEqual([
      ["Panel: Conectividad", "Ana Valero", "Telecom Latam"],
      ["Panel: Conectividad", "Pedro Less", "Google"],
      ["Cierre", "Kim Roe", "OEA"],
    ]);
  });

  it("reads short comments of many delegations under one heading", () => {
    const source = `${TITLE}A.\tMs. Laura Diez, Senior Specialist, Inter-American Commission of Women (CIM)\n\nThree in four domestic workers are migrants.\n\nCOMMENTS BY DELEGATIONS\n\nArgentina: thanked the presenters and described its program.\n\nCanada: announced it would fund a study.`;
    expect(parts(source).map(({ topic, speaker, organization }) => [topic, speaker, organization])).toEqual([
      [null, "Laura Diez", "CIM"],
      ["COMMENTS BY DELEGATIONS", "Argentina", "Argentina"],
      ["COMMENTS BY DELEGATIONS", "Canada", "Canada"],
    ]);
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

describe("one record in many layouts", () => {
  const original = decodeSource(
    readFileSync(new URL("../../corpus/documents/resumen-sesion-tematica-cam-2023-05-09.es.txt", import.meta.url)),
  );
  const lines = original.split("\n").map((line) => line.trim());
  const isHeading = (line: string): boolean => line.startsWith("· Recomendaciones y principales puntos");
  const withoutBullet = (line: string): string => line.replace(/^· /, "");
  const filled = lines.filter((line) => line !== "");

  const told = (source: string, format: RecordFormat = "text"): unknown[] =>
    parts(source, format).map(({ speaker, organization, country, passages }) => [
      speaker,
      organization,
      country,
      passages.filter(({ kind }) => kind !== "heading").map(({ kind, item }) => `${kind}${item ?? ""}`),
    ]);

  it.each<[string, string, RecordFormat]>([
    [
      "with dashes for bullets and none on headings",
      lines.map((line) => (isHeading(line) ? withoutBullet(line) : line.replace(/^· /, "- "))).join("\n"),
      "text",
    ],
    ["without bullets or blank lines", filled.map(withoutBullet).join("\n"), "text"],
    [
      "with a blank line after every paragraph and carriage returns",
      filled.map(withoutBullet).join("\r\n\r\n"),
      "text",
    ],
    [
      "with numbered paragraphs and capitals for headings",
      lines
        .map((line, index) => (isHeading(line) ? withoutBullet(line).toUpperCase() : line.replace(/^· /, `${index}. `)))
        .join("\n"),
      "text",
    ],
    [
      "broken to 80 columns with hanging bullets",
      lines.map((line) => wrapped(line, 80, line.startsWith("·") ? "  " : "")).join("\n"),
      "text",
    ],
    [
      "broken to 90 columns without blank lines or indents",
      filled.map((line) => wrapped(line, 90, "")).join("\n"),
      "text",
    ],
    [
      "paged, with numbers and a running header",
      paged(
        filled
          .map((line) => wrapped(line, 90, ""))
          .join("\n")
          .split("\n"),
      ),
      "text",
    ],
    [
      "as Markdown with headings",
      lines.map((line) => (isHeading(line) ? `\n## ${withoutBullet(line)}\n` : line.replace(/^· /, "- "))).join("\n"),
      "markdown",
    ],
    [
      "as Markdown with persons' lines in bold",
      lines
        .map((line, index) =>
          isHeading(line)
            ? `\n## ${withoutBullet(line)}\n`
            : isHeading(lines[index - 1] ?? "")
              ? `**${line}**\n`
              : line.replace(/^· /, "* "),
        )
        .join("\n"),
      "markdown",
    ],
  ])("reads the same speakers, passages and kinds %s", (_, source, format) => {
    expect(told(source, format)).toEqual(told(original));
  });

  function wrapped(line: string, columns: number, indent: string): string {
    const rows: string[] = [];
    let row = "";
    for (const word of line.split(" ")) {
      if (row !== "" && row.length + 1 + word.length > columns) {
        rows.push(row);
        row = indent + word;
      } else row = row === "" ? word : `${row} ${word}`;
    }
    return [...rows, row].join("\n");
  }

  function paged(rows: readonly string[]): string {
    return rows
      .flatMap((row, index) =>
        index % 40 === 39 ? [row, "", `- ${(index + 1) / 40} -`, "", "CAM/INF.1/23", ""] : [row],
      )
      .join("\n");
  }
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
