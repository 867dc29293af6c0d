import { join } from "node:path";
import type { Document } from "../../corpus/document.ts";
import { readRecord } from "../../corpus/reader.ts";
import { splitSentences } from "../../corpus/sentences.ts";
import type { Embedder } from "../../embeddings/embedder.ts";
import type { StartedEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openCollection } from "../../server/assistant/open-collection.ts";
import { createRecordAssistant } from "../../server/assistant/record-assistant.ts";
import { readDevelopmentSets, tuningHalf } from "../evaluation/question-sets.ts";
import { createRandom, spreadVectors } from "../fakes/random-vectors.ts";
import { readRecordLines } from "./bare-runtime.ts";
import { composeOpening } from "./ingestion.ts";
import { type BenchmarkRow, percentile } from "./measurements.ts";

const sizes = [1_000, 20_000] as const;
const passagesOfDocument = 200;
const passagesOfSpeaker = 20;
/** Shorter ones are headings and dates. */
const shortestSentenceCharacters = 60;
const questionsAsked = 24;

const delegations = ["Chile", "Perú", "Jamaica", "Brasil", "México", "Canadá", "Ecuador", "Guyana", "Panamá", "Haití"];

/** Records whose passages are sentences of a real record, with some words put in another's place. */
function makeDocuments(passageCount: number, sentences: readonly string[], seed: number): Document[] {
  const random = createRandom(seed);
  const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? "";
  const words = sentences.flatMap((sentence) => sentence.split(/\s+/u));
  const makePassage = (): string =>
    pick(sentences)
      .split(/\s+/u)
      .map((word) => (random() < 0.3 ? pick(words) : word))
      .join(" ");
  return Array.from({ length: Math.ceil(passageCount / passagesOfDocument) }, (_, number) => {
    const parts = Array.from({ length: passagesOfDocument / passagesOfSpeaker }, () => [
      `Intervención de la Delegación de ${pick(delegations)}`,
      ...Array.from({ length: passagesOfSpeaker }, () => `- ${makePassage()}`),
    ]);
    const source = [`RESUMEN DE LA SESIÓN ${number + 1}`, ...parts.flat()].join("\n\n");
    return readRecord({ id: `generated-${number + 1}`, source, format: "text" }).document;
  });
}

async function readSentences(): Promise<string[]> {
  const lines = await readRecordLines();
  const sentences = lines.flatMap((line) => splitSentences(line, "es").map(({ start, end }) => line.slice(start, end)));
  return sentences.filter((sentence) => sentence.length > shortestSentenceCharacters);
}

/**
 * Questions are embedded by the model; passages get vectors with the spread of real ones, which take as long to search
 * and no time to compute: embedding 20,000 passages would take longer than all the rest.
 */
function createSpreadEmbedder(embedder: Embedder, real: readonly Float32Array[]): Embedder {
  let seed = 0;
  return {
    model: { ...embedder.model, id: `${embedder.model.id}, spread` },
    embed: async (texts, role, options) => {
      if (role === "query") return embedder.embed(texts, role, options);
      seed += 1;
      const { dimensions } = embedder.model;
      const vectors = spreadVectors({ real, count: texts.length, seed });
      return texts.map((_, at) => vectors.slice(at * dimensions, (at + 1) * dimensions));
    },
    close: async () => {},
  };
}

/** How long answering takes when the collection grows. */
export async function benchmarkLargeCollections(
  embedder: StartedEmbedder["embedder"],
  directory: string,
): Promise<BenchmarkRow[]> {
  const sentences = await readSentences();
  const real = await embedder.embed(sentences, "passage");
  const tuning = (await readDevelopmentSets()).find(({ name }) => name === tuningHalf)?.questions ?? [];
  const questions = tuning.filter(({ history }) => history === undefined).map(({ question }) => question);
  const step = Math.max(1, Math.floor(questions.length / questionsAsked));
  const asked = questions.filter((_, position) => position % step === 0);
  const rows: BenchmarkRow[] = [];
  for (const size of sizes) {
    const readingAt = performance.now();
    const documents = makeDocuments(size, sentences, size);
    const openingAt = performance.now();
    const { collection, index } = await openCollection({
      ...(await composeOpening(embedder, join(directory, `large-${size}`), createSpreadEmbedder(embedder, real))),
      documents,
    });
    const openedAt = performance.now();
    const times = await timeQuestions(createRecordAssistant(collection), asked);
    const of = `${collection.passages.length.toLocaleString("en")} passages`;
    const vectors = index.vectors.toLocaleString("en");
    rows.push(
      { name: `${of}: reading`, value: (openingAt - readingAt) / 1_000, unit: "s" },
      { name: `${of}: opening, ${vectors} vectors given`, value: (openedAt - openingAt) / 1_000, unit: "s" },
      { name: `${of}: ask, p50 (${times.length} questions)`, value: percentile(times, 0.5), unit: "ms" },
      { name: `${of}: ask, p95`, value: percentile(times, 0.95), unit: "ms" },
      { name: `${of}: ask, the slowest, first of its kind`, value: Math.max(...times), unit: "ms" },
    );
  }
  return rows;
}

async function timeQuestions(
  assistant: ReturnType<typeof createRecordAssistant>,
  questions: readonly string[],
): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) {
    const startedAt = performance.now();
    await assistant.ask({ question }, { acceptLanguage: null, signal: new AbortController().signal });
    times.push(performance.now() - startedAt);
  }
  return times;
}
