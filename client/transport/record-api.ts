import * as z from "zod/mini";
import {
  type AskRequest,
  type AskResponse,
  askResponseSchema,
  type DocumentDetail,
  type DocumentSummary,
  documentDetailSchema,
  documentListSchema,
  type FeedbackReceipt,
  type FeedbackRequest,
  feedbackReceiptSchema,
  type Problem,
  problemSchema,
} from "../../server/protocol.ts";

/** The server said no, or could not be understood (`problem` is null). */
export class RequestFailedError extends Error {
  override readonly name = "RequestFailedError";
  readonly problem: Problem | null;

  constructor(problem: Problem | null, options?: ErrorOptions) {
    super(problem?.title ?? "The server could not be reached or understood.", options);
    this.problem = problem;
  }
}

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
  documentText(id: string, signal?: AbortSignal): Promise<string>;
  readiness(signal?: AbortSignal): Promise<Readiness>;
  keepFeedback(feedback: Feedback): Promise<FeedbackReceipt>;
  deleteFeedback(id: string, deletionToken: string): Promise<void>;
}

/** `language` is asked for at every call, so that problems come in the language that the reader has now. */
export function createRecordApi(language: () => string): RecordApi {
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers: { "Accept-Language": language(), ...init.headers } });
    } catch (cause) {
      throw new RequestFailedError(null, { cause });
    }
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await response.json().catch(() => null));
    throw new RequestFailedError(problem.success ? problem.data : null);
  };
  const read = async <T>(schema: z.ZodMiniType<T>, path: string, init?: RequestInit): Promise<T> => {
    const response = await send(path, init);
    const body: unknown = await response.json().catch(() => undefined);
    // A long document is read, checked and shown in three tasks, between which the page can react.
    await nextTask();
    const parsed = schema.safeParse(body);
    await nextTask();
    if (!parsed.success) throw new RequestFailedError(null, { cause: parsed.error });
    return parsed.data;
  };
  const post = (body: unknown, signal?: AbortSignal): RequestInit => ({
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
  const documentPath = (id: string) => `/api/v1/documents/${encodeURIComponent(id)}`;

  return {
    ask: (request, signal) => read(askResponseSchema, "/api/v1/ask", post(request, signal)),
    documents: async (signal) =>
      (await read(documentListSchema, "/api/v1/documents", { signal: signal ?? null })).documents,
    document: (id, signal) => read(documentDetailSchema, documentPath(id), { signal: signal ?? null }),
    documentText: async (id, signal) => (await send(`${documentPath(id)}/text`, { signal: signal ?? null })).text(),
    readiness: (signal) => readReadiness(signal),
    keepFeedback: (feedback) => read(feedbackReceiptSchema, "/api/v1/feedback", post({ ...feedback, consent: true })),
    async deleteFeedback(id, deletionToken) {
      await send(`/api/v1/feedback/${encodeURIComponent(id)}`, {
        method: "DELETE",
        headers: { "Deletion-Token": deletionToken },
      });
    },
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

const progressSchema = z.object({ progress: z.object({ done: z.number(), total: z.number() }) });

async function readReadiness(signal?: AbortSignal): Promise<Readiness> {
  let response: Response;
  try {
    response = await fetch("/readyz", { signal: signal ?? null });
  } catch (cause) {
    throw new RequestFailedError(null, { cause });
  }
  if (response.ok) return { ready: true, share: 1 };
  const body = progressSchema.safeParse(await response.json().catch(() => null));
  if (!body.success || body.data.progress.total <= 0) return { ready: false, share: null };
  return { ready: false, share: Math.min(1, body.data.progress.done / body.data.progress.total) };
}
