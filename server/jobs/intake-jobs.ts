import { randomUUID } from "node:crypto";
import type { Collection } from "../collection.ts";
import type { Job, JobFile } from "../ingest-protocol.ts";
import { describeProblem } from "../problems.ts";
import type { FrameLanguage } from "../protocol.ts";
import type { FileOutcome } from "../records/additions.ts";
import { CancelledError, NotFoundError } from "../request-errors.ts";

/** A file that came with others. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: number;
  /** Pages that are pictures are to be recognised. */
  readonly ocr?: boolean;
  /** Why it is not even read; null where it is. */
  readonly refusal: Error | null;
  read(): Promise<Uint8Array>;
}

export interface Upload {
  readonly files: readonly GivenFile[];
  /** Takes away what was kept of it while it waited. */
  discard(): Promise<void>;
}

export interface IntakeJobs {
  /** @throws UnavailableError before the collection answers. */
  start(upload: Upload, language: FrameLanguage): Job;
  /** @throws NotFoundError */
  find(id: string): Job;
  /** What is kept already stays. @throws NotFoundError */
  cancel(id: string): Job;
  /** Calls back after each change. @returns What ends that. @throws NotFoundError */
  follow(id: string, listener: (job: Job) => void): () => void;
  /** Takes what was reported of a record away. */
  forget(documentId: string): void;
  /** Waits for what was given up to be taken away. */
  close(): Promise<void>;
}

export interface IntakeJobParts {
  readonly collection: Collection;
  /** Told of faults of our own. */
  readonly onFault: (error: unknown) => void;
}

const mostEndedJobs = 100;
const keptForMs = 60 * 60_000;

interface RunningJob {
  job: Job;
  /** Null while it runs. */
  endedAt: number | null;
  readonly cancellation: AbortController;
  readonly listeners: Set<(job: Job) => void>;
  done: Promise<void>;
}

const finalStates: ReadonlySet<JobFile["state"]> = new Set(["added", "replaced", "unchanged", "failed", "cancelled"]);

/** Adds the files of an upload in one change of the collection, and remembers for an hour what became of them. */
export function createIntakeJobs({ collection, onFault }: IntakeJobParts): IntakeJobs {
  const jobs = new Map<string, RunningJob>();

  const need = (id: string): RunningJob => {
    const running = jobs.get(id);
    if (running === undefined) throw new NotFoundError("job", id);
    return running;
  };

  const publish = (running: RunningJob, change: Partial<Job>): void => {
    running.job = { ...running.job, ...change };
    for (const listener of running.listeners) listener(running.job);
  };

  const changeFile = (running: RunningJob, position: number, change: Partial<JobFile>): void => {
    publish(running, { files: running.job.files.map((file, at) => (at === position ? { ...file, ...change } : file)) });
  };

  const describe = (error: unknown, language: FrameLanguage) => {
    const { problem } = describeProblem(error, language);
    if (problem.status === 500) onFault(error);
    return problem;
  };

  async function run(running: RunningJob, upload: Upload, language: FrameLanguage): Promise<void> {
    const positions = upload.files.flatMap(({ refusal }, position) => (refusal === null ? [position] : []));
    const at = (index: number) => positions[index] ?? -1;
    try {
      await collection.ingestAll(
        upload.files.filter(({ refusal }) => refusal === null),
        {
          signal: running.cancellation.signal,
          onStep: (index, state) => changeFile(running, at(index), { state }),
          onProgress: (progress) =>
            publish(running, { files: running.job.files.map((file) => withProgress(file, progress)) }),
          onOutcome: (index, outcome) =>
            changeFile(
              running,
              at(index),
              describeOutcome(outcome, (error) => describe(error, language)),
            ),
        },
      );
    } catch (error) {
      const cancelled = running.cancellation.signal.aborted;
      const change: Partial<JobFile> = cancelled
        ? { state: "cancelled", progress: null }
        : { state: "failed", progress: null, problem: describe(error, language) };
      const files = running.job.files.map((file) => (finalStates.has(file.state) ? file : { ...file, ...change }));
      publish(running, { files });
    }
    await upload.discard().catch(onFault);
    const wasCancelled = running.job.files.some(({ state }) => state === "cancelled");
    running.endedAt = Date.now();
    publish(running, { state: wasCancelled ? "cancelled" : "ended" });
    running.listeners.clear();
  }

  function forgetOld(): void {
    const ended = [...jobs].filter(([, { job }]) => job.state !== "running");
    const surplus = ended.slice(0, Math.max(0, ended.length - mostEndedJobs));
    const old = ended.filter(([, { endedAt }]) => endedAt !== null && Date.now() - endedAt > keptForMs);
    for (const [id] of [...surplus, ...old]) jobs.delete(id);
  }

  return {
    start: (upload, language) => {
      collection.assistant();
      forgetOld();
      const id = randomUUID();
      const files = upload.files.map((file) => describeGiven(file, (error) => describe(error, language)));
      const job: Job = { id, state: "running", createdAt: new Date().toISOString(), files };
      const running: RunningJob = {
        job,
        endedAt: null,
        cancellation: new AbortController(),
        listeners: new Set(),
        done: Promise.resolve(),
      };
      jobs.set(id, running);
      running.done = run(running, upload, language);
      return running.job;
    },
    find: (id) => need(id).job,
    cancel: (id) => {
      const running = need(id);
      running.cancellation.abort(new CancelledError());
      return running.job;
    },
    follow: (id, listener) => {
      const { listeners } = need(id);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget: (documentId) => {
      for (const running of jobs.values()) {
        const files = running.job.files.filter((file) => file.documentId !== documentId);
        if (files.length < running.job.files.length && running.job.state !== "running") publish(running, { files });
      }
    },
    close: async () => {
      const running = [...jobs.values()];
      for (const { cancellation } of running) cancellation.abort(new CancelledError());
      await Promise.all(running.map(({ done }) => done));
    },
  };
}

type Describe = (error: unknown) => NonNullable<JobFile["problem"]>;

function describeGiven({ name, bytes, refusal }: GivenFile, describe: Describe): JobFile {
  const known = { name, bytes, progress: null, documentId: null, report: null };
  return refusal === null
    ? { ...known, state: "waiting", problem: null }
    : { ...known, state: "failed", problem: describe(refusal) };
}

function describeOutcome(outcome: FileOutcome, describe: Describe): Partial<JobFile> {
  switch (outcome.state) {
    case "failed":
      return { state: "failed", progress: null, problem: describe(outcome.error) };
    case "unchanged":
      return { state: "unchanged", progress: null, documentId: outcome.id };
    default: {
      const { state, report } = outcome;
      return { state, progress: null, documentId: report.document.id, report };
    }
  }
}

function withProgress(file: JobFile, { done, total }: { readonly done: number; readonly total: number }): JobFile {
  return file.state === "indexing" ? { ...file, progress: { done, total } } : file;
}
