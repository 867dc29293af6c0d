import { describe, expect, it } from "vitest";
import type { Section } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

function parts(source: string, format: RecordFormat = "text"): Section[] {
  const { document } = readRecord({ id: "record", source, format });
  return document.sections.filter(({ number, passages }) => number > 0 && passages[0]?.kind !== "closing");
}

function organizations(source: string, format: RecordFormat = "text"): (string | null)[] {
  return parts(source, format).map(({ organization }) => organization);
}

const TITLE = "Acta de la reunión\nConsejo de Puertos\n3 de octubre de 2022\n\n";
const CHILE = "La Delegación de Chile: Los puertos del norte atienden a 340 naves al mes.";
const PERU = "La Delegación del Perú: El dragado del Callao terminó en marzo, con ocho meses de atraso.";
const WORKERS = "La Unión de Estibadores del Pacífico (UEPA): Cada turno dura doce horas y se paga por diez.";

describe("turns by a record's habit", () => {
  it("opens a part at a body before a colon where delegations open theirs so", () => {
    expect(organizations(`${TITLE}${CHILE}\n\n${PERU}\n\n${WORKERS}`)).toEqual([
      "Delegación de Chile",
      "Delegación del Perú",
      "UEPA",
    ]);
  });

  it("opens a part at a party in bold before any text where parties in bold open the others", () => {
    const source =
      "# Record of the meeting\n\n## Opening\n\n**The Chair** welcomed the nine delegations.\n\n**Canada** said that ice closes the port for five months.\n\n**The Technical Secretariat** will send out the form before 3 May.";
    expect(parts(source, "markdown").map(({ speaker }) => speaker)).toEqual([
      "Chair",
      "Canada",
      "Technical Secretariat",
    ]);
  });

  it("gives a paragraph to the party of the record that opens it with a verb of saying", () => {
    const source = `${TITLE}${CHILE}\n\n${WORKERS}\n\n${PERU}\n\nLa UEPA objetó que ese atraso lo pagaron sus afiliados.\n\nChile replicó que la obra era otra.`;
    expect(organizations(source)).toEqual([
      "Delegación de Chile",
      "UEPA",
      "Delegación del Perú",
      "UEPA",
      "Delegación de Chile",
    ]);
  });

  it("knows such a party by an acronym with a slip of one letter", () => {
    const federation = WORKERS.replace("UEPA", "FEDEPOR");
    const source = `${TITLE}${CHILE}\n\n${federation}\n\n${PERU}\n\nFEDEPORT pidió la palabra para recordar un naufragio.`;
    expect(organizations(source).at(-1)).toBe("FEDEPOR");
  });

  it.each([
    ["its own party", `${WORKERS}\n\n${PERU}\n\nPerú sugirió que se publicaran los turnos.`],
    ["a party without a part of its own", `${PERU}\n\nLa OIT objetó que los turnos son largos.`],
    ["what another did outside the room", `${WORKERS}\n\n${PERU}\n\nChile ofreció dos grúas al Callao en 2021.`],
    ["a noun that looks like a verb", `${WORKERS}\n\n${PERU}\n\nUEPA objeto de quejas hubo muchas aquel año.`],
  ])("leaves a paragraph where it stands that opens with %s", (_, text) => {
    expect(organizations(`${TITLE}${CHILE}\n\n${text}`).at(-1)).toBe("Delegación del Perú");
  });
});

