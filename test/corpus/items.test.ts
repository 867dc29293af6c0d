import { describe, expect, it } from "vitest";
import type { Language } from "../../corpus/document.ts";
import { findEnumeration } from "../../corpus/reading/items.ts";

function items(text: string, language: Language = "es"): string[] | null {
  return findEnumeration(text, language, null)?.items.map(({ start, end }) => text.slice(start, end)) ?? null;
}

describe("enumerations inside a block", () => {
  it.each<[string, string[]]>([
    [
      "Se enfocan en: 1) el diálogo; 2) reforzar la red; e 3) identificar mecanismos.",
      ["el diálogo", "reforzar la red", "identificar mecanismos."],
    ],
    ["Propuso: a) crear un fondo, b) medir, y c) publicar.", ["crear un fondo", "medir", "publicar."]],
    [
      "Motivos: i. la vuelta; ii. las quejas; iii. el precio del aceite. Nada más.",
      ["la vuelta", "las quejas", "el precio del aceite."],
    ],
    ["Pidió (1) una ley y (2) un plan. Luego cerró.", ["una ley", "un plan."]],
    [
      "Tres asuntos: la escasez; las cuencas; y el financiamiento.",
      ["la escasez", "las cuencas", "el financiamiento."],
    ],
    [
      "Hay retos: los flujos (de Haití; de Cuba); las leyes; el riesgo. Fin.",
      ["los flujos (de Haití; de Cuba)", "las leyes", "el riesgo."],
    ],
  ])("finds the items of %s", (text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it.each([
    "Dos grupos: la escasez; y el financiamiento.",
    "Chile lidera el grupo; Colombia otro grupo; Ecuador un tercero.",
    "Temas como la gestión de fronteras; la trata; la niñez; el trabajo.",
    "El plazo (véase el inciso b) vence a las 10:30; luego no; ni después.",
    "El párrafo 1) del acta.",
    "Según el artículo 2) y el 3) del acta.",
  ])("finds none in %s", (text) => {
    expect(items(text)).toBeNull();
  });

  it("gives the sentence before the first item as the stem", () => {
    const text = "La red creció. Exigió que las cocineras: i. tengan contrato; ii. reciban cursos.";
    const stem = findEnumeration(text, "es", null)?.stem;
    expect(text.slice(stem?.start, stem?.end)).toBe("Exigió que las cocineras:");
  });

  it("takes a block that begins with the first enumerator as its first item", () => {
    const mark = { start: 0, end: 2, text: "1)", style: "decimal", ordinal: 1 } as const;
    const text = "crear un fondo; 2) medir los ríos.";
    expect(findEnumeration(text, "es", mark)?.items.map(({ start, end }) => text.slice(start, end))).toEqual([
      "crear un fondo",
      "medir los ríos.",
    ]);
  });

  it("lets the last item hold as many sentences as the others do", () => {
    const text = "Two steps: (a) Map the slopes. Do it by May. (b) Lend the sensors. Do it by June.";
    expect(items(text, "en")).toEqual(["Map the slopes. Do it by May.", "Lend the sensors. Do it by June."]);
  });
});
