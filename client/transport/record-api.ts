import * as z from "zod/mini";
import {
  type DocumentDetail,
  type DocumentSummary,
  documentDetailSchema,
  documentListSchema,
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
import { documentAddress, postJson, RequestFailedError, type Requests } from "./requests.ts";

/** An opinion that the reader has agreed to leave with the server. */
export type Feedback = Omit<FeedbackRequest, "consent">;

export interface Readiness {
  readonly ready: boolean;
  /** From 0 to 1, where the server says so. */
  readonly share: number | null;
}

/** The server's HTTP interface, answers checked against the wire schemas. Every call throws `RequestFailedError`. */
export interface RecordApi {
  ask(request: AskRequest, signal?: AbortSignal): Promise<AskResponse>;
  documents(signal?: AbortSignal): Promise<readonly DocumentSummary[]>;
  document(id: string, signal?: AbortSignal): Promise<DocumentDetail>;
  interventions(id: string, signal?: AbortSignal): Promise<InterventionList["interventions"]>;
  /** Questions that the records have been found to answer. */
  examples(language: FrameLanguage, signal?: AbortSignal): Promise<readonly string[]>;
  documentText(id: string, signal?: AbortSignal): Promise<string>;
  readiness(signal?: AbortSignal): Promise<Readiness>;
  keepFeedback(feedback: Feedback): Promise<FeedbackReceipt>;
  deleteFeedback(id: string, deletionToken: string): Promise<void>;
}

export function createRecordApi({ top, send, read }: Requests): RecordApi {
  return {
    ask: (request, signal) => read(askResponseSchema, "/api/v1/ask", postJson(request, signal)),
    documents: async (signal) =>
      (await read(documentListSchema, "/api/v1/documents", { signal: signal ?? null })).documents,
    document: (id, signal) => read(documentDetailSchema, documentAddress(id), { signal: signal ?? null }),
    interventions: async (id, signal) =>
      (await read(interventionListSchema, `${documentAddress(id)}/interventions`, { signal: signal ?? null }))
        .interventions,
    examples: async (language, signal) =>
      (await read(exampleListSchema, `/api/v1/examples?language=${language}`, { signal: signal ?? null })).questions,
    documentText: async (id, signal) => (await send(`${documentAddress(id)}/text`, { signal: signal ?? null })).text(),
    readiness: (signal) => readReadiness(`${top}/readyz`, signal),
    keepFeedback: (feedback) =>
      read(feedbackReceiptSchema, "/api/v1/feedback", postJson({ ...feedback, consent: true })),
    async deleteFeedback(id, deletionToken) {
      await send(`/api/v1/feedback/${encodeURIComponent(id)}`, {
        method: "DELETE",
        headers: { "Deletion-Token": deletionToken },
      });
    },
  };
}

const progressSchema = z.object({ progress: z.object({ done: z.number(), total: z.number() }) });

async function readReadiness(address: string, signal?: AbortSignal): Promise<Readiness> {
  let response: Response;
  try {
    response = await fetch(address, { signal: signal ?? null });
  } catch (cause) {
    throw new RequestFailedError(null, { cause });
  }
  if (response.ok) return { ready: true, share: 1 };
  const body = progressSchema.safeParse(await response.json().catch(() => null));
  if (!body.success || body.data.progress.total <= 0) return { ready: false, share: null };
  return { ready: false, share: Math.min(1, body.data.progress.done / body.data.progress.total) };
}
