import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { AutoModel, AutoTokenizer, env, Tensor } from "@huggingface/transformers";

export const modelDirectory = fileURLToPath(new URL("../../embeddings/model/multilingual-e5-small", import.meta.url));

/** The model as the runtime gives it, one text at a time: what everything around it is compared with. */
export interface BareRuntime {
  tokenize(text: string, role: "query" | "passage"): number[];
  run(tokenIds: readonly number[]): Promise<void>;
  /** Tokenizes and runs. */
  embed(text: string, role: "query" | "passage"): Promise<void>;
  close(): Promise<void>;
}

export async function openBareRuntime(): Promise<BareRuntime> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(modelDirectory);
  const name = basename(modelDirectory);
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModel.from_pretrained(name, {
    dtype: "q8",
    // As the embedder sets it: what is compared is the rest of the embedder's work.
    session_options: {
      intraOpNumThreads: Math.min(4, availableParallelism()),
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    },
  });
  const tokenize: BareRuntime["tokenize"] = (text, role) =>
    tokenizer(`${role}: ${text}`, { return_tensor: false }).input_ids;
  const run: BareRuntime["run"] = async (tokenIds) => {
    const shape = [1, tokenIds.length];
    await model({
      input_ids: new Tensor("int64", BigInt64Array.from(tokenIds, BigInt), shape),
      attention_mask: new Tensor("int64", new BigInt64Array(tokenIds.length).fill(1n), shape),
      token_type_ids: new Tensor("int64", new BigInt64Array(tokenIds.length), shape),
    });
  };
  return {
    tokenize,
    run,
    embed: (text, role) => run(tokenize(text, role)),
    close: async () => {
      await model.dispose();
    },
  };
}

/** Lines of the embedded record that say something: its passages, near enough for a measurement. */
export async function readRecordLines(): Promise<string[]> {
  const file = new URL("../../corpus/documents/resumen-sesion-tematica-cam-2023-05-09.es.txt", import.meta.url);
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line.length > 2))];
}
