import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document, Passage } from "../../corpus/document.ts";
import { decodeSource } from "../../corpus/extraction/source.ts";
import { readRecord } from "../../corpus/reader.ts";
import { readFixture } from "./expected-reading.ts";
import { generatedRecord, markedText, recordText } from "./generated-records.ts";

const FIXTURES = [
  "minutes-cyber-security.en.txt",
  "water-security.es.md",
  "school-feeding.es.txt",
  "disaster-risk.en.txt",
  "indigenous-languages.pt.txt",
] as const;

const countries = openCountryLexicon();
/** Properties read hundreds of records. */
const PROPERTY_TIMEOUT_MS = 60_000;

function passagesOf(document: Document): Passage[] {
  return document.sections.flatMap(({ passages }) => passages);
}

function spokenOf(document: Document): Document["sections"] {
  return document.sections.filter(({ number, passages }) => number > 0 && passages[0]?.kind !== "closing");
}

function readText(source: string): Document {
  return readRecord({ id: "record", source, format: "text", countries }).document;
}

describe.each(FIXTURES)("reading %s", (file) => {
  const { document, expected } = readFixture("records", file);

  it("finds what its title block says", () => {
    const { language, title, body, sessionDate, documentDate, symbol } = document;
    const { language: l, title: t, body: b, sessionDate: s, documentDate: d, symbol: y } = expected;
    expect({ language, title, body, sessionDate, documentDate, symbol }).toEqual({
      language: l,
      title: t,
      body: b,
      sessionDate: s,
      documentDate: d,
      symbol: y,
    });
  });

  it("keeps its title block and closing apart", () => {
    const counted = (kind: Passage["kind"]): number =>
      passagesOf(document).filter((passage) => passage.kind === kind).length;
    expect([counted("front-matter"), counted("closing")]).toEqual([expected.frontMatterBlocks, expected.closingBlocks]);
  });

  it("finds each speaker's part", () => {
    const speakers = spokenOf(document).map(
      ({ topic, speaker, honorific, role, organization, affiliation, country }) => ({
        topic,
        speaker,
        honorific,
        role,
        organization,
        affiliation,
        country,
      }),
    );
    expect(speakers).toEqual(expected.sections.map(({ passages: _, ...section }) => section));
  });

  it("finds each passage, its items and its kind", () => {
    const found = spokenOf(document).flatMap(({ number, passages }) =>
      passages.map(({ text, kind, item }) => ({ number, start: text, kind, item })),
    );
    const wanted = expected.sections.flatMap(({ passages }, index) =>
      passages.map(({ start, kind, item }) => ({ number: index + 1, start, kind, item })),
    );
    const shortened = found.map((passage, index) => ({
      ...passage,
      start: passage.start.slice(0, wanted[index]?.start.length),
    }));
    expect(shortened).toEqual(wanted);
  });

  it("reports its page furniture as exclusions", () => {
    const excluded = document.exclusions.map(({ start, end }) => document.source.slice(start, end));
    for (const text of expected.excluded) expect(excluded).toContain(text);
  });
});

describe("reading the summary of the CAM's session", () => {
  const source = decodeSource(
    readFileSync(new URL("../../corpus/documents/resumen-sesion-tematica-cam-2023-05-09.es.txt", import.meta.url)),
  );
  const document = readText(source);

  it("finds six speakers, whom they spoke for, and their country", () => {
    expect(spokenOf(document).map(({ speaker, organization, country }) => [speaker, organization, country])).toEqual([
      ["Vladimir Adolfo Franco", "CRM", "PA"],
      ["Alberto Alejandro Farje Orna", "CSM", "PE"],
      ["David Foran", "Departamento de Estado", "US"],
      ["Holda Álvarez de Marré", "MIRPS", null],
      ["Jeremy T Harris", "BID", null],
      ["Olga Alexandra Rebolledo", "Diálogo Internacional sobre las Migraciones", null],
    ]);
  });

  it("tells the presidency that a person holds from the ministry that employs them", () => {
    const [franco, farje] = spokenOf(document);
    expect(franco?.affiliation).toBe("Ministerio de Relaciones Exteriores de Panamá");
    expect(farje?.affiliation).toBe("Ministerio de Relaciones Exteriores de Perú");
    expect(farje?.role).toBe("Director General de Comunidades Peruanas en el Exterior y Asuntos Consulares");
  });

  it("names each part by the process or body presented", () => {
    expect(spokenOf(document).map(({ topic }) => topic)).toEqual([
      "Conferencia Regional Sobre Migración (CRM)",
      "Conferencia Suramericana sobre Migraciones (CSM)",
      "Declaración de los Ángeles",
      "Marco Integral Regional para la Protección y Soluciones (MIRPS)",
      "Banco Interamericano de Desarrollo (BID)",
      "Diálogo Internacional sobre las Migraciones",
    ]);
  });

  it("reads the four shared recommendations as items, with their stem as context", () => {
    const items = passagesOf(document).filter(({ item, section }) => item !== null && section === 1);
    expect(items.map(({ item, kind }) => [item, kind])).toEqual([1, 2, 3, 4].map((item) => [item, "recommendation"]));
    expect(items[2]?.text).toBe(
      "facilitar el acceso a los sistemas de asilo y protección internacional a las personas que así lo requieran",
    );
    expect(items[3]?.text).toMatch(/^identificar mecanismos .*xenofobia\.$/);
    expect(items[0]?.context).toBe("Las recomendaciones que comparte la CRM y la CSM se enfocan en:");
  });

  it("finds no items where countries' tasks are told without marks", () => {
    const block = passagesOf(document).find(({ text }) => text.startsWith("Como resultado, se han conformado"));
    expect(passagesOf(document).some(({ parentId }) => parentId === block?.id)).toBe(false);
    expect(block?.context).toMatch(/^En la reunión de Lima/);
  });

  it("keeps a heading and its speaker's line one paragraph", () => {
    const headings = passagesOf(document).filter(({ kind }) => kind === "heading");
    expect(headings).toHaveLength(6);
    expect(headings[0]?.text).toMatch(
      /^Recomendaciones y principales[\s\S]*\nS\.E Vladimir Adolfo Franco, [^\n]*\(CRM\)$/,
    );
    expect(headings.map(({ paragraph }) => paragraph)).toEqual([6, 13, 20, 28, 34, 48]);
  });

  it("finds its dates", () => {
    expect([document.sessionDate, document.documentDate]).toEqual(["2023-05-09", "2023-05-18"]);
  });
});

