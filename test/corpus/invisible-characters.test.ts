import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentIdOf } from "../../corpus/document-ids.ts";
import { visibleText, withoutInvisible } from "../../corpus/invisible-characters.ts";
import { readRecord } from "../../corpus/reader.ts";
import { tokenize } from "../../server/assistant/language/terms.ts";

const RECORD = `Resumen de la sesión

Delegación de Perú
Sra. Marisol Quiñones Tapia

· Crear un fondo común para la restauración.
· Publicar las mediciones cada trimestre.

Delegación de Chile
Sr. Rodrigo Barrientos Leal

· Debe acordarse un protocolo de alerta.`;

const facts = (source: string): unknown => {
  const { document, audit } = readRecord({ id: "record", source, format: "text" });
  expect(audit.lost).toEqual([]);
  return document.sections.map(({ speaker, organization, country, passages }) => ({
    speaker,
    organization,
    country,
    passages: passages.map(({ kind, text }) => [kind, withoutInvisible(text).normalize("NFC")]),
  }));
};

describe("characters that are not seen", () => {
  it.each([
    ["soft hyphens", "\u00ad"],
    ["zero-width spaces", "\u200b"],
    ["marks of direction", "\u200e"],
  ])("change nothing in how a record is read: %s anywhere", (_, character) => {
    const strewn = RECORD.replace(/(?<=.)(?=.)/gu, character);
    expect(facts(strewn)).toEqual(facts(RECORD));
    expect(facts(RECORD.replace(/^|$/gmu, character))).toEqual(facts(RECORD));
  });

  it("change nothing where byte order marks stand between lines, as joined files leave them", () => {
    expect(facts(RECORD.replace(/^/gmu, "\ufeff"))).toEqual(facts(RECORD));
  });

  it("leave names composed, whichever way the record writes its accents", () => {
    expect(facts(RECORD.normalize("NFD"))).toEqual(facts(RECORD));
  });

  it("leave one id to a file's name, whichever way the system writes its accents", () => {
    expect(documentIdOf("Sesión de Córdoba.txt".normalize("NFD"))).toBe(documentIdOf("Sesión de Córdoba.txt"));
  });

  it("divide no word, whose offsets hold them", () => {
    const text = "la recomen\u00addación \u200bfinal";
    expect(tokenize(text).map(({ folded, start, end }) => [folded, text.slice(start, end)])).toEqual([
      ["la", "la"],
      ["recomendacion", "recomen\u00addación"],
      ["final", "final"],
    ]);
  });

  it("are found again from any place in the visible text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", " ", "\u200b", "\u00ad\u200e")), (pieces) => {
        const whole = pieces.join("");
        const seen = visibleText(whole);
        for (let index = 0; index < seen.text.length; index += 1) {
          expect(whole.charAt(seen.offsetOf(index))).toBe(seen.text.charAt(index));
        }
      }),
    );
  });
});
