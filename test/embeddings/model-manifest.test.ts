import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readModelManifest, verifyModel } from "../../embeddings/encoding/model-manifest.ts";
import { openTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { modelDirectory } from "./model-directory.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const files = [
  "config.json",
  "onnx/model_quantized.onnx",
  "onnx/passage_reader_quantized.onnx",
  "onnx/question_reader_quantized.onnx",
  "tokenizer.json",
  "tokenizer_config.json",
];

let copy: string;

beforeEach(async () => {
  copy = join(await mkdtemp(join(tmpdir(), "model-")), "multilingual-e5-small");
  for (const file of files) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await symlink(join(modelDirectory, file), join(copy, file));
  }
  await copyFile(join(modelDirectory, "manifest.json"), join(copy, "manifest.json"));
});
afterEach(() => rm(dirname(copy), { recursive: true, force: true }));

it("accepts the committed model, whose manifest names every file of it", async () => {
  const manifest = await readModelManifest(copy);
  await verifyModel(copy, manifest);
  expect(manifest).toMatchObject({ id: "multilingual-e5-small", dimensions: 384, longestInputTokens: 512 });
  expect(Object.keys(manifest.files).sort()).toEqual(files);
});

for (const file of files) {
  it(`names ${file} when it is missing, and when it is altered`, async () => {
    const manifest = await readModelManifest(copy);
    await rm(join(copy, file));
    await expect(verifyModel(copy, manifest)).rejects.toMatchObject({
      name: "EmbeddingError",
      failure: "model-missing",
      message: expect.stringContaining(join(copy, file)),
    });
    await writeFile(join(copy, file), "{}");
    await expect(verifyModel(copy, manifest)).rejects.toMatchObject({
      name: "EmbeddingError",
      failure: "model-altered",
      message: expect.stringMatching(new RegExp(`${file}.*Restore`)),
    });
  });
}

it("is not opened when a file is altered, and says which", async () => {
  const file = "tokenizer_config.json";
  await rm(join(copy, file));
  await writeFile(join(copy, file), "{}");
  await expect(openTransformersEmbedder({ modelDirectory: copy })).rejects.toMatchObject({
    name: "EmbeddingError",
    failure: "model-altered",
    message: expect.stringContaining(file),
  });
});

it("says what is wrong with a manifest that is missing or no manifest", async () => {
  await writeFile(join(copy, "manifest.json"), "[]");
  await expect(readModelManifest(copy)).rejects.toMatchObject({ failure: "model-invalid" });
  await writeFile(join(copy, "manifest.json"), "");
  await expect(readModelManifest(copy)).rejects.toMatchObject({ failure: "model-invalid" });
  await rm(join(copy, "manifest.json"));
  await expect(readModelManifest(copy)).rejects.toMatchObject({ failure: "model-missing" });
});
