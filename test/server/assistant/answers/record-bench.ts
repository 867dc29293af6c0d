import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCountryLexicon } from "../../../../corpus/countries.ts";
import type { Document } from "../../../../corpus/document.ts";
import { readerVersion, readRecord } from "../../../../corpus/reader.ts";
import { alignTranslation } from "../../../../corpus/translation.ts";
import { openTransformersEmbedder, type StartedEmbedder } from "../../../../embeddings/transformers-embedder.ts";
import { openVectorStore } from "../../../../embeddings/vector-store.ts";
import type { Assistant } from "../../../../server/assistant/assistant.ts";
import { openCollection } from "../../../../server/assistant/open-collection.ts";
import { createRecordAssistant } from "../../../../server/assistant/record-assistant.ts";
import type { Concept } from "../../../../server/assistant/retrieval/concept.ts";
import type { RecordCollection } from "../../../../server/assistant/weighing/record-collection.ts";
import { readLexiconConcepts } from "../../../../server/lexicon/lexicon-files.ts";
import { type AskRequest, type AskResponse, askResponseSchema, type Citation } from "../../../../server/protocol.ts";
import { modelDirectory } from "../../../embeddings/model-directory.ts";
import { readProjectModels } from "../../../evaluation/collections.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/** The concepts of the project's own lexicon and countries. */
export function readProjectConcepts(): Promise<Concept[]> {
  return readLexiconConcepts(join(root, "server/lexicon"), openCountryLexicon().countries);
}

export function readText(id: string, source: string): Document {
  return readRecord({ id, source, format: "text" }).document;
}

const realRecord = "resumen-sesion-tematica-cam-2023-05-09";

/** The embedded record of the project, with its translation. */
export async function readRealDocument(): Promise<Document> {
  const read = (suffix: string): Promise<string> =>
    readFile(join(root, `corpus/documents/${realRecord}.${suffix}.txt`), "utf8");
  const document = readText(realRecord, await read("es"));
  const translation = alignTranslation(document, await read("en"), { language: "en", official: false });
  return { ...document, translations: [translation] };
}

export interface RecordBench {
  readonly collection: RecordCollection;
  readonly assistant: Assistant;
  /** Asks, and checks the response against the protocol's schema. */
  ask(question: string, rest?: Omit<AskRequest, "question">): Promise<AskResponse>;
  search(query: string, limit?: number): Promise<readonly Citation[]>;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** Already open; the bench leaves it open. */
  readonly models?: StartedEmbedder["embedder"];
  readonly concepts?: readonly Concept[];
  readonly searchTranslations?: boolean;
}

export const context = { acceptLanguage: null, signal: new AbortController().signal } as const;

/** Vectors of the embedded model are kept between files and runs: the same records are embedded once. */
const keptVectors = join(root, "node_modules/.cache/relator-test-vectors");

/** An assistant over some documents, with the embedded models and the project's own fitted ones. */
export async function openBench(documents: readonly Document[], options: BenchOptions = {}): Promise<RecordBench> {
  const temporary = options.models === undefined ? null : await mkdtemp(join(tmpdir(), "relator-answers-"));
  const opened = options.models ?? (await openTransformersEmbedder({ modelDirectory }));
  const directoryOf = (texts: unknown): string =>
    temporary ?? join(keptVectors, createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16));
  const { collection } = await openCollection({
    documents,
    readers: { questions: opened, passages: opened },
    openVectors: (entries) =>
      openVectorStore({ directory: directoryOf(entries), embedder: opened, entries, readerVersion }),
    concepts: options.concepts ?? (await readProjectConcepts()),
    models: await readProjectModels(),
    ...(options.searchTranslations === undefined ? {} : { searchTranslations: options.searchTranslations }),
  });
  const assistant = createRecordAssistant(collection);
  return {
    collection,
    assistant,
    ask: async (question, rest = {}) => askResponseSchema.parse(await assistant.ask({ question, ...rest }, context)),
    search: async (query, limit) =>
      (await assistant.search({ query, ...(limit === undefined ? {} : { limit }) }, context)).results,
    close: async () => {
      if (options.models === undefined) await opened.close();
      if (temporary !== null) await rm(temporary, { recursive: true, force: true });
    },
  };
}
