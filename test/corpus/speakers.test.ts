import { describe, expect, it } from "vitest";
import { openCountryLexicon } from "../../corpus/countries.ts";
import { readPersonLine } from "../../corpus/structure/person-line.ts";
import { speakerOfParty, speakerOfPerson, topicOf } from "../../corpus/structure/speaker.ts";
import { readSpeakerHeading } from "../../corpus/structure/speaker-heading.ts";

const countries = openCountryLexicon();

function party(text: string): Record<string, unknown> | null {
  const heading = readSpeakerHeading(text, countries);
  return heading === null ? null : { topic: topicOf(heading, null, countries), ...speakerOfParty(heading, countries) };
}

function person(line: string, headingText?: string): Record<string, unknown> | null {
  const read = readPersonLine(line, countries);
  const heading = headingText === undefined ? null : readSpeakerHeading(headingText, countries);
  return read === null ? null : { ...speakerOfPerson(read, heading, countries) };
}

describe("headings that name a speaker", () => {
  it.each([
    ["Intervención de la Delegación de Colombia", "Delegación de Colombia", "Delegación de Colombia", "CO"],
    ["Intervention de la Délégation du Canada", "Délégation du Canada", "Délégation du Canada", "CA"],
    ["Segunda intervenção da Delegação do Paraguai", "Delegação do Paraguai", "Delegação do Paraguai", "PY"],
    ["STATEMENT BY THE DELEGATION OF SAINT LUCIA", "Delegation of Saint Lucia", "Delegation of Saint Lucia", "LC"],
    ["The Permanent Mission of Jamaica:", "Permanent Mission of Jamaica", "Permanent Mission of Jamaica", "JM"],
    ["La Delegación peruana:", "Delegación peruana", "Delegación peruana", "PE"],
    [
      "The Delegation of Saint Lucia, on behalf of the Caribbean Community (CARICOM):",
      "Delegation of Saint Lucia",
      "CARICOM",
      "LC",
    ],
    [
      "Statement by the Delegation of Jamaica (second statement)",
      "Delegation of Jamaica",
      "Delegation of Jamaica",
      "JM",
    ],
    ["The Representative of the United States", "Representative of the United States", "United States", "US"],
    ["Intervention du Représentant de la France", "Représentant de la France", "France", "FR"],
    ["STATEMENT BY THE PERMANENT OBSERVER OF JAPAN", "Permanent Observer of Japan", "Japan", "JP"],
    ["The Executive Secretary of CICTE:", "Executive Secretary of CICTE", "CICTE", null],
    ["OPENING REMARKS BY THE CHAIR OF THE WORKING GROUP", "Chair of the Working Group", "Working Group", null],
    ["El PRESIDENTE:", "Presidente", null, null],
    [
      "Opening remarks by the Minister of Labour of Peru",
      "Minister of Labour of Peru",
      "Ministry of Labour of Peru",
      "PE",
    ],
    [
      "Intervención de la Representante del Programa Mundial de Alimentos (PMA)",
      "Representante del Programa Mundial de Alimentos (PMA)",
      "PMA",
      null,
    ],
    [
      "Declaración de la Organización Panamericana de la Salud (OPS)",
      "Organización Panamericana de la Salud (OPS)",
      "OPS",
      null,
    ],
    ["Déclaration de l'Union européenne", "Union européenne", "Union européenne", null],
    ["World Bank", "World Bank", "World Bank", null],
    ["ONU MUJERES", "ONU Mujeres", "ONU Mujeres", null],
    ["PERÚ", "Perú", "Perú", "PE"],
    ["Mr. PÉREZ (Peru):", "Pérez", "Peru", "PE"],
    ["Sra. Embajadora de Colombia", "Embajadora de Colombia", "Colombia", "CO"],
  ])("reads %s", (text, speaker, organization, country) => {
    expect(party(text)).toMatchObject({ speaker, organization, country });
  });

  it.each([
    ["STATEMENT BY THE DELEGATION OF JAMAICA: CATASTROPHE FINANCING", "CATASTROPHE FINANCING"],
    ["Intervención de la Delegación de Brasil – Compras públicas", "Compras públicas"],
    [
      "Intervención del Representante de Estados Unidos sobre la de la Declaración de los Ángeles.",
      "Declaración de los Ángeles",
    ],
    ["Presentación del informe anual a cargo de la Secretaría Ejecutiva de la CIM", "informe anual"],
    ["Conclusiones de la Presidencia", "Conclusiones"],
    ["Intervención de la Secretaría Técnica", null],
  ])("reads the topic of %s", (text, topic) => {
    expect(party(text)?.topic).toBe(topic);
  });

  it.each([
    "Protection of critical infrastructure",
    "Declaración de los Ángeles",
    "Presentación del Programa Regional de Puertos",
    "Adoption of the agenda",
    "Costos y rendimiento de la inversión",
    "Programa de Alimentación Escolar y zonas rurales dispersas",
    "La OPS recomienda",
    "Antecedentes y contexto",
    "The recommendations of the audit were not taken up.",
  ])("names no speaker in %s", (text) => {
    expect(party(text)).toBeNull();
  });

  it("reads a role behind a delegation's name", () => {
    expect(party("Delegación de España (observador permanente)")).toMatchObject({
      speaker: "Delegación de España",
      role: "observador permanente",
      country: "ES",
    });
  });
});

