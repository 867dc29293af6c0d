import type { Worker } from "node:worker_threads";
import type { EmbedOptions } from "../embedder.ts";
import { EmbeddingError } from "../embedding-error.ts";
import { connectWorker, type WorkerClient } from "./worker-client.ts";

/** Terminating a worker during a step aborts the process, and a step takes 0.15 s: only for one that hangs. */
const defaultClosingTimeoutMs = 10_000;

/**
 * A client whose worker is started again, at the next call, once it has died. Calls pending when it dies reject.
 * @param start Starts a worker that loads the model and then says that it is ready.
 * @throws EmbeddingError when the first worker cannot be made ready; later calls throw it when another cannot.
 */
export async function openRestartingClient(
  start: () => Worker,
  { closingTimeoutMs = defaultClosingTimeoutMs }: { closingTimeoutMs?: number } = {},
): Promise<WorkerClient> {
  let connection: Promise<WorkerClient> | null = null;
  let closed = false;

  const connect = (): Promise<WorkerClient> => {
    if (connection) return connection;
    const forget = (): void => {
      if (connection === opened) connection = null;
    };
    const opened = connectWorker(start(), { onEnd: forget, closingTimeoutMs });
    connection = opened;
    opened.catch(forget);
    return opened;
  };

  const assertOpen = (): void => {
    if (closed) throw new EmbeddingError("closed", "The embedder is closed.");
  };

  const whenReady = async ({ signal }: EmbedOptions): Promise<WorkerClient> => {
    assertOpen();
    signal?.throwIfAborted();
    const client = await connect();
    assertOpen();
    signal?.throwIfAborted();
    return client;
  };

  await connect();
  return {
    embed: async (texts, role, options) => {
      const client = await whenReady(options);
      return texts.length === 0 ? [] : client.embed(texts, role, options);
    },
    readQuestion: async (text, options) => (await whenReady(options)).readQuestion(text, options),
    readPassages: async (question, passages, options) => {
      const client = await whenReady(options);
      return passages.length === 0 ? [] : client.readPassages(question, passages, options);
    },
    close: async () => {
      closed = true;
      const client = await connection?.catch(() => null);
      await client?.close();
    },
  };
}
