import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCountryLexicon } from "../../../corpus/countries.ts";
import type { Document } from "../../../corpus/document.ts";
import { readerVersion, readRecord } from "../../../corpus/reader.ts";
import { alignTranslation } from "../../../corpus/translation.ts";
import type { Embedder } from "../../../embeddings/embedder.ts";
import { type CollectionOptions, openCollection } from "../../../server/answers/open-collection.ts";
import { createRecordAssistant } from "../../../server/answers/record-assistant.ts";
import type { RecordCollection } from "../../../server/answers/record-collection.ts";
import { type LogisticModel, logisticModelSchema } from "../../../server/answers/relevance-model.ts";
import type { Assistant } from "../../../server/assistant.ts";
import { type AskRequest, type AskResponse, askResponseSchema, type Citation } from "../../../server/protocol.ts";
import type { Concept } from "../../../server/retrieval/lexicon.ts";
import { readLexiconConcepts } from "../../../server/retrieval/lexicon-files.ts";
import { createFakeEmbedder } from "../../fakes/fake-embedder.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** The concepts of the project's own lexicon and countries. */
export function readProjectConcepts(): Promise<Concept[]> {
  return readLexiconConcepts(join(root, "server/lexicon"), openCountryLexicon().countries);
}

const fishingHeads = new Set(["pesca", "puerto", "transporte marítimo", "hielo", "tiburón", "refrigerador"]);

/** Countries, bodies and roles, and of the terms those of fishing: the whole lexicon takes a second to open. */
export async function readFishingConcepts(): Promise<Concept[]> {
  const concepts = await readProjectConcepts();
  return concepts.filter(({ kind, names }) => kind !== "term" || fishingHeads.has(names.es?.[0] ?? ""));
}

/** The models that the project answers with, fitted to the embedded model. */
export async function readProjectModels(): Promise<CollectionOptions["models"]> {
  const read = async (name: string): Promise<LogisticModel> =>
    logisticModelSchema.parse(JSON.parse(await readFile(join(root, "server/answers", name), "utf8")));
  return {
    relevance: await read("relevance-model.json"),
    answerability: await read("answerability-model.json"),
    membership: await read("membership-model.json"),
  };
}

function makeModel(intercept: number, weights: LogisticModel["weights"]): LogisticModel {
  return { version: 1, intercept, weights, threshold: 0.5, fittedOn: "nothing: written by hand for tests" };
}

/** Plain models for the fake embedder, whose vectors mean little: a passage answers where it holds the words asked. */
export const wordModels: CollectionOptions["models"] = {
  relevance: makeModel(-4, { coverage: 4, sentenceCoverage: 1, bound: 2, entities: 1, structural: -4 }),
  answerability: makeModel(-3, { coverage: 5, typeMissing: -2, strangeName: -2 }),
  membership: makeModel(-6, { named: 4, coverage: 4, sentenceCoverage: 2 }),
};

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
  readonly embedder?: Embedder;
  readonly models?: CollectionOptions["models"];
  readonly concepts?: readonly Concept[];
  readonly searchTranslations?: boolean;
}

export const context = { acceptLanguage: null, signal: new AbortController().signal } as const;

/** An assistant over some documents; by default with the fake embedder and models that count words. */
export async function openBench(documents: readonly Document[], options: BenchOptions = {}): Promise<RecordBench> {
  const indexDirectory = await mkdtemp(join(tmpdir(), "relator-answers-"));
  const { collection } = await openCollection({
    documents,
    embedder: options.embedder ?? createFakeEmbedder(),
    indexDirectory,
    concepts: options.concepts ?? (await readProjectConcepts()),
    models: options.models ?? wordModels,
    readerVersion,
    ...(options.searchTranslations === undefined ? {} : { searchTranslations: options.searchTranslations }),
  });
  const assistant = createRecordAssistant(collection);
  return {
    collection,
    assistant,
    ask: async (question, rest = {}) => askResponseSchema.parse(await assistant.ask({ question, ...rest }, context)),
    search: async (query, limit) =>
      (await assistant.search({ query, ...(limit === undefined ? {} : { limit }) }, context)).results,
    close: () => rm(indexDirectory, { recursive: true, force: true }),
  };
}
