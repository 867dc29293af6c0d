import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PassageText } from "../../../../embeddings/readers.ts";
import { findMembers } from "../../../../server/assistant/weighing/membership.ts";
import { createFakeModels } from "../answers/fake-models.ts";
import { openBench, type RecordBench, readText } from "../answers/record-bench.ts";
import { understandMarked } from "../understanding/marked-questions.ts";

const statements = Array.from({ length: 60 }, (_, at) =>
  at % 6 === 5
    ? `- La caleta ${at} pidió redes nuevas.`
    : `- La caleta ${at} pidió hielo para la merluza. Le faltan ${at} cajas.`,
);
const source = `ACTA DE LA MESA DE PESCA\n4 de octubre de 2022\n\nIntervención de la Delegación de Chile\n\n${statements.join("\n\n")}\n`;

let bench: RecordBench;
let passagesRead = 0;
beforeAll(async () => {
  const models = createFakeModels();
  const readPassages: typeof models.readPassages = (question, passages: readonly PassageText[], options) => {
    passagesRead += passages.length;
    return models.readPassages(question, passages, options);
  };
  bench = await openBench([readText("caletas", source)], { models: { ...models, readPassages } });
});
afterAll(() => bench.close());

describe("a list that naming decides", () => {
  it("holds every passage that names the topic, in order, and reads only the nearest", async () => {
    const marked = understandMarked("list-mentions | ¿quién habla de la [t merluza]?", bench.collection);
    const { vector } = await bench.collection.readers.questions.readQuestion(marked.text);
    const question = { ...marked, searched: { text: marked.text, vector } };
    const { members, basis } = await findMembers(bench.collection, question, () => true, new AbortController().signal);
    expect(basis).toBe("mention");
    expect(members).toHaveLength(50);
    const ordinals = members.map(({ entry }) => entry.ordinal);
    expect(ordinals).toEqual([...ordinals].sort((a, b) => a - b));
    for (const { entry, highlight } of members) {
      expect(entry.passage.text.slice(highlight.start, highlight.end)).toMatch(
        /^La caleta \d+ pidió hielo para la merluza\.$/u,
      );
    }
    expect(passagesRead).toBe(32);
    expect(members.filter(({ probability }) => probability === null).length).toBeGreaterThanOrEqual(50 - 32);
  });
});
