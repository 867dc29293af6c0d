import { fileURLToPath } from "node:url";
import type { ReadRecord } from "../../../corpus/reader.ts";
import { RecordReadError } from "../../../corpus/record-read-error.ts";
import { closedError } from "./in-process-reading.ts";
import { type ReadingReply, type ReadingRequest, unpackDocument } from "./reading-messages.ts";
import { type ReadingProcess, startReadingProcess } from "./reading-process.ts";
import type { ReadFile, ReadingOptions, RecordReading } from "./record-reading.ts";

export interface ReadingLimits {
  /** For one file or text. */
  readonly timeoutMs: number;
  /** Of the whole process that reads. */
  readonly memoryBytes: number;
}

export interface ChildReadingOptions {
  readonly limits: ReadingLimits;
  /** The program that reads; the product's own where none is given. */
  readonly program?: string;
  /** Starts the process with the first call only: for what is seldom needed. */
  readonly isStartedLate?: boolean;
}

/** A request before it has its number. */
type Question = ReadingRequest extends infer Each ? (Each extends ReadingRequest ? Omit<Each, "call"> : never) : never;

/**
 * Reads in a child process, one file after another. A file that takes too long or too much memory, or that ends the
 * process, is refused, and the next one meets a new process. It is started at once, so that it is there when needed.
 */
export function openChildReading({
  limits,
  program = ownProgram(),
  isStartedLate = false,
}: ChildReadingOptions): RecordReading {
  let child: ReadingProcess | null = null;
  let closed = false;
  let calls = 0;
  let last: Promise<unknown> = Promise.resolve();

  const needProcess = (): ReadingProcess => {
    if (child === null || child.hasEnded) child = startReadingProcess(program, limits.memoryBytes);
    return child;
  };

  /** Waits for its turn, then for the answer, a limit or the abort, whichever is first. */
  async function ask(question: Question, { signal }: ReadingOptions): Promise<ReadingReply> {
    const turn = last.then(() => {
      signal?.throwIfAborted();
      if (closed) throw closedError();
      calls += 1;
      // Each kind of question gains the number that it lacked.
      const request = { ...question, call: calls } as ReadingRequest;
      return needProcess().ask(request, { ...limits, ...(signal && { signal }) });
    });
    last = turn.catch(() => {});
    const reply = await turn;
    if (reply.type !== "failed") return reply;
    const { message, reason, details } = reply;
    throw new RecordReadError(message, { reason, details });
  }

  if (!isStartedLate) needProcess();
  return {
    readFile: async (file, options = {}) => {
      // What answers a question is of its kind.
      const { result } = (await ask({ type: "file", ...file }, options)) as { readonly result: ReadFile };
      return { ...result, document: unpackDocument(result.document, result.extracted.text) };
    },
    readText: async (record, options = {}) => {
      const { result } = (await ask({ type: "text", ...record }, options)) as { readonly result: ReadRecord };
      return { ...result, document: unpackDocument(result.document, record.source) };
    },
    close: async () => {
      closed = true;
      await child?.end(closedError());
    },
  };
}

/** From the compiled program the compiled one; from the source the one that knows how to load it. */
function ownProgram(): string {
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fromSource ? "./reading-child-from-source.mjs" : "./reading-child.js";
  return fileURLToPath(new URL(file, import.meta.url));
}
