import type * as z from "zod/mini";

/** The body, or a frame of the socket, cannot be read as JSON at all. */
export class MalformedRequestError extends Error {
  override readonly name = "MalformedRequestError";
  readonly flaw: "json" | "utf-8" | "empty" | "url" | "binary" | "incomplete" | "multipart";

  constructor(flaw: MalformedRequestError["flaw"], options?: ErrorOptions) {
    super(`Malformed request: ${flaw}`, options);
    this.flaw = flaw;
  }
}

export type RequestIssue = z.core.$ZodIssue;

/** Readable, but not what the schema asks for. */
export class InvalidRequestError extends Error {
  override readonly name = "InvalidRequestError";
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    super("Invalid request");
    this.issues = issues;
  }
}

/** A value that has the right shape and cannot be served, where no assistant was asked (a query parameter, a passage). */
export class UnservableValueError extends Error {
  override readonly name = "UnservableValueError";
  readonly path: string;
  readonly flaw:
    | "file-name"
    | "unknown-passage"
    | "unknown-document"
    | "no-consent"
    | "document-id"
    | "no-files"
    | "too-many-files"
    | "sub-protocol"
    | "span"
    | "no-user-message"
    | "not-text"
    | "one-choice"
    | "plain-text-only"
    | "no-state"
    | "dimensions"
    | "tokens"
    | "blank-text"
    | "audit-limit";

  constructor(path: string, flaw: UnservableValueError["flaw"]) {
    super(`Unservable value at ${path}: ${flaw}`);
    this.path = path;
    this.flaw = flaw;
  }
}

/** Why a correction cannot be made: it is made for another text, says nothing, or there are too many. */
export interface CorrectionIssue {
  readonly path: string;
  readonly flaw: "other-text" | "nothing" | "too-many";
}

/** Corrections that do not fit their record: none of those that were sent together is made. */
export class UnfittingCorrectionsError extends Error {
  override readonly name = "UnfittingCorrectionsError";
  readonly issues: readonly CorrectionIssue[];

  constructor(issues: readonly CorrectionIssue[]) {
    super("Corrections do not fit the record");
    this.issues = issues;
  }
}

export class NotFoundError extends Error {
  override readonly name = "NotFoundError";
  readonly resource:
    | "address"
    | "passage"
    | "model"
    | "collection"
    | "document"
    | "feedback"
    | "job"
    | "removed-document"
    | "correction";
  /** As the request names it. */
  readonly id: string;

  constructor(resource: NotFoundError["resource"], id: string) {
    super(`Not found: ${resource}`);
    this.resource = resource;
    this.id = id;
  }
}

/** The record is there, and its files are not what they were: nothing is quoted from it. */
export class SetAsideError extends Error {
  override readonly name = "SetAsideError";
  readonly documentId: string;

  constructor(documentId: string) {
    super(`Set aside: ${documentId}`);
    this.documentId = documentId;
  }
}

/** The document is held, in another revision than the address names: a quote may stand elsewhere in it. */
export class OtherRevisionError extends Error {
  override readonly name = "OtherRevisionError";
  readonly documentId: string;
  readonly currentRevision: string;

  constructor(documentId: string, currentRevision: string) {
    super(`Another revision of ${documentId} is held`);
    this.documentId = documentId;
    this.currentRevision = currentRevision;
  }
}

export class MethodNotAllowedError extends Error {
  override readonly name = "MethodNotAllowedError";
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super("Method not allowed");
    this.allowed = allowed;
  }
}

export class ForbiddenError extends Error {
  override readonly name = "ForbiddenError";
  readonly rule: "host" | "origin" | "cross-site" | "own-page" | "scope" | "deletion-token" | "embedded-document";

  constructor(rule: ForbiddenError["rule"]) {
    super(`Forbidden: ${rule}`);
    this.rule = rule;
  }
}

/** It needs a key, and none that counts was sent. */
export class UnauthorizedError extends Error {
  override readonly name = "UnauthorizedError";
  readonly flaw: "no-key" | "wrong-key" | "expired-key" | "used-link";

  constructor(flaw: UnauthorizedError["flaw"]) {
    super(`Unauthorized: ${flaw}`);
    this.flaw = flaw;
  }
}

/** What is asked for contradicts what is there already. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
  readonly conflict: "same-revision" | "request-in-flight" | "request-id-used" | "late-resume" | "id-taken";
  readonly id: string;

  constructor(conflict: ConflictError["conflict"], id: string) {
    super(`Conflict: ${conflict}`);
    this.conflict = conflict;
    this.id = id;
  }
}

export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super("Body too large");
    this.limitBytes = limitBytes;
  }
}

/** The disk takes nothing more: it is full, or the data folder's share of it; or the folder may only be read. */
export class NoRoomError extends Error {
  override readonly name = "NoRoomError";
  readonly obstacle: "full" | "read-only";

  constructor(obstacle: NoRoomError["obstacle"] = "full", options?: ErrorOptions) {
    super(`No room: ${obstacle}`, options);
    this.obstacle = obstacle;
  }
}

export class UnsupportedMediaTypeError extends Error {
  override readonly name = "UnsupportedMediaTypeError";
  readonly accepted: readonly string[];

  constructor(accepted: readonly string[]) {
    super("Unsupported media type");
    this.accepted = accepted;
  }
}

/** None of what the client accepts is served here. */
export class NotAcceptableError extends Error {
  override readonly name = "NotAcceptableError";
  readonly served: readonly string[];

  constructor(served: readonly string[]) {
    super("Not acceptable");
    this.served = served;
  }
}

export class TooManyRequestsError extends Error {
  override readonly name = "TooManyRequestsError";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("Too many requests");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** More work is in flight than the server does at once, and enough waits already. Nothing was begun. */
export class OverloadedError extends Error {
  override readonly name = "OverloadedError";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("Overloaded");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Progress of what has to be done before the first answer; counts are texts of the index. */
export interface OpeningProgress {
  readonly phase: "reading" | "indexing" | "failed";
  readonly done: number;
  readonly total: number;
}

/** For now it cannot be answered; the same request may succeed later. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
  readonly obstacle: "opening" | "stopping" | "took-too-long" | "feedback-full";
  readonly progress: OpeningProgress | null;

  constructor(obstacle: UnavailableError["obstacle"], progress: OpeningProgress | null = null) {
    super(`Unavailable: ${obstacle}`);
    this.obstacle = obstacle;
    this.progress = progress;
  }
}

/** The one who asked took the request back. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";

  constructor() {
    super("Cancelled");
  }
}
