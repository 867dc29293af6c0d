import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document } from "../../corpus/document.ts";
import { readerVersion } from "../../corpus/reader.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openVectorStore } from "../../embeddings/vector-store.ts";
import { openCollection } from "../../server/assistant/open-collection.ts";
import { vectorEntriesVersion } from "../../server/assistant/retrieval/search-vectors.ts";
import { type LogisticModel, logisticModelSchema } from "../../server/assistant/weighing/logistic-model.ts";
import type { AnswerModels, RecordCollection } from "../../server/assistant/weighing/record-collection.ts";
import { readLexiconConcepts } from "../../server/lexicon/lexicon-files.ts";
import type { Layer } from "./run-options.ts";

/** Opens collections for evaluation in process, each over its own documents, with the real model. */
export interface EvaluationBench {
  open(documents: readonly Document[], searchTranslations: boolean): Promise<RecordCollection>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, "..", "..");

async function readModel(name: string): Promise<LogisticModel> {
  return logisticModelSchema.parse(JSON.parse(await readFile(join(root, "server/assistant/weighing", name), "utf8")));
}

/** The models that the project answers with, fitted to the embedded ones. */
export async function readProjectModels(): Promise<AnswerModels> {
  return {
    relevance: await readModel("relevance-model.json"),
    ranking: await readModel("ranking-model.json"),
    answerability: await readModel("answerability-model.json"),
    membership: await readModel("membership-model.json"),
    speakerLinks: await readModel("speaker-links-model.json"),
  };
}

/** One folder for each set of records, so that evaluating one does not displace another's index. */
function nameIndex(documents: readonly Document[], searchTranslations: boolean): string {
  const digest = createHash("sha256").update(documents.map(({ id }) => id).join("\n"));
  const first = documents[0]?.id.replace(/[^\w.-]/gu, "-").slice(0, 60) ?? "none";
  return `${first}-${digest.digest("hex").slice(0, 12)}-${searchTranslations ? "translated" : "original"}`;
}

/** @param without A layer that is left out. */
export async function openEvaluationBench(without: Layer | null = null): Promise<EvaluationBench> {
  const embedder = await openTransformersEmbedder({
    modelDirectory: process.env.MODEL_DIR ?? join(root, "embeddings/model/multilingual-e5-small"),
  });
  const lexicon = await readLexiconConcepts(join(root, "server/lexicon"), openCountryLexicon().countries);
  const concepts = without === "terms" ? lexicon.filter(({ kind }) => kind !== "term") : lexicon;
  const models = await readProjectModels();
  // Kept between runs: only changed texts are embedded again.
  const directory = join(root, "node_modules/.cache/relator-evaluation");
  return {
    async open(documents, searchTranslations) {
      const { collection } = await openCollection({
        documents,
        readers: { questions: embedder, passages: embedder },
        concepts,
        models,
        searchTranslations,
        openVectors: (entries) =>
          openVectorStore({
            directory: join(directory, nameIndex(documents, searchTranslations)),
            embedder,
            entries,
            readerVersion: `${readerVersion}.${vectorEntriesVersion}`,
          }),
      });
      return collection;
    },
    async close() {
      await embedder.close();
    },
  };
}
