import { ConnectionError } from "./errors.ts";
import type { SendRequest } from "./requests.ts";
import { readServerEvents } from "./server-events.ts";
import type { Job } from "./types.ts";

export interface FollowOptions {
  readonly send: SendRequest;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (job: Job) => void;
  /** How often the stream may break off before it brings anything new. */
  readonly retries: number;
}

/**
 * Follows a job to its end; a stream that breaks off is opened again, as the server tells the newest state first.
 * @throws the signal's reason when aborted, once the job is cancelled.
 */
export async function followJob(started: Job, { send, signal, onProgress, retries }: FollowOptions): Promise<Job> {
  const path = `api/v1/jobs/${encodeURIComponent(started.id)}`;
  let job = started;
  let lost = 0;
  try {
    onProgress(job);
    while (job.state === "running") {
      try {
        const headers = { Accept: "text/event-stream" };
        for await (const event of readServerEvents(await send(path, { headers, signal, repeatable: true }))) {
          // The server's own schema stands behind its events.
          job = event as Job;
          lost = 0;
          onProgress(job);
        }
        if (job.state === "running") throw new ConnectionError("The job's events ended before the job.");
      } catch (error) {
        signal?.throwIfAborted();
        lost += 1;
        if (!(error instanceof ConnectionError) || lost > retries) throw error;
      }
    }
    return job;
  } catch (error) {
    if (signal?.aborted) await send(path, { method: "DELETE", repeatable: true }).catch(() => {});
    throw error;
  }
}
