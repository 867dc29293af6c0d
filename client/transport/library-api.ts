import * as z from "zod/mini";
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
import { type Citation, citationSchema } from "../../server/protocol.ts";
import { createChangeCalls } from "../api/changes.ts";
import { ConnectionError } from "../api/errors.ts";
import { createRecordCalls, documentAddress } from "../api/records.ts";
import { toProblemError } from "../api/requests.ts";
import { type PageRequests, sessionPath } from "./requests.ts";

export interface Sending {
  /** From 0 to 1, of what is sent. */
  readonly onSent: (share: number) => void;
  readonly signal: AbortSignal;
  /** Scans are to be read by recognising their words. */
  readonly ocr: boolean;
}

/** The part of the server's interface that changes what is held. Every call throws as the typed client does. */
export interface LibraryApi {
  session(): Promise<SessionView>;
  signOut(): Promise<void>;
  sendFiles(files: readonly File[], sending: Sending): Promise<Job>;
  /** Reports a job after each of its changes, until it has ended. */
  followJob(id: string, onChange: (job: Job) => void): Promise<void>;
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

/** How often a job's stream may end without news until it is given up. */
const following = { retries: 4, longestWaitMs: 30_000 };

export function createLibraryApi(requests: PageRequests): LibraryApi {
  const { send, read, check } = requests;
  const changes = createChangeCalls(requests, following);
  const records = createRecordCalls(requests);
  const correctionsAddress = (documentId: string) => `${documentAddress(documentId)}/corrections`;

  return {
    session: () => check(sessionViewSchema, read(sessionPath)),
    async signOut() {
      await send(sessionPath, { method: "DELETE" });
    },
    sendFiles: (files, sending) => sendFiles(files, sending, requests),
    async followJob(id, onChange) {
      await changes.followJob(id, {
        onProgress(told) {
          const job = jobSchema.safeParse(told);
          if (job.success) onChange(job.data);
        },
      });
    },
    cancelJob: (id) => changes.cancelJob(id),
    audit: (documentId) => check(recordAuditSchema, read(`${documentAddress(documentId)}/audit`)),
    corrections: (documentId) => check(correctionListSchema, read(correctionsAddress(documentId))),
    correct: (documentId, corrections) =>
      check(correctionsReportSchema, read(correctionsAddress(documentId), { method: "POST", json: { corrections } })),
    undoCorrection(documentId, correctionId) {
      const one = correctionId === null ? "" : `/${encodeURIComponent(correctionId)}`;
      const undone = read(`${correctionsAddress(documentId)}${one}`, { method: "DELETE" });
      return check(correctionsReportSchema, undone);
    },
    remove: (documentId) => changes.remove(documentId),
    purge: (documentId) => changes.remove(documentId, { purge: true }),
    removed: async () => (await check(removedDocumentsSchema, read("api/v1/removed-documents"))).removed,
    setAside: async () => (await check(setAsideListSchema, read("api/v1/set-aside-documents"))).setAside,
    restore: async (documentId) =>
      (await check(restoreReportSchema, read(`${documentAddress(documentId)}/restore`, { method: "POST" }))).document,
    search: (query, limit, signal) => check(z.array(citationSchema), records.search({ query, limit }, { signal })),
  };
}

/** By XMLHttpRequest, which tells how much is sent: `fetch` does not. */
function sendFiles(
  files: readonly File[],
  { onSent, signal, ocr }: Sending,
  { url, headers }: PageRequests,
): Promise<Job> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new ConnectionError("The files did not arrive."));
    request.open("POST", `${url}api/v1/documents${ocr ? "?ocr=true" : ""}`);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onSent(loaded / total);
    });
    request.addEventListener("error", fail);
    request.addEventListener("abort", fail);
    request.addEventListener("load", () => {
      const told = parse(request.responseText);
      if (request.status !== 202) return reject(toProblemError(told, request));
      const job = jobSchema.safeParse(told);
      if (job.success) resolve(job.data);
      else fail();
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
