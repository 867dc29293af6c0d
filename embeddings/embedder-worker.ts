import { setImmediate as nextTurn } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { EmbeddingError, type EmbeddingFailure } from "./embedding-error.ts";
import { createJobQueue, type Job } from "./encoding/job-queue.ts";
import { verifyModel } from "./encoding/model-manifest.ts";
import { enterGate, leaveGate, type NativeCallGate } from "./encoding/native-call-gate.ts";
import { openTextEncoder, type TextEncoder } from "./encoding/text-encoder.ts";
import type { EmbedderWorkerData, EmbedRequest, WorkerReply, WorkerRequest } from "./encoding/worker-messages.ts";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describeLoadFailure(error: unknown): { failure: EmbeddingFailure; message: string } {
  if (error instanceof EmbeddingError) return { failure: error.failure, message: error.message };
  return { failure: "model-invalid", message: `The embedding model cannot be loaded: ${messageOf(error)}` };
}

/** Runs a step that calls into the runtime; when the process is ending, stops there for good. */
async function runGated<Result>(gate: NativeCallGate, step: () => Promise<Result>): Promise<Result> {
  if (!enterGate(gate)) return new Promise(() => undefined);
  try {
    return await step();
  } finally {
    leaveGate(gate);
  }
}

function createEmbeddingJob(request: EmbedRequest, encoder: TextEncoder, reply: (message: WorkerReply) => void): Job {
  const { jobId, texts, role } = request;
  let position = 0;
  let encoding = encoder.encode(texts[0] ?? "", role);
  async function advance(): Promise<boolean> {
    const { value } = await encoding.next();
    if (!value) return true;
    reply({ type: "vector", jobId, position, vector: value });
    position += 1;
    const text = texts[position];
    if (text === undefined) return false;
    encoding = encoder.encode(text, role);
    return true;
  }
  return {
    jobId,
    role,
    step: async () => {
      try {
        return await advance();
      } catch (error) {
        reply({ type: "job-failed", jobId, message: messageOf(error) });
        return false;
      }
    },
  };
}

async function serve(port: MessagePort, data: EmbedderWorkerData): Promise<void> {
  const reply = (message: WorkerReply): void => {
    port.postMessage(message, message.type === "vector" ? [message.vector.buffer as ArrayBuffer] : []);
  };
  let encoder: TextEncoder;
  try {
    await verifyModel(data.modelDirectory, data.manifest);
    encoder = await runGated(data.gate, () => openTextEncoder(data));
  } catch (error) {
    reply({ type: "load-failed", ...describeLoadFailure(error) });
    return;
  }
  const queue = createJobQueue(() => nextTurn());
  port.on("message", (request: WorkerRequest) => {
    if (request.type === "embed") {
      const job = createEmbeddingJob(request, encoder, reply);
      queue.add({ ...job, step: () => runGated(data.gate, job.step) });
    } else if (request.type === "cancel") queue.cancel(request.jobId);
    else {
      queue.clear();
      port.close();
    }
  });
  reply({ type: "ready" });
}

if (parentPort) {
  // `workerData` is written by openTransformersEmbedder alone.
  await serve(parentPort, workerData as EmbedderWorkerData);
}
