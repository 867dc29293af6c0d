import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Document } from "../../corpus/document.ts";
import { readerVersion } from "../../corpus/reader.ts";
import type { StartedEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openVectorStore } from "../../embeddings/vector-store.ts";
import { type OpenedCollection, openCollection } from "../../server/assistant/open-collection.ts";
import { readDevelopmentDocuments } from "../evaluation/question-sets.ts";
import { mediansOf, pickQuestions, ratiosOf, timeAsking } from "./asking-times.ts";
import { createSpreadEmbedder, makeRecords, sentencesOf } from "./grown-records.ts";
import { composeOpening } from "./ingestion.ts";
import type { BenchmarkRow } from "./measurements.ts";

type Models = StartedEmbedder["embedder"];

export interface GrowthOptions {
  readonly models: Models;
  readonly directory: string;
  /** Sizes of the collections beside the embedded record. */
  readonly sizes: readonly { readonly records: number; readonly passages: number }[];
  /** Told of each step once it is done: large collections take minutes. */
  readonly onStep?: (step: string, ms: number) => void;
}

/** How asking, opening and adding one record grow with the collection; asking as ratios to the embedded record alone. */
export async function measureGrowth(options: GrowthOptions): Promise<BenchmarkRow[]> {
  const { models, directory, sizes, onStep = () => {} } = options;
  const step = async <Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const result = await work();
    onStep(name, performance.now() - startedAt);
    return result;
  };
  const developed = await readDevelopmentDocuments();
  const [embedded, added] = developed;
  if (embedded === undefined || added === undefined) throw new Error("There are no development records.");
  const sentences = sentencesOf(developed);
  const delegations = [...new Set(embedded.sections.flatMap(({ organization }) => organization ?? []))];
  const spread = createSpreadEmbedder(models, await models.embed(sentences.slice(0, 300), "passage"));
  const asked = await pickQuestions(embedded.id);
  // Once, as the server does: what is known of the lexicon is kept with its concepts.
  const opening = await composeOpening(models, directory, spread);
  const open = async (name: string, documents: readonly Document[], previous: OpenedCollection | null = null) => {
    const folder = join(directory, name);
    const openVectors: Parameters<typeof openCollection>[0]["openVectors"] = (entries, before) =>
      openVectorStore({ directory: folder, embedder: spread, entries, readerVersion, previous: before });
    return openCollection({ ...opening, openVectors, documents, previous });
  };
  const alone = await step("asking alone", async () => timeAsking(await open("alone", [embedded]), asked));
  const rows: BenchmarkRow[] = mediansOf("the embedded record alone", alone);
  const memoryAlone = process.memoryUsage.rss();
  for (const { records, passages } of sizes) {
    const made = await step("making records", () => makeRecords({ records, passages, sentences, delegations }));
    const documents = [embedded, ...made];
    const name = `grown-${records}-${passages}`;
    const opening = await step("opening", () => watchBlocks(() => open(name, documents)));
    const collection = opening.result;
    const count = collection.collection.passages.length;
    const of = `${records.toLocaleString("en")} records, ${count.toLocaleString("en")} passages`;
    const within = await step("asking", () => timeAsking(collection, asked));
    const memory = process.memoryUsage.rss();
    const adding = await step("adding", () => watchBlocks(() => open(name, [...documents, added], collection)));
    const starting = await step("starting", () => watchBlocks(() => open(name, [...documents, added])));
    if (starting.result.index.status !== "loaded") throw new Error("A start after an addition built the index again.");
    rows.push(
      { name: `${of}: opening`, value: opening.ms / 1_000, unit: "s" },
      ...ratiosOf(of, alone, within),
      { name: `${of}: adding one record`, value: adding.ms / 1_000, unit: "s" },
      { name: `${of}: adding one record, main thread`, value: adding.processorMs, unit: "ms" },
      { name: `${of}: adding one record, longest block`, value: adding.longestBlockMs, unit: "ms", target: "≤ 50" },
      { name: `${of}: adding one record, passages analysed`, value: adding.result.analyzed, unit: "" },
      { name: `${of}: starting after it`, value: starting.ms / 1_000, unit: "s" },
      { name: `${of}: starting after it, longest block`, value: starting.longestBlockMs, unit: "ms" },
      { name: `${of}: memory in all`, value: memory / 1e6, unit: "MB" },
      {
        name: `${of}: memory a passage, beyond the embedded record alone`,
        value: (memory - memoryAlone) / 1e3 / count,
        unit: "kB",
      },
      { name: `${of}: disk a passage`, value: (await sizeOf(join(directory, name))) / 1e3 / count, unit: "kB" },
    );
  }
  return rows;
}

/** Processor time of the main thread in milliseconds: other work on the machine does not count, as waiting would. */
const mainThreadMs = (): number =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;

interface Watched<Result> {
  readonly result: Result;
  readonly ms: number;
  readonly processorMs: number;
  /** The most processor time that the main thread spent between two turns of its loop. */
  readonly longestBlockMs: number;
}

async function watchBlocks<Result>(task: () => Promise<Result>): Promise<Watched<Result>> {
  const [startedAt, processorAt] = [performance.now(), mainThreadMs()];
  let [last, longestBlockMs, isWatching] = [processorAt, 0, true];
  const look = (): void => {
    const now = mainThreadMs();
    longestBlockMs = Math.max(longestBlockMs, now - last);
    last = now;
    if (isWatching) setImmediate(look);
  };
  look();
  const result = await task();
  isWatching = false;
  return { result, ms: performance.now() - startedAt, processorMs: mainThreadMs() - processorAt, longestBlockMs };
}

async function sizeOf(directory: string): Promise<number> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files.filter((file) => file.isFile()).map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
