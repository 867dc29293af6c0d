import { Worker } from "node:worker_threads";
import { expect, it, vi } from "vitest";
import { EmbeddingError } from "../../embeddings/embedding-error.ts";
import { openRestartingClient } from "../../embeddings/encoding/restarting-client.ts";

// A slow or busy machine is no failure.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A worker that answers every text with one vector, and dies of the texts "exit" and "throw"; "wait" is not answered. */
const obedient = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", (request) => {
    if (request.type === "close") return parentPort.close();
    if (request.type !== "embed") return;
    for (const [position, text] of request.texts.entries()) {
      if (text === "exit") process.exit(3);
      if (text === "throw") throw new Error("the runtime broke");
      if (text === "fail") return parentPort.postMessage({ type: "job-failed", jobId: request.jobId, message: "no" });
      if (text === "wait") return;
      parentPort.postMessage({ type: "result", jobId: request.jobId, position, result: Float32Array.of(text.length) });
    }
  });
  parentPort.postMessage({ type: "ready" });
`;
const unloadable = `require("node:worker_threads").parentPort.postMessage({ type: "load-failed", failure: "model-invalid", message: "no model" });`;

async function openCounted(sources: readonly string[], options: { closingTimeoutMs?: number } = {}) {
  const started: Worker[] = [];
  const client = await openRestartingClient(() => {
    const worker = new Worker(sources[Math.min(started.length, sources.length - 1)] ?? "", { eval: true });
    started.push(worker);
    return worker;
  }, options);
  return { client, started };
}

it("rejects what is pending when the worker dies, and starts another at the next call", async () => {
  const { client, started } = await openCounted([obedient]);
  for (const death of ["exit", "throw"]) {
    const pending = client.embed(["wait"], "passage", {});
    const killed = client.embed([death], "query", {});
    await expect(pending).rejects.toMatchObject({ name: "EmbeddingError", failure: "worker-failed" });
    await expect(killed).rejects.toThrow(death === "exit" ? "exit code 3" : "the runtime broke");
    expect(await client.embed(["abcd"], "query", {})).toEqual([Float32Array.of(4)]);
  }
  expect(started).toHaveLength(3);
  await client.close();
});

it("fails at opening when the model cannot be loaded or the worker ends first", async () => {
  await expect(openCounted([unloadable])).rejects.toMatchObject({ failure: "model-invalid" });
  await expect(openCounted(["process.exit(1)"])).rejects.toMatchObject({ failure: "worker-failed" });
  await expect(openCounted(["throw new Error('broken')"])).rejects.toThrow("broken");
});

it("says so at every call when no other worker can be started, and serves again once one can", async () => {
  const { client, started } = await openCounted([obedient, unloadable, unloadable, obedient]);
  await expect(client.embed(["exit"], "query", {})).rejects.toThrow(EmbeddingError);
  for (let call = 0; call < 2; call += 1) {
    await expect(client.embed(["a"], "query", {})).rejects.toMatchObject({ failure: "model-invalid" });
  }
  expect(await client.embed(["abc"], "query", {})).toEqual([Float32Array.of(3)]);
  expect(started).toHaveLength(4);
  await client.close();
});

it("rejects one call when the model refuses it, and keeps the worker", async () => {
  const { client, started } = await openCounted([obedient]);
  await expect(client.embed(["fail"], "query", {})).rejects.toMatchObject({ failure: "model-failed", message: "no" });
  expect(await client.embed(["ab"], "query", {})).toEqual([Float32Array.of(2)]);
  expect(started).toHaveLength(1);
  await client.close();
});

it("rejects a call whose progress callback throws", async () => {
  const { client } = await openCounted([obedient]);
  const broken = new Error("broken callback");
  const onProgress = (): void => {
    throw broken;
  };
  await expect(client.embed(["a", "b"], "passage", { onProgress })).rejects.toBe(broken);
  expect(await client.embed(["ab"], "query", {})).toEqual([Float32Array.of(2)]);
  await client.close();
});

it("ends the worker when closed, even one that does not listen", async () => {
  const deaf = `require("node:worker_threads").parentPort.on("message", () => {});
    require("node:worker_threads").parentPort.postMessage({ type: "ready" });`;
  const { client, started } = await openCounted([deaf], { closingTimeoutMs: 50 });
  const pending = expect(client.embed(["a"], "query", {})).rejects.toMatchObject({ failure: "closed" });
  await client.close();
  await pending;
  expect(started[0]?.threadId).toBe(-1);
});
