import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { buildProduct, startServer } from "../server/built-server.ts";
import { modelDirectory } from "./bare-runtime.ts";
import { benchmarkDisk } from "./disk.ts";
import { benchmarkDoors } from "./doors.ts";
import { benchmarkEmbeddings } from "./embeddings.ts";
import { measureGrowth } from "./growing-collections.ts";
import { benchmarkIngestion } from "./ingestion.ts";
import { type BenchmarkRow, formatRows } from "./measurements.ts";
import { measureEmbeddedRecord, measurePage } from "./page-responsiveness.ts";
import { benchmarkServer } from "./server.ts";

/** About 80 passages a record, as the development records have. */
const grownSizes = [
  { records: 15, passages: 1_200 },
  { records: 150, passages: 12_000 },
];

const chromium = "/usr/bin/chromium";

async function benchmarkPage(dataDirectory: string): Promise<BenchmarkRow[]> {
  if (!existsSync(chromium)) {
    process.stderr.write(`The page is not measured: there is no Chromium at ${chromium}.\n`);
    return [];
  }
  const measurements = [...(await measurePage())];
  const server = await startServer({ DATA_DIR: dataDirectory, LOG_LEVEL: "silent" });
  try {
    measurements.push(await measureEmbeddedRecord(server.url));
  } finally {
    await server.stop();
  }
  return measurements.flatMap(({ use, longestTaskMs, longestTaskProcessorMs, firstPartMs }) => [
    { name: `${use}: longest task`, value: longestTaskMs, unit: "ms" },
    { name: `${use}: longest task, processor time`, value: longestTaskProcessorMs, unit: "ms" },
    ...(firstPartMs === null ? [] : [{ name: `${use}: first part of the answer`, value: firstPartMs, unit: "ms" }]),
  ]);
}

/** Prints every part as soon as it is measured. Figures depend on the machine; ratios are within one run. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const load = loadavg()[0]?.toFixed(1);
  process.stdout.write(
    `${cpus()[0]?.model ?? "?"}, ${availableParallelism()} cores, load ${load}; Node ${process.version}\n\n`,
  );
  await buildProduct();
  const directory = await mkdtemp(join(tmpdir(), "relator-bench-"));
  const embedder = await openTransformersEmbedder({ modelDirectory });
  const dataDirectory = join(directory, "data");
  const parts: readonly (readonly [title: string, measure: () => Promise<BenchmarkRow[]>])[] = [
    ["The built server on the embedded record", () => benchmarkServer(dataDirectory)],
    ["Every door against plain HTTP, on the embedded record", () => benchmarkDoors(dataDirectory)],
    ["Ingestion of the embedded record", () => benchmarkIngestion(embedder, directory)],
    ["Disk", () => benchmarkDisk(dataDirectory)],
    ["Embedding and indexes", benchmarkEmbeddings],
    ["Growing collections", () => measureGrowth({ models: embedder, directory, sizes: grownSizes })],
    ["The page, with a long record and a long conversation", () => benchmarkPage(dataDirectory)],
  ];
  try {
    for (const [title, measure] of parts) {
      try {
        process.stdout.write(`${formatRows(title, await measure())}\n`);
      } catch (error) {
        // A part that breaks is worth knowing, and no reason to lose the others.
        process.stdout.write(
          `${title}\n  could not be measured: ${error instanceof Error ? error.message : String(error)}\n\n`,
        );
        process.exitCode = 1;
      }
    }
    process.stdout.write(`Measured in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.\n`);
  } finally {
    await embedder.close();
    await rm(directory, { recursive: true, force: true });
  }
}

await main();
