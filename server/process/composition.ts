import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import { readerVersion } from "../../corpus/reader.ts";
import type { Embedder } from "../../embeddings/embedder.ts";
import type { StartedEmbedder } from "../../embeddings/transformers-embedder.ts";
import { openVectorStore } from "../../embeddings/vector-store.ts";
import { type OpenedCollection, openCollection as openRecordCollection } from "../assistant/open-collection.ts";
import { createRecordAssistant } from "../assistant/record-assistant.ts";
import type { Concept } from "../assistant/retrieval/concept.ts";
import { vectorEntriesVersion } from "../assistant/retrieval/search-vectors.ts";
import { type LogisticModel, logisticModelSchema } from "../assistant/weighing/logistic-model.ts";
import type { AnswerModels } from "../assistant/weighing/record-collection.ts";
import { type Collection, type CollectionParts, createCollection } from "../collection.ts";
import { createIntakeJobs, type IntakeJobs } from "../jobs/intake-jobs.ts";
import { readLexiconConcepts } from "../lexicon/lexicon-files.ts";
import { type Observation, unobserved } from "../observability/observation.ts";
import { openExtractions } from "../records/extractions.ts";
import { type FeedbackStore, openFeedbackStore } from "../records/feedback-store.ts";
import { openFolderRecordStore } from "../records/folder-record-store.ts";
import { type NamedCollections, openNamedCollections } from "../records/named-collections.ts";
import { openOverlayFolder } from "../records/overlay.ts";
import type { Settings } from "../settings.ts";
import { nameLimits, openReading } from "./limited-reading.ts";

export interface CompositionParts extends Pick<CollectionParts, "onFileProblem" | "onIndexOpened" | "onAnswering"> {
  readonly settings: Pick<
    Settings,
    "corpusDirectory" | "dataDirectory" | "readTimeoutMs" | "readMemoryBytes" | "ocrTimeoutMs"
  >;
  /** Called once, when the collection is first opened. */
  readonly startModel: () => Promise<StartedEmbedder>;
  /** The folder of package.json: what is learned or edited lies beside the source, and is not compiled. */
  readonly packageDirectory: string;
  /** Told of faults of our own that no request reports. */
  readonly onFault: (error: unknown) => void;
  readonly observation?: Observation;
}

export interface Composition {
  /** Not open yet. */
  readonly collection: Collection;
  readonly jobs: IntakeJobs;
  readonly feedback: FeedbackStore;
  readonly namedCollections: NamedCollections;
  /** The embedded model, once it is known. @throws EmbeddingError */
  readonly openEmbedder: () => Promise<Embedder>;
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
  observation = unobserved,
  ...callbacks
}: CompositionParts): Composition {
  const { corpusDirectory, dataDirectory } = settings;
  const feedback = openFeedbackStore(join(dataDirectory, "feedback"));
  const namedCollections = openNamedCollections(join(dataDirectory, "collections.json"), callbacks.onFileProblem);
  // Started now, so that it is there once the first record is to be read.
  const reading = openReading(settings);
  let knowledge: Promise<Knowledge> | null = null;
  const needKnowledge = () => {
    knowledge ??= openKnowledge(packageDirectory, startModel);
    return knowledge;
  };
  let latest: OpenedCollection | null = null;
  const created = createCollection({
    ...callbacks,
    corpusDirectory,
    extractions: openExtractions({
      directory: join(dataDirectory, "extracted"),
      refusedBy: nameLimits(settings),
      onFileProblem: callbacks.onFileProblem,
    }),
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
        readers: observation.readers({ questions: started.embedder, passages: started.embedder }),
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
            onUnsaved: (error) => callbacks.onFileProblem({ file: "index", message: describeUnsaved(error) }),
          }),
      });
      // A loaded index asked nothing of the model: without it no question could be answered.
      await started.loaded;
      latest = opened;
      const { status, reason, reused, vectors } = opened.index;
      return {
        assistant: observation.assistant(
          createRecordAssistant(opened.collection, {
            recordsOfCollection: namedCollections.recordsOf,
            // One whose text another record has is missed by nobody.
            setAsideCount: () => collection.setAside().filter(({ reason }) => reason !== "same-text").length,
          }),
        ),
        index: { status, reason, reused, total: vectors },
      };
    },
  });

  const collection = observation.collection(created);
  const jobs = createIntakeJobs({ collection, onFault });

  return {
    jobs,
    feedback,
    namedCollections,
    openEmbedder: async () => (await needKnowledge()).started.embedder,
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

function describeUnsaved(error: unknown): string {
  const cause = error instanceof Error ? error.message : String(error);
  return `The index cannot be written (${cause}): it is kept in memory, and made anew at the next start. Make room, or let this account write.`;
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
