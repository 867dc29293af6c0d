import type { DocumentSummary } from "../../server/document-protocol.ts";
import type { Job } from "../../server/ingest-protocol.ts";
import type { Problem } from "../../server/protocol.ts";
import { newId } from "../actions.ts";
import type { RecordLoader } from "../record/loading.ts";
import type { LibraryApi } from "../transport/library-api.ts";
import { attempt } from "./attempt.ts";
import { type Correcting, createCorrecting } from "./correcting.ts";
import { filesOf } from "./folder-walk.ts";
import type { GivenItem } from "./given-files.ts";
import { hasEnded } from "./intake-progress.ts";
import type { KeptJobs } from "./kept-jobs.ts";
import {
  type Intake,
  initialLibraryState,
  isUnderWay,
  type LibraryEvent,
  type LibraryState,
  mayAdd,
  reduceLibrary,
} from "./library-state.ts";

/** What the library shows and what can be done in it. Lives as long as the page: what is being added goes on elsewhere. */
export interface Library {
  state(): LibraryState;
  subscribe(listener: () => void): () => void;
  dispatch(event: LibraryEvent): void;
  /** Follows the jobs again that were under way when the page was loaded anew. */
  resume(): Promise<void>;
  /** Sends files, and those of folders, as one job. */
  add(items: readonly GivenItem[]): Promise<void>;
  cancel(intakeId: string): Promise<void>;
  /** The refused scans of an intake that this page has sent itself: they can be sent again. */
  scansOf(intake: Intake): readonly File[];
  /** Sends them again, to be read by recognising their words. */
  recognize(intake: Intake): Promise<void>;
  remove(document: Pick<DocumentSummary, "id" | "title">): Promise<void>;
  restore(documentId: string): Promise<void>;
  /** Removes for good what was removed. */
  purge(documentId: string): Promise<void>;
  listRemoved(): Promise<void>;
  listSetAside(): Promise<void>;
  /** Asks once who the server takes the reader for. */
  learnSession(): Promise<void>;
  signOut(): Promise<void>;
  loadAudit(documentId: string): Promise<void>;
  readonly correcting: Correcting;
  search(query: string, limit: number): Promise<void>;
}

export interface LibraryParts {
  readonly api: LibraryApi;
  readonly loader: Pick<RecordLoader, "refresh" | "revise">;
  readonly keptJobs: KeptJobs;
}

export const searchLimits = { first: 20, most: 50 } as const;

export function createLibrary({ api, loader, keptJobs }: LibraryParts): Library {
  let state = initialLibraryState;
  const listeners = new Set<() => void>();
  const dispatch = (event: LibraryEvent) => {
    state = reduceLibrary(state, event);
    for (const listener of listeners) listener();
  };
  const fail = (problem: Problem | null) => dispatch({ type: "notice-changed", notice: { type: "failed", problem } });
  let learning: Promise<void> | null = null;
  const learnSession = () => {
    learning ??= attempt(() => api.session()).then((learned) => {
      if (learned.done) dispatch({ type: "session-learned", session: learned.value });
      else learning = null;
    });
    return learning;
  };
  const listRemoved = async () => {
    await learnSession();
    if (!mayAdd(state)) return;
    const removed = await attempt(() => api.removed());
    if (removed.done) dispatch({ type: "removed-listed", removed: removed.value });
  };
  const listSetAside = async () => {
    const setAside = await attempt(() => api.setAside());
    if (setAside.done) dispatch({ type: "set-aside-listed", setAside: setAside.value });
  };
  type Doing = Extract<NonNullable<LibraryState["notice"]>, { type: "working" }>["doing"];
  const change = async (
    { documentId, doing, title }: { readonly documentId: string; readonly doing: Doing; readonly title: string },
    act: () => Promise<LibraryState["notice"]>,
  ) => {
    dispatch({ type: "notice-changed", notice: { type: "working", doing, title } });
    const outcome = await attempt(act);
    await Promise.all([loader.refresh([documentId]), listRemoved(), listSetAside()]);
    if (outcome.done) dispatch({ type: "notice-changed", notice: outcome.value });
    else fail(outcome.problem);
  };
  const intakes = createIntakes({ api, loader, keptJobs, dispatch });
  const searching = createSearching(api, dispatch);
  const titleOf = (documentId: string) => state.removed.find(({ id }) => id === documentId)?.title ?? documentId;

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    resume: intakes.resume,
    async add(items) {
      const files = await filesOf(items);
      if (files.length === 0) dispatch({ type: "notice-changed", notice: { type: "nothing-given" } });
      else await intakes.start(files, false);
    },
    scansOf: intakes.scansOf,
    recognize: (intake) => intakes.start(intakes.scansOf(intake), true),
    async cancel(intakeId) {
      const intake = state.intakes.find(({ id }) => id === intakeId);
      if (intake === undefined || !isUnderWay(intake)) return;
      const outcome = await attempt(() => intakes.cancel(intake.id, intake.job));
      if (!outcome.done) fail(outcome.problem);
    },
    remove: ({ id, title }) =>
      change({ documentId: id, doing: "removing", title }, async () => {
        await api.remove(id);
        return { type: "removed", document: { id, title } };
      }),
    restore: (documentId) =>
      change({ documentId, doing: "restoring", title: titleOf(documentId) }, async () => {
        const { id, title } = await api.restore(documentId);
        return { type: "restored", document: { id, title } };
      }),
    purge: (documentId) =>
      change({ documentId, doing: "purging", title: titleOf(documentId) }, async () => {
        const title = titleOf(documentId);
        await api.purge(documentId);
        return { type: "purged", title };
      }),
    listRemoved,
    listSetAside,
    async signOut() {
      const outcome = await attempt(() => api.signOut());
      if (!outcome.done) return fail(outcome.problem);
      learning = null;
      dispatch({ type: "removed-listed", removed: [] });
      await learnSession();
    },
    learnSession,
    async loadAudit(documentId) {
      dispatch({ type: "audit-changed", documentId, audit: { phase: "loading" } });
      const audit = await attempt(() => api.audit(documentId));
      dispatch({
        type: "audit-changed",
        documentId,
        audit: audit.done ? { phase: "ready", value: audit.value } : { phase: "failed", problem: audit.problem },
      });
    },
    correcting: createCorrecting({ api, loader, dispatch }),
    search: searching,
  };
}

