import type { DocumentDetail, DocumentSummary, InterventionList } from "../../server/document-protocol.ts";
import type { Loaded } from "../state.ts";
import type { Store } from "../store.ts";
import type { RecordApi } from "../transport/record-api.ts";
import { problemOf } from "../transport/requests.ts";

/** Fetches records as screens need them, each once. */
export interface RecordLoader {
  /** The list of documents, and who speaks in the latest. Waits for a server that is still preparing its index. */
  loadCollection(): Promise<void>;
  /** Lists the documents anew, and forgets what was fetched of those that have changed. */
  refresh(changed: readonly string[]): Promise<void>;
  /** Takes in how a record reads now; its text is what it was. */
  revise(document: DocumentSummary): Promise<void>;
  loadDetail(documentId: string): Promise<DocumentDetail | null>;
  loadText(documentId: string): Promise<void>;
  /** What is known of a record that the list holds; null until it is fetched, and where it holds no such. */
  summaryOf(documentId: string): DocumentSummary | null;
  /** Example questions that the server has found to be answered, in the reader's language. */
  loadExamples(): Promise<void>;
}

const preparationPollMs = 1000;
/** Documents whose speakers are shown on arrival. */
export const detailedOnArrival = 6;

export interface RecordLoaderParts {
  readonly store: Store;
  readonly api: RecordApi;
}

export function createRecordLoader({ store, api }: RecordLoaderParts): RecordLoader {
  const details = new Map<string, Promise<DocumentDetail | null>>();
  const texts = new Map<string, Promise<void>>();
  let collecting: Promise<void> | null = null;

  const fetchDetail = async (documentId: string) => {
    const report = (detail: Loaded<DocumentDetail>) => store.dispatch({ type: "detail-changed", documentId, detail });
    report({ phase: "loading" });
    const detail = await attempt(() => api.document(documentId));
    report(detail);
    if (detail.phase === "ready") return detail.value;
    details.delete(documentId);
    return null;
  };
  const loadDetail = (documentId: string) => once(details, documentId, () => fetchDetail(documentId));
  const fetchText = async (documentId: string) => {
    const report = (text: Loaded<string>) => store.dispatch({ type: "text-changed", documentId, text });
    report({ phase: "loading" });
    const text = await attempt(() => api.documentText(documentId));
    report(text);
    if (text.phase !== "ready") texts.delete(documentId);
  };
  const loadExamples = async () => {
    const { language } = store.state();
    const found = await attempt(() => api.examples(language));
    // Without them the page asks its reader to write a question.
    const examples: Loaded<readonly string[]> = found.phase === "ready" ? found : { phase: "ready", value: [] };
    if (store.state().language === language) store.dispatch({ type: "examples-changed", examples });
  };
  const loadInterventions = async (documentId: string) => {
    const interventions = await attempt<InterventionList["interventions"]>(() => api.interventions(documentId));
    store.dispatch({ type: "interventions-changed", documentId, interventions });
  };
  const collect = async () => {
    await waitUntilReady(store, api);
    const collection = await attempt(async () => [...(await api.documents())].sort(latestFirst));
    if (collection.phase === "ready") {
      await Promise.all(collection.value.slice(0, detailedOnArrival).map(({ id }) => loadInterventions(id)));
    }
    store.dispatch({ type: "collection-changed", collection });
  };

  const loadCollection = () => {
    collecting ??= collect().finally(() => {
      collecting = null;
    });
    return collecting;
  };
  const loadText = (documentId: string) => once(texts, documentId, () => fetchText(documentId));

  return {
    loadCollection,
    async refresh(changed) {
      for (const documentId of changed) {
        details.delete(documentId);
        texts.delete(documentId);
      }
      store.dispatch({ type: "records-forgotten", documentIds: changed });
      const open = store.state().source?.documentId;
      if (open !== undefined && changed.includes(open)) await Promise.all([loadDetail(open), loadText(open)]);
      // A list that is on its way may have been made before the change.
      await collecting;
      await loadCollection();
    },
    async revise(document) {
      details.delete(document.id);
      await Promise.all([loadDetail(document.id), loadInterventions(document.id)]);
      const { collection } = store.state();
      if (collection.phase !== "ready") return;
      const value = collection.value.map((held) => (held.id === document.id ? document : held)).sort(latestFirst);
      store.dispatch({ type: "collection-changed", collection: { phase: "ready", value } });
    },
    loadDetail,
    loadText,
    summaryOf(documentId) {
      const { collection } = store.state();
      return (collection.phase === "ready" ? collection.value.find(({ id }) => id === documentId) : null) ?? null;
    },
    loadExamples,
  };
}

function once<T>(running: Map<string, Promise<T>>, key: string, start: () => Promise<T>): Promise<T> {
  const known = running.get(key);
  if (known !== undefined) return known;
  const started = start();
  running.set(key, started);
  return started;
}

async function attempt<T>(load: () => Promise<T>): Promise<Loaded<T>> {
  try {
    return { phase: "ready", value: await load() };
  } catch (error) {
    return { phase: "failed", problem: problemOf(error) };
  }
}

function latestFirst(left: DocumentSummary, right: DocumentSummary): number {
  return (right.sessionDate ?? "").localeCompare(left.sessionDate ?? "") || left.title.localeCompare(right.title);
}

async function waitUntilReady(store: Store, api: RecordApi): Promise<void> {
  for (;;) {
    const readiness = await attempt(() => api.readiness());
    if (readiness.phase !== "ready" || readiness.value.ready) break;
    store.dispatch({ type: "preparation-reported", preparation: { share: readiness.value.share } });
    await new Promise((resolve) => setTimeout(resolve, preparationPollMs));
  }
  store.dispatch({ type: "preparation-reported", preparation: null });
}
