import { describe, expect, it } from "vitest";
import type { Language } from "../../../corpus/document.ts";
import { holdsAnswerType } from "../../../server/answers/answer-types.ts";
import { createLexicon } from "../../../server/retrieval/lexicon.ts";
import type { AnswerType } from "../../../server/understanding/cues.ts";

const lexicon = createLexicon([
  { id: "country:CL", kind: "country", names: { es: ["Chile"], en: ["Chile"] }, acronyms: [], aliases: [] },
  { id: "role:chair", kind: "role", names: { es: ["presidencia"], en: ["chair"] }, acronyms: [], aliases: [] },
]);

const holds = (text: string, type: AnswerType, language: Language = "es") =>
  holdsAnswerType(text, type, language, lexicon, { words: new Set(), concepts: new Set() });

describe("a text that holds the type of fact asked for", () => {
  it.each<[AnswerType, Language, string]>([
    ["number", "es", "La medida alcanza a 44 embarcaciones."],
    ["number", "es", "Lo firmaron nueve países."],
    ["number", "en", "Three terminals were opened."],
    ["number", "fr", "Ils sont douze."],
    ["share", "es", "El 19,6% del producto."],
    ["share", "es", "más de la mitad de las personas"],
    ["share", "en", "21 per cent of the landings"],
    ["share", "en", "two thirds of the fleet"],
    ["money", "es", "destinó 870 millones de dólares"],
    ["money", "en", "It cost US$ 12 million."],
    ["money", "en", "12 million dollars"],
    ["duration", "es", "permanecer hasta 6 meses"],
    ["duration", "en", "took nine months"],
    ["duration", "pt", "durante três anos"],
    ["date", "es", "En octubre de 2022 se reunieron."],
    ["date", "es", "el 4 de octubre"],
    ["date", "en", "since 2014"],
    ["date", "fr", "le 3 mars"],
    ["reason", "es", "Disminuyeron debido a la veda."],
    ["reason", "en", "It closed because the old one was full."],
    ["country", "es", "La flota de Chile creció."],
    ["place", "es", "Se reunieron en Lima."],
    ["place", "en", "They met in Kingston."],
    ["person", "es", "Lo dijo la presidencia."],
    ["person", "en", "It was led by the Harbour Authority."],
  ])("%s, in %s: %s", (type, language, text) => {
    expect(holds(text, type, language)).toBe(true);
  });

  it.each<[AnswerType, Language, string]>([
    ["number", "es", "La flota creció mucho."],
    ["share", "es", "La medida alcanza a 44 embarcaciones."],
    ["money", "es", "Se inauguraron 12 plantas."],
    ["money", "en", "The cost was high."],
    ["duration", "en", "It took 12 million dollars."],
    ["date", "es", "Se reunieron con 12 delegaciones."],
    ["country", "es", "La flota creció."],
    ["place", "es", "Se reunieron en privado."],
  ])("is not one without a %s, in %s: %s", (type, language, text) => {
    expect(holds(text, type, language)).toBe(false);
  });

  it.each<AnswerType>(["none", "definition"])("cannot be told by its form for the type %s", (type) => {
    expect(holds("La flota de Chile tiene 44 embarcaciones.", type)).toBeNull();
  });

  it("may hold a number that is not written, in an enumeration that can be counted", () => {
    expect(holds("La red de mareas; la red de faros; y la red de boyas.", "number")).toBeNull();
  });
});