interface IntakeParts extends LibraryParts {
  readonly dispatch: (event: LibraryEvent) => void;
}

function createIntakes({ api, loader, keptJobs, dispatch }: IntakeParts) {
  const sending = new Map<string, AbortController>();
  const given = new Map<string, readonly File[]>();
  /** Files of a job whose outcome the page's list of records does not show yet. */
  const changedIds = (job: Job, shown: Set<string>) =>
    job.files
      .filter((file) => hasEnded(file) && file.documentId !== null)
      .flatMap(({ documentId }) => documentId ?? [])
      .filter((id) => !shown.has(id));

  /** Takes in each state of a job, and lists the records anew that it has changed. */
  const follow = (tell: (job: Job) => void) => {
    const shown = new Set<string>();
    return (job: Job) => {
      tell(job);
      if (job.state === "running") keptJobs.add(job.id);
      else keptJobs.drop(job.id);
      const changed = changedIds(job, shown);
      if (changed.length === 0) return;
      for (const documentId of changed) shown.add(documentId);
      void loader.refresh(changed);
    };
  };

  return {
    async resume() {
      await Promise.all(
        keptJobs.list().map(async (jobId) => {
          const id = newId();
          let known = false;
          const report = follow((job) => {
            dispatch({ type: known ? "job-changed" : "intake-resumed", id, job });
            known = true;
          });
          const outcome = await attempt(() => api.followJob(jobId, report));
          if (outcome.done) return;
          // A server that was started anew knows nothing of it any more.
          keptJobs.drop(jobId);
          if (known) dispatch({ type: "intake-lost", id, problem: outcome.problem });
        }),
      );
    },
    scansOf: ({ id, job }: Intake): readonly File[] =>
      (given.get(id) ?? []).filter((_, position) =>
        // The parameter that would have them read.
        job?.files[position]?.problem?.errors.some(({ path }) => path === "ocr"),
      ),
    async start(files: readonly File[], ocr: boolean) {
      const id = newId();
      given.set(id, files);
      const controller = new AbortController();
      sending.set(id, controller);
      dispatch({ type: "intake-started", id, files: files.map(({ name, size }) => ({ name, bytes: size })) });
      const report = follow((job) => dispatch({ type: "job-changed", id, job }));
      const onSent = (share: number) => dispatch({ type: "intake-sent", id, share });
      const outcome = await attempt(async () => {
        const job = await api.sendFiles(files, { onSent, signal: controller.signal, ocr });
        report(job);
        if (controller.signal.aborted) await api.cancelJob(job.id);
        await api.followJob(job.id, report);
      });
      sending.delete(id);
      // An intake that was cancelled or has ended takes no notice of it.
      if (!outcome.done) dispatch({ type: "intake-lost", id, problem: outcome.problem });
    },
    async cancel(id: string, job: Job | null) {
      if (job !== null) return api.cancelJob(job.id);
      sending.get(id)?.abort();
      dispatch({ type: "intake-cancelled", id });
    },
  };
}

/** Only the latest search is answered. */
function createSearching(api: LibraryApi, dispatch: (event: LibraryEvent) => void) {
  let latest: AbortController | null = null;
  return async (query: string, limit: number) => {
    latest?.abort();
    const controller = new AbortController();
    latest = controller;
    if (query.trim() === "") return dispatch({ type: "search-changed", search: null });
    dispatch({ type: "search-changed", search: { query, limit, results: { phase: "loading" } } });
    const found = await attempt(() => api.search(query, limit, controller.signal));
    if (latest !== controller) return;
    const results = found.done
      ? { phase: "ready" as const, value: found.value }
      : { phase: "failed" as const, problem: found.problem };
    dispatch({ type: "search-changed", search: { query, limit, results } });
  };
}
