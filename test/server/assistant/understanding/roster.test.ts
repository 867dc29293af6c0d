import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { doAtOnce } from "../../../../embeddings/work-slices.ts";
import { isNear, spellingTolerance } from "../../../../server/assistant/language/spelling.ts";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { extensionSteps } from "../../../../server/assistant/understanding/record-concepts.ts";
import { createRoster, type Roster } from "../../../../server/assistant/understanding/roster.ts";
import { fishingRecord } from "../answers/fishing-records.ts";
import { readProjectConcepts, readRealDocument, readText } from "../answers/record-bench.ts";

describe("near spellings", () => {
  it.each([
    ["farje", "farge", 1],
    ["rebolledo", "reboledo", 1],
    ["rebolledo", "rebollledo", 1],
    ["foran", "froan", 1],
    ["alvarez", "albares", 2],
  ])("are %s and %s, at %i", (left, right, distance) => {
    expect(isNear(left, right, distance)).toBe(true);
    expect(isNear(left, right, distance - 1)).toBe(false);
  });

  it("are symmetric, and a word is near to itself", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat({ max: 3 }), (left, right, limit) => {
        expect(isNear(left, right, limit)).toBe(isNear(right, left, limit));
        expect(isNear(left, left, 0)).toBe(true);
      }),
    );
  });

  it("grow no rarer with a wider limit", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 7 });
    fc.assert(
      fc.property(word, word, fc.nat({ max: 4 }), (left, right, limit) => {
        if (isNear(left, right, limit)) expect(isNear(left, right, limit + 1)).toBe(true);
      }),
    );
  });

  it("are allowed to long words only", () => {
    expect(spellingTolerance("rio")).toBe(0);
    expect(spellingTolerance("farje")).toBeGreaterThan(0);
    expect(spellingTolerance("rebolledo")).toBeGreaterThanOrEqual(spellingTolerance("farje"));
  });
});

describe("the roster", () => {
  let roster: Roster;
  beforeAll(async () => {
    const documents = [await readRealDocument(), readText("fishing", fishingRecord)];
    roster = createRoster(documents, createLexicon(doAtOnce(extensionSteps(await readProjectConcepts(), documents))));
  });

  const labels = (sections: Roster["sections"]): string[] => sections.map(({ section }) => roster.labelOf(section));
  const named = (word: string) => {
    const { sections, exact } = roster.sectionsNamed(word);
    return { who: labels(sections), exact };
  };

  it("lists those who spoke, and neither front matter nor closing", () => {
    expect(roster.sections).toHaveLength(9);
    expect(new Set(roster.sections.map(({ id }) => id)).size).toBe(9);
    for (const label of labels(roster.sections)) expect(label).not.toBe("");
  });

  it.each(["farje", "orna", "alberto", "alejandro"])("knows a speaker by %s, a word of the name", (word) => {
    expect(named(word)).toEqual({ who: ["Alberto Alejandro Farje Orna"], exact: true });
  });

  it.each([
    ["farge", "Alberto Alejandro Farje Orna"],
    ["reboledo", "Olga Alexandra Rebolledo"],
    ["harrys", "Jeremy T Harris"],
    ["forran", "David Foran"],
  ])("knows a speaker by the misspelled name %s", (word, who) => {
    expect(named(word)).toEqual({ who: [who], exact: false });
  });

  it("takes the name as it stands before any near one", () => {
    expect(named("franco").exact).toBe(true);
  });

  it.each(["de", "pez", "turbina"])("knows nobody by %s", (word) => {
    expect(named(word).who).toEqual([]);
  });

  it("has no names of persons where delegations speak", () => {
    const delegations = roster.sections.filter(({ document }) => document.id === "fishing");
    expect(delegations).toHaveLength(3);
    for (const { nameWords } of delegations) expect(nameWords.size).toBe(0);
  });

  it("finds a delegation by its country", () => {
    expect(labels(roster.sectionsOf("country:CR"))).toEqual(["Delegación de Costa Rica"]);
    expect(labels(roster.sectionsOf("country:US"))).toEqual(["David Foran"]);
    expect(roster.sectionsOf("country:HT")).toEqual([]);
  });

  it("tells two bodies apart that one country presides over", () => {
    const idOf = (acronym: string) =>
      roster.sections.find(({ section }) => section.organization === acronym)?.organizationConcepts;
    for (const acronym of ["CRM", "MIRPS"]) {
      const [concept] = [...(idOf(acronym) ?? [])];
      expect(roster.sectionsOf(concept ?? "").map(({ section }) => section.organization)).toEqual([acronym]);
    }
  });
});
