import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document, Passage } from "../../corpus/document.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
import { readRecord } from "../../corpus/reader.ts";
import { findDates } from "../../corpus/reading/dates.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { alignTranslation } from "../../corpus/translation.ts";

const FOLDER = new URL("../../corpus/documents/", import.meta.url);
const NAME = "resumen-sesion-tematica-cam-2023-05-09";

function sourceOf(language: string): string {
  return decodeSource(readFileSync(new URL(`${NAME}.${language}.txt`, FOLDER)));
}

function readText(source: string): Document {
  return readRecord({ id: "original", source, format: "text" }).document;
}

/** Figures as bare digits: "19,6%" and "19.6%" are one. Numbers of dates are compared as dates. */
function figuresOf(text: string): string[] {
  const undated = findDates(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return (undated.match(/\d+(?:[.,]\d+)*/g) ?? []).map((figure) => figure.replace(/\D/g, "")).sort();
}

/** Acronyms that the two languages spell differently. */
const SPELLINGS: Readonly<Record<string, string>> = {
  RCM: "CRM",
  SACM: "CSM",
  IDB: "BID",
  OAS: "OEA",
  UNHCR: "ACNUR",
  OECS: "OECO",
  GDP: "PIB",
  US: "EE",
};

function acronymsOf(text: string): string[] {
  if (text === text.toUpperCase()) return [];
  const found = (text.match(/(?<![\p{L}.])\p{Lu}{2,}\d*(?![\p{L}])/gu) ?? []).map(
    (acronym) => SPELLINGS[acronym] ?? acronym,
  );
  return [...new Set(found)].filter((acronym) => !["EE", "UU", "OECD", "OCDE"].includes(acronym)).sort();
}

describe("the translation of the CAM's summary", () => {
  const original = readText(sourceOf("es"));
  const translation = alignTranslation(original, sourceOf("en"), { language: "en", official: false });
  const passages: Passage[] = original.sections.flatMap((section) => section.passages);
  const pairs = passages.map((passage) => [passage, translation.texts.get(passage.id) ?? ""] as const);

  it("has a text for every passage and item", () => {
    expect(pairs.every(([, text]) => text !== "")).toBe(true);
    expect(translation.texts.size).toBe(passages.length);
  });

  it("keeps every figure", () => {
    for (const [passage, text] of pairs)
      expect([passage.id, figuresOf(text)]).toEqual([passage.id, figuresOf(passage.text)]);
  });

  it("keeps every date", () => {
    for (const [passage, text] of pairs) {
      expect([passage.id, findDates(text).map(({ date }) => date)]).toEqual([
        passage.id,
        findDates(passage.text).map(({ date }) => date),
      ]);
    }
  });

  it("keeps every acronym, in its language's spelling", () => {
    for (const [passage, text] of pairs)
      expect([passage.id, acronymsOf(text)]).toEqual([passage.id, acronymsOf(passage.text)]);
  });

  it("names the same countries", () => {
    const lexicon = openCountryLexicon();
    const countriesOf = (text: string): string[] =>
      [...new Set(lexicon.findMentions(text).map(({ code }) => code))].sort();
    const heading = (passage: Passage): boolean => passage.kind === "heading";
    for (const [passage, text] of pairs.filter(([passage]) => !heading(passage))) {
      expect([passage.id, countriesOf(text)]).toEqual([passage.id, countriesOf(passage.text)]);
    }
  });
});

describe("aligning a translation", () => {
  const original = readText(
    "Acta\n9 de mayo, 2023\n\nDelegación de Chile\n- Propuso: 1) medir los ríos; 2) publicar los datos.\n- Los caudales bajaron un tercio.",
  );

  it("pairs items with items", () => {
    const { texts } = alignTranslation(
      original,
      "Minutes\n9 May 2023\n\nDelegation of Chile\n- It proposed: 1) measuring rivers; 2) publishing data.\n- Flows fell by a third.",
      { language: "en", official: true },
    );
    expect(texts.get("original/p4.2")).toBe("publishing data.");
  });

  it.each([
    [
      "a paragraph is missing",
      "Minutes\n9 May 2023\n\nDelegation of Chile\n- It proposed: 1) measuring rivers; 2) publishing data.",
      /paragraph 5 on.*text has ended/,
    ],
    [
      "an item is missing",
      "Minutes\n9 May 2023\n\nDelegation of Chile\n- It proposed measuring rivers and publishing data.\n- Flows fell by a third.",
      /paragraph 4 \(item 1\)/,
    ],
  ])("refuses a translation in which %s", (_, source, message) => {
    const align = (): unknown => alignTranslation(original, source, { language: "en", official: false });
    expect(align).toThrow(RecordReadError);
    expect(align).toThrow(message);
  });
});
