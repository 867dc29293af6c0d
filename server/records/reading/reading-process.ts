import { fork } from "node:child_process";
import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { residentBytes } from "./process-memory.ts";
import type { ReadingReply, ReadingRequest } from "./reading-messages.ts";

export interface ReadingProcess {
  readonly hasEnded: boolean;
  /** One question at a time. The process is killed when a limit is met or the signal aborts. */
  ask(request: ReadingRequest, limits: QuestionLimits): Promise<ReadingReply>;
  /** Kills it; a question that waits rejects with the reason. */
  end(reason: Error): Promise<void>;
}

export interface QuestionLimits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly signal?: AbortSignal;
}

const memoryCheckMs = 100;
const bytesPerMegabyte = 1024 * 1024;
/** Of the memory that the process may hold; the rest is for what does not lie on its heap, as files do. */
const heapShare = 0.75;

/** Starts the program that reads. Its heap is bounded by a flag, what lies beside the heap by looking. */
export function startReadingProcess(program: string, memoryBytes: number): ReadingProcess {
  const heapMegabytes = Math.floor((memoryBytes * heapShare) / bytesPerMegabyte);
  const child = fork(program, {
    execArgv: [`--max-old-space-size=${heapMegabytes}`],
    serialization: "advanced",
    // Nothing of the environment's is for it: no setting of Node's, and no secret of the server's.
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let ended: Error | null = null;
  let waiting: { resolve(reply: ReadingReply): void; reject(reason: unknown): void } | null = null;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));

  const end = (reason: unknown, error: Error): void => {
    ended ??= error;
    child.kill("SIGKILL");
    waiting?.reject(reason);
    waiting = null;
  };
  child.on("message", (reply: ReadingReply) => {
    waiting?.resolve(reply);
    waiting = null;
  });
  child.on("error", (cause) => {
    const error = crashedError(cause);
    end(error, error);
  });
  // A heap that is full makes V8 abort.
  child.on("exit", (_code, signal) => {
    const error = signal === "SIGABRT" ? tooMuchMemoryError(memoryBytes) : crashedError();
    end(error, error);
  });
  // It keeps the server alive only while a question waits.
  child.unref();
  child.channel?.unref();

  async function ask(request: ReadingRequest, limits: QuestionLimits): Promise<ReadingReply> {
    if (ended) throw ended;
    child.ref();
    child.channel?.ref();
    const answered = new Promise<ReadingReply>((resolve, reject) => {
      waiting = { resolve, reject };
    });
    const stop = (error: unknown) => end(error, crashedError());
    const release = watch(child.pid ?? 0, limits, stop);
    try {
      child.send(request, (error) => {
        if (error) stop(crashedError(error));
      });
      return await answered;
    } finally {
      release();
      child.unref();
      child.channel?.unref();
    }
  }

  return {
    get hasEnded() {
      return ended !== null;
    },
    ask,
    end: async (reason) => {
      end(reason, reason);
      // Nothing else may be left that keeps this process alive until it is gone.
      child.ref();
      if (child.exitCode === null && child.signalCode === null) await exited;
    },
  };
}

/** Watches time, memory and the signal while a question waits. @returns What ends the watch. */
function watch(pid: number, { timeoutMs, memoryBytes, signal }: QuestionLimits, stop: (error: unknown) => void) {
  const timer = setTimeout(() => stop(tooLongError(timeoutMs)), timeoutMs);
  const memoryTimer = setInterval(async () => {
    const held = await residentBytes(pid);
    if (held !== null && held > memoryBytes) stop(tooMuchMemoryError(memoryBytes));
  }, memoryCheckMs);
  const abort = () => stop(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  return () => {
    clearTimeout(timer);
    clearInterval(memoryTimer);
    signal?.removeEventListener("abort", abort);
  };
}

function tooLongError(timeoutMs: number): RecordReadError {
  const seconds = Math.round(timeoutMs / 1000);
  return new RecordReadError(
    `Reading the file took longer than ${seconds} s and was stopped. Divide it, or save it anew in a simpler form.`,
    { reason: "too-long", details: { seconds } },
  );
}

function tooMuchMemoryError(memoryBytes: number): RecordReadError {
  const megabytes = Math.round(memoryBytes / 1_000_000);
  return new RecordReadError(
    `Reading the file took more than ${megabytes} MB of memory and was stopped. Divide it, or save it anew in a simpler form.`,
    { reason: "too-much-memory", details: { megabytes } },
  );
}

function crashedError(cause?: unknown): RecordReadError {
  return new RecordReadError(
    "Reading the file ended the process that reads. Save it anew in a simpler form, or as text, and add that.",
    { cause, reason: "crashed" },
  );
}