describe("the reader", () => {
  const everyRecord = fc.oneof(
    recordText,
    markedText,
    fc.string({ maxLength: 400, unit: "grapheme" }),
    fc.array(fc.string({ maxLength: 60 }), { maxLength: 12 }).map((lines) => lines.join("\n")),
  );

  it(
    "quotes passages that are their slice of the source, of any text",
    () => {
      fc.assert(
        fc.property(everyRecord, fc.constantFrom("text" as const, "markdown" as const), (source, format) => {
          const { document } = readRecord({ id: "record", source, format, countries });
          for (const { start, end, text } of passagesOf(document)) {
            expect(source.slice(start, end)).toBe(text);
            expect(text.trim()).toBe(text);
            expect(text).not.toBe("");
          }
        }),
        { numRuns: 80 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it(
    "loses no character, of any text",
    () => {
      fc.assert(
        fc.property(everyRecord, fc.constantFrom("text" as const, "markdown" as const), (source, format) => {
          expect(readRecord({ id: "record", source, format, countries }).audit.lost).toEqual([]);
        }),
        { numRuns: 80 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it(
    "keeps blocks disjoint, items within their block, and ids of one kind, of any record",
    () => {
      fc.assert(
        fc.property(generatedRecord, ({ source }) => {
          const passages = passagesOf(readText(source));
          const blocks = passages.filter(({ item }) => item === null);
          blocks.slice(1).forEach((block, index) => {
            expect(block.start).toBeGreaterThanOrEqual(blocks[index]?.end ?? 0);
          });
          expect(blocks.map(({ paragraph }) => paragraph)).toEqual(blocks.map((_, index) => index + 1));
          expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
          for (const item of passages.filter(({ parentId }) => parentId !== null)) {
            const block = blocks.find(({ id }) => id === item.parentId);
            expect(block).toBeDefined();
            expect(item.start).toBeGreaterThanOrEqual(block?.start ?? Number.NaN);
            expect(item.end).toBeLessThanOrEqual(block?.end ?? Number.NaN);
            expect([item.paragraph, item.section]).toEqual([block?.paragraph, block?.section]);
          }
        }),
        { numRuns: 60 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it(
    "keeps one speaker's paragraphs in one part, whatever the layout",
    () => {
      fc.assert(
        fc.property(generatedRecord, ({ source, speakers }) => {
          const document = readText(source);
          const flat = (text: string): string => text.replace(/\s+/g, " ");
          const sections = spokenOf(document).map((section) =>
            section.passages.filter(({ kind }) => kind !== "heading").map(({ text }) => flat(text)),
          );
          expect(sections).toEqual(speakers.map(({ paragraphs }) => paragraphs));
          expect(spokenOf(document).map(({ organization }) => organization)).toEqual(
            speakers.map(({ country }) => `Delegation of ${country}`),
          );
        }),
        { numRuns: 100 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it("reads the same record the same way each time", () => {
    const source = fc.sample(recordText, { numRuns: 1, seed: 7 })[0] ?? "";
    expect(readText(source)).toEqual(readText(source));
  });

  it("lets given metadata stand over what the title block says", () => {
    const { document } = readRecord({
      id: "x",
      source: "ACTA\n9 de mayo, 2023\n\nTexto del acta que nadie firma.",
      format: "text",
      metadata: { title: "Otro título", sessionDate: "2022-01-01" },
    });
    expect([document.title, document.sessionDate]).toEqual(["Otro título", "2022-01-01"]);
  });
});
