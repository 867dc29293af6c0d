import { beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../../../../corpus/document.ts";
import { localNamesOf, namesIn, type Telling } from "../../../../server/assistant/answers/names-in-language.ts";
import { createLexicon, type Lexicon } from "../../../../server/assistant/retrieval/lexicon.ts";
import { readProjectConcepts, readRealDocument, readText } from "./record-bench.ts";

let lexicon: Lexicon;
let real: Document;
beforeAll(async () => {
  lexicon = createLexicon(await readProjectConcepts());
  real = await readRealDocument();
});

const telling = (language: "es" | "en"): Telling => ({ language, collection: { lexicon } });

const spoken = `ACTA DE LA SESIÓN
Lima, 4 de marzo de 2024

SUECIA: Recomendamos que los puertos se abran a los buques de investigación.
OEA: Se debe publicar el registro de buques cada año.
SUECIA: El plazo ha de ser de un año.
OEA: Se pide un informe.
`;

describe("the names of a record", () => {
  it("are the translation's in its language, and the record's own elsewhere; a person's stays", () => {
    const section = real.sections.find(({ organization }) => organization === "CSM");
    if (section === undefined) throw new Error("The record has no such section.");
    expect(namesIn(section, real, telling("en"))).toMatchObject({
      organization: "SACM",
      speaker: "Alberto Alejandro Farje Orna",
      honorific: "Mr.",
      role: expect.stringContaining("Director General for Peruvian Communities Abroad"),
    });
    expect(namesIn(section, real, telling("es"))).toMatchObject({ organization: "CSM", role: section.role });
    expect(localNamesOf(section, real, telling("es"))).toBeNull();
    expect(localNamesOf(section, real, telling("en"))).toMatchObject({ language: "en", organization: "SACM" });
  });

  it("are those of the countries and bodies that the lexicon knows, where no translation names them", () => {
    const document = readText("acta", spoken);
    const named = (language: "es" | "en") =>
      new Set(
        document.sections.flatMap((section) => {
          const { speaker, organization } = namesIn(section, document, telling(language));
          return organization ?? speaker ?? [];
        }),
      );
    expect([...named("en")].map((name) => name.toLowerCase())).toEqual(["sweden", "oas"]);
    expect([...named("es")].map((name) => name.toLowerCase())).toEqual(["suecia", "oea"]);
  });
});