describe("what a party's name alone does not open", () => {
  it.each([
    "La delegación recomendó:",
    "La Secretaría propone:",
    "El Comité pidió a los Estados:",
  ])("takes “%s” for the stem of a list", (stem) => {
    const source = `${TITLE}Delegación de Chile\n\n• El puerto cerró 23 días.\n• ${stem}\n   a) abrir los domingos;\n   b) pagar el turno de noche.\n\nDelegación del Perú\n\n• El dragado terminó en marzo.`;
    expect(organizations(source)).toEqual(["Delegación de Chile", "Delegación del Perú"]);
  });

  it("takes what a body must do for the words of whoever speaks", () => {
    const source = `${TITLE}I. DEBATE\n\nDelegación de Chile\n\n• El puerto cerró 23 días.\n\nII. CONCLUSIONES\nPresidencia\n\n• Hubo acuerdo en abrir los domingos.\n• La Secretaría Ejecutiva deberá distribuir el borrador.`;
    expect(parts(source).map(({ topic, speaker }) => [topic, speaker])).toEqual([
      ["DEBATE", "Delegación de Chile"],
      ["CONCLUSIONES", "Presidencia"],
    ]);
  });

  it("takes a body above the document's symbol for the title block's", () => {
    const source =
      "# Record of the meeting\n\nUnion of Ports (UP) — Group on Pilots\n\n**UP/GP/rec.2/23** | Original: English\n\n*Lima, 3 May 2023. Circulated on 9 June 2023.*\n\n## Opening\n\n**The Chair (Peru)** welcomed the nine delegations.\n\n**Chile** said that pilots are few.\n\nThe next meeting will be held on 4 July 2024. The meeting rose at 5 p.m.";
    const { document } = readRecord({ id: "record", source, format: "markdown" });
    expect(document.sections[0]?.passages).toHaveLength(4);
    expect([document.sessionDate, document.documentDate, document.symbol]).toEqual([
      "2023-05-03",
      "2023-06-09",
      "UP/GP/rec.2/23",
    ]);
    expect(parts(source, "markdown")[0]?.organization).toBe("Peru");
  });
});

describe("titles", () => {
  const titled = (head: string): [string, string | null] => {
    const { document } = readRecord({ id: "record", source: `${head}\n\n${CHILE}\n\n${PERU}`, format: "text" });
    return [document.title, document.body];
  };

  it("go on after a colon at the end of a line, under a body and its working group", () => {
    expect(
      titled("CONSEJO DE PUERTOS (CP)\n\nGrupo de Trabajo sobre Pilotos\n\nDE NOCHE Y SIN LUCES:\nACTA DE LA REUNIÓN"),
    ).toEqual(["DE NOCHE Y SIN LUCES: ACTA DE LA REUNIÓN", "CONSEJO DE PUERTOS (CP), Grupo de Trabajo sobre Pilotos"]);
  });

  it("take the quoted line below where they name no matter themselves", () => {
    expect(titled("CONSEJO DE PUERTOS (CP)\n\nRESUMEN DE LAS INTERVENCIONES\n“Pilotos y remolcadores”")[0]).toBe(
      "RESUMEN DE LAS INTERVENCIONES. “Pilotos y remolcadores”",
    );
  });
});

