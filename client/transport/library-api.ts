import { type SessionView, sessionViewSchema } from "../../server/access-protocol.ts";
import {
  type CorrectionInput,
  type CorrectionList,
  type CorrectionsReport,
  correctionListSchema,
  correctionsReportSchema,
} from "../../server/corrections-protocol.ts";
import { type DocumentSummary, type SetAsideSummary, setAsideListSchema } from "../../server/document-protocol.ts";
import {
  type Job,
  jobSchema,
  type RecordAudit,
  type RemovedDocument,
  recordAuditSchema,
  removedDocumentsSchema,
  restoreReportSchema,
} from "../../server/ingest-protocol.ts";
import { type Citation, searchResponseSchema } from "../../server/protocol.ts";
import { createEventReader } from "../api/event-reader.ts";
import { documentAddress, pageRequest, postJson, RequestFailedError, type Requests, readProblem } from "./requests.ts";

export interface Sending {
  /** From 0 to 1, of what is sent. */
  readonly onSent: (share: number) => void;
  readonly signal: AbortSignal;
  /** Scans are to be read by recognising their words. */
  readonly ocr: boolean;
}

/** The part of the server's interface that changes what is held. Every call throws `RequestFailedError`. */
export interface LibraryApi {
  session(): Promise<SessionView>;
  signOut(): Promise<void>;
  sendFiles(files: readonly File[], sending: Sending): Promise<Job>;
  /** Reports a job after each of its changes, until it has ended. */
  followJob(id: string, onChange: (job: Job) => void, signal: AbortSignal): Promise<void>;
  cancelJob(id: string): Promise<void>;
  audit(documentId: string): Promise<RecordAudit>;
  corrections(documentId: string): Promise<CorrectionList>;
  correct(documentId: string, corrections: readonly CorrectionInput[]): Promise<CorrectionsReport>;
  /** One; all where no id is given. */
  undoCorrection(documentId: string, correctionId: string | null): Promise<CorrectionsReport>;
  remove(documentId: string): Promise<void>;
  purge(documentId: string): Promise<void>;
  removed(): Promise<readonly RemovedDocument[]>;
  setAside(): Promise<readonly SetAsideSummary[]>;
  restore(documentId: string): Promise<DocumentSummary>;
  search(query: string, limit: number, signal: AbortSignal): Promise<readonly Citation[]>;
}

/** Ends of a job's stream, one after the other without news, until it is given up. */
const lossesUntilGivenUp = 5;
const pauseAfterLossMs = 1000;

export function createLibraryApi(requests: Requests): LibraryApi {
  const { send, read } = requests;
  const correctionsAddress = (documentId: string) => `${documentAddress(documentId)}/corrections`;
  const jobAddress = (id: string) => `/api/v1/jobs/${encodeURIComponent(id)}`;

  const followOnce = async (id: string, onChange: (job: Job) => void, signal: AbortSignal): Promise<boolean> => {
    const response = await send(jobAddress(id), { headers: { Accept: "text/event-stream" }, signal });
    if (response.body === null) throw new RequestFailedError(null);
    const readEvents = createEventReader();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      for (const { type, data } of readEvents(value)) {
        const job = type === "job" ? readJob(data) : null;
        if (job === null) continue;
        onChange(job);
        if (job.state !== "running") return true;
      }
    }
  };

  return {
    session: () => read(sessionViewSchema, "/session"),
    async signOut() {
      await send("/session", { method: "DELETE" });
    },
    sendFiles: (files, sending) => sendFiles(files, sending, requests),
    async followJob(id, onChange, signal) {
      let losses = 0;
      const reportNews = (job: Job) => {
        losses = 0;
        onChange(job);
      };
      for (;;) {
        try {
          if (await followOnce(id, reportNews, signal)) return;
        } catch (error) {
          // A job that the server says no to is not asked for again; a stream that broke is.
          if (signal.aborted || (error instanceof RequestFailedError && error.problem !== null)) throw error;
        }
        losses += 1;
        if (losses === lossesUntilGivenUp) throw new RequestFailedError(null);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterLossMs));
      }
    },
    async cancelJob(id) {
      await send(jobAddress(id), { method: "DELETE" });
    },
    audit: (documentId) => read(recordAuditSchema, `${documentAddress(documentId)}/audit`),
    corrections: (documentId) => read(correctionListSchema, correctionsAddress(documentId)),
    correct: (documentId, corrections) =>
      read(correctionsReportSchema, correctionsAddress(documentId), postJson({ corrections })),
    undoCorrection(documentId, correctionId) {
      const one = correctionId === null ? "" : `/${encodeURIComponent(correctionId)}`;
      return read(correctionsReportSchema, `${correctionsAddress(documentId)}${one}`, { method: "DELETE" });
    },
    async remove(documentId) {
      await send(documentAddress(documentId), { method: "DELETE" });
    },
    async purge(documentId) {
      await send(`${documentAddress(documentId)}?purge=true`, { method: "DELETE" });
    },
    removed: async () => (await read(removedDocumentsSchema, "/api/v1/removed-documents")).removed,
    setAside: async () => (await read(setAsideListSchema, "/api/v1/set-aside-documents")).setAside,
    restore: async (documentId) =>
      (await read(restoreReportSchema, `${documentAddress(documentId)}/restore`, { method: "POST" })).document,
    search: async (query, limit, signal) =>
      (await read(searchResponseSchema, "/api/v1/search", postJson({ query, limit }, signal))).results,
  };
}

function readJob(text: string): Job | null {
  try {
    const job = jobSchema.safeParse(JSON.parse(text));
    return job.success ? job.data : null;
  } catch {
    return null;
  }
}

/** By XMLHttpRequest, which tells how much is sent: `fetch` does not. */
function sendFiles(
  files: readonly File[],
  { onSent, signal, ocr }: Sending,
  { top, language }: Requests,
): Promise<Job> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (text: string | null) => {
      reject(new RequestFailedError(text === null ? null : readProblem(parse(text))));
    };
    request.open("POST", `${top}/api/v1/documents${ocr ? "?ocr=true" : ""}`);
    request.setRequestHeader("Accept-Language", language());
    for (const [name, value] of Object.entries(pageRequest)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onSent(loaded / total);
    });
    request.addEventListener("error", () => fail(null));
    request.addEventListener("abort", () => fail(null));
    request.addEventListener("load", () => {
      const job = request.status === 202 ? readJob(request.responseText) : null;
      if (job === null) fail(request.responseText);
      else resolve(job);
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
