import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { modelDirectory } from "../bench/bare-runtime.ts";
import { measureGrowth } from "../bench/growing-collections.ts";

const records = 1_500;
const sizes = [
  { records, passages: 20_000 },
  { records, passages: 100_000 },
];

/** Measures collections of 1,500 records; the graph of 100,000 vectors takes minutes to build. */
export async function run(): Promise<object> {
  const directory = await mkdtemp(join(tmpdir(), "relator-scale-"));
  const models = await openTransformersEmbedder({ modelDirectory });
  try {
    const rows = await measureGrowth({ models, directory, sizes });
    return Object.fromEntries(rows.map(({ name, value, unit }) => [name, `${value.toFixed(2)} ${unit}`.trim()]));
  } finally {
    await models.close();
    await rm(directory, { recursive: true, force: true });
  }
}
