import { describe, expect, it } from "vitest";
import { tokenize } from "../../../server/retrieval/terms.ts";
import { findScaffolding } from "../../../server/understanding/scaffolding.ts";

/** Words of a question that are left once its frame is taken out, whatever else they are. */
function left(question: string): string {
  const tokens = tokenize(question);
  const { aside, within } = findScaffolding(question, tokens);
  return tokens
    .filter((token) => !aside.has(token) && !within.has(token))
    .map(({ surface }) => surface)
    .join(" ");
}

describe("the frame of a request", () => {
  it.each([
    ["Gather everything that was said about sharks, whoever said it", "everything that about sharks"],
    ["Who brings up mining, and what exactly is said about it?", "Who mining"],
    ["Which participants brought up inspections, and what did each say?", "Which participants inspections"],
    ["¿En qué pasajes se habla de las mujeres, y quién lo hace?", "En qué pasajes las mujeres"],
    ["Necesito todas las cantidades en dólares que aparecen en el documento", "todas las cantidades en dólares"],
    ["Give me every deadline that the paper mentions", "Give me every deadline"],
    ["oye, me puedes decir por qué cerró el puerto", "por qué cerró el puerto"],
    ["Quiénes traen a colación la merluza", "Quiénes la merluza"],
    ["todo lo relativo a los faros, por favor", "todo lo los faros"],
    ["What did everyone say about ice?", "What about ice"],
    ["¿Qué dijeron los delegados del hielo?", "Qué del hielo"],
  ])("is no part of what is asked: %s", (question, rest) => {
    expect(left(question)).toBe(rest);
  });

  it("is told before a colon as well, with the names in it", () => {
    expect(left("I'm briefing the labour ministry: which ports have ice?")).toBe("which ports have ice");
    expect(left("una duda: ¿quién paga las boyas?")).toBe("quién paga las boyas");
  });

  it("leaves a colon that belongs to the question", () => {
    expect(left("Chile and Jamaica on ice: what does each want?")).toContain("Chile and Jamaica");
  });

  it("is found however often it is said", () => {
    // A pattern that tried every way of parting the repeats would not come to an end.
    expect(left(`hielo ${"todas por favor ".repeat(120)}boyas`)).toContain("hielo");
    expect(left(`hielo ${"todas por favor ".repeat(120)}`)).toBe("hielo");
  });

  it("leaves a question that asks for two things", () => {
    expect(left("When was the tug bought and how much did it cost?")).toContain("cost");
  });
});
