import { describe, expect, it } from "vitest";
import { countryName, formatDate, formatNumber, languageName, paragraphMark } from "../../client/formats.ts";
import { preferredLanguage } from "../../client/preferences.ts";
import { english } from "../../client/strings/english.ts";
import { spanish } from "../../client/strings/spanish.ts";

describe("the language of the interface", () => {
  it("is what the reader chose, else the first that the browser asks for and the page speaks, else Spanish", () => {
    expect(preferredLanguage("en", ["es-PE"])).toBe("en");
    expect(preferredLanguage(null, ["fr-HT", "en-US", "es"])).toBe("en");
    expect(preferredLanguage("xx", ["pt-BR"])).toBe("es");
  });

  it("has the same texts in both tables, none of them empty", () => {
    const texts = (value: unknown, path = ""): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`))
        : [value === "" ? `${path} is empty` : path];
    expect(texts(spanish)).toEqual(texts(english));
    expect(texts(spanish).filter((text) => text.endsWith(" is empty"))).toEqual([]);
  });
});

describe("dates, numbers and names", () => {
  it("are written as the reader's language writes them", () => {
    expect(formatDate("2023-05-09", "es")).toBe("9 de mayo de 2023");
    expect(formatDate("2023-05-09", "en")).toBe("9 May 2023");
    expect(formatNumber(0.1964, "es")).toBe("0,196");
    expect(countryName("US", "es")).toBe("Estados Unidos");
    expect(languageName("en", "es")).toBe("inglés");
    expect(paragraphMark(12, 3)).toBe("¶12 (3)");
  });

  it("stay as they are where they are none", () => {
    expect(formatDate("2023-13-45", "es")).toBe("2023-13-45");
    expect(formatDate("mayo", "es")).toBe("mayo");
    expect(countryName("??", "en")).toBe("??");
  });
});