describe("names set in other ways", () => {
  it("reads who asks and who answers behind the letters of a question", () => {
    const source = `${TITLE}P1. Delegación de Chile: ¿Cuánto cuesta el turno de noche?\n\nR1. Unión de Estibadores (UEPA): El doble, desde hace nueve años.\n\nP2. Delegación del Perú: ¿Y quién lo paga en los puertos públicos?`;
    expect(organizations(source)).toEqual(["Delegación de Chile", "UEPA", "Delegación del Perú"]);
  });

  it("reads the first half of a heading in two languages", () => {
    const source = `${TITLE}INTERVENCIÓN DE CHILE / STATEMENT BY CHILE\n\nEl puerto cerró 23 días por la niebla.\n\nINTERVENCIÓN DE LA UNIÓN DE ESTIBADORES / STATEMENT BY THE UNION OF STEVEDORES\n\nCada turno dura doce horas.`;
    expect(parts(source).map(({ topic, organization }) => [topic, organization])).toEqual([
      [null, "Chile"],
      [null, "Unión de Estibadores"],
    ]);
  });

  it("reads an office, its body and its state on one line", () => {
    const source =
      "Record of the panel\nUnion of Ports\n3 May 2023\n\nDirector of Pilotage – National Port Authority – Panama\n\nThe canal needs 290 pilots and has 260.\n\nLegal Adviser – Institute of Maritime Law\n\nOnly four states have signed the treaty.";
    expect(parts(source).map(({ speaker, organization, country }) => [speaker, organization, country])).toEqual([
      ["Director of Pilotage", "National Port Authority", "PA"],
      ["Legal Adviser", "Institute of Maritime Law", null],
    ]);
  });

  it("reads names that no lexicon knows in headings of the speakers' level", () => {
    const source =
      "# Síntesis\n\n## Noche\n\n### Delegación de Chile\n\nEl puerto cerró 23 días por la niebla.\n\n### Madres del Puerto\n\nNadie sabe a qué hora vuelven los hijos.\n\n### Delegación del Perú\n\nEl dragado terminó en marzo.\n\n### Conclusiones\n\nHubo acuerdo en abrir los domingos.";
    expect(parts(source, "markdown").map(({ speaker }) => speaker)).toEqual([
      "Delegación de Chile",
      "Madres del Puerto",
      "Delegación del Perú",
      null,
    ]);
  });

  it("reads a bold heading that is numbered inside the bold", () => {
    const source =
      "# Síntesis\n\n**1. Delegación de Chile**\n\nEl puerto cerró 23 días por la niebla.\n\n**2. Delegación del Perú**\n\nEl dragado terminó en marzo.";
    expect(parts(source, "markdown").map(({ passages }) => passages[0]?.text)).toEqual([
      "Delegación de Chile",
      "Delegación del Perú",
    ]);
  });

  it("reads names before a full stop where the record opens parts so", () => {
    const source = `${TITLE}Delegación de Chile. El puerto cerró 23 días por la niebla.\n\nEl remolcador es de 1981.\n\nVecinos de la Caleta Norte. El polvo del carbón llega a la escuela.\n\nDelegación del Perú. El dragado terminó en marzo, con ocho meses de atraso.`;
    expect(parts(source).map(({ organization, passages }) => [organization, passages.length])).toEqual([
      ["Delegación de Chile", 2],
      ["Vecinos de la Caleta Norte", 1],
      ["Delegación del Perú", 1],
    ]);
  });

  it("takes the state from a labelled line below the speaker's", () => {
    const source = `${TITLE}Interviniente: Observatorio de Puertos\nPaís: Chile\nTema: polvo de carbón\n\nLa medición de marzo superó la norma once veces.\n\nInterviniente: Liga de Pescadores\nPaís: Perú\nTema: redes\n\nCada red perdida pesa cuarenta kilos.`;
    expect(parts(source).map(({ topic, speaker, country }) => [topic, speaker, country])).toEqual([
      ["polvo de carbón", "Observatorio de Puertos", "CL"],
      ["redes", "Liga de Pescadores", "PE"],
    ]);
  });
});

describe("what was agreed", () => {
  it("commits to action where a list put it in the future, and reports elsewhere", () => {
    const source = `${TITLE}Delegación de Chile\n\nEl puerto cerró 23 días.\n\nPresidencia\n\nLa Presidencia enumeró los puntos de acuerdo:\n\n1. Nadie quiere turnos de doce horas.\n2. Se invitará a los estibadores.\n3. El Consejo publicará las tarifas.`;
    expect(
      parts(source)
        .at(-1)
        ?.passages.slice(-3)
        .map(({ kind }) => kind),
    ).toEqual(["key-point", "recommendation", "recommendation"]);
  });
});

