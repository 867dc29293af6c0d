import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { modelDirectory } from "../bench/bare-runtime.ts";
import { measureGrowth } from "../bench/growing-collections.ts";

const wholeRecords = 1_500;
const wholePassages = [20_000, 100_000] as const;

export interface ScaleOptions {
  /** Null for the whole measurement. */
  readonly records: number | null;
  readonly passages: number | null;
}

/**
 * Measures collections of 1,500 records, or a part: so many records, or so many passages. The graph of 100,000 vectors
 * takes minutes to build. Each size is printed as soon as it is measured.
 */
export async function run({ records, passages }: ScaleOptions): Promise<object> {
  const sizes = (passages === null ? wholePassages : [passages]).map((each) => ({
    records: records ?? wholeRecords,
    passages: each,
  }));
  const directory = await mkdtemp(join(tmpdir(), "relator-scale-"));
  const models = await openTransformersEmbedder({ modelDirectory });
  const onStep = (step: string, ms: number): void => {
    process.stderr.write(`${step}: ${(ms / 1_000).toFixed(0)} s\n`);
  };
  try {
    const told: Record<string, string> = {};
    for (const size of sizes) {
      for (const { name, value, unit } of await measureGrowth({ models, directory, sizes: [size], onStep })) {
        told[name] = `${value.toFixed(2)} ${unit}`.trim();
        process.stdout.write(`${name}: ${told[name]}\n`);
      }
    }
    return told;
  } finally {
    await models.close();
    await rm(directory, { recursive: true, force: true });
  }
}
