import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areInflections,
  fold,
  isNumeric,
  languages,
  stem,
  stemsOf,
  tokenize,
} from "../../../../server/assistant/language/terms.ts";

const folded = (text: string): string[] => tokenize(text).map((token) => token.folded);

function tokenOf(word: string) {
  const [token] = tokenize(word);
  if (token === undefined) throw new Error(`"${word}" has no word.`);
  return token;
}

describe("tokens", () => {
  it.each([
    ["the same word with and without accents", "Migración", "migracion"],
    ["ñ as readers without the key type it", "niñez", "ninez"],
    ["an accent that is its own character", "Panama\u0301", "panama"],
    ["a dotted acronym", "O.E.A.", "oea"],
    ["an acronym with a figure", "COP27", "cop27"],
    ["a French elision", "l’eau", "eau"],
  ])("read %s", (_, text, word) => {
    expect(folded(text)).toEqual([word]);
  });

  it.each([
    ["19,6%", "19.6%"],
    ["19.6 %", "19.6%"],
    ["1.250", "1250"],
    ["1,250", "1250"],
    ["1.234.567", "1234567"],
    ["870", "870"],
    ["3,5", "3.5"],
    ["2022", "2022"],
  ])("write the number %s as %s", (written, canonical) => {
    expect(folded(`Llegó a ${written} en total`)).toEqual(["llego", "a", canonical, "en", "total"]);
  });

  it.each(["Peru's plan", "Peru’s plan"])("read the name in a possessive: %s", (text) => {
    expect(folded(text)).toContain("peru");
  });

  it("take compounds apart at hyphens and slashes", () => {
    expect(folded("asilo/refugio y post-covid")).toEqual(["asilo", "refugio", "y", "post", "covid"]);
  });

  it("leave a full stop without a space between two words", () => {
    expect(folded("en el año 2021.Sin embargo")).toEqual(["en", "el", "ano", "2021", "sin", "embargo"]);
  });

  it("tell numbers from words", () => {
    expect(tokenize("870 millones").map(isNumeric)).toEqual([true, false]);
  });

  it("stand at their offsets, in order, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(text.slice(token.start, token.end)).toBe(token.surface);
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          end = token.end;
        }
      }),
    );
  });
});

describe("folding", () => {
  it("changes nothing when done twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it("ignores case and accents", () => {
    expect(fold("MIGRACIÓN")).toBe(fold("migracion"));
  });
});

describe("stems", () => {
  it.each([
    ["es", "migración", "migraciones"],
    ["es", "recomendar", "recomendaron"],
    ["en", "recommend", "recommended"],
    ["en", "fishery", "fisheries"],
    ["pt", "recomendação", "recomendações"],
    ["fr", "pêcheur", "pêcheurs"],
  ] as const)("join inflections in %s: %s and %s", (language, left, right) => {
    const stems = stemsOf(tokenOf(left), language);
    expect(stemsOf(tokenOf(right), language).some((each) => stems.includes(each))).toBe(true);
  });

  it.each([
    "devolución",
    "migración",
    "gestión",
    "otorgación",
  ])("meet whether or not the accent of %s is typed", (word) => {
    expect(stemsOf(tokenOf(word), "es")).toContain(stem(fold(word), "es"));
  });

  it("leave numbers and very short words as they are", () => {
    for (const language of languages) {
      expect(stem("2022", language)).toBe("2022");
      expect(stem("19.6%", language)).toBe("19.6%");
      expect(stem("la", language)).toBe("la");
    }
  });
});

describe("inflections of one word", () => {
  it.each([
    ["migrante", "migrantes"],
    ["refugio", "refugios"],
    ["recommend", "recommended"],
    ["lidera", "lideran"],
  ])("are recognised: %s, %s", (left, right) => {
    expect(areInflections(left, right)).toBe(true);
    expect(areInflections(right, left)).toBe(true);
  });

  it("are not two words that a stemmer joins", () => {
    expect(areInflections("comunidad", "comunicacion")).toBe(false);
  });
});
