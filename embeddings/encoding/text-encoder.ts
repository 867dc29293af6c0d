import { basename, dirname, resolve } from "node:path";
import { AutoModel, AutoTokenizer, env, Tensor } from "@huggingface/transformers";
import * as z from "zod";
import type { TextRole } from "../embedder.ts";
import type { ModelManifest } from "./model-manifest.ts";
import { normalize, planWindows } from "./text-windows.ts";
import { createWordTokenizer, splitWords } from "./word-tokenizer.ts";

/** One step of embedding a text: null until its last window is done, then the text's unit vector. */
export type EncodingStep = Float32Array | null;

/** The model in this thread. */
export interface TextEncoder {
  /**
   * Embeds a text window by window; each step is bounded by the longest input, whatever the text's length.
   * A window's vector is the mean over its tokens, L2-normalised (E5, arXiv:2402.05672); a text of several windows is
   * their mean weighted by their tokens, normalised again.
   */
  encode(text: string, role: TextRole): AsyncGenerator<EncodingStep, void, void>;
  dispose(): Promise<void>;
}

export interface TextEncoderOptions {
  readonly modelDirectory: string;
  readonly manifest: ModelManifest;
  readonly threads: number;
}

/**
 * Threads sleep while they wait for one another instead of spinning. Measured on two cores, tokens/s: on a quiet machine
 * 7,800 asleep and 8,900 spinning; with ten other busy processes 3,900 asleep and 600 spinning. The rest saves memory
 * that a graph without parallel branches has no use for.
 */
const sessionOptions = {
  executionMode: "sequential",
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: "0" } } },
} as const;

/** Takes some 20 ms where the tokenizer has not met the words before. */
const wordsPerStep = 1_000;

const tokenIdsSchema = z.array(z.int());

/**
 * Windows are run one at a time, never padded into a batch: the model quantises activations by the range of the whole
 * batch, so a batch would make a text's vector depend on its companions (measured: cosine 0.994 to 0.996 with itself).
 * Alone, a vector is a function of its text, and an index can keep the vectors of unchanged texts exactly.
 * It costs little: with passages of the first record (mean 69 tokens) 7,800 tokens/s alone and 9,200 in batches of 512
 * tokens, measured on two cores; larger batches are slower.
 */
export async function openTextEncoder({ modelDirectory, manifest, threads }: TextEncoderOptions): Promise<TextEncoder> {
  const directory = resolve(modelDirectory);
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.localModelPath = dirname(directory);
  const name = basename(directory);
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
  const model = await AutoModel.from_pretrained(name, {
    dtype: "q8",
    local_files_only: true,
    session_options: { ...sessionOptions, intraOpNumThreads: threads },
  });

  const tokenize = (text: string): number[] =>
    tokenIdsSchema.parse(tokenizer(text, { return_tensor: false, truncation: false }).input_ids);
  const [begin, end, ...others] = tokenize("");
  if (begin === undefined || end === undefined || others.length > 0) {
    throw new Error("The tokenizer does not frame a text with one token on each side.");
  }
  const tokensOf = createWordTokenizer((text) => tokenize(text).slice(1, -1));
  const prefixOf = (role: TextRole): number[] => splitWords(manifest.prefixes[role]).flatMap(tokensOf);
  const prefixes = { query: prefixOf("query"), passage: prefixOf("passage") };
  const frame = (ids: readonly number[]): number[] => [begin, ...ids, end];

  async function embedWindow(ids: readonly number[]): Promise<Float32Array> {
    const shape = [1, ids.length];
    const output: unknown = await model({
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
      token_type_ids: new Tensor("int64", new BigInt64Array(ids.length), shape),
    });
    return normalize(meanOverTokens(output, ids.length, manifest.dimensions));
  }

  async function* encode(text: string, role: TextRole): AsyncGenerator<EncodingStep, void, void> {
    const content: number[] = [];
    for (const [index, word] of splitWords(text).entries()) {
      if (index % wordsPerStep === wordsPerStep - 1) yield null;
      for (const id of tokensOf(word)) content.push(id);
    }
    const prefix = prefixes[role];
    const windows = planWindows(content.length, manifest.longestInputTokens - 2 - prefix.length);
    const sum = new Float32Array(manifest.dimensions);
    for (const [index, window] of windows.entries()) {
      if (index > 0) yield null;
      const vector = await embedWindow(frame([...prefix, ...content.slice(window.start, window.end)]));
      const weight = windows.length === 1 ? 1 : window.end - window.start;
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + weight * (vector[at] ?? 0);
    }
    yield windows.length === 1 ? sum : normalize(sum);
  }

  return {
    encode,
    dispose: async () => {
      await model.dispose();
    },
  };
}

function meanOverTokens(output: unknown, tokenCount: number, dimensions: number): Float32Array {
  const hidden = (output as { last_hidden_state?: unknown }).last_hidden_state;
  if (!(hidden instanceof Tensor) || !(hidden.data instanceof Float32Array)) {
    throw new Error("The model's output has no last_hidden_state of 32-bit floats.");
  }
  const states = hidden.data;
  if (states.length !== tokenCount * dimensions) {
    throw new Error(`The model's output has ${states.length} values, not ${tokenCount} tokens of ${dimensions}.`);
  }
  // The sum is not divided by the count: the vector is scaled to unit length next.
  const sum = new Float32Array(dimensions);
  for (let offset = 0; offset < states.length; offset += dimensions) {
    for (let index = 0; index < dimensions; index += 1) {
      sum[index] = (sum[index] ?? 0) + (states[offset + index] ?? 0);
    }
  }
  return sum;
}
