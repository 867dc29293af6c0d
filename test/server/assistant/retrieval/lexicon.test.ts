import { beforeAll, describe, expect, it } from "vitest";
import type { Language } from "../../../../corpus/document.ts";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import type { Concept } from "../../../../server/assistant/retrieval/concept.ts";
import { createLexicon, type Lexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { readProjectConcepts } from "../answers/record-bench.ts";

const noNames = { acronyms: [], aliases: [] } as const;

const concepts: readonly Concept[] = [
  { id: "term:council", kind: "term", names: { es: ["consejo"], en: ["council"] }, ...noNames },
  {
    id: "body:harbours",
    kind: "body",
    names: {
      es: ["Consejo de Puertos"],
      en: ["Harbour Council"],
      pt: ["Conselho dos Portos"],
      fr: ["Conseil des ports"],
    },
    acronyms: ["CAN"],
    aliases: ["la mesa portuaria"],
  },
  { id: "body:who", kind: "body", names: { en: ["Health Body"] }, acronyms: ["WHO"], aliases: [] },
  { id: "body:bank-one", kind: "body", names: { es: ["Banco Primero"] }, acronyms: ["CDB"], aliases: [] },
  { id: "body:bank-two", kind: "body", names: { es: ["Banco Segundo"] }, acronyms: ["CDB"], aliases: [] },
  { id: "term:tug", kind: "term", names: { es: ["remolcador"], en: ["tug boat"] }, ...noNames },
];

function named(
  lexicon: Lexicon,
  text: string,
  language: Language | null,
  place: "question" | "record" = "record",
): string[] {
  const tokens = tokenize(text);
  return lexicon
    .match(tokens, language, place === "question")
    .map(({ concept, first, last }) => `${concept.id}=${text.slice(tokens[first]?.start, tokens[last]?.end)}`);
}

describe("a lexicon", () => {
  const lexicon = createLexicon(concepts);

  it("takes the longest name, and the shorter one only where it stands alone", () => {
    expect(named(lexicon, "El Consejo de Puertos y otro consejo", "es")).toEqual([
      "body:harbours=Consejo de Puertos",
      "term:council=consejo",
    ]);
  });

  it.each([
    ["es", "los consejos de puertos"],
    ["en", "the Harbour Councils"],
    ["pt", "o conselho dos portos"],
    ["fr", "le conseil des ports"],
  ] as const)("finds a body's name, inflected, in %s", (language, text) => {
    // What the name holds inside it ("Councils") may be named as well.
    expect(named(lexicon, text, language)[0]?.split("=")[0]).toBe("body:harbours");
  });

  it("finds a term that overlaps the one before it in a text", () => {
    const overlapping = createLexicon([
      { id: "term:defend", kind: "term", names: { es: ["defensa de los derechos"] }, ...noNames },
      { id: "term:human-rights", kind: "term", names: { es: ["derechos humanos"] }, ...noNames },
    ]);
    const found = named(overlapping, "la defensa de los derechos humanos", "es").map((match) => match.split("=")[0]);
    expect(found).toEqual(["term:defend", "term:human-rights"]);
  });

  it("finds a name in another number than its own, where another name has the word as it stands", () => {
    const both = createLexicon([
      { id: "term:displaced", kind: "term", names: { es: ["personas desplazadas"] }, ...noNames },
      { id: "term:disability", kind: "term", names: { es: ["persona con discapacidad"] }, ...noNames },
    ]);
    expect(named(both, "las personas con discapacidad", "es")).toEqual(["term:disability=personas con discapacidad"]);
  });

  it("finds a name without its accents and in any case", () => {
    const lexiconWithAccents = createLexicon([
      { id: "term:action", kind: "term", names: { es: ["acción climática"] }, ...noNames },
    ]);
    expect(named(lexiconWithAccents, "la ACCION CLIMATICA", "es")).toEqual(["term:action=ACCION CLIMATICA"]);
  });

  it("finds names of every language where the language is not known", () => {
    expect(named(lexicon, "tug boat", null)).toEqual(["term:tug=tug boat"]);
    expect(named(lexicon, "remolcador", null)).toEqual(["term:tug=remolcador"]);
  });

  it("looks for names of the text's own language only", () => {
    expect(named(lexicon, "remolcador", "en")).toEqual([]);
  });

  it("finds an alias in a text of any language", () => {
    expect(named(lexicon, "la mesa portuaria", "es")).toEqual(["body:harbours=la mesa portuaria"]);
    expect(named(lexicon, "the so-called la mesa portuaria met", "en")).toEqual(["body:harbours=la mesa portuaria"]);
  });

  it("meets an acronym in a record only in capitals", () => {
    expect(named(lexicon, "The CAN met", "en")).toEqual(["body:harbours=CAN"]);
    expect(named(lexicon, "They can meet", "en")).toEqual([]);
    expect(named(lexicon, "the CAN's plan", "en").map((match) => match.split("=")[0])).toEqual(["body:harbours"]);
  });

  it("meets an acronym in small letters in a question, unless it is an everyday word", () => {
    expect(named(lexicon, "que dijo el cdb", "es", "question")).toEqual(["body:bank-one=cdb", "body:bank-two=cdb"]);
    expect(named(lexicon, "who can help", "en", "question")).toEqual([]);
  });

  it("offers every body that one acronym names", () => {
    expect(named(lexicon, "El CDB", "es")).toEqual(["body:bank-one=CDB", "body:bank-two=CDB"]);
  });

  it("keeps apart words that a stemmer joins", () => {
    const joined = createLexicon([{ id: "term:community", kind: "term", names: { es: ["comunidad"] }, ...noNames }]);
    expect(named(joined, "la comunicación y las comunidades", "es")).toEqual(["term:community=comunidades"]);
  });

  it("knows which languages have a word", () => {
    expect(lexicon.languagesOf("remolcador")).toEqual(["es"]);
    expect(lexicon.languagesOf("boat")).toEqual(["en"]);
    expect(lexicon.languagesOf("quetzal")).toEqual([]);
  });

  it("finds nothing in nothing", () => {
    expect(named(lexicon, "", "es")).toEqual([]);
    expect(named(createLexicon([]), "Consejo de Puertos", "es")).toEqual([]);
  });
});

describe("the project's lexicon", () => {
  let lexicon: Lexicon;
  beforeAll(async () => {
    lexicon = createLexicon(await readProjectConcepts());
  });

  it.each([
    ["es", "la República Dominicana", "country:DO"],
    ["es", "las personas haitianas", "country:HT"],
    ["en", "Haitians", "country:HT"],
    ["en", "the United States", "country:US"],
    ["es", "EE. UU", "country:US"],
    ["es", "EE.UU.", "country:US"],
    ["pt", "os Estados Unidos", "country:US"],
    ["fr", "les États-Unis", "country:US"],
    ["es", "la OEA", "body:oas"],
    ["en", "the Organization of American States", "body:oas"],
    ["fr", "l’Organisation des États américains", "body:oas"],
  ] as const)("names in %s: %s", (language, text, id) => {
    expect(named(lexicon, text, language).map((match) => match.split("=")[0])).toContain(id);
  });

  it("does not see Dominica in the Dominican Republic, nor a country in a pronoun", () => {
    expect(named(lexicon, "República Dominicana", "es").join()).not.toContain("country:DM");
    expect(named(lexicon, "they told us", "en").join()).not.toContain("country:US");
  });

  it("joins a subject's names in four languages", () => {
    const idsIn = (text: string, language: Language): string[] =>
      named(lexicon, text, language).map((match) => match.split("=")[0] ?? "");
    const spanish = idsIn("movilidad humana", "es");
    expect(spanish).not.toEqual([]);
    for (const [text, language] of [
      ["human mobility", "en"],
      ["mobilidade humana", "pt"],
      ["mobilité humaine", "fr"],
    ] as const) {
      expect(idsIn(text, language).some((id) => spanish.includes(id))).toBe(true);
    }
  });

  it("has ids of its own for every concept", () => {
    const ids = lexicon.concepts.map((concept) => concept.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 50)) expect(lexicon.get(id)?.id).toBe(id);
  });
});
