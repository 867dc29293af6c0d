import { startTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { checkShape } from "../http/json-body.ts";
import { describeProblem } from "../problems.ts";
import { composeCollection } from "../process/composition.ts";
import { askRequestSchema, type FrameLanguage } from "../protocol.ts";
import { BodyTooLargeError } from "../request-errors.ts";
import type { Settings } from "../settings.ts";
import { ProblemError, type RelatorAccess } from "./relator-access.ts";

export interface OwnAccessParts {
  readonly settings: Pick<Settings, "corpusDirectory" | "dataDirectory" | "modelDirectory" | "recordLimitBytes">;
  readonly packageDirectory: string;
  readonly language: FrameLanguage;
  /** Told of files of the collection that were left out. */
  readonly onWarning: (text: string) => void;
}

/** Opens the collection in this process, where no server is running. @throws what opening throws. */
export async function openOwnAccess({ settings, language, ...parts }: OwnAccessParts): Promise<RelatorAccess> {
  const { collection, close } = composeCollection({
    settings,
    packageDirectory: parts.packageDirectory,
    startModel: () => startTransformersEmbedder(settings),
    onFileProblem: ({ file, message }) => parts.onWarning(`${file}: ${message}`),
    onIndexOpened: () => {},
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
        if (file.bytes.length > settings.recordLimitBytes) throw new BodyTooLargeError(settings.recordLimitBytes);
        return collection.ingest(file, { onProgress });
      }),
    close,
  };
}
