import { ConnectionError } from "./errors.ts";
import type { CallOptions } from "./records.ts";
import type { Requests } from "./requests.ts";
import { type RetryOptions, wait, waitBefore } from "./retries.ts";
import { readServerEvents } from "./server-events.ts";
import type { Job } from "./types.ts";

export interface FollowOptions extends CallOptions {
  /** Told of each state of the job. */
  readonly onProgress?: (job: Job) => void;
}

interface FollowParts extends FollowOptions, Omit<RetryOptions, "signal"> {
  readonly requests: Requests;
}

/**
 * Follows a job to its end; a stream that breaks off is opened again, as the server tells the newest state first.
 * `retries` is how often it may break off before it brings anything new.
 * @throws as requests do.
 */
export async function followJob(id: string, { requests, signal, onProgress, ...retries }: FollowParts): Promise<Job> {
  for (let lost = 0; ; lost += 1) {
    try {
      const accept = { headers: { Accept: "text/event-stream" }, repeatable: false, signal };
      for await (const { type, data } of readServerEvents(await requests.send(jobAddress(id), accept))) {
        if (type !== "job") continue;
        const job = readJob(data);
        lost = 0;
        onProgress?.(job);
        if (job.state !== "running") return job;
      }
      throw new ConnectionError("The job's events ended before the job.");
    } catch (error) {
      signal?.throwIfAborted();
      const waitMs = waitBefore(error, lost, retries);
      if (waitMs === null) throw error;
      await wait(waitMs, signal);
    }
  }
}

export function jobAddress(id: string): string {
  return `api/v1/jobs/${encodeURIComponent(id)}`;
}

/** The server's own schema stands behind its events. @throws ConnectionError where it is cut. */
function readJob(data: string): Job {
  try {
    return JSON.parse(data) as Job;
  } catch (cause) {
    throw new ConnectionError("The job's state cannot be read.", { cause });
  }
}
