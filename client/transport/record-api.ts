import * as z from "zod/mini";
import { sessionViewSchema } from "../../server/access-protocol.ts";
import {
  type DocumentDetail,
  type DocumentSummary,
  documentDetailSchema,
  documentSummarySchema,
  type InterventionList,
  interventionListSchema,
} from "../../server/document-protocol.ts";
import { type FeedbackReceipt, type FeedbackRequest, feedbackReceiptSchema } from "../../server/feedback-protocol.ts";
import {
  type AskRequest,
  type AskResponse,
  askResponseSchema,
  exampleListSchema,
  type FrameLanguage,
} from "../../server/protocol.ts";
import { ProblemError } from "../api/errors.ts";
import { createRecordCalls, documentAddress } from "../api/records.ts";
import { type PageRequests, sessionPath } from "./requests.ts";

/** An opinion that the reader has agreed to leave with the server. */
export type Feedback = Omit<FeedbackRequest, "consent">;

export interface Readiness {
  readonly ready: boolean;
  /** From 0 to 1, where the server says so. */
  readonly share: number | null;
}

/** The server's HTTP interface, answers checked against the wire schemas. Every call throws as the typed client does. */
export interface RecordApi {
  ask(request: AskRequest, signal?: AbortSignal): Promise<AskResponse>;
  documents(signal?: AbortSignal): Promise<readonly DocumentSummary[]>;
  document(id: string, signal?: AbortSignal): Promise<DocumentDetail>;
  interventions(id: string, signal?: AbortSignal): Promise<InterventionList["interventions"]>;
  /** Questions that the records have been found to answer. */
  examples(language: FrameLanguage, signal?: AbortSignal): Promise<readonly string[]>;
  documentText(id: string, signal?: AbortSignal): Promise<string>;
  /** Whether the server lets this browser ask and read. */
  mayAsk(): Promise<boolean>;
  readiness(signal?: AbortSignal): Promise<Readiness>;
  keepFeedback(feedback: Feedback): Promise<FeedbackReceipt>;
  deleteFeedback(id: string, deletionToken: string): Promise<void>;
}

export function createRecordApi(requests: PageRequests): RecordApi {
  const { send, read, check } = requests;
  const records = createRecordCalls(requests);
  return {
    ask: (request, signal) => check(askResponseSchema, records.ask(request, { signal })),
    documents: (signal) => check(z.array(documentSummarySchema), records.documents({ signal })),
    document: (id, signal) => check(documentDetailSchema, records.document(id, { signal })),
    interventions: async (id, signal) =>
      (await check(interventionListSchema, read(`${documentAddress(id)}/interventions`, { signal }))).interventions,
    examples: async (language, signal) =>
      (await check(exampleListSchema, read(`api/v1/examples?language=${language}`, { signal }))).questions,
    documentText: (id, signal) => records.text(id, { signal }),
    mayAsk: async () => (await check(sessionViewSchema, read(sessionPath))).scopes.includes("ask"),
    readiness: (signal) => send("readyz", { signal }).then(() => ({ ready: true, share: 1 }), toReadiness),
    keepFeedback: (feedback) =>
      check(feedbackReceiptSchema, read("api/v1/feedback", { method: "POST", json: { ...feedback, consent: true } })),
    async deleteFeedback(id, deletionToken) {
      await send(`api/v1/feedback/${encodeURIComponent(id)}`, {
        method: "DELETE",
        headers: { "Deletion-Token": deletionToken },
      });
    },
  };
}

const preparingSchema = z.object({ progress: z.object({ done: z.number(), total: z.number() }) });

/** @throws what is no word of the server's. */
function toReadiness(error: unknown): Readiness {
  if (!(error instanceof ProblemError)) throw error;
  const body = preparingSchema.safeParse(error.problem);
  if (!body.success || body.data.progress.total <= 0) return { ready: false, share: null };
  return { ready: false, share: Math.min(1, body.data.progress.done / body.data.progress.total) };
}
