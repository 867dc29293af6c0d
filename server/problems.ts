import { RecordReadError } from "../corpus/record-read-error.ts";
import { EmbeddingError } from "../embeddings/embedding-error.ts";
import { VectorStoreError } from "../embeddings/storage/vector-store-error.ts";
import { InvalidCursorError, InvalidRequestValueError, StaleCursorError } from "./assistant/assistant.ts";
import { describeIssues, describeUnfitting } from "./problem-issues.ts";
import type { ProblemMessages } from "./problem-messages.ts";
import { problemSentences } from "./problem-sentences.ts";
import type { FrameLanguage, Problem } from "./protocol.ts";
import { explainWriteError, writeObstacleOf } from "./records/file-system.ts";
import * as requestErrors from "./request-errors.ts";

/** Every error that a layer throws on purpose. Adding one here without a row in the table does not compile. */
type KnownError =
  | InstanceType<(typeof requestErrors)[keyof typeof requestErrors]>
  | InvalidRequestValueError
  | InvalidCursorError
  | StaleCursorError
  | RecordReadError
  | EmbeddingError
  | VectorStoreError;

type FieldErrors = Problem["errors"];

interface Row<E extends Error> {
  readonly errorClass: new (...input: never[]) => E;
  /** Last part of the problem's type. */
  readonly type: string;
  readonly title: keyof ProblemMessages["titles"];
  readonly status: number;
  detail(error: E, messages: ProblemMessages): string;
  errors?(error: E, messages: ProblemMessages, language: FrameLanguage): FieldErrors;
  headers?(error: E): Readonly<Record<string, string>>;
  /** Further members of the problem. */
  members?(error: E): Partial<Pick<Problem, "existing">>;
}

type ProblemTable = { readonly [E in KnownError as E["name"]]: Row<E> };

const openingRetrySeconds = 2;

