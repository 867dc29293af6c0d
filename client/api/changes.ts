import { type FollowOptions, followJob, jobAddress } from "./jobs.ts";
import { type CallOptions, documentAddress } from "./records.ts";
import type { Requests } from "./requests.ts";
import type { RetryOptions } from "./retries.ts";
import type { GivenFile, Job, PutReport } from "./types.ts";

/** What changes records. */
export interface ChangeCalls {
  /** Adds files together, and waits until all of them answer, or have failed. Aborting cancels: then none is kept. */
  add(files: readonly GivenFile[], options?: FollowOptions): Promise<Job>;
  /** Follows a job that is under way to its end. Aborting leaves it to itself. */
  followJob(id: string, options?: FollowOptions): Promise<Job>;
  /** None of its files is kept. */
  cancelJob(id: string, options?: CallOptions): Promise<void>;
  /** Holds a file as the record of this id; the same content twice changes nothing. */
  put(id: string, file: GivenFile, options?: CallOptions): Promise<PutReport>;
  /** It can be put back for ten minutes, unless it is purged. */
  remove(id: string, options?: CallOptions & { readonly purge?: boolean }): Promise<void>;
}

export function createChangeCalls(requests: Requests, retries: Omit<RetryOptions, "signal">): ChangeCalls {
  const { send, read } = requests;
  const follow = (id: string, options: FollowOptions = {}) => followJob(id, { ...options, ...retries, requests });
  const cancelJob = async (id: string, { signal }: CallOptions = {}) => {
    await send(jobAddress(id), { method: "DELETE", repeatable: true, signal });
  };
  return {
    async add(files, options = {}) {
      const { signal, onProgress } = options;
      const body = new FormData();
      for (const { name, content } of files) body.append("files", toBlob(content), name);
      // Sent twice, the files would be two jobs.
      const job = await read<Job>("api/v1/documents", { method: "POST", body, signal, repeatable: false });
      try {
        onProgress?.(job);
        return job.state === "running" ? await follow(job.id, options) : job;
      } catch (error) {
        if (signal?.aborted) await cancelJob(job.id).catch(() => {});
        throw error;
      }
    },
    followJob: follow,
    cancelJob,
    put: (id, { name, content }, { signal } = {}) =>
      read(`${documentAddress(id)}?name=${encodeURIComponent(name)}`, {
        method: "PUT",
        body: toBlob(content),
        headers: { "Content-Type": "application/octet-stream" },
        signal,
        repeatable: true,
      }),
    async remove(id, { purge = false, signal } = {}) {
      const path = purge ? `${documentAddress(id)}?purge=true` : documentAddress(id);
      await send(path, { method: "DELETE", signal, repeatable: true });
    },
  };
}

function toBlob(content: GivenFile["content"]): Blob {
  return content instanceof Blob ? content : new Blob([content]);
}
