import { describe, expect, it } from "vitest";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import {
  analyzeText,
  conceptKey,
  describeSection,
  exactKey,
  listPassages,
} from "../../../../server/assistant/retrieval/search-text.ts";
import { listVectorEntries } from "../../../../server/assistant/retrieval/search-vectors.ts";
import { fishingRecord, harbourRecord } from "../answers/fishing-records.ts";
import { readRealDocument, readText } from "../answers/record-bench.ts";

const lexicon = createLexicon([
  { id: "term:ice", kind: "term", names: { es: ["planta de hielo"] }, acronyms: [], aliases: [] },
]);
const fishing = readText("fishing", fishingRecord);
const harbour = readText("harbour", harbourRecord);
const passages = listPassages([fishing, harbour]);

describe("an analysed text", () => {
  it("answers to its words, without function words, and to the concepts that it names", () => {
    const { tokens, keys } = analyzeText("Las plantas de hielo de la caleta", "es", lexicon);
    expect(keys).toHaveLength(tokens.length);
    const all = new Set(keys.flat());
    expect(all).toContain(exactKey("plantas"));
    expect(all).toContain(conceptKey("term:ice"));
    expect(all).not.toContain(exactKey("de"));
    expect(all).not.toContain(exactKey("la"));
  });
});

describe("the passages of a collection", () => {
  it("are numbered in document order, across documents", () => {
    expect(passages.map(({ ordinal }) => ordinal)).toEqual(passages.map((_, position) => position));
    const expected = [fishing, harbour].flatMap(({ sections }) =>
      sections.flatMap((section) => section.passages.map(({ id }) => id)),
    );
    expect(passages.map(({ passage }) => passage.id)).toEqual(expected);
  });

  it("know their items and their block", () => {
    const block = passages.find(({ passage }) => passage.id === "fishing/p10");
    expect(block?.items.map((ordinal) => passages[ordinal]?.passage.item)).toEqual([1, 2, 3]);
    for (const ordinal of block?.items ?? []) expect(passages[ordinal]?.block).toBe(block?.ordinal);
    expect(block?.block).toBeNull();
  });

  it("are introduced by what their section tells of its speaker", () => {
    const section = fishing.sections[1];
    if (section === undefined) throw new Error("no section");
    expect(describeSection(section)).toContain("Delegación de Chile");
    expect(describeSection({ ...section, topic: "Puertos", role: "Ministra" })).toBe(
      "Puertos. Delegación de Chile. Ministra. Delegación de Chile",
    );
  });
});

describe("the texts that are embedded", () => {
  const entries = listVectorEntries(passages, true);

  it("have one key each, and hold every passage whole", () => {
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    const whole = entries.filter(({ key }) => !key.includes("~"));
    expect(whole.map(({ ordinal }) => ordinal)).toEqual(passages.map(({ ordinal }) => ordinal));
  });

  it("put who speaks before what is said", () => {
    const { ordinal } = passages.find(({ passage }) => passage.id === "fishing/p5") ?? { ordinal: -1 };
    const text = entries.find((entry) => entry.ordinal === ordinal)?.text;
    expect(text?.startsWith("Delegación de Chile. La flota artesanal")).toBe(true);
  });

  it("keep their keys while the record's revision stays, wherever it stands in the collection", () => {
    const alone = listVectorEntries(listPassages([harbour]), true).map(({ key }) => key);
    expect(entries.map(({ key }) => key)).toEqual(expect.arrayContaining(alone));
  });

  it("hold a translation of a passage beside it, only where translations are searched", async () => {
    const real = listPassages([await readRealDocument()]);
    const translated = (use: boolean) => listVectorEntries(real, use).filter(({ key }) => key.endsWith("~en"));
    expect(translated(true).length).toBeGreaterThan(50);
    expect(translated(false)).toEqual([]);
  });

  it("put what a passage leans on before it", async () => {
    const real = listPassages([await readRealDocument()]);
    const leaning = real.filter(({ passage }) => passage.context !== "");
    expect(leaning.length).toBeGreaterThan(0);
    const texts = listVectorEntries(real, false);
    for (const { ordinal, passage } of leaning) {
      const whole = texts.find((entry) => entry.ordinal === ordinal);
      expect(whole?.text.includes(passage.context.replace(/\s+/gu, " ").trim())).toBe(true);
    }
  });
});
