import { setImmediate as nextTurn } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { EmbeddingError, type EmbeddingFailure } from "./embedding-error.ts";
import { openEncoderSession } from "./encoding/encoder-session.ts";
import { createJobQueue, type Job } from "./encoding/job-queue.ts";
import { verifyModel } from "./encoding/model-manifest.ts";
import { enterGate, leaveGate, type NativeCallGate } from "./encoding/native-call-gate.ts";
import { openPassageEncoder } from "./encoding/passage-encoder.ts";
import { openQuestionEncoder } from "./encoding/question-encoder.ts";
import { createTextEncoder, type TextEncoder } from "./encoding/text-encoder.ts";
import type {
  EmbedderWorkerData,
  WorkerReply,
  WorkerRequest,
  WorkRequest,
  WorkResult,
} from "./encoding/worker-messages.ts";

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

/** The models that a worker holds. */
interface Models {
  readonly encoder: TextEncoder;
  readonly questions: Awaited<ReturnType<typeof openQuestionEncoder>>;
  readonly passages: Awaited<ReturnType<typeof openPassageEncoder>>;
}

/** Results of a request in the order of its texts; null where a long text has only come one step further. */
async function* work(
  request: WorkRequest,
  { encoder, questions, passages }: Models,
): AsyncGenerator<WorkResult | null> {
  if (request.type === "embed") {
    for (const text of request.texts) yield* encoder.encode(text, request.role);
  } else if (request.type === "read-question") yield await questions.read(request.text);
  else for (const passage of request.passages) yield await passages.read(request.question, passage);
}

function createWorkJob(request: WorkRequest, models: Models, reply: (message: WorkerReply) => void): Job {
  const { jobId } = request;
  const results = work(request, models);
  let position = 0;
  return {
    jobId,
    role: request.type === "embed" ? request.role : "query",
    step: async () => {
      try {
        const { value, done } = await results.next();
        if (done === true) return false;
        if (value !== null) {
          reply({ type: "result", jobId, position, result: value });
          position += 1;
        }
        return true;
      } catch (error) {
        reply({ type: "job-failed", jobId, message: messageOf(error) });
        return false;
      }
    },
  };
}

async function openModels(data: EmbedderWorkerData): Promise<Models> {
  const session = await openEncoderSession(data);
  return {
    encoder: createTextEncoder(session),
    questions: await openQuestionEncoder(session),
    passages: await openPassageEncoder(session),
  };
}

async function serve(port: MessagePort, data: EmbedderWorkerData): Promise<void> {
  const reply = (message: WorkerReply): void => {
    const isVector = message.type === "result" && message.result instanceof Float32Array;
    port.postMessage(message, isVector ? [(message.result as Float32Array).buffer as ArrayBuffer] : []);
  };
  let models: Models;
  try {
    await verifyModel(data.modelDirectory, data.manifest);
    models = await runGated(data.gate, () => openModels(data));
  } catch (error) {
    reply({ type: "load-failed", ...describeLoadFailure(error) });
    return;
  }
  const queue = createJobQueue(() => nextTurn());
  port.on("message", (request: WorkerRequest) => {
    if (request.type === "cancel") queue.cancel(request.jobId);
    else if (request.type === "close") {
      queue.clear();
      port.close();
    } else {
      const job = createWorkJob(request, models, reply);
      queue.add({ ...job, step: () => runGated(data.gate, job.step) });
    }
  });
  reply({ type: "ready" });
}

if (parentPort) {
  // `workerData` is written by openTransformersEmbedder alone.
  await serve(parentPort, workerData as EmbedderWorkerData);
}
