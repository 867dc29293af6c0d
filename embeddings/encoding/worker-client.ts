import type { Worker } from "node:worker_threads";
import type { EmbeddingProgress, EmbedOptions, TextRole } from "../embedder.ts";
import { EmbeddingError } from "../embedding-error.ts";
import type { PassageReading, PassageText, QuestionReading } from "../readers.ts";
import type { WorkerReply, WorkerRequest, WorkRequest, WorkResult } from "./worker-messages.ts";

/** A worker that has loaded its model. */
export interface WorkerClient {
  embed(texts: readonly string[], role: TextRole, options: EmbedOptions): Promise<Float32Array[]>;
  readQuestion(text: string, options: EmbedOptions): Promise<QuestionReading>;
  readPassages(question: string, passages: readonly PassageText[], options: EmbedOptions): Promise<PassageReading[]>;
  /** Rejects pending calls with `closed` and ends the worker. */
  close(): Promise<void>;
}

interface PendingCall {
  readonly results: (WorkResult | undefined)[];
  done: number;
  readonly onProgress: ((progress: EmbeddingProgress) => void) | undefined;
  readonly resolve: (results: WorkResult[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Each kind of request by itself, so that its fields stay together. */
type RequestWithoutId = WorkRequest extends infer Each
  ? Each extends WorkRequest
    ? Omit<Each, "jobId">
    : never
  : never;

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

  const receiveResult = (jobId: number, position: number, result: WorkResult): void => {
    const call = pending.get(jobId);
    if (!call) return; // aborted meanwhile
    call.results[position] = result;
    call.done += 1;
    try {
      call.onProgress?.({ done: call.done, total: call.results.length });
    } catch (error) {
      cancel(jobId, error);
      return;
    }
    if (call.done < call.results.length) return;
    settle(jobId)?.resolve(call.results.filter((each) => each !== undefined));
  };

  const ask = (request: RequestWithoutId, count: number, { signal, onProgress }: EmbedOptions) =>
    new Promise<WorkResult[]>((resolve, reject) => {
      if (ended) return reject(ended);
      const jobId = nextJobId++;
      const abort = (): void => cancel(jobId, signal?.reason);
      const release = (): void => signal?.removeEventListener("abort", abort);
      pending.set(jobId, {
        results: new Array<WorkResult | undefined>(count).fill(undefined),
        done: 0,
        onProgress,
        resolve: (results) => {
          release();
          resolve(results);
        },
        reject: (reason) => {
          release();
          reject(reason);
        },
      });
      signal?.addEventListener("abort", abort, { once: true });
      worker.ref();
      post({ ...request, jobId });
    });

  // What comes back is decided by the request: the worker sends nothing else for it.
  const embed: WorkerClient["embed"] = async (texts, role, options) =>
    (await ask({ type: "embed", texts, role }, texts.length, options)) as Float32Array[];
  const readQuestion: WorkerClient["readQuestion"] = async (text, options) =>
    (await ask({ type: "read-question", text }, 1, options))[0] as QuestionReading;
  const readPassages: WorkerClient["readPassages"] = async (question, passages, options) =>
    (await ask({ type: "read-passages", question, passages }, passages.length, options)) as PassageReading[];

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
      if (reply.type === "result") receiveResult(reply.jobId, reply.position, reply.result);
      else if (reply.type === "job-failed")
        settle(reply.jobId)?.reject(new EmbeddingError("model-failed", reply.message));
      else if (reply.type === "load-failed") reject(new EmbeddingError(reply.failure, reply.message));
      else {
        worker.unref();
        resolve({ embed, readQuestion, readPassages, close });
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