describe("lines that name a person", () => {
  it.each([
    ["Embajador Juan Pérez, Representante Permanente del Perú ante la OEA", "Embajador", "Juan Pérez", "Perú", "PE"],
    [
      "H.E. Ambassador Ann Lee, Permanent Representative of Grenada to the OAS",
      "H.E. Ambassador",
      "Ann Lee",
      "Grenada",
      "GD",
    ],
    [
      "María Soto, Directora de Migración, Ministerio del Interior, Chile",
      null,
      "María Soto",
      "Ministerio del Interior",
      "CL",
    ],
    ["Ms. Jane Roe, Director, International Organization for Migration (IOM)", "Ms.", "Jane Roe", "IOM", null],
    ["Lic. Pedro Paz (Red de Jóvenes)", "Lic.", "Pedro Paz", "Red de Jóvenes", null],
    [
      "Dra. Ana Ruiz, Coordinadora, Oficina de la OIM en Costa Rica",
      "Dra.",
      "Ana Ruiz",
      "Oficina de la OIM en Costa Rica",
      null,
    ],
    ["Ms. SMITH (Canada), speaking on behalf of the Group of Friends", "Ms.", "Smith", "Group of Friends", "CA"],
    ["Mr. John Doe, Director, HelpAge (civil society)", "Mr.", "John Doe", "HelpAge", null],
  ])("reads %s", (line, honorific, speaker, organization, country) => {
    expect(person(line)).toMatchObject({ honorific, speaker, organization, country });
  });

  it("takes the body that the heading presents for the one spoken for, and the employer apart", () => {
    expect(
      person("Sra. Eva Luna, Directora, Fundación Puentes", "Intervención de la Red Andina de Puertos (RAP)"),
    ).toMatchObject({ organization: "RAP", affiliation: "Fundación Puentes" });
    expect(
      person(
        "Dr. Jeremy T Harris, Especialista, Unidad de Migración BID",
        "Intervención del Banco Interamericano de Desarrollo (BID)",
      ),
    ).toMatchObject({ organization: "BID", affiliation: null });
  });

  it("takes the body presided over for the one spoken for", () => {
    expect(
      person("Sr. Luis Paz, Ministro de Salud de Belice, Presidencia Pro Témpore del Consejo de Ministros (COMISCA)"),
    ).toMatchObject({
      organization: "COMISCA",
      affiliation: "Ministerio de Salud de Belice",
      country: "BZ",
    });
  });

  it.each([
    "El Sr. Ministro de Salud dio la bienvenida: habló de los puertos.",
    "Washington, D.C., 18 de mayo de 2023",
    "Recomendaciones, propuestas y acuerdos",
  ])("names no person in %s", (line) => {
    expect(readPersonLine(line, countries)).toBeNull();
  });
});
