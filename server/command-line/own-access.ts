import { startTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { summarizeRecord } from "../document-views.ts";
import { plainFileName } from "../http/file-names.ts";
import { checkShape } from "../http/json-body.ts";
import type { Job } from "../ingest-protocol.ts";
import type { GivenFile, IntakeJobs } from "../jobs/intake-jobs.ts";
import { ProblemError } from "../problem-error.ts";
import { describeProblem } from "../problems.ts";
import { type CompositionParts, composeCollection } from "../process/composition.ts";
import { askRequestSchema, type FrameLanguage } from "../protocol.ts";
import { BodyTooLargeError, UnservableValueError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { progressOf } from "./job-progress.ts";
import type { IngestProgress, LocalFile, RelatorAccess } from "./relator-access.ts";

export interface OwnAccessParts {
  readonly settings: CompositionParts["settings"] & Pick<Settings, "modelDirectory" | "recordLimitBytes">;
  readonly packageDirectory: string;
  readonly language: FrameLanguage;
  /** Told of files of the collection that were left out. */
  readonly onWarning: (text: string) => void;
}

/** Opens the collection in this process, where no server is running. @throws what opening throws. */
export async function openOwnAccess({ settings, language, ...parts }: OwnAccessParts): Promise<RelatorAccess> {
  const { collection, jobs, close } = composeCollection({
    settings,
    packageDirectory: parts.packageDirectory,
    startModel: () => startTransformersEmbedder(settings),
    onFileProblem: ({ file, message }) => parts.onWarning(`${file}: ${message}`),
    onIndexOpened: () => {},
    onFault: (error) => parts.onWarning(String(error)),
  });
  const { signal } = new AbortController();
  const explain = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      const { problem } = describeProblem(cause, language);
      throw new ProblemError(problem, { cause });
    }
  };
  const checkName = (name: string): string => {
    const plain = plainFileName(name);
    if (plain === null) throw new UnservableValueError("name", "file-name");
    return plain;
  };
  const give = async (file: LocalFile): Promise<GivenFile> => {
    try {
      const { length } = await readWithin(file, settings.recordLimitBytes);
      return { name: checkName(file.name), bytes: length, refusal: null, read: file.read };
    } catch (error) {
      const refusal = error instanceof Error ? error : new Error(String(error));
      return { name: file.name, bytes: 0, refusal, read: file.read };
    }
  };

  try {
    await collection.open();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ask: (request) =>
      explain(() =>
        collection.assistant().ask(checkShape(request, askRequestSchema), { acceptLanguage: language, signal }),
      ),
    ingest: (file, onProgress) =>
      explain(async () => {
        const bytes = await readWithin(file, settings.recordLimitBytes);
        return collection.ingest({ name: checkName(file.name), read: async () => bytes }, { onProgress });
      }),
    ingestAll: (files, onProgress) =>
      explain(async () => {
        const given: GivenFile[] = [];
        for (const file of files) given.push(await give(file));
        const { id } = jobs.start({ files: given, discard: async () => {} }, language);
        return endOfJob(id, jobs, onProgress);
      }),
    list: () => explain(async () => collection.records().map(summarizeRecord)),
    remove: (id, purge) => explain(() => collection.remove(id, { purge })),
    close,
  };
}

async function readWithin(file: LocalFile, limitBytes: number): Promise<Uint8Array> {
  const bytes = await file.read();
  if (bytes.length > limitBytes) throw new BodyTooLargeError(limitBytes);
  return bytes;
}

function endOfJob(id: string, jobs: IntakeJobs, onProgress: (progress: IngestProgress) => void): Promise<Job> {
  return new Promise((resolve) => {
    const look = (job: Job) => {
      const progress = progressOf(job);
      if (progress) onProgress(progress);
      if (job.state !== "running") resolve(job);
    };
    jobs.follow(id, look);
    look(jobs.find(id));
  });
}
