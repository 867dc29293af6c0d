import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCorpus } from "../../corpus/catalogue.ts";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document } from "../../corpus/document.ts";
import { readerVersion } from "../../corpus/reader.ts";
import type { Embedder } from "../../embeddings/embedder.ts";
import { openCollection } from "../../server/answers/open-collection.ts";
import { logisticModelSchema } from "../../server/answers/relevance-model.ts";
import { readLexiconConcepts } from "../../server/retrieval/lexicon-files.ts";
import { packageDirectory } from "../server/built-server.ts";
import { openBareRuntime } from "./bare-runtime.ts";
import { type BenchmarkRow, bestInTurns } from "./measurements.ts";

const turns = 3;

/** What answering needs beside records and embedder, as the server reads it. */
export async function readKnowledge() {
  const readModel = async (name: string) =>
    logisticModelSchema.parse(JSON.parse(await readFile(join(packageDirectory, "server", "answers", name), "utf8")));
  return {
    concepts: await readLexiconConcepts(join(packageDirectory, "server", "lexicon"), openCountryLexicon().countries),
    models: {
      relevance: await readModel("relevance-model.json"),
      answerability: await readModel("answerability-model.json"),
      membership: await readModel("membership-model.json"),
    },
    readerVersion,
  };
}

/** Passages and their translations: each counts as a text that has to be embedded. */
function textsOf(documents: readonly Document[]): string[] {
  return documents.flatMap(({ sections, translations }) => {
    const passages = sections.flatMap((section) => section.passages);
    const translated = translations.flatMap(({ texts }) => passages.flatMap(({ id }) => texts.get(id) ?? []));
    return [...passages.map(({ text }) => text), ...translated];
  });
}

/** From files to an index on disk that answers, against the bare embedding of the same passages. */
export async function benchmarkIngestion(embedder: Embedder, directory: string): Promise<BenchmarkRow[]> {
  const corpusDirectory = join(packageDirectory, "corpus", "documents");
  const knowledge = await readKnowledge();
  const texts = textsOf((await readCorpus(corpusDirectory)).documents);
  const bare = await openBareRuntime();
  let turn = 0;
  const ingest = async (): Promise<void> => {
    const { documents } = await readCorpus(corpusDirectory);
    turn += 1;
    await openCollection({ ...knowledge, documents, embedder, indexDirectory: join(directory, `ingestion-${turn}`) });
  };
  const embedBare = async (): Promise<void> => {
    for (const text of texts) await bare.embed(text, "passage");
  };
  const [bareMs, ingestMs] = await bestInTurns(turns, [embedBare, ingest]);
  await bare.close();
  return [
    { name: `bare embedding of ${texts.length} passages, translations included`, value: bareMs / 1_000, unit: "s" },
    { name: "ingestion of the record and its translation", value: ingestMs / 1_000, unit: "s" },
    { name: "ingestion against the bare embedding", value: ingestMs / bareMs, unit: "ratio", target: "≤ 3" },
  ];
}
