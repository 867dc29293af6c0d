import { startTransformersEmbedder } from "../../embeddings/transformers-embedder.ts";
import { composeCollection } from "../process/composition.ts";
import { findPackageDirectory } from "../process/package-directory.ts";
import type { Settings } from "../settings.ts";
import { untilAborted } from "../until-aborted.ts";
import type { Archive } from "./archive.ts";
import { createCollectionArchive } from "./collection-archive.ts";

export interface OwnArchiveParts {
  readonly settings: Settings;
  /** What absolute links begin with, without a slash at the end. */
  readonly linkBase: string;
  readonly onWarning: (text: string) => void;
}

export interface OwnArchive {
  readonly archive: Archive;
  /** @throws what opening throws. */
  readonly opened: Promise<void>;
  close(): Promise<void>;
}

/**
 * The collection, opened in this process where no server is running. Clients are greeted at once, as some give up
 * within seconds; their questions wait until it is open, each no longer than its own time.
 */
export function openOwnArchive({ settings, linkBase, onWarning }: OwnArchiveParts): OwnArchive {
  const { collection, close } = composeCollection({
    settings,
    packageDirectory: findPackageDirectory(import.meta.url),
    startModel: () => startTransformersEmbedder(settings),
    onFileProblem: ({ file, message }) => onWarning(`${file}: ${message}`),
    onIndexOpened: () => {},
    onFault: (error) => onWarning(String(error)),
  });
  const opened = collection.open();
  const archive = createCollectionArchive({ collection, linkBase, acceptLanguage: null });
  return { archive: waitFor(opened, archive), opened, close };
}

function waitFor(opened: Promise<void>, archive: Archive): Archive {
  const once = async <Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> => {
    await untilAborted(opened, signal);
    return work();
  };
  return {
    linkBase: archive.linkBase,
    ask: (request, signal) => once(() => archive.ask(request, signal), signal),
    search: (request, signal) => once(() => archive.search(request, signal), signal),
    records: (signal) => once(() => archive.records(signal), signal),
    record: (id, signal) => once(() => archive.record(id, signal), signal),
    source: (id, signal) => once(() => archive.source(id, signal), signal),
  };
}