describe("topics and speakers of a summary record", () => {
  const HEAD =
    "CONSEJO\n\nSUMMARY RECORD OF THE DEBATE ON HARBOURS\n\nLima, 3 May 2023\n\n\nA. OPENING OF THE MEETING\n\n1.  The Chair of the Committee, from the delegation of Peru, opened the meeting at nine.\n\n2.  The Minister of Ports of Chile welcomed the nine delegations.\n\n";
  const topic = (letter: string, name: string): string =>
    `${letter}. ${name}\n\n3.  The representative of Chile said that fog closes the harbour.\n\n4.  The representative of Brazil noted that pilots are few.\n\n`;

  it("gives the opening of the meeting to those who took the floor, and not to the meeting", () => {
    const read = parts(HEAD + topic("B", "FOG") + topic("C", "PILOTS"));
    expect(read.slice(0, 2).map(({ topic, speaker }) => [topic, speaker])).toEqual([
      ["OPENING OF THE MEETING", "Chair of the Committee"],
      ["OPENING OF THE MEETING", "Minister of Ports of Chile"],
    ]);
  });

  it.each([
    ["bodies in the plural", "PILOT SERVICE FUNDS"],
    ["a body whose paragraphs open with several parties", "PILOT SERVICE FUND"],
  ])("takes for a topic %s", (_, name) => {
    const read = parts(HEAD + topic("B", "FOG") + topic("C", name) + topic("D", "TUGS") + topic("E", "PILOTS"));
    expect(read.filter((part) => part.topic === name).map(({ organization }) => organization)).toEqual([
      "Chile",
      "Brazil",
    ]);
  });

  it.each([
    "APERTURA DE LA REUNIÓN",
    "CLAUSURA DE LA SESIÓN",
    "ABERTURA DA SESSÃO",
    "OUVERTURE DE LA SÉANCE",
  ])("names no speaker by “%s”", (heading) => {
    const source = `Acta\n\n3 de octubre de 2022\n\nDELEGACIÓN DE CHILE\n\nEl puerto cerró 23 días.\n\n${heading}\n\nHubo nueve delegaciones.\n\nDELEGACIÓN DEL PERÚ\n\nEl dragado terminó en marzo.`;
    expect(parts(source).map(({ organization }) => organization)).toEqual([
      "Delegación de Chile",
      null,
      "Delegación del Perú",
    ]);
  });

  it("takes bodies in the plural for no speaker among headings that are speakers'", () => {
    const source =
      "# Síntesis\n\n### Delegación de Chile\n\nEl puerto cerró 23 días.\n\n### Fondos de Dragado\n\nHay dos.\n\n### Delegación del Perú\n\nEl dragado terminó.";
    expect(parts(source, "markdown").map(({ topic, speaker }) => [topic, speaker])).toContainEqual([
      "Fondos de Dragado",
      null,
    ]);
  });

  it.each([
    [
      "Speaking for the Union of Pilots (UPI), Ms. Marina Costa noted that turns last twelve hours.",
      { speaker: "Marina Costa", honorific: "Ms.", isPerson: true, organization: "UPI" },
    ],
    [
      "En nombre de la Unión de Prácticos (UPI), la Sra. Marina Costa señaló que el turno dura doce horas.",
      { speaker: "Marina Costa", isPerson: true, organization: "UPI" },
    ],
    [
      "Hablando por la Liga de la Vela, la Pesca y el Remo (LVPR), el Sr. Mario Costa pidió boyas.",
      { speaker: "Mario Costa", isPerson: true, organization: "LVPR" },
    ],
    [
      "Speaking on behalf of CARICOM, the representative of Jamaica said that tugs are old.",
      { speaker: "Representative of Jamaica", organization: "CARICOM", affiliation: null, country: "JM" },
    ],
    [
      "Speaking for the Union of Pilots, the representative said that turns last twelve hours.",
      { speaker: "Union of Pilots", organization: "Union of Pilots" },
    ],
    [
      "Reference was made by the observer for the Union of Pilots (UPI) to the length of turns.",
      { speaker: "Observer for the Union of Pilots (UPI)", organization: "UPI" },
    ],
    [
      "The Organization for Sailing, Fishing and Rowing (OSFR) warned that buoys are few.",
      { speaker: "Organization for Sailing, Fishing and Rowing (OSFR)", organization: "OSFR" },
    ],
  ])("reads who speaks for whom in “%s”", (text, speaker) => {
    const read = parts(`${HEAD}${topic("B", "FOG")}5.  ${text}`);
    expect(read.at(-1)).toMatchObject(speaker);
    expect(read.at(-1)?.passages.map(({ text: quoted }) => quoted)).toEqual([text]);
  });

  it("lets the speaker before go on who speaks in a government's name", () => {
    const text = "En nombre del Gobierno del Perú, agradeció las dos grúas.";
    const source = `${TITLE}El delegado del Perú dijo que el dragado terminó.\n\n${text}\n\nLa delegada de Chile dijo que hay niebla.`;
    expect(parts(source).map(({ passages }) => passages.length)).toEqual([2, 1]);
  });

  it("keeps a person's line under the comma of the line above, and the body's acronym from the record", () => {
    const filler = topic("B", "FOG").replace(
      "closes the harbour",
      "closes the harbour for weeks on end,\nand that nobody knows when it lifts again",
    );
    const source = `${HEAD}${filler}5.  Speaking for the Brotherhood and Union of the Pilots of Rivers (BUPR),\nMs. Marina Costa noted that its members, all of them old, wait\nfor years.\n\n6.  BUPR recommended that turns last eight hours.\n\n7.  The representative of Peru disagreed with that.\n\n8.  Speaking for the Brotherhood and Union of the Pilots of Rivers, Ms. Costa noted that buoys are few.`;
    expect(
      parts(source)
        .slice(-3)
        .map(({ speaker, organization, passages }) => [speaker, organization, passages.length]),
    ).toEqual([
      ["Marina Costa", "BUPR", 2],
      ["Representative of Peru", "Peru", 1],
      ["Costa", "BUPR", 1],
    ]);
  });
});

