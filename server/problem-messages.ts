import type { RecordReadError } from "../corpus/record-read-error.ts";
import type { InvalidCursorError } from "./assistant/assistant.ts";
import type {
  ConflictError,
  CorrectionIssue,
  ForbiddenError,
  MalformedRequestError,
  NoRoomError,
  NotFoundError,
  UnauthorizedError,
  UnavailableError,
  UnservableValueError,
} from "./request-errors.ts";

/** What a problem document says to a person. Every text names what to do. */
export interface ProblemMessages {
  readonly titles: {
    readonly malformed: string;
    readonly invalid: string;
    readonly notFound: string;
    readonly setAside: string;
    readonly otherRevision: string;
    readonly methodNotAllowed: string;
    readonly notAcceptable: string;
    readonly unauthorized: string;
    readonly forbidden: string;
    readonly conflict: string;
    readonly staleCursor: string;
    readonly tooLarge: string;
    readonly mediaType: string;
    readonly tooMany: string;
    readonly overloaded: string;
    readonly unavailable: string;
    readonly unreadableRecord: string;
    readonly unfitting: string;
    readonly noRoom: string;
    readonly cancelled: string;
    readonly internal: string;
  };
  readonly malformed: Readonly<Record<MalformedRequestError["flaw"], string>>;
  readonly invalid: string;
  readonly blank: string;
  readonly cursor: Readonly<Record<InvalidCursorError["flaw"], string>>;
  readonly staleCursor: string;
  readonly unknownEventType: string;
  readonly unknownType: string;
  readonly unservable: Readonly<Record<UnservableValueError["flaw"], string>>;
  readonly notFound: Readonly<Record<NotFoundError["resource"], (id: string) => string>>;
  setAside(documentId: string): string;
  otherRevision(documentId: string, currentRevision: string): string;
  methodNotAllowed(allowed: string): string;
  notAcceptable(served: string): string;
  readonly unauthorized: Readonly<Record<UnauthorizedError["flaw"], string>>;
  readonly forbidden: Readonly<Record<ForbiddenError["rule"], string>>;
  readonly conflict: Readonly<Record<ConflictError["conflict"], (id: string) => string>>;
  tooLarge(limitKilobytes: number): string;
  mediaType(accepted: string): string;
  tooMany(seconds: number): string;
  overloaded(seconds: number): string;
  readonly unavailable: Readonly<Record<UnavailableError["obstacle"], string>>;
  readonly engine: string;
  readonly unreadableRecord: string;
  readonly unfittingDetail: string;
  readonly unfitting: Readonly<Record<CorrectionIssue["flaw"], string>>;
  /** What is wrong with the file, and what to do. */
  unreadable(error: RecordReadError): string;
  readonly noRoom: Readonly<Record<NoRoomError["obstacle"], string>>;
  readonly cancelled: string;
  readonly internal: string;
}
