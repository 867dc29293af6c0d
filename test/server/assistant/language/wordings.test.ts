import { describe, expect, it } from "vitest";
import { fold, languages } from "../../../../server/assistant/language/terms.ts";
import { isFunctionWord, isFunctionWordAnywhere, wordings } from "../../../../server/assistant/language/wordings.ts";

describe.each(languages)("the wording of %s", (language) => {
  const { ordinals, ...tables } = wordings[language];

  it("has every table filled, with single folded words", () => {
    for (const [name, table] of Object.entries(tables)) {
      expect(table.size, name).toBeGreaterThan(0);
      for (const word of table) expect(word, name).toBe(fold(word).trim());
    }
  });

  it("points with ordinals to a place, or to the last", () => {
    expect(Object.values(ordinals)).toEqual(expect.arrayContaining([1, 2, -1]));
  });

  it("counts the pronouns for speakers among the pronouns", () => {
    for (const word of tables.speakerPronouns) expect(tables.pronouns).toContain(word);
  });
});

it("tells function words by language", () => {
  expect(isFunctionWord("the", "en")).toBe(true);
  expect(isFunctionWord("the", "es")).toBe(false);
  expect(isFunctionWordAnywhere("pourquoi")).toBe(true);
  expect(isFunctionWordAnywhere("puerto")).toBe(false);
});
