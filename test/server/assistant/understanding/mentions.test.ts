import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Token, tokenize } from "../../../../server/assistant/language/terms.ts";
import { partlyNamedBodies } from "../../../../server/assistant/understanding/body-mentions.ts";
import { findMentions } from "../../../../server/assistant/understanding/mentions.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";
import { understandMarked } from "./marked-questions.ts";

const record = `RESUMEN DE INTERVENCIONES
SESIÓN SOBRE NIÑEZ Y DROGAS

4 de octubre de 2022

Intervención de la Delegación de Colombia

· Colombia pagó 40 guarderías en los cafetales y pidió más maestros.
· Los Estados Unidos aportaron la mitad de los lápices.

Intervención del Fondo de las Naciones Unidas para la Infancia (UNICEF)

· El UNICEF recomienda abrir comedores en todas las escuelas de la frontera.

Intervención de la Oficina de las Naciones Unidas contra la Droga y el Delito (ONUDD)

· La ONUDD midió los cultivos de coca en nueve departamentos.

Washington, D.C., 20 de octubre de 2022
`;

let bench: RecordBench;
beforeAll(async () => {
  bench = await openBench([readText("children", record)], { models: createFakeModels() });
});
afterAll(() => bench.close());

const namedIn = (question: string) =>
  understandMarked(`fact | ${question}`, bench.collection).mentions.filter(({ kind }) => kind !== "role");
const organizationsOf = (question: string) =>
  namedIn(question).flatMap(({ sections }) => sections.map(({ section }) => section.organization));

describe("a body", () => {
  it.each([
    ["¿Qué recomienda el fondo para la infancia?", "UNICEF"],
    ["¿Qué dijo la oficina de la ONU sobre la coca?", "ONUDD"],
    ["What did UNICEF say about canteens?", "UNICEF"],
  ])("is known by part of its name: %s", (question, organization) => {
    expect(organizationsOf(question)).toEqual([organization]);
  });

  it("is not taken from words that fit two bodies", () => {
    expect(organizationsOf("¿Qué dijo el organismo de las Naciones Unidas?")).not.toContain("UNICEF");
  });
});

describe("a country", () => {
  it("goes by its capital, which the record does not name", () => {
    expect(organizationsOf("What did Bogotá pay for?")).toEqual(["Delegación de Colombia"]);
  });

  it("does not go by a city that the record speaks of, nor by that of a country that it never names", () => {
    expect(
      namedIn("What happened in Washington, D.C.?").flatMap(({ concepts }) => concepts.map(({ id }) => id)),
    ).toEqual([]);
    expect(namedIn("What did Seoul offer?")).toEqual([]);
  });

  it("is not the one whose people are called Americans, where a part of the continent is meant", () => {
    expect(namedIn("What did the South Americans ask for?")).toEqual([]);
    expect(namedIn("What did the Americans give?")).toHaveLength(1);
  });
});

describe("a question as long as one may be", () => {
  /** A text's words, and how often one was looked at. */
  function countedWords(text: string): { tokens: readonly Token[]; looks: () => number } {
    let looks = 0;
    const tokens = new Proxy(tokenize(text), {
      get: (target, property, receiver) => {
        looks += 1;
        return Reflect.get(target, property, receiver);
      },
    });
    return { tokens, looks: () => looks };
  }

  it("is searched for bodies in steps as many as its words", () => {
    const looksIn = (times: number): number => {
      const text = "fondo de maestros ".repeat(times);
      const { tokens, looks } = countedWords(text);
      partlyNamedBodies(text, tokens, "es", bench.collection);
      return looks();
    };
    expect(looksIn(100)).toBeLessThan(2.5 * looksIn(50));
  });

  it("has a word that comes again compared with the names of countries once", () => {
    const { lexicalIndex } = bench.collection;
    const lookupsIn = (times: number): number => {
      let lookups = 0;
      const has = (key: string): boolean => {
        lookups += 1;
        return lexicalIndex.has(key);
      };
      const text = "Colonbia ".repeat(times);
      const sources = { ...bench.collection, lexicalIndex: { ...lexicalIndex, has } };
      expect(findMentions(text, tokenize(text), "es", sources)).toHaveLength(times);
      // Of the country that each of them names.
      return lookups - times;
    };
    expect(lookupsIn(200)).toBeLessThanOrEqual(lookupsIn(2));
  });
});
