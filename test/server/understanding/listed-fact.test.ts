import { describe, expect, it } from "vitest";
import { belongsToListedFact, readListedFact } from "../../../server/understanding/listed-fact.ts";
import { foldQuestion } from "../../../server/understanding/question-reading.ts";

describe("a question that lists a kind of fact", () => {
  it.each([
    ["money", "List all the sums mentioned"],
    ["money", "sumas de dinero que aparecen en el acta, todas"],
    ["upcoming", "every deadline or date still to come"],
    ["money", "¿Qué montos se mencionan?"],
    ["money", "every amount in euros"],
    ["share", "Todos los porcentajes del acta"],
    ["share", "which percentages appear in the record?"],
    ["deadline", "Give me every deadline"],
    ["deadline", "¿Qué plazos se fijaron?"],
    ["date", "¿Qué fechas se mencionan?"],
    ["number", "list the figures on fishing"],
    ["commitment", "¿A qué se comprometió Chile?"],
    ["commitment", "What did the delegations offer?"],
  ])("%s: %s", (fact, question) => {
    expect(readListedFact(foldQuestion(question))).toBe(fact);
  });

  it.each([
    "What amount did Chile pay?",
    "¿En qué fecha se celebró la sesión?",
    "¿Qué porcentaje de la flota es artesanal?",
    "What is the deadline for comments?",
    "¿Qué compromisos y recomendaciones hizo Chile?",
    "¿Qué dijo Chile?",
  ])("is none of these: %s", (question) => {
    expect(readListedFact(foldQuestion(question))).toBeNull();
  });

  it("has words of its own, and leaves the topic's", () => {
    expect(belongsToListedFact("montos", "money")).toBe(true);
    expect(belongsToListedFact("dolares", "money")).toBe(true);
    expect(belongsToListedFact("hielo", "money")).toBe(false);
  });
});