describe("lines in italics below a Markdown heading", () => {
  const record = (heading: string, line: string, gap = "\n"): string =>
    `# Síntesis\n\n### Delegación de Chile\n\n- El puerto cerró 23 días.\n\n### ${heading}${gap}*${line}*\n\n- Cada turno dura doce horas.\n\n**Recomendaciones**\n\n- Pagar el turno de noche.\n\n### Delegación del Perú\n*Observador permanente*\n\n- El dragado terminó en marzo.`;

  it.each([
    ["Unión de Estibadores (UEPA)", "Oficina regional de San José", "UEPA", "\n"],
    ["Unión de Estibadores (UEPA)", "Unidad de Grúas", "UEPA", "\n\n"],
    ["Liga de la Vela, la Pesca y el Remo (LVPR)", "Oficina de Arica", "LVPR", "\n"],
  ])("make one heading of “%s” and “%s”", (heading, line, organization, gap) => {
    const read = parts(record(heading, line, gap), "markdown");
    expect(read.map(({ topic, passages }) => [topic, passages.length])).toEqual([
      [null, 2],
      [null, 4],
      [null, 2],
    ]);
    expect(read[1]).toMatchObject({ speaker: heading, organization });
    expect(read[2]).toMatchObject({ speaker: "Delegación del Perú", role: "Observador permanente" });
  });

  it("tell the office of a person, and by it the body", () => {
    expect(
      parts(record("Marina Costa Ruiz", "Directora del Museo Nacional del Puerto de Arica"), "markdown")[1],
    ).toMatchObject({
      speaker: "Marina Costa Ruiz",
      honorific: null,
      isPerson: true,
      role: "Directora del Museo Nacional del Puerto de Arica",
      organization: "Museo Nacional del Puerto de Arica",
    });
  });

  it("never make a person the body that the person speaks for", () => {
    expect(parts(record("Marina Costa Ruiz", "Directora de Hidrología"), "markdown")[1]).toMatchObject({
      speaker: "Marina Costa Ruiz",
      organization: null,
    });
  });

  it("tell what a body's part is about where they name neither office nor unit", () => {
    expect(parts(record("Secretaría Técnica del Consejo", "Cierre"), "markdown")[1]).toMatchObject({
      topic: "Cierre",
      speaker: "Secretaría Técnica del Consejo",
    });
  });
});
