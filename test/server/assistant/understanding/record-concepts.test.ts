import { describe, expect, it } from "vitest";
import { doAtOnce } from "../../../../embeddings/work-slices.ts";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import type { Concept } from "../../../../server/assistant/retrieval/concept.ts";
import { createLexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { extensionSteps } from "../../../../server/assistant/understanding/record-concepts.ts";
import { readRealDocument, readText } from "../answers/record-bench.ts";

function record(...bullets: string[]): string {
  const lines = bullets.map((bullet) => `· ${bullet}`);
  return ["RESUMEN DE LA SESIÓN SOBRE PUERTOS", "Intervención de la Delegación de Chile", ...lines].join("\n\n");
}

function learn(text: string, known: readonly Concept[] = []): Concept[] {
  return doAtOnce(extensionSteps(known, [readText("ports", text)]));
}

function namesOf(concepts: readonly Concept[], acronym: string): readonly string[] | undefined {
  return concepts.find((concept) => concept.acronyms.includes(acronym))?.names.es;
}

describe("what the records introduce", () => {
  it.each([
    ["Red Hemisférica de Faros Costeros", "RHFC", "La Red Hemisférica de Faros Costeros (RHFC) crece."],
    ["Fondo de Apoyo a Puertos Menores", "FAPM", "Se creó el Fondo de Apoyo a Puertos Menores (FAPM) en 2020."],
    ["Consejo de Mareas", "CM", "Según el Consejo de Mareas (CM), sube el agua."],
  ])("joins the full name %s to its acronym", (name, acronym, sentence) => {
    expect(namesOf(learn(record(sentence)), acronym)).toEqual([name]);
  });

  it("finds the thing by either form afterwards", () => {
    const lexicon = createLexicon(learn(record("La Red Hemisférica de Faros Costeros (RHFC) crece.")));
    const idOf = (text: string) => lexicon.match(tokenize(text), "es", true).map(({ concept }) => concept.id);
    expect(idOf("¿Qué es la RHFC?")).toEqual(idOf("¿Qué es la Red Hemisférica de Faros Costeros?"));
    expect(idOf("¿Qué es la RHFC?")).toHaveLength(1);
  });

  it.each([
    ["a bracket whose letters are not the initials", "La flota de Chile (RHFC) creció."],
    ["a bracket that is no acronym", "La flota (muy antigua) creció."],
    ["a year", "El Congreso de Puertos (2023) terminó."],
  ])("makes no name of %s", (_, sentence) => {
    const before = learn(record("La flota creció.")).length;
    expect(learn(record(sentence))).toHaveLength(before);
  });

  it("adds to the concept that the lexicon already has by that acronym or name", () => {
    const known: Concept = {
      id: "body:lights",
      kind: "body",
      names: { en: ["Hemispheric Network of Coastal Lights"] },
      acronyms: ["RHFC"],
      aliases: [],
    };
    const concepts = learn(record("La Red Hemisférica de Faros Costeros (RHFC) crece."), [known]);
    const lights = concepts.filter(({ acronyms }) => acronyms.includes("RHFC"));
    expect(lights).toHaveLength(1);
    expect(lights[0]).toMatchObject({
      id: "body:lights",
      names: { en: ["Hemispheric Network of Coastal Lights"], es: ["Red Hemisférica de Faros Costeros"] },
    });
  });

  it("keeps every concept that it was given", () => {
    const known: Concept = { id: "term:ice", kind: "term", names: { es: ["hielo"] }, acronyms: [], aliases: [] };
    expect(learn(record("La flota creció."), [known]).map(({ id }) => id)).toContain("term:ice");
    expect(doAtOnce(extensionSteps([known], []))).toMatchObject([{ id: "term:ice", names: { es: ["hielo"] } }]);
  });

  it("makes no body of a delegation, which its country names", () => {
    const names = learn(record("La flota creció.")).flatMap((concept) => Object.values(concept.names).flat());
    expect(names.join()).not.toContain("Delegación");
  });

  it("joins the bodies of the real record to their acronyms", async () => {
    const concepts = doAtOnce(extensionSteps([], [await readRealDocument()]));
    for (const [acronym, name] of [
      ["CRM", "Conferencia Regional sobre Migración"],
      ["CSM", "Conferencia Suramericana sobre Migraciones"],
      ["MIRPS", "Marco Integral Regional para la Protección y Soluciones"],
      ["OECO", "Organización de Estados del Caribe Oriental"],
    ] as const) {
      expect(namesOf(concepts, acronym)).toContain(name);
    }
  });
});

describe("a body that is spoken for", () => {
  const spoken = (...names: string[]): string =>
    [
      "RESUMEN DE LA SESIÓN SOBRE PUERTOS",
      ...names.flatMap((name) => [`Intervención de la ${name}`, "· El agua sube."]),
    ].join("\n\n");

  it("is known by the beginning of its name", () => {
    const lexicon = createLexicon(learn(spoken("Conferencia Austral sobre Puertos Menores (CAPM)")));
    const found = lexicon.match(tokenize("¿Qué dijo la Conferencia Austral?"), "es", true);
    expect(found.map(({ concept }) => concept.acronyms)).toEqual([["CAPM"]]);
  });

  it("is not, where two of them begin alike", () => {
    const both = spoken("Conferencia Austral sobre Puertos Menores (CAPM)", "Conferencia Austral sobre Faros (CAF)");
    expect(createLexicon(learn(both)).match(tokenize("la Conferencia Austral"), "es", true)).toEqual([]);
  });
});
