import { describe, expect, it } from "vitest";
import type { Language } from "../../../../corpus/document.ts";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import type { Concept } from "../../../../server/assistant/retrieval/concept.ts";
import { createLexicalIndex } from "../../../../server/assistant/retrieval/lexical-index.ts";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { buildQueryUnits, createVocabulary } from "../../../../server/assistant/retrieval/query-units.ts";
import { analyzeText, conceptKey, exactKey } from "../../../../server/assistant/retrieval/search-text.ts";

const concepts: readonly Concept[] = [
  {
    id: "term:trafficking",
    kind: "term",
    names: { es: ["trata de personas"], en: ["human trafficking"] },
    acronyms: [],
    aliases: [],
  },
  { id: "term:tug", kind: "term", names: { es: ["remolcador"], en: ["tug"] }, acronyms: [], aliases: [] },
  { id: "term:other", kind: "term", names: { en: ["remolcedores"] }, acronyms: [], aliases: [] },
  { id: "term:cold", kind: "term", names: { es: ["cadena fría"], en: ["cold chain"] }, acronyms: [], aliases: [] },
];

const records = ["Se combate la trata de personas en los puertos.", "Los remolcadores llegan tarde.", "La bahía."];
const lexicon = createLexicon(concepts);
const lexicalIndex = createLexicalIndex(
  records.map((text) => [{ keys: analyzeText(text, "es", lexicon).keys.flat(), weight: 1 }]),
);
const words = new Set(records.flatMap((text) => tokenize(text).map((token) => token.folded)));
const vocabulary = createVocabulary();
for (const word of words) vocabulary.add(word, "es");
const unitsOf = (text: string, language: Language | null) =>
  buildQueryUnits(tokenize(text), language, { lexicon, lexicalIndex, vocabulary });

function found(text: string, language: Language | null): number[] {
  return [...lexicalIndex.score(unitsOf(text, language)).scores.keys()].sort();
}

describe("query units", () => {
  it("make one unit of an expression, and lesser units of its words", () => {
    const units = unitsOf("trata de personas", "es");
    const [whole, ...parts] = units;
    expect(whole).toMatchObject({ surface: "trata de personas", partOf: null, importance: 1 });
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      expect(part.partOf).toBe(0);
      expect(part.importance).toBeLessThan(1);
    }
  });

  it("leave to its words an expression that the records never use", () => {
    expect(unitsOf("cold chain", "en").map(({ partOf }) => partOf)).toEqual([null, null]);
  });

  it("count a repeated word once", () => {
    expect(unitsOf("bahía Bahía BAHIA", "es")).toHaveLength(1);
  });

  it("reach an inflection of the word asked", () => {
    expect(found("puerto", "es")).toEqual([0]);
    expect(found("bahias", "es")).toEqual([2]);
  });

  it("reach a translation of the word or the expression asked", () => {
    expect(found("tug", "en")).toEqual([1]);
    expect(found("human trafficking", "en")).toEqual([0]);
  });

  it("reach a near spelling of a word that the records do not hold", () => {
    expect(found("remolkadores", "es")).toEqual([1]);
  });

  it("do not bend a word that the lexicon knows, though the records do not hold it: it is spelled right", () => {
    expect(found("remolcidores", "es")).toEqual([1]);
    expect(found("remolcedores", "en")).toEqual([]);
  });

  it("do not bend a word that the records hold to its neighbours in spelling", () => {
    const keys = unitsOf("puertos", "es").flatMap(({ alternatives }) => alternatives.map(({ key }) => key));
    expect(keys).toEqual([exactKey("puertos")]);
  });

  it("rate the word itself highest among its alternatives", () => {
    for (const unit of unitsOf("remolcador puerto tug", "es")) {
      const weights = unit.alternatives.map(({ weight }) => weight);
      expect(unit.alternatives[0]?.weight).toBe(Math.max(...weights));
      for (const weight of weights) {
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(1);
      }
    }
  });

  it("carry the concept of a word", () => {
    const [unit] = unitsOf("tug", "en");
    expect(unit?.alternatives.map(({ key }) => key)).toContain(conceptKey("term:tug"));
  });

  it("are none of nothing", () => {
    expect(unitsOf("", "es")).toEqual([]);
  });
});

describe("the vocabulary of the records", () => {
  it("finds near spellings that begin alike, and none of short words", () => {
    expect(vocabulary.near("personaz")).toContain("personas");
    expect(vocabulary.near("xersonas")).toEqual([]);
    expect(vocabulary.near("bah")).toEqual([]);
  });

  it("finds inflections in the language asked only", () => {
    const [token] = tokenize("remolcador");
    if (token === undefined) throw new Error("no token");
    expect(vocabulary.inflections(token, "es")).toEqual(["remolcadores"]);
    expect(vocabulary.inflections(token, "en")).toEqual([]);
  });
});