const table: ProblemTable = {
  MalformedRequestError: {
    errorClass: requestErrors.MalformedRequestError,
    type: "malformed-request",
    title: "malformed",
    status: 400,
    detail: (error, messages) => messages.malformed[error.flaw],
    errors: (error, messages) => [{ path: "", message: messages.malformed[error.flaw] }],
  },
  InvalidRequestError: {
    errorClass: requestErrors.InvalidRequestError,
    type: "invalid-request",
    title: "invalid",
    status: 400,
    detail: (_error, messages) => messages.invalid,
    errors: (error, messages, language) => describeIssues(error.issues, messages, language),
  },
  InvalidRequestValueError: {
    errorClass: InvalidRequestValueError,
    type: "unknown-value",
    title: "invalid",
    status: 400,
    detail: (_error, messages) => messages.invalid,
    errors: (error) => [{ path: error.path, message: error.message }],
  },
  InvalidCursorError: {
    errorClass: InvalidCursorError,
    type: "unknown-value",
    title: "invalid",
    status: 400,
    detail: (error, messages) => messages.cursor[error.flaw],
    errors: (error, messages) => [{ path: "cursor", message: messages.cursor[error.flaw] }],
  },
  StaleCursorError: {
    errorClass: StaleCursorError,
    type: "stale-cursor",
    title: "staleCursor",
    status: 409,
    detail: (_error, messages) => messages.staleCursor,
    errors: (_error, messages) => [{ path: "cursor", message: messages.staleCursor }],
  },
  UnservableValueError: {
    errorClass: requestErrors.UnservableValueError,
    type: "unservable-value",
    title: "invalid",
    status: 400,
    detail: (_error, messages) => messages.invalid,
    errors: (error, messages) => [{ path: error.path, message: messages.unservable[error.flaw] }],
  },
  UnfittingCorrectionsError: {
    errorClass: requestErrors.UnfittingCorrectionsError,
    type: "unfitting-correction",
    title: "unfitting",
    status: 422,
    detail: (_error, messages) => messages.unfittingDetail,
    errors: (error, messages) => describeUnfitting(error.issues, messages),
  },
  RecordReadError: {
    errorClass: RecordReadError,
    type: "unreadable-record",
    title: "unreadableRecord",
    status: 422,
    detail: (_error, messages) => messages.unreadableRecord,
    // What would mend it is a parameter of the address, where there is one.
    errors: (error, messages) => [
      { path: error.details.offer === "ocr" ? "ocr" : "", message: messages.unreadable(error) },
    ],
  },
  UnauthorizedError: {
    errorClass: requestErrors.UnauthorizedError,
    type: "unauthorized",
    title: "unauthorized",
    status: 401,
    detail: (error, messages) => messages.unauthorized[error.flaw],
    headers: ({ flaw }) => ({
      "WWW-Authenticate": `Bearer realm="Relator"${flaw === "no-key" ? "" : ', error="invalid_token"'}`,
    }),
  },
  ForbiddenError: {
    errorClass: requestErrors.ForbiddenError,
    type: "forbidden",
    title: "forbidden",
    status: 403,
    detail: (error, messages) => messages.forbidden[error.rule],
  },
  NotFoundError: {
    errorClass: requestErrors.NotFoundError,
    type: "not-found",
    title: "notFound",
    status: 404,
    detail: (error, messages) => messages.notFound[error.resource](error.id),
  },
  SetAsideError: {
    errorClass: requestErrors.SetAsideError,
    type: "record-set-aside",
    title: "setAside",
    // The fault is the server's, and lasts until somebody mends it.
    status: 503,
    detail: (error, messages) => messages.setAside(error.documentId),
  },
  OtherRevisionError: {
    errorClass: requestErrors.OtherRevisionError,
    type: "other-revision",
    title: "otherRevision",
    status: 404,
    detail: (error, messages) => messages.otherRevision(error.documentId, error.currentRevision),
  },
  MethodNotAllowedError: {
    errorClass: requestErrors.MethodNotAllowedError,
    type: "method-not-allowed",
    title: "methodNotAllowed",
    status: 405,
    detail: (error, messages) => messages.methodNotAllowed(error.allowed.join(", ")),
    headers: (error) => ({ Allow: error.allowed.join(", ") }),
  },
  NotAcceptableError: {
    errorClass: requestErrors.NotAcceptableError,
    type: "not-acceptable",
    title: "notAcceptable",
    status: 406,
    detail: (error, messages) => messages.notAcceptable(error.served.join(", ")),
  },
  ConflictError: {
    errorClass: requestErrors.ConflictError,
    type: "conflict",
    title: "conflict",
    status: 409,
    detail: (error, messages) => messages.conflict[error.conflict](error.id),
    members: ({ conflict, id }) => (conflict === "same-revision" ? { existing: id } : {}),
  },
  BodyTooLargeError: {
    errorClass: requestErrors.BodyTooLargeError,
    type: "too-large",
    title: "tooLarge",
    status: 413,
    detail: (error, messages) => messages.tooLarge(Math.floor(error.limitBytes / 1000)),
  },
  NoRoomError: {
    errorClass: requestErrors.NoRoomError,
    type: "no-room",
    title: "noRoom",
    status: 507,
    detail: (error, messages) => messages.noRoom[error.obstacle],
  },
  UnsupportedMediaTypeError: {
    errorClass: requestErrors.UnsupportedMediaTypeError,
    type: "unsupported-media-type",
    title: "mediaType",
    status: 415,
    detail: (error, messages) => messages.mediaType(error.accepted.join(", ")),
    headers: (error) => ({ Accept: error.accepted.join(", ") }),
  },
  TooManyRequestsError: {
    errorClass: requestErrors.TooManyRequestsError,
    type: "too-many-requests",
    title: "tooMany",
    status: 429,
    detail: (error, messages) => messages.tooMany(error.retryAfterSeconds),
    headers: (error) => ({ "Retry-After": String(error.retryAfterSeconds) }),
  },
  OverloadedError: {
    errorClass: requestErrors.OverloadedError,
    type: "overloaded",
    title: "overloaded",
    status: 503,
    detail: (error, messages) => messages.overloaded(error.retryAfterSeconds),
    headers: (error) => ({ "Retry-After": String(error.retryAfterSeconds) }),
  },
  CancelledError: {
    errorClass: requestErrors.CancelledError,
    type: "cancelled",
    title: "cancelled",
    // Not registered, but what proxies have long logged for a request that its client took back.
    status: 499,
    detail: (_error, messages) => messages.cancelled,
  },
  UnavailableError: {
    errorClass: requestErrors.UnavailableError,
    type: "unavailable",
    title: "unavailable",
    status: 503,
    detail: (error, messages) => messages.unavailable[error.obstacle],
    headers: () => ({ "Retry-After": String(openingRetrySeconds) }),
  },
  EmbeddingError: {
    errorClass: EmbeddingError,
    type: "unavailable",
    title: "unavailable",
    status: 503,
    detail: (_error, messages) => messages.engine,
    headers: () => ({ "Retry-After": String(openingRetrySeconds) }),
  },
  VectorStoreError: {
    errorClass: VectorStoreError,
    type: "internal",
    title: "internal",
    status: 500,
    detail: (_error, messages) => messages.internal,
  },
};

