import { join } from "node:path";
import { readCorpus } from "../../corpus/catalogue.ts";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document } from "../../corpus/document.ts";
import { readerVersion } from "../../corpus/reader.ts";
import type { Embedder } from "../../embeddings/embedder.ts";
import type { StartedEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openVectorStore } from "../../embeddings/vector-store.ts";
import { openCollection } from "../../server/assistant/open-collection.ts";
import type { VectorEntry } from "../../server/assistant/retrieval/search-vectors.ts";
import { readLexiconConcepts } from "../../server/lexicon/lexicon-files.ts";
import { readProjectModels } from "../evaluation/collections.ts";
import { packageDirectory } from "../server/built-server.ts";
import { openBareRuntime } from "./bare-runtime.ts";
import { type BenchmarkRow, bestInTurns } from "./measurements.ts";

const turns = 3;

type Models = StartedEmbedder["embedder"];

/** What answering needs beside records, as the server composes it; `embedder` gives the passages' vectors. */
export async function composeOpening(models: Models, directory: string, embedder: Embedder = models) {
  return {
    concepts: await readLexiconConcepts(join(packageDirectory, "server", "lexicon"), openCountryLexicon().countries),
    models: await readProjectModels(),
    readers: { questions: models, passages: models },
    openVectors: (entries: readonly VectorEntry[]) => openVectorStore({ directory, embedder, entries, readerVersion }),
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
export async function benchmarkIngestion(models: Models, directory: string): Promise<BenchmarkRow[]> {
  const corpusDirectory = join(packageDirectory, "corpus", "documents");
  const texts = textsOf((await readCorpus(corpusDirectory)).documents);
  const bare = await openBareRuntime();
  let turn = 0;
  const ingest = async (): Promise<void> => {
    const { documents } = await readCorpus(corpusDirectory);
    turn += 1;
    await openCollection({ ...(await composeOpening(models, join(directory, `ingestion-${turn}`))), documents });
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
