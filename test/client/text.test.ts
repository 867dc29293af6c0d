import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findFolded, fold, foldWithOffsets } from "../../client/text/folding.ts";
import { cutIntoRuns } from "../../client/text/runs.ts";
import { verifyCitation } from "../../client/text/verification.ts";
import { camDocument, citationOf } from "../fakes/record-fixture.ts";

describe("finding without case and accents", () => {
  it("finds what was typed without accents, and lights the original's letters", () => {
    const text = "La Migración, la MIGRACIO\u0301N y el ﬁn";
    const found = findFolded(foldWithOffsets(text), "migracion", 10);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(["Migración", "MIGRACIO\u0301N"]);
  });

  it("lights only text that folds to what was sought", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
        (text, query) => {
          for (const { start, end } of findFolded(foldWithOffsets(text), query, 100)) {
            expect(start).toBeLessThan(end);
            expect(fold(text.slice(start, end))).toContain(fold(query));
          }
        },
      ),
    );
  });
});

describe("text cut into lit runs", () => {
  it("gives back the text whole, lit exactly between the offsets", () => {
    const spans = fc.array(fc.record({ start: fc.nat(60), end: fc.nat(60), layer: fc.constantFrom("a", "b") }));
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.nat(5), spans, (text, base, layered) => {
        const runs = cutIntoRuns(text, base, layered);
        expect(runs.map((run) => run.text).join("")).toBe(text);
        for (const run of runs) {
          for (let offset = run.start; offset < run.start + run.text.length; offset++) {
            const expected = new Set(
              layered.filter((span) => span.start <= offset && offset < span.end).map((span) => span.layer),
            );
            expect(new Set(run.layers)).toEqual(expected);
          }
        }
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
