import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document } from "../../corpus/document.ts";
import { readerVersion } from "../../corpus/reader.ts";
import type { Embedder } from "../../embeddings/embedder.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openCollection } from "../../server/answers/open-collection.ts";
import type { RecordCollection } from "../../server/answers/record-collection.ts";
import { type LogisticModel, logisticModelSchema } from "../../server/answers/relevance-model.ts";
import type { Concept } from "../../server/retrieval/lexicon.ts";
import { readLexiconConcepts } from "../../server/retrieval/lexicon-files.ts";

/** Opens collections for evaluation in process, each over its own documents, with the real model. */
export interface EvaluationBench {
  open(documents: readonly Document[], searchTranslations: boolean): Promise<RecordCollection>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, "..", "..");

async function readModel(name: string): Promise<LogisticModel> {
  return logisticModelSchema.parse(JSON.parse(await readFile(join(root, "server/answers", name), "utf8")));
}

/** One folder for each set of records, so that evaluating one does not displace another's index. */
function nameIndex(documents: readonly Document[], searchTranslations: boolean): string {
  const digest = createHash("sha256").update(documents.map(({ id }) => id).join("\n"));
  const first = documents[0]?.id.replace(/[^\w.-]/gu, "-").slice(0, 60) ?? "none";
  return `${first}-${digest.digest("hex").slice(0, 12)}-${searchTranslations ? "translated" : "original"}`;
}

export async function openEvaluationBench(): Promise<EvaluationBench> {
  const embedder: Embedder = await openTransformersEmbedder({
    modelDirectory: join(root, "embeddings/model/multilingual-e5-small"),
  });
  const concepts: Concept[] = await readLexiconConcepts(join(root, "server/lexicon"), openCountryLexicon().countries);
  const models = {
    relevance: await readModel("relevance-model.json"),
    answerability: await readModel("answerability-model.json"),
    membership: await readModel("membership-model.json"),
  };
  // Kept between runs: only changed texts are embedded again.
  const directory = join(root, "node_modules/.cache/relator-evaluation");
  return {
    async open(documents, searchTranslations) {
      const { collection } = await openCollection({
        documents,
        embedder,
        concepts,
        models,
        readerVersion,
        searchTranslations,
        indexDirectory: join(directory, nameIndex(documents, searchTranslations)),
      });
      return collection;
    },
    async close() {
      await embedder.close();
    },
  };
}
