import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../../corpus/document.ts";
import { splitClauses, splitSentences } from "../../corpus/sentences.ts";

function sentences(text: string, language: Language = "es"): string[] {
  return splitSentences(text, language).map(({ start, end }) => text.slice(start, end));
}

function clauses(text: string, language: Language = "es"): string[] {
  return splitClauses(text, language).map(({ start, end }) => text.slice(start, end));
}

describe("splitting sentences", () => {
  it.each<[string, Language, string[]]>([
    [
      "crecimiento en el año 2021.Sin embargo, la tendencia va en aumento.",
      "es",
      ["crecimiento en el año 2021.", "Sin embargo, la tendencia va en aumento."],
    ],
    [
      "La S.E. Vladimir Franco habló. El Sr. Farje y la Dra. Ruiz también.",
      "es",
      ["La S.E. Vladimir Franco habló.", "El Sr. Farje y la Dra. Ruiz también."],
    ],
    ["La Oficina de EE. UU. apoya el plan. Es amplio.", "es", ["La Oficina de EE. UU. apoya el plan.", "Es amplio."]],
    [
      "El 19,6% del PIB. Son 1.200 personas, según el Art. 3.",
      "es",
      ["El 19,6% del PIB.", "Son 1.200 personas, según el Art. 3."],
    ],
    [
      "The meeting opened at 10:05 a.m. and closed at 1 p.m. It was short.",
      "en",
      ["The meeting opened at 10:05 a.m. and closed at 1 p.m.", "It was short."],
    ],
    ["He spoke in Washington, D.C. The Chair agreed.", "en", ["He spoke in Washington, D.C.", "The Chair agreed."]],
    [
      "See No. 5, e.g. the second one. J. Smith wrote it.",
      "en",
      ["See No. 5, e.g. the second one.", "J. Smith wrote it."],
    ],
    ["¿Quién paga? ¡Nadie! Así es.", "es", ["¿Quién paga?", "¡Nadie!", "Así es."]],
    ['They said "leave now." Nobody left.', "en", ['They said "leave now."', "Nobody left."]],
    ["Visite www.Ejemplo.Org hoy. Gracias.", "es", ["Visite www.Ejemplo.Org hoy.", "Gracias."]],
    ["M. Diallo a parlé. Mme Roy aussi.", "fr", ["M. Diallo a parlé.", "Mme Roy aussi."]],
  ])("splits %s", (text, language, expected) => {
    expect(sentences(text, language)).toEqual(expected);
  });

  it("goes on across the line breaks of a block", () => {
    expect(sentences("the number of incidents\n    rose again. It will\nrise.", "en")).toEqual([
      "the number of incidents\n    rose again.",
      "It will\nrise.",
    ]);
  });

  it("covers every non-space character of any text, in order", () => {
    const anyText = fc
      .array(
        fc.constantFrom(
          "Sr. ",
          "EE. UU. ",
          "2021.",
          "Sin ",
          "la casa. ",
          "\n",
          "¿Qué? ",
          "; ",
          ": ",
          "(a) ",
          "“x.” ",
          ", pero no ",
          "A. ",
          "👍 ",
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ maxLength: 200 })), (text) => {
        for (const spans of [splitSentences(text, "es"), splitClauses(text, "es")]) {
          expect(
            spans
              .map(({ start, end }) => text.slice(start, end))
              .join("")
              .replace(/\s/g, ""),
          ).toBe(text.replace(/\s/g, ""));
          spans.slice(1).forEach((span, index) => {
            expect(span.start).toBeGreaterThanOrEqual(spans[index]?.end ?? 0);
          });
        }
      }),
    );
  });
});

describe("splitting a long line", () => {
  it.each([
    "A.B.C. Ana Bel Cid ",
    "El Sr. Díaz habló. ",
    "hola.Adiós ",
    "1)))) a ",
  ])("gives of %j what it gives of a short one", (unit) => {
    const few = splitSentences(unit.repeat(40), "es");
    const many = splitSentences(unit.repeat(20_000), "es");
    expect(many.slice(0, few.length - 1)).toEqual(few.slice(0, -1));
    expect(many.at(-1)?.end).toBe(unit.repeat(20_000).trimEnd().length);
  });
});

describe("splitting clauses", () => {
  it("divides countries' tasks told in one sentence", () => {
    expect(
      clauses(
        "Chile lidera el grupo sobre la integración; Colombia lidera el grupo sobre la regularización y Ecuador el de financiamiento.",
      ),
    ).toEqual([
      "Chile lidera el grupo sobre la integración;",
      "Colombia lidera el grupo sobre la regularización y Ecuador el de financiamiento.",
    ]);
  });

  it("divides at a conjunction that sets one statement against another", () => {
    expect(clauses("El acceso al estatus es limitado, pero la demanda para obtenerlo es alta.")).toHaveLength(2);
  });

  it("keeps what stands in brackets or quotation marks whole, and short pieces with their neighbour", () => {
    expect(
      clauses("Los países (Bahamas; Belice; Barbados y otros más; Haití) firmaron el acuerdo: sí, todos."),
    ).toHaveLength(1);
  });
});
