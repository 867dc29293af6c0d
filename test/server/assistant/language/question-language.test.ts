import { describe, expect, it } from "vitest";
import { detectQuestionLanguage } from "../../../../server/assistant/language/question-language.ts";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";

const lexicon = createLexicon([
  {
    id: "term:ice",
    kind: "term",
    names: { es: ["hielo"], en: ["ice"], pt: ["gelo"], fr: ["glace"] },
    acronyms: [],
    aliases: [],
  },
]);
const detect = (text: string) => detectQuestionLanguage(text, (word) => lexicon.languagesOf(word));

describe("the language of a question", () => {
  it.each([
    ["es", "¿Qué recomendó la delegación de Chile sobre la refrigeración?"],
    ["es", "cuantas toneladas de merluza se desembarcaron"],
    ["es", "¿Y Canadá?"],
    ["es", "resumen de la sesión"],
    ["es", "¿Quién habló?"],
    ["en", "What did the delegation of Chile recommend about cold storage?"],
    ["en", "how many tonnes of hake were landed"],
    ["en", "and Canada?"],
    ["en", "Who spoke?"],
    ["en", "summary of the session"],
    ["pt", "Quais recomendações foram feitas pela delegação do Brasil?"],
    ["pt", "O que disse a delegação sobre a pesca e os portos?"],
    ["fr", "Quelles recommandations la délégation a-t-elle présentées ?"],
    ["fr", "Combien de bateaux sont concernés par la mesure ?"],
  ] as const)("is %s: %s", (language, text) => {
    expect(detect(text)).toBe(language);
  });

  it("is told by a single word of the lexicon that one language alone has", () => {
    expect(detect("hielo")).toBe("es");
    expect(detect("ice")).toBe("en");
    expect(detect("gelo")).toBe("pt");
  });

  it.each(["Chile", "MIRPS", "870", "¡!", "…", "COP27"])("is left open by what no language owns: %s", (text) => {
    expect([null, "es"]).toContain(detect(text));
    expect(detect(text.replace(/[¡¿]/gu, ""))).toBeNull();
  });
});
