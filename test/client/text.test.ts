import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finderOf } from "../../client/components/source-find.ts";
import { findFolded, fold, foldWithOffsets } from "../../client/text/folding.ts";
import { cutIntoRuns } from "../../client/text/runs.ts";
import { verifyCitation } from "../../client/text/verification.ts";
import type { DocumentDetail } from "../../server/document-protocol.ts";
import { camDocument, citationOf } from "../fakes/record-fixture.ts";

describe("finding without case and accents", () => {
  it("finds what was typed without accents, and lights the original's letters", () => {
    const text = "La Migración, la MIGRACIO\u0301N y el ﬁn";
    const found = findFolded(foldWithOffsets(text), "migracion", 10);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["Migración", "MIGRACIO\u0301N"]);
  });

  it("finds the same whether or not a letter moves the others", () => {
    const plain = "Año del Diálogo: migración, «señal» — 20 €";
    const moved = `${plain} \u{1D538}\uAC00`;
    for (const query of ["ano", "migracion", "senal", "—", "€"]) {
      const [first] = findFolded(foldWithOffsets(plain), query, 1);
      expect(findFolded(foldWithOffsets(moved), query, 1)).toEqual([first]);
      expect(fold(plain.slice(first?.start, first?.end))).toBe(query);
    }
  });

  it("lights only text that folds to what was sought", () => {
    const unit = fc.constantFrom("a", "A", "á", "a\u0301", "\u0301", "ñ", "ﬁ", "İ", "ß", "i", "f", " ", "😀");
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit, minLength: 1, maxLength: 3 }), (text, query) => {
        const found = findFolded(foldWithOffsets(text), query, 20);
        expect(found.filter(({ start, end }) => start >= end)).toEqual([]);
        expect(found.filter(({ start, end }) => !fold(text.slice(start, end)).includes(fold(query)))).toEqual([]);
      }),
    );
  });
});

describe("finding in a record", () => {
  const source = "El **plan\nde** *Salud* cuesta [20 €](https://x) hoy.";
  const markup = [...source.matchAll(/\*+|\[|\]\(.*?\)/g)].map(({ 0: mark, index }) => ({
    start: 7 + index,
    end: 7 + index + mark.length,
  }));
  const passage = { id: "p1", parentId: null, start: 7, end: 7 + source.length, text: source, markup };
  const find = finderOf({ sections: [{ passages: [passage] }] } as unknown as DocumentDetail);
  const found = (query: string) => find(query).map(({ start, end }) => source.slice(start - 7, end - 7));

  it("searches what is shown, and marks what lies under it", () => {
    expect(found("plan de salud cuesta 20")).toEqual(["plan\nde** *Salud* cuesta [20"]);
    expect(found("SALUD")).toEqual(["Salud"]);
    expect(found("€ hoy.")).toEqual(["€](https://x) hoy."]);
  });

  it("finds no mark of the source's format", () => {
    expect([...found("**"), ...found("https")]).toEqual([]);
  });
});

describe("text cut into lit runs", () => {
  it("gives back the text whole, lit exactly between the offsets", () => {
    const spans = fc.array(fc.record({ start: fc.nat(60), end: fc.nat(60), layer: fc.constantFrom("a", "b") }));
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.nat(5), spans, (text, base, layered) => {
        const runs = cutIntoRuns(text, base, layered);
        expect(runs.map((run) => run.text).join("")).toBe(text);
        const layersAt = runs.flatMap((run) => Array.from({ length: run.text.length }, () => [...run.layers].sort()));
        const expected = Array.from({ length: text.length }, (_, index) => {
          const covering = layered.filter((span) => span.start <= base + index && base + index < span.end);
          return [...new Set(covering.map((span) => span.layer))].sort();
        });
        expect(layersAt).toEqual(expected);
      }),
    );
  });
});

describe("checking a citation before it is lit", () => {
  const document = camDocument();
  const citation = citationOf(document, { number: 1, passageId: `${document.detail.id}/p44`, answering: "19,6%" });

  it("accepts a quote that stands at its offsets", () => {
    expect(verifyCitation(citation, document)).toBe("verified");
  });

  it("refuses a quote that is not at its offsets, and one of another revision", () => {
    expect(verifyCitation({ ...citation, start: citation.start + 1 }, document)).toBe("not-in-source");
    expect(verifyCitation({ ...citation, revision: "sha256:0" }, document)).toBe("other-revision");
  });
});
