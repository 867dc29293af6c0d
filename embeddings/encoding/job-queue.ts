import type { TextRole } from "../embedder.ts";

/** Work that can be interrupted between steps. `step` resolves to false once the job is done. */
export interface Job {
  readonly jobId: number;
  readonly role: TextRole;
  step(): Promise<boolean>;
}

/** Jobs of one thread, run a step at a time. */
export interface JobQueue {
  add(job: Job): void;
  /** Takes a job out between its steps; an unknown id is ignored, for the job may just have ended. */
  cancel(jobId: number): void;
  clear(): void;
}

/**
 * Runs jobs a step at a time, queries before passages and otherwise in order of arrival: a query that arrives during
 * an ingestion waits for one step of it, not for its end.
 * @param pause Awaited between steps, so that the thread receives new jobs and cancellations.
 */
export function createJobQueue(pause: () => Promise<unknown>): JobQueue {
  let jobs: Job[] = [];
  let running = false;

  const remove = (jobId: number): void => {
    jobs = jobs.filter((job) => job.jobId !== jobId);
  };

  async function run(): Promise<void> {
    running = true;
    for (;;) {
      const job = jobs.find(({ role }) => role === "query") ?? jobs[0];
      if (job === undefined) break;
      const unfinished = await job.step();
      if (!unfinished) remove(job.jobId);
      await pause();
    }
    running = false;
  }

  return {
    add: (job) => {
      jobs.push(job);
      if (!running) void run();
    },
    cancel: remove,
    clear: () => {
      jobs = [];
    },
  };
}
