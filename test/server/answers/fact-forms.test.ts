import { describe, expect, it } from "vitest";
import { openCountryLexicon } from "../../../corpus/countries.ts";
import type { Language } from "../../../corpus/document.ts";
import { createFactForms } from "../../../server/answers/fact-forms.ts";
import type { ListedFact } from "../../../server/understanding/listed-fact.ts";

const forms = createFactForms(openCountryLexicon());

describe("a fact's form", () => {
  it.each<[ListedFact, Language, string]>([
    ["money", "es", "El fondo cuenta con 12 millones de dólares."],
    ["share", "en", "Losses reached 19 per cent of the catch."],
    ["date", "pt", "A reunião foi em 14 de agosto de 2024."],
    ["number", "fr", "Douze navires ont été inspectés."],
    ["deadline", "en", "States should report by 30 September 2024."],
    ["deadline", "es", "Los datos se enviarán antes de diciembre de 2025."],
    ["deadline", "es", "Responderán dentro de seis meses."],
    ["commitment", "es", "Chile se comprometió a instalar plantas de hielo."],
    ["commitment", "en", "Canada pledged to train forty pilots."],
    ["commitment", "en", "Japan will contribute two buoys."],
  ])("is found: %s, %s: %s", (fact, language, sentence) => {
    expect(forms.holds(sentence, fact, language, null)).toBe(true);
  });

  it.each<[ListedFact, Language, string]>([
    ["money", "es", "El fondo ayuda a las caletas."],
    ["deadline", "en", "The port was opened on 30 September 2024."],
    ["deadline", "es", "La flota creció en 2021."],
    ["commitment", "es", "La flota artesanal desembarcó merluza."],
    ["commitment", "en", "The delegation recommended a shared tug."],
  ])("is not: %s, %s: %s", (fact, language, sentence) => {
    expect(forms.holds(sentence, fact, language, null)).toBe(false);
  });
});
