import { describe, expect, it } from "vitest";
import { openCountryLexicon, rememberMentions } from "../../corpus/countries.ts";
import { readRecord } from "../../corpus/reader.ts";

const lexicon = openCountryLexicon();

function codes(text: string, options?: { demonyms?: boolean; anyCase?: boolean }): string[] {
  return lexicon.findMentions(text, options).map(({ code }) => code);
}

const AMERICAS =
  "AG AR BB BS BO BR BZ CA CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV TT US UY VC VE".split(" ");

describe("the country lexicon", () => {
  it("knows every state of the Americas by its names and peoples in four languages", () => {
    for (const code of AMERICAS) {
      const country = lexicon.countries.find((candidate) => candidate.code === code);
      for (const name of Object.values(country?.names ?? {}))
        expect([name, lexicon.codeOf(name)]).toEqual([name, code]);
      expect([code, Object.values(country?.demonyms ?? {}).filter((forms) => forms.length > 0).length >= 3]).toEqual([
        code,
        true,
      ]);
    }
  });

  it("gives no form to two countries", () => {
    const owners = new Map<string, string>();
    for (const { code, names, aliases } of lexicon.countries) {
      for (const name of [...Object.values(names), ...aliases]) {
        const key = name.toLowerCase();
        expect([name, owners.get(key) ?? code]).toEqual([name, code]);
        owners.set(key, code);
      }
    }
  });

  it.each([
    ["EE. UU.", "US"],
    ["EE.UU.", "US"],
    ["los Estados Unidos", "US"],
    ["United States of America", "US"],
    ["Estado Plurinacional de Bolivia", "BO"],
    ["REPÚBLICA DOMINICANA", "DO"],
    ["republica dominicana", "DO"],
    ["el Perú", "PE"],
    ["Haïti", "HT"],
    ["Santa Sede", "VA"],
    ["peruana", "PE"],
  ])("knows %s as %s", (name, code) => {
    expect(lexicon.codeOf(name)).toBe(code);
  });

  it("finds the longest name where names overlap", () => {
    expect(codes("Guinea Ecuatorial y la República Dominicana; Dominica; Nigeria; Níger")).toEqual([
      "GQ",
      "DO",
      "DM",
      "NG",
      "NE",
    ]);
  });

  it("finds names and, when asked, peoples at their place", () => {
    const text = "Las personas haitianas llegaron a Chile.";
    expect(codes(text)).toEqual(["CL"]);
    expect(
      lexicon.findMentions(text, { demonyms: true }).map(({ start, end, by }) => [text.slice(start, end), by]),
    ).toEqual([
      ["haitianas", "demonym"],
      ["Chile", "name"],
    ]);
  });

  it.each([
    "US$ 20 millones",
    "they told us",
    "Nuevo México",
    "una panameñidad",
    "cubano",
  ])("finds no country's name in %s", (text) => {
    expect(codes(text)).toEqual([]);
  });

  it("finds names in small letters only when asked", () => {
    expect(codes("que dijo peru sobre brasil")).toEqual([]);
    expect(codes("que dijo peru sobre brasil", { anyCase: true })).toEqual(["PE", "BR"]);
    expect(codes("they told us", { anyCase: true })).toEqual([]);
  });

  it("remembers short texts for a reading, and nothing of a record once it is read", () => {
    const asked: string[] = [];
    const watched: typeof lexicon = {
      ...lexicon,
      findMentions(text, options) {
        asked.push(text);
        return lexicon.findMentions(text, options);
      },
    };
    const remembering = rememberMentions(watched);
    for (const options of [{}, { demonyms: true }, {}, { demonyms: true }])
      expect(remembering.findMentions("los chilenos del Perú", options)).toEqual(
        lexicon.findMentions("los chilenos del Perú", options),
      );
    expect(asked.splice(0)).toHaveLength(2);
    const source =
      "Ana Ruiz (Chile): El puerto abre.\n\nLuis Paz (Perú): El puerto cierra.\n\nAna Ruiz (Chile): Gracias.";
    const read = () => readRecord({ id: "acta", source, format: "text", countries: watched });
    expect(read()).toEqual(read());
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.slice(0, asked.length / 2)).toEqual(asked.slice(asked.length / 2));
  });
});
