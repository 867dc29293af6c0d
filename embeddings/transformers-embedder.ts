import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Embedder } from "./embedder.ts";
import { type ModelManifest, readModelManifest } from "./encoding/model-manifest.ts";
import { createGate, shutGate } from "./encoding/native-call-gate.ts";
import { openRestartingClient } from "./encoding/restarting-client.ts";
import type { EmbedderWorkerData } from "./encoding/worker-messages.ts";
import type { PassageReader, QuestionReader } from "./readers.ts";

export interface TransformersEmbedderOptions {
  /** A transformers.js model folder with a `manifest.json` (see `embeddings/model/`). */
  readonly modelDirectory: string;
  /**
   * Threads that one text is computed with. Default: the processors available, at most 4.
   * Measured on two: 5,500 tokens/s with one thread, 7,800 with two.
   */
  readonly threads?: number;
}

const mostThreadsByDefault = 4;

/** Raised whenever the code turns the same tokens into other vectors: it is part of `Embedder.model.sha256`. */
const encodingVersion = 1;

/**
 * Since release 1.29 the official builds of ONNX Runtime report how they are used to their maker unless this variable
 * is set before they are loaded (microsoft/onnxruntime pull request 27379). It must be set on the main thread: a
 * worker's `process.env` is a copy that native code does not see.
 */
function forbidRuntimeTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = "1";
}

/** An embedder whose model is known, and may still be loading: its calls wait for that. */
export interface StartedEmbedder {
  readonly embedder: Embedder & QuestionReader & PassageReader;
  /** @throws EmbeddingError (`model-missing`, `model-altered`, `model-invalid`, `worker-failed`), as the calls do. */
  readonly loaded: Promise<void>;
}

/**
 * Starts the embedded model in a worker thread, from disk alone, so that its second of loading passes beside other
 * work. Queries overtake passages: one waits for at most one window of a running ingestion. If the worker dies, pending
 * calls reject and the next call starts another.
 *
 * `model.sha256` digests everything that decides a vector: the model's files, its prefixes and the way of encoding. It
 * is what the manifest says; the worker checks the files against it before it loads them.
 * @throws EmbeddingError (`model-missing`, `model-invalid`) when the manifest cannot be read.
 */
export async function startTransformersEmbedder(options: TransformersEmbedderOptions): Promise<StartedEmbedder> {
  forbidRuntimeTelemetry();
  const { modelDirectory } = options;
  const threads = options.threads ?? Math.min(availableParallelism(), mostThreadsByDefault);
  const manifest = await readModelManifest(modelDirectory);
  const opening = openRestartingClient(() => {
    const gate = createGate();
    const worker = startWorker({ modelDirectory, manifest, threads, gate });
    const shut = (): void => shutGate(gate);
    process.once("exit", shut);
    worker.once("exit", () => process.off("exit", shut));
    return worker;
  });
  const loaded = opening.then(() => {});
  // It may fail before anybody waits for it; whoever does, or calls the embedder, still meets the failure.
  loaded.catch(() => {});
  return {
    loaded,
    embedder: {
      model: { id: manifest.id, sha256: digestOf(manifest), dimensions: manifest.dimensions },
      embed: async (texts, role, embedOptions = {}) => (await opening).embed(texts, role, embedOptions),
      readQuestion: async (text, readOptions = {}) => (await opening).readQuestion(text, readOptions),
      readPassages: async (question, passages, readOptions = {}) =>
        (await opening).readPassages(question, passages, readOptions),
      close: async () => {
        const client = await opening.catch(() => null);
        await client?.close();
      },
    },
  };
}

/**
 * Opens the embedded model and waits until it is loaded.
 * @throws EmbeddingError (`model-missing`, `model-altered`, `model-invalid`, `worker-failed`).
 */
export async function openTransformersEmbedder(
  options: TransformersEmbedderOptions,
): Promise<StartedEmbedder["embedder"]> {
  const { embedder, loaded } = await startTransformersEmbedder(options);
  await loaded;
  return embedder;
}

function digestOf({ files, prefixes, longestInputTokens }: ModelManifest): string {
  // The readers make no vectors: another reader leaves an index as it is.
  const sortedFiles = Object.entries(files)
    .filter(([path]) => !path.includes("_reader"))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const identity = [encodingVersion, longestInputTokens, prefixes.query, prefixes.passage, sortedFiles];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex");
}

/** The compiled worker, or its TypeScript when this module itself runs from the source. */
function startWorker(workerData: EmbedderWorkerData): Worker {
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fromSource ? "./encoding/worker-from-source.mjs" : "./embedder-worker.js";
  // The flags of the process, such as its own loader, are not the worker's.
  return new Worker(new URL(file, import.meta.url), { workerData, name: "embedder", execArgv: [] });
}
