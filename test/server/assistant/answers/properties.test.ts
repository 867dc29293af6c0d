import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../../../../corpus/document.ts";
import { openTransformersEmbedder, type StartedEmbedder } from "../../../../embeddings/transformers-embedder.ts";
import type { Concept } from "../../../../server/assistant/retrieval/concept.ts";
import type { AskResponse } from "../../../../server/protocol.ts";
import { generatedRecord } from "../../../corpus/generated-records.ts";
import { modelDirectory } from "../../../embeddings/model-directory.ts";
import { fishingRecord, harbourRecord } from "./fishing-records.ts";
import { openBench, type RecordBench, readProjectConcepts, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

/** Records have items only where enumerations are marked: these follow the generated paragraphs of some speakers. */
const enumeration = fc.constantFrom(
  "",
  "The delegation recommends: 1) more schools; 2) cleaner water for the ports; and 3) a shared budget.",
  "It proposed to: (a) train teachers in the region; (b) publish the energy budget; (c) meet each harvest.",
);

const record: fc.Arbitrary<Document> = fc.tuple(generatedRecord, enumeration).map(([{ source }, items]) => {
  const closing = source.lastIndexOf("Washington, D.C.");
  return readText("generated", `${source.slice(0, closing)}${items}\n\n${source.slice(closing)}`);
});

const askable = fc.constantFrom(
  "What did Chile recommend?",
  "Which speakers mention schools?",
  "Show me every passage that mentions water",
  "List all recommendations",
  "Todas las recomendaciones sobre puertos",
  "What do Peru and Jamaica say about energy?",
  "How many passages mention the budget?",
  "What percentage did the harvest reach?",
  "Summarize the meeting",
  "Who spoke at the meeting?",
  "budget",
  "¿Y Jamaica?",
);

/** Words of questions, of the records, of nothing, and what breaks patterns. */
const questionText = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        "¿Qué",
        "what",
        "did",
        "Chile",
        "Jamaica",
        "and",
        "y",
        "say",
        "dijo",
        "recomendó",
        "recommend",
        "sobre",
        "about",
        "hielo",
        "boats",
        "RHFC",
        "all",
        "todas",
        "las",
        "recomendaciones",
        "mencionan",
        "oradores",
        "how many",
        "compara",
        "Mongolia",
        "la segunda",
        "2019",
        "19,6%",
        "resumen",
        "(",
        ")",
        "[",
        "*",
        "\\",
        "?",
        "\n",
        "\u0000",
        "🚢",
        "''",
        "l'",
      ),
      { minLength: 1, maxLength: 25 },
    )
    .map((words) => words.join(" ")),
);

const untimed = ({ timing: _, ...rest }: AskResponse): Omit<AskResponse, "timing"> => rest;

describe("over any record", () => {
  let countries: Concept[];
  let models: StartedEmbedder["embedder"];
  beforeAll(async () => {
    countries = (await readProjectConcepts()).filter(({ kind }) => kind === "country");
    models = await openTransformersEmbedder({ modelDirectory });
  });

  afterAll(() => models.close());

  it("every citation is verbatim, and an item is never cited with its block", async () => {
    await fc.assert(
      fc.asyncProperty(record, fc.uniqueArray(askable, { minLength: 3, maxLength: 6 }), async (document, questions) => {
        const bench = await openBench([document], { concepts: countries, models });
        try {
          for (const question of questions) expectSound(await bench.ask(question), [document]);
          for (const citation of await bench.search(questions.join(" "), 50)) {
            expect(document.source.slice(citation.start, citation.end)).toBe(citation.quote);
          }
        } finally {
          await bench.close();
        }
      }),
      { numRuns: 8 },
    );
  });

  it("a collection opened again answers the same", async () => {
    await fc.assert(
      fc.asyncProperty(record, askable, async (document, question) => {
        const [first, second] = [
          await openBench([document], { concepts: countries, models }),
          await openBench([document], { concepts: countries, models }),
        ];
        try {
          expect(untimed(await first.ask(question))).toEqual(untimed(await second.ask(question)));
        } finally {
          await first.close();
          await second.close();
        }
      }),
      { numRuns: 4 },
    );
  });
});

describe("whatever is asked", () => {
  let bench: RecordBench;
  beforeAll(async () => {
    const documents = [readText("fishing", fishingRecord), readText("harbour", harbourRecord)];
    bench = await openBench(documents);
  });
  afterAll(() => bench.close());

  it("the answer is sound", async () => {
    await fc.assert(
      fc.asyncProperty(questionText, async (question) => {
        expectSound(await bench.ask(question), bench.collection.documents);
      }),
      { numRuns: 50 },
    );
  });

  it("the answer is sound after any conversation", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(questionText, { maxLength: 4 }), questionText, async (before, question) => {
        const history = before.map((each) => ({ question: each }));
        expectSound(await bench.ask(question, { history, explain: true }), bench.collection.documents);
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ["one letter", "a".repeat(2000)],
    ["one word", "agua ".repeat(400)],
    ["a name", "Chile ".repeat(333)],
    ["numbers", "1.1.1.".repeat(333)],
    ["greetings", "hola ".repeat(400)],
    ["marks", "¿?".repeat(1000)],
    ["accents", `e${"\u0301".repeat(1999)}`],
    ["what lists are asked with", "todas las recomendaciones de ".repeat(68)],
  ])("the longest question is answered: %s", async (_, question) => {
    expectSound(await bench.ask(question.slice(0, 2000)), bench.collection.documents);
  });
});
