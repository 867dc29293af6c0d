import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { modelDirectory } from "./model-directory.ts";

const embedderFile = new URL("../../embeddings/transformers-embedder.ts", import.meta.url).href;
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a script in a process of its own that has the embedder open as `embedder`. */
async function runScript(script: string): Promise<{ code: number | null; errors: string }> {
  const opening = `import { openTransformersEmbedder } from ${JSON.stringify(embedderFile)};
    const embedder = await openTransformersEmbedder({ modelDirectory: ${JSON.stringify(modelDirectory)} });
    const texts = Array.from({ length: 500 }, (_, at) => ("Recomendación " + at + " de la sesión. ").repeat(20));`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", opening + script], {
    cwd: repository,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const [code] = await once(child, "close");
  return { code, errors };
}

it("lets a process exit in the middle of an ingestion with its own code", async () => {
  const script = `embedder.embed(texts, "passage", { onProgress: ({ done }) => done === 3 && process.exit(7) });`;
  expect(await runScript(script)).toEqual({ code: 7, errors: "" });
}, 60_000);

it("does not keep a process alive once nothing is pending", async () => {
  expect(await runScript(`await embedder.embed(["una pregunta"], "query");`)).toEqual({ code: 0, errors: "" });
}, 60_000);
