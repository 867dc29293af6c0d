import type { DocumentDetail, DocumentSummary, FrameLanguage } from "../../server/protocol.ts";
import { keep, readKept } from "../preferences.ts";
import type { Loaded } from "../state.ts";
import type { Store } from "../store.ts";
import type { Strings, StringTables } from "../strings/strings.ts";
import type { RecordApi } from "../transport/record-api.ts";
import { RequestFailedError } from "../transport/requests.ts";
import { exampleQuestions } from "./examples.ts";

/** Fetches records as screens need them, each once. */
export interface RecordLoader {
  /** The list of documents, and the contents of the latest. Waits for a server that is still preparing its index. */
  loadCollection(): Promise<void>;
  /** Lists the documents anew, and forgets what was fetched of those that have changed. */
  refresh(changed: readonly string[]): Promise<void>;
  /** Takes in how a record reads now; its text is what it was. */
  revise(document: DocumentSummary): Promise<void>;
  loadDetail(documentId: string): Promise<DocumentDetail | null>;
  loadText(documentId: string): Promise<void>;
  /** What is known of a record that the list holds; null until it is fetched, and where it holds no such. */
  summaryOf(documentId: string): DocumentSummary | null;
  /** Example questions that the server has just answered, in the reader's language. */
  loadExamples(): Promise<void>;
}

const preparationPollMs = 1000;
/** Documents whose speakers are shown on arrival. */
export const detailedOnArrival = 6;
const examplesShown = 5;

export interface RecordLoaderParts {
  readonly store: Store;
  readonly api: RecordApi;
  readonly tables: StringTables;
}

export function createRecordLoader({ store, api, tables }: RecordLoaderParts): RecordLoader {
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
    const { language, details: loaded } = store.state();
    const documents = [...loaded.values()].flatMap((detail) => (detail.phase === "ready" ? [detail.value] : []));
    const questions = await answeredExamples({
      api,
      documents,
      language,
      templates: tables.loaded(language).first.examples,
    });
    if (store.state().language === language) {
      store.dispatch({ type: "examples-changed", examples: { phase: "ready", value: questions } });
    }
  };
  const collect = async () => {
    await waitUntilReady(store, api);
    const collection = await attempt(async () => [...(await api.documents())].sort(latestFirst));
    if (collection.phase === "ready") {
      await Promise.all(collection.value.slice(0, detailedOnArrival).map(({ id }) => loadDetail(id)));
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
      await loadDetail(document.id);
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
    if (error instanceof RequestFailedError) return { phase: "failed", problem: error.problem };
    throw error;
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

interface ExampleParts {
  readonly api: RecordApi;
  readonly documents: readonly DocumentDetail[];
  readonly language: FrameLanguage;
  readonly templates: Strings["examples"];
}

/** Asks each candidate, keeps the first that are answered, and remembers them for as long as the records stay. */
async function answeredExamples({ api, documents, language, templates }: ExampleParts): Promise<readonly string[]> {
  const key = `relator.examples.${language}`;
  const stamp = documents.map(({ revision }) => revision).join(" ");
  const kept = readKept(key)?.split("\n") ?? [];
  if (kept[0] === stamp && kept.length > 1) return kept.slice(1);
  const perDocument = documents.map((document) => exampleQuestions(document, language, templates));
  const answered: string[] = [];
  // One question of each document in turn, so that no document takes every place.
  const longest = Math.max(0, ...perDocument.map((questions) => questions.length));
  const candidates = Array.from({ length: longest }, (_, rank) =>
    perDocument.flatMap((questions) => questions[rank] ?? []),
  ).flat();
  for (const question of new Set(candidates)) {
    if (answered.length === examplesShown) break;
    const response = await attempt(() => api.ask({ question, language, limit: 1 }));
    if (response.phase !== "ready") break;
    if (response.value.outcome === "answered") answered.push(question);
  }
  if (answered.length > 0) keep(key, [stamp, ...answered].join("\n"));
  return answered;
}