export interface DescribedProblem {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** The problem document (RFC 9457) of anything thrown. What is not known is a 500 that tells nothing of the inside. */
export function describeProblem(thrown: unknown, language: FrameLanguage): DescribedProblem {
  const messages = problemSentences[language];
  const error = translateFrameworkError(thrown);
  const row = findRow(error);
  if (!row) {
    const problem = makeProblem({ type: "internal", title: messages.titles.internal, status: 500 }, messages.internal);
    return { problem, headers: {} };
  }
  const head = { type: row.type, title: messages.titles[row.title], status: row.status };
  const errors = row.errors?.(error as KnownError, messages, language) ?? [];
  const headers = row.headers?.(error as KnownError) ?? {};
  const retryAfter = headers["Retry-After"];
  const problem = {
    ...makeProblem(head, row.detail(error as KnownError, messages), errors),
    ...row.members?.(error as KnownError),
  };
  // A socket has no headers.
  return {
    problem: retryAfter === undefined ? problem : { ...problem, retryAfterSeconds: Number(retryAfter) },
    headers,
  };
}

function makeProblem(
  head: { readonly type: string; readonly title: string; readonly status: number },
  detail: string,
  errors: FieldErrors = [],
): Problem {
  return { ...head, type: `/problems/${head.type}`, detail, errors };
}

/** The row whose class the error is of: `instanceof` proves that the row's functions take this very error. */
function findRow(error: unknown): Row<KnownError> | undefined {
  const rows = Object.values(table) as unknown as readonly Row<KnownError>[];
  return rows.find((row) => error instanceof row.errorClass);
}

/** Express and the file sender throw errors that carry a status; a client's own fault must not look like ours. */
function translateFrameworkError(thrown: unknown): unknown {
  if (findRow(thrown)) return thrown;
  if (writeObstacleOf(thrown) !== null) return explainWriteError(thrown);
  if (!(thrown instanceof Error && "status" in thrown)) return thrown;
  if (thrown.status === 404 || thrown.status === 403) return new requestErrors.NotFoundError("address", "");
  if (thrown.status === 400) return new requestErrors.MalformedRequestError("url", { cause: thrown });
  return thrown;
}

/** Every type that a problem may have, with its status and what it means: served to whoever follows the type's address. */
export function listProblemTypes(): readonly { type: string; status: number; title: string }[] {
  const titles = problemSentences.en.titles;
  const rows = Object.values(table).map(({ type, status, title }) => ({ type, status, title: titles[title] }));
  return [...new Map(rows.map((row) => [row.type, row])).values()];
}
