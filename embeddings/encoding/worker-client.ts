import type { Worker } from "node:worker_threads";
import type { EmbeddingProgress, EmbedOptions, TextRole } from "../embedder.ts";
import { EmbeddingError } from "../embedding-error.ts";
import type { WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** A worker that has loaded its model. */
export interface WorkerClient {
  embed(texts: readonly string[], role: TextRole, options: EmbedOptions): Promise<Float32Array[]>;
  /** Rejects pending calls with `closed` and ends the worker. */
  close(): Promise<void>;
}

interface PendingCall {
  readonly vectors: (Float32Array | undefined)[];
  done: number;
  readonly onProgress: ((progress: EmbeddingProgress) => void) | undefined;
  readonly resolve: (vectors: Float32Array[]) => void;
  readonly reject: (reason: unknown) => void;
}

export interface WorkerClientOptions {
  /** Told once that the worker has ended, for whatever reason. */
  readonly onEnd: () => void;
  /** How long a worker may take to end its current step when closed, before it is terminated. */
  readonly closingTimeoutMs: number;
}

/**
 * Waits until a started worker has loaded its model, and speaks to it from then on. The worker keeps the process alive
 * only while it loads or a call is pending.
 * @throws EmbeddingError (what the worker says when the model cannot be loaded, `worker-failed` when it dies first).
 */
export function connectWorker(worker: Worker, options: WorkerClientOptions): Promise<WorkerClient> {
  const pending = new Map<number, PendingCall>();
  let nextJobId = 1;
  let ended: EmbeddingError | null = null;
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));

  const post = (request: WorkerRequest): void => worker.postMessage(request);

  const settle = (jobId: number): PendingCall | undefined => {
    const call = pending.get(jobId);
    pending.delete(jobId);
    if (pending.size === 0) worker.unref();
    return call;
  };

  const end = (error: EmbeddingError): void => {
    if (ended) return;
    ended = error;
    for (const jobId of [...pending.keys()]) settle(jobId)?.reject(error);
    options.onEnd();
  };

  const cancel = (jobId: number, reason: unknown): void => {
    post({ type: "cancel", jobId });
    settle(jobId)?.reject(reason);
  };

  const receiveVector = (jobId: number, position: number, vector: Float32Array): void => {
    const call = pending.get(jobId);
    if (!call) return; // aborted meanwhile
    call.vectors[position] = vector;
    call.done += 1;
    try {
      call.onProgress?.({ done: call.done, total: call.vectors.length });
    } catch (error) {
      cancel(jobId, error);
      return;
    }
    if (call.done < call.vectors.length) return;
    settle(jobId)?.resolve(call.vectors.filter((each) => each !== undefined));
  };

  const embed = (texts: readonly string[], role: TextRole, { signal, onProgress }: EmbedOptions) =>
    new Promise<Float32Array[]>((resolve, reject) => {
      if (ended) return reject(ended);
      const jobId = nextJobId++;
      const abort = (): void => cancel(jobId, signal?.reason);
      const release = (): void => signal?.removeEventListener("abort", abort);
      pending.set(jobId, {
        vectors: new Array<Float32Array | undefined>(texts.length).fill(undefined),
        done: 0,
        onProgress,
        resolve: (vectors) => {
          release();
          resolve(vectors);
        },
        reject: (reason) => {
          release();
          reject(reason);
        },
      });
      signal?.addEventListener("abort", abort, { once: true });
      worker.ref();
      post({ type: "embed", jobId, texts, role });
    });

  const close = async (): Promise<void> => {
    end(new EmbeddingError("closed", "The embedder is closed."));
    worker.ref();
    post({ type: "close" });
    const timer = setTimeout(() => void worker.terminate(), options.closingTimeoutMs);
    await exited;
    clearTimeout(timer);
  };

  return new Promise((resolve, reject) => {
    worker.on("message", (reply: WorkerReply) => {
      if (reply.type === "vector") receiveVector(reply.jobId, reply.position, reply.vector);
      else if (reply.type === "job-failed")
        settle(reply.jobId)?.reject(new EmbeddingError("model-failed", reply.message));
      else if (reply.type === "load-failed") reject(new EmbeddingError(reply.failure, reply.message));
      else {
        worker.unref();
        resolve({ embed, close });
      }
    });
    const fail = (message: string, cause?: unknown): void => {
      const error = new EmbeddingError("worker-failed", message, { cause });
      end(error);
      reject(error);
    };
    worker.on("error", (cause) =>
      fail(`The embedding worker failed: ${cause instanceof Error ? cause.message : String(cause)}`, cause),
    );
    worker.on("exit", (code) => fail(`The embedding worker ended with exit code ${code}.`));
  });
}
