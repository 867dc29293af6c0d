import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import { readerVersion } from "../../corpus/reader.ts";
import type { StartedEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openVectorStore } from "../../embeddings/vector-store.ts";
import { type OpenedCollection, openCollection as openRecordCollection } from "../assistant/open-collection.ts";
import { createRecordAssistant } from "../assistant/record-assistant.ts";
import type { Concept } from "../assistant/retrieval/lexicon.ts";
import { vectorEntriesVersion } from "../assistant/retrieval/search-vectors.ts";
import { type LogisticModel, logisticModelSchema } from "../assistant/weighing/logistic-model.ts";
import type { AnswerModels } from "../assistant/weighing/record-collection.ts";
import { type Collection, type CollectionParts, createCollection } from "../collection.ts";
import { createIntakeJobs, type IntakeJobs } from "../jobs/intake-jobs.ts";
import { readLexiconConcepts } from "../lexicon/lexicon-files.ts";
import { type FeedbackStore, openFeedbackStore } from "../records/feedback-store.ts";
import { openFolderRecordStore } from "../records/folder-record-store.ts";
import { type NamedCollections, openNamedCollections } from "../records/named-collections.ts";
import { openOverlayFolder } from "../records/overlay.ts";
import { openChildReading } from "../records/reading/child-reading.ts";
import type { Settings } from "../settings.ts";

export interface CompositionParts extends Pick<CollectionParts, "onFileProblem" | "onIndexOpened"> {
  readonly settings: Pick<Settings, "corpusDirectory" | "dataDirectory" | "readTimeoutMs" | "readMemoryBytes">;
  /** Called once, when the collection is first opened. */
  readonly startModel: () => Promise<StartedEmbedder>;
  /** The folder of package.json: what is learned or edited lies beside the source, and is not compiled. */
  readonly packageDirectory: string;
  /** Told of faults of our own that no request reports. */
  readonly onFault: (error: unknown) => void;
}

export interface Composition {
  /** Not open yet. */
  readonly collection: Collection;
  readonly jobs: IntakeJobs;
  readonly feedback: FeedbackStore;
  readonly namedCollections: NamedCollections;
  close(): Promise<void>;
}

/** What answering needs beside the records; it is the same for every collection. */
interface Knowledge {
  readonly started: StartedEmbedder;
  readonly concepts: readonly Concept[];
  readonly models: AnswerModels;
}

/** Puts the parts together: records on disk, the embedded model, the assistant. The server and the command line share it. */
export function composeCollection({
  settings,
  packageDirectory,
  startModel,
  onFault,
  ...callbacks
}: CompositionParts): Composition {
  const { corpusDirectory, dataDirectory } = settings;
  const feedback = openFeedbackStore(join(dataDirectory, "feedback"));
  const namedCollections = openNamedCollections(join(dataDirectory, "collections.json"), callbacks.onFileProblem);
  // Started now, so that it is there once the first record is to be read.
  const reading = openChildReading({
    limits: { timeoutMs: settings.readTimeoutMs, memoryBytes: settings.readMemoryBytes },
  });
  let knowledge: Promise<Knowledge> | null = null;
  const needKnowledge = () => {
    knowledge ??= openKnowledge(packageDirectory, startModel);
    return knowledge;
  };
  let latest: OpenedCollection | null = null;
  const collection = createCollection({
    ...callbacks,
    corpusDirectory,
    store: openFolderRecordStore({
      documents: join(dataDirectory, "documents"),
      removed: join(dataDirectory, "removed"),
    }),
    overlays: openOverlayFolder(join(dataDirectory, "overlays")),
    reading,
    forget: async (purged) => {
      await feedback.forget(purged);
      if (!purged.isIdHeld) await namedCollections.forget(purged.id);
      jobs.forget(purged.id);
    },
    openAssistant: async (documents, { signal, onProgress }) => {
      const { started, concepts, models } = await needKnowledge();
      const opened = await openRecordCollection({
        readers: { questions: started.embedder, passages: started.embedder },
        concepts,
        models,
        documents,
        previous: latest,
        signal,
        openVectors: (entries, previous) =>
          openVectorStore({
            directory: join(dataDirectory, "index", "passages"),
            embedder: started.embedder,
            entries,
            previous,
            readerVersion: `${readerVersion}.${vectorEntriesVersion}`,
            signal,
            onProgress,
          }),
      });
      // A loaded index asked nothing of the model: without it no question could be answered.
      await started.loaded;
      latest = opened;
      const { status, reason, reused, vectors } = opened.index;
      return {
        assistant: createRecordAssistant(opened.collection, { recordsOfCollection: namedCollections.recordsOf }),
        index: { status, reason, reused, total: vectors },
      };
    },
  });

  const jobs = createIntakeJobs({ collection, onFault });

  return {
    jobs,
    feedback,
    namedCollections,
    collection: {
      ...collection,
      get opening() {
        return collection.opening;
      },
      open: () => {
        // The model loads in its own thread while the records are read; a failure is met where it is needed.
        needKnowledge().catch(() => {});
        return collection.open();
      },
    },
    close: async () => {
      // What is being read ends at once: the collection waits for no file.
      await Promise.all([collection.close(), jobs.close(), reading.close()]);
      const opened = await knowledge?.catch(() => null);
      await opened?.started.embedder.close();
    },
  };
}

async function openKnowledge(packageDirectory: string, startModel: CompositionParts["startModel"]): Promise<Knowledge> {
  const readModel = async (name: string): Promise<LogisticModel> =>
    logisticModelSchema.parse(
      JSON.parse(await readFile(join(packageDirectory, "server", "assistant", "weighing", name), "utf8")),
    );
  const [started, concepts, relevance, answerability, membership, speakerLinks, ranking] = await Promise.all([
    startModel(),
    readLexiconConcepts(join(packageDirectory, "server", "lexicon"), openCountryLexicon().countries),
    readModel("relevance-model.json"),
    readModel("answerability-model.json"),
    readModel("membership-model.json"),
    readModel("speaker-links-model.json"),
    readModel("ranking-model.json"),
  ]);
  return { started, concepts, models: { relevance, ranking, answerability, membership, speakerLinks } };
}
