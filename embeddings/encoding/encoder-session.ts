import { basename, dirname, resolve } from "node:path";
import { AutoModel, AutoTokenizer, env, Tensor } from "@huggingface/transformers";
import * as z from "zod";
import type { TextRole } from "../embedder.ts";
import type { ModelManifest } from "./model-manifest.ts";
import { createWordTokenizer, splitWords } from "./word-tokenizer.ts";

/** What the encoder makes of one window: token by token, `dimensions` values each. */
export interface WindowStates {
  /** Of the last layer. */
  readonly last: Float32Array;
  /** Of the layer that the readers build on. */
  readonly shared: Float32Array;
}

/** A graph of the model folder, run with named inputs. */
export type Run = (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Float32Array>>>;

/** Tokenizer and encoder, in this thread. */
export interface EncoderSession {
  readonly manifest: ModelManifest;
  /** Tokens of one word of `splitWords`. */
  tokensOf(word: string): readonly number[];
  prefix(role: TextRole): readonly number[];
  /** Runs one window, framed here by the first and last token that the model knows a text by. */
  run(content: readonly number[]): Promise<WindowStates>;
  /** Loads another graph of the same folder (`onnx/<name>_quantized.onnx`). */
  load(name: string): Promise<Run>;
  dispose(): Promise<void>;
}

export interface EncoderSessionOptions {
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

const tokenIdsSchema = z.array(z.int());

export async function openEncoderSession(options: EncoderSessionOptions): Promise<EncoderSession> {
  const { modelDirectory, manifest, threads } = options;
  const directory = resolve(modelDirectory);
  env.allowRemoteModels = false;
  env.useFSCache = false;
  env.localModelPath = dirname(directory);
  const name = basename(directory);
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true });
  const opened: { dispose(): Promise<unknown> }[] = [];

  async function load(file: string | null): Promise<Run> {
    const graph = await AutoModel.from_pretrained(name, {
      dtype: "q8",
      local_files_only: true,
      session_options: { ...sessionOptions, intraOpNumThreads: threads },
      ...(file === null ? {} : { model_file_name: file }),
    });
    opened.push(graph);
    return async (feeds) => {
      // The library types a model's output as unknown; each value is checked.
      const output = (await graph({ ...feeds })) as Readonly<Record<string, unknown>>;
      return Object.fromEntries(Object.entries(output).map(([key, value]) => [key, floatsOf(key, value)]));
    };
  }

  const encode = await load(null);
  const tokenize = (text: string): number[] =>
    tokenIdsSchema.parse(tokenizer(text, { return_tensor: false, truncation: false }).input_ids);
  const [begin, end, ...others] = tokenize("");
  if (begin === undefined || end === undefined || others.length > 0) {
    throw new Error("The tokenizer does not frame a text with one token on each side.");
  }
  const tokensOf = createWordTokenizer((text) => tokenize(text).slice(1, -1));
  const prefixOf = (role: TextRole): number[] => splitWords(manifest.prefixes[role]).flatMap(tokensOf);
  const prefixes = { query: prefixOf("query"), passage: prefixOf("passage") };

  async function run(content: readonly number[]): Promise<WindowStates> {
    const ids = [begin ?? 0, ...content, end ?? 0];
    const shape = [1, ids.length];
    const output = await encode({
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
      token_type_ids: new Tensor("int64", new BigInt64Array(ids.length), shape),
    });
    const states = (key: string): Float32Array => {
      const values = output[key];
      if (values?.length !== ids.length * manifest.dimensions) {
        throw new Error(`The model's output ${key} is not ${ids.length} tokens of ${manifest.dimensions}.`);
      }
      return values;
    };
    return { last: states("last_hidden_state"), shared: states(manifest.sharedState) };
  }

  return {
    manifest,
    tokensOf,
    prefix: (role) => prefixes[role],
    run,
    load,
    dispose: async () => {
      for (const graph of opened) await graph.dispose();
    },
  };
}

function floatsOf(name: string, value: unknown): Float32Array {
  if (value instanceof Tensor && value.data instanceof Float32Array) return value.data;
  throw new Error(`The model's output ${name} is no tensor of 32-bit floats.`);
}
