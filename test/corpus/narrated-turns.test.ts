import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";

const partsOf = (source: string) =>
  readRecord({ id: "record", source, format: "text" }).document.sections.filter(({ passages }) =>
    passages.some(({ kind }) => kind === "key-point" || kind === "recommendation"),
  );
/** Who speaks in each paragraph of the body, null for nobody, "?" where it cannot be told. */
const speakers = (paragraphs: readonly string[], head = ENGLISH): (string | null)[] =>
  partsOf(`${head}${paragraphs.join("\n\n")}`).flatMap(({ speaker, doubtful, passages }) =>
    passages.filter(({ kind }) => kind !== "heading").map(() => (doubtful === true ? "?" : speaker)),
  );

const ENGLISH = `MINUTES OF THE MEETING OF THE BOARD\n\nheld on 21 November 2018\n\nPresent: the Chair, the Treasurer, Rui Pedro Assunção; in attendance: the external auditor\n\n1. Accounts\n\n`;
const SPANISH = "ACTA DE LA REUNIÓN\n\ncelebrada el 4 de marzo de 2024\n\n1. Cuentas\n\n";
const CHAIR = "The Chair said that the roof had been mended in May.";
const TREASURER = "The Treasurer asked who would pay for the windows.";

describe("narrated turns", () => {
  it.each([
    ["an office", "The Finance Officer confirmed that it could be paid.", "Finance Officer"],
    ["one who is listed as present", "The external auditor presented the letter.", "External auditor"],
    ["a name that is listed, before any verb", "Rui Pedro Assunção accepted on one condition.", "Rui Pedro Assunção"],
    ["one of the public", "Delphine Kerr, 118 Alder Street, stated that the paint is gone.", "Delphine Kerr"],
    ["a surname with a particle", "M. d'Estrenne said that the gate is broken.", "d'Estrenne"],
  ])("open with %s", (_, text, speaker) => {
    expect(speakers([CHAIR, TREASURER, text])).toEqual(["Chair", "Treasurer", speaker]);
  });

  it("open with the shorter form of one who spoke", () => {
    const auditor = "The external auditor presented the letter.";
    expect(speakers([CHAIR, auditor, TREASURER, "The auditor replied that it takes two minutes."])).toEqual([
      "Chair",
      "External auditor",
      "Treasurer",
      "External auditor",
    ]);
  });

  it("open with the initials that a list explains", () => {
    const list = "R.A.S. Rosa Alcaine Sanz, presidenta\n\nF.A.C. Fermín Abós Clavería\n\nT.Y.G. Tomás Yus Gracia\n\n";
    const head = `ACTA DE LA ASAMBLEA\n\n24 de febrero de 2024\n\n${list}1. Obras\n\n`;
    const said = ["R.A.S. informa de la obra del molino.", "T.Y.G. quiere saber cuánto cuesta."];
    expect(speakers(said, head).slice(-2)).toEqual(["Rosa Alcaine Sanz", "Tomás Yus Gracia"]);
  });

  it.each([
    ["Pregunta D.ª Marta Ferrán Soto por el estado de la fuente.", "Marta Ferrán Soto"],
    ["Ruega el Sr. Beltrán-Quiles que se traslade una disculpa.", "Beltrán-Quiles"],
    ["Toma la palabra el concejal Sr. de la Hoz, que considera precipitado el traslado.", "de la Hoz"],
  ])("open with a verb before its subject: %s", (text, speaker) => {
    const before = ["El Sr. Gil pregunta por la obra.", "La Sra. Olmedo responde que terminó en mayo."];
    expect(speakers([...before, text], SPANISH).at(-1)).toBe(speaker);
  });
});

describe("paragraphs below a narrated turn", () => {
  it.each([
    "She undertook to visit the tenant before the end of the week.",
    "His delegation was ready to pay.",
    "Owners must keep the gutters clean.",
  ])("go on with it where they say so: %s", (text) => {
    expect(speakers([CHAIR, TREASURER, text])).toEqual(["Chair", "Treasurer", "Treasurer"]);
  });

  it("go on with it where they lie before one that does", () => {
    const said = [CHAIR, TREASURER, "The windows had been ordered in June.", "She wished to know the price."];
    expect(speakers(said)).toEqual(["Chair", "Treasurer", "Treasurer", "Treasurer"]);
  });

  it.each([
    "There was general support for this approach.",
    "The Board RESOLVED to approve the accounts.",
    "The minutes were approved as corrected.",
    "The external auditor left the meeting.",
  ])("are nobody's otherwise: %s", (text) => {
    expect(speakers([CHAIR, TREASURER, text])).toEqual(["Chair", "Treasurer", null]);
  });

  it("are in doubt where somebody says something who cannot be told", () => {
    expect(speakers([CHAIR, TREASURER, "In discussion, several people asked for a delay."])).toEqual([
      "Chair",
      "Treasurer",
      "?",
    ]);
  });

  it("leave whom a pronoun means in doubt behind another subject", () => {
    const other = "A resident asked about the lift.";
    expect(speakers([CHAIR, TREASURER, other, "She had waited for a year, she said."])).not.toContain("Resident");
    expect(speakers([CHAIR, TREASURER, other, "She had waited for a year, she said."]).slice(2)).toEqual(["?", "?"]);
  });
});
