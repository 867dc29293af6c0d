import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createLexicalIndex,
  type QueryUnit,
  type Scores,
} from "../../../../server/assistant/retrieval/lexical-index.ts";
import type { FieldTerms } from "../../../../server/assistant/retrieval/lexical-postings.ts";
import { conceptKey, exactKey } from "../../../../server/assistant/retrieval/search-text.ts";

const own = (words: string): FieldTerms => ({ keys: words.split(" ").map(exactKey), weight: 1 });
const heading = (words: string): FieldTerms => ({ keys: words.split(" ").map(exactKey), weight: 0.3 });

function unit(words: string, rest: Partial<QueryUnit> = {}): QueryUnit {
  const alternatives = words.split(" ").map((word) => ({ key: exactKey(word), weight: 1 }));
  return { surface: words, alternatives, importance: 1, partOf: null, ...rest };
}

const best = (scores: Scores): number[] => [...scores].sort(([, a], [, b]) => b - a).map(([ordinal]) => ordinal);

describe("the lexical index", () => {
  it("scores only the texts that match", () => {
    const index = createLexicalIndex([[own("ice plant")], [own("tug boat")]]);
    expect([...index.score([unit("ice")]).scores.keys()]).toEqual([0]);
    expect(index.score([unit("shark")]).scores.size).toBe(0);
  });

  it("prefers the text that says a rarer word", () => {
    const index = createLexicalIndex([[own("ice boat")], [own("ice tug")], [own("ice sail")], [own("rope tug")]]);
    const { scores } = index.score([unit("ice"), unit("tug")]);
    expect(best(scores)[0]).toBe(1);
    expect(scores.get(3)).toBeGreaterThan(scores.get(0) ?? Number.POSITIVE_INFINITY);
  });

  it("counts a unit once, however many of its synonyms a text holds", () => {
    const index = createLexicalIndex([[own("boat ship rope")], [own("boat sail rope")], [own("net sail rope")]]);
    const { scores } = index.score([unit("boat ship")]);
    expect(scores.get(0)).toBeCloseTo(scores.get(1) ?? 0, 10);
  });

  it("takes a unit's frequency from the union of its synonyms, so that none looks rare", () => {
    const index = createLexicalIndex([[own("boat")], [own("ship")], [own("vessel")], [own("rope")]]);
    const { frequencies, inverseFrequencies } = index.score([unit("boat ship vessel"), unit("rope")]);
    expect(frequencies).toEqual([3, 1]);
    expect(inverseFrequencies[1]).toBeGreaterThan(inverseFrequencies[0] ?? 0);
  });

  it("gives a unit that nothing holds the highest inverse frequency", () => {
    const index = createLexicalIndex([[own("boat")], [own("rope")]]);
    const { frequencies, inverseFrequencies } = index.score([unit("boat"), unit("shark")]);
    expect(frequencies).toEqual([1, 0]);
    expect(inverseFrequencies[1]).toBe(Math.max(...inverseFrequencies));
  });

  it("rates a weaker alternative below the word itself", () => {
    const index = createLexicalIndex([[own("boat rope")], [own("ship rope")]]);
    const alternatives = [
      { key: exactKey("boat"), weight: 1 },
      { key: exactKey("ship"), weight: 0.6 },
    ];
    const { scores } = index.score([{ surface: "boat", alternatives, importance: 1, partOf: null }]);
    expect(scores.get(0)).toBeGreaterThan(scores.get(1) ?? Number.POSITIVE_INFINITY);
  });

  it("rates a word in a text above the same word in what introduces it", () => {
    const index = createLexicalIndex([
      [own("boat rope"), heading("sail net")],
      [own("net rope"), heading("boat sail")],
    ]);
    expect(best(index.score([unit("boat")]).scores)).toEqual([0, 1]);
  });

  it("prefers the shorter of two texts that say the same", () => {
    const index = createLexicalIndex([[own("boat rope sail net ice tug pier wave")], [own("boat rope")]]);
    expect(best(index.score([unit("boat")]).scores)).toEqual([1, 0]);
  });

  it("restricts scores, not frequencies, to the texts accepted", () => {
    const index = createLexicalIndex([[own("boat")], [own("boat")], [own("rope")]]);
    const { scores, frequencies } = index.score([unit("boat")], (ordinal) => ordinal === 1);
    expect([...scores.keys()]).toEqual([1]);
    expect(frequencies).toEqual([2]);
    expect(scores.get(1)).toBe(index.score([unit("boat")]).scores.get(1));
  });

  it("counts a less important unit for less", () => {
    const index = createLexicalIndex([[own("boat rope")], [own("sail rope")], [own("net rope")]]);
    const { scores } = index.score([unit("boat"), unit("sail", { importance: 0.35 })]);
    expect(scores.get(0)).toBeGreaterThan(scores.get(1) ?? Number.POSITIVE_INFINITY);
  });

  it("lists the texts that hold a key in their own words", () => {
    const index = createLexicalIndex([[own("boat")], [own("rope"), heading("boat")], [own("boat net")]]);
    expect(index.holders(exactKey("boat"))).toEqual([0, 2]);
    expect(index.has(exactKey("boat"))).toBe(true);
    expect(index.holders(exactKey("shark"))).toEqual([]);
    expect(index.has(conceptKey("term:shark"))).toBe(false);
  });

  it("answers over no text at all", () => {
    const index = createLexicalIndex([]);
    expect(index.size).toBe(0);
    expect(index.score([unit("boat")]).scores.size).toBe(0);
  });

  it("never lowers a text's score when a unit is added, and keeps scores finite and positive", () => {
    const words = ["boat", "rope", "sail", "net", "ice"] as const;
    const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(fc.constantFrom(...words), { minLength: 2, maxLength: 4 }),
        (texts, asked) => {
          const index = createLexicalIndex(texts.map((each) => [own(each.join(" "))]));
          const units = asked.map((word) => unit(word));
          const fewer = index.score(units.slice(1)).scores;
          for (const [ordinal, score] of index.score(units).scores) {
            expect(score).toBeGreaterThan(0);
            expect(Number.isFinite(score)).toBe(true);
            expect(score).toBeGreaterThanOrEqual(fewer.get(ordinal) ?? 0);
          }
        },
      ),
    );
  });
});
