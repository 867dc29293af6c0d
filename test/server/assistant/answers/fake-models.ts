import { createFakeEmbedder } from "../../../fakes/fake-embedder.ts";
import { createFakeReaders } from "../../../fakes/fake-readers.ts";
import type { BenchOptions } from "./record-bench.ts";

/** An embedder and readers without a model. @param lines How questions are understood: "kind | text with [t marks]". */
export function createFakeModels(lines: readonly string[] = []): NonNullable<BenchOptions["models"]> {
  return { ...createFakeEmbedder(), ...createFakeReaders(lines) };
}
