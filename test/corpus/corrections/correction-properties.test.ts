import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Correction } from "../../../corpus/corrections/correction.ts";
import { openCountryLexicon } from "../../../corpus/countries.ts";
import { extractFile } from "../../../corpus/formats/extract-file.ts";
import type { RecordInput } from "../../../corpus/reader.ts";
import { readRecord } from "../../../corpus/reader.ts";
import { generatedRecord } from "../generated-records.ts";

const countries = openCountryLexicon();
const timeoutMs = 120_000;
const fixture = (name: string) => readFileSync(new URL(`../../fixtures/records/${name}`, import.meta.url), "utf8");

/** Places anywhere in a text, and what may be said of them. */
function correctionsOf(source: string): fc.Arbitrary<readonly Correction[]> {
  const place = fc
    .tuple(fc.nat({ max: Math.max(0, source.length - 1) }), fc.integer({ min: 1, max: 30 }))
    .map(([start, length]) => ({ start, quote: source.slice(start, start + length) }));
  const name = fc.constantFrom("Ana Ruiz", "Sr. Brook", "Delegation of Peru", "OAS");
  const end = (start: number, length: number) => Math.min(source.length, start + length);
  const correction: fc.Arbitrary<Correction> = fc.oneof(
    fc
      .record({ place, speaker: name, length: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }) })
      .map(({ place: at, speaker, length }) => ({
        type: "turn" as const,
        ...at,
        speaker,
        ...(length !== undefined && { end: end(at.start, length) }),
      })),
    fc
      .record({ type: fc.constantFrom("nobody", "heading", "not-heading"), place })
      .map(({ type, place: at }) => ({ type, ...at }) as Correction),
    fc
      .record({ place, kind: fc.constantFrom("recommendation", "key-point") })
      .map(({ place: at, kind }) => ({ type: "kind", ...at, kind }) as Correction),
    fc
      .record({ names: fc.array(name, { minLength: 1, maxLength: 3 }), name })
      .map((names) => ({ type: "same-person", ...names }) as Correction),
    fc.constantFrom<Correction>({ type: "metadata", title: "Own title" }, { type: "metadata", language: "pt" }),
  );
  return fc.array(correction, { maxLength: 12 });
}

function checkReading(input: RecordInput, corrections: readonly Correction[]): void {
  const before = readRecord({ ...input, countries });
  const { document, audit } = readRecord({ ...input, countries, corrections });
  const { source } = document;
  expect(audit.lost).toEqual([]);
  expect(audit.characters.passages + audit.characters.excluded).toBe(audit.characters.source);
  let last = -1;
  const ids = new Set<string>();
  for (const section of document.sections) {
    for (const passage of section.passages) {
      expect(source.slice(passage.start, passage.end)).toBe(passage.text);
      expect(passage.text.trim()).toBe(passage.text);
      expect(passage.text).not.toBe("");
      expect(passage.section).toBe(section.number);
      ids.add(passage.id);
      if (passage.parentId !== null) continue;
      expect(passage.start).toBeGreaterThan(last);
      last = passage.end - 1;
    }
  }
  expect(ids.size).toBe(document.sections.flatMap(({ passages }) => passages).length);
  // The same twice, and without them what was read before.
  expect(readRecord({ ...input, countries, corrections }).document).toEqual(document);
  expect(readRecord({ ...input, countries, corrections: [] })).toEqual(before);
}

describe("with any corrections", () => {
  it("every character of a generated record is accounted for, offsets hold, and undoing gives what was read before", {
    timeout: timeoutMs,
  }, () => {
    const cases = generatedRecord.chain(({ source }) => fc.tuple(fc.constant(source), correctionsOf(source)));
    fc.assert(
      fc.property(cases, ([source, corrections]) => checkReading({ id: "r", source, format: "text" }, corrections)),
      { numRuns: 60 },
    );
  });

  it.each(["session.docx", "minutes.pdf", "session.html"])("so they are of %s", {
    timeout: timeoutMs,
  }, async (name) => {
    const bytes = readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));
    const { text, format, structure, pages } = await extractFile({ name, bytes });
    const input = { id: "r", source: text, format, structure, pages };
    fc.assert(
      fc.property(correctionsOf(text), (corrections) => checkReading(input, corrections)),
      { numRuns: 10 },
    );
  });

  it("of more text and more corrections each correction is looked at as often", { timeout: timeoutMs }, () => {
    const looksPerCorrection = (copies: number) => {
      let looks = 0;
      const counted = (correction: Correction): Correction =>
        new Proxy(correction, {
          get(target, field, receiver) {
            looks += 1;
            return Reflect.get(target, field, receiver);
          },
        });
      const paragraph = "MS. VOSS: The harbour handled two million containers. We recommend a second crane.\n\n";
      const source = paragraph.repeat(copies);
      const corrections = Array.from({ length: copies }, (_, index): Correction => {
        const start = index * paragraph.length + paragraph.indexOf("We recommend");
        return counted({ type: "turn", start, quote: "We recommend", speaker: `Speaker ${index}` });
      });
      readRecord({ id: "r", source, format: "text", countries, corrections });
      return looks / copies;
    };
    // They are sorted, which takes a little more for more of them; a square would be eight times.
    expect(looksPerCorrection(800) / looksPerCorrection(100)).toBeLessThan(2);
  });

  it.each([
    ["minutes-cyber-security.en.txt", "text"],
    ["water-security.es.md", "markdown"],
    ["indigenous-languages.pt.txt", "text"],
  ] as const)("so they are of %s", { timeout: timeoutMs }, (name, format) => {
    const source = fixture(name);
    fc.assert(
      fc.property(correctionsOf(source), (corrections) => checkReading({ id: "r", source, format }, corrections)),
      { numRuns: 10 },
    );
  });
});
