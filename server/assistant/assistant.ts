import type { AskRequest, AskResponse, FrameLanguage, SearchRequest, SearchResponse } from "../protocol.ts";

/** What the transport knows of a request beside its body. */
export interface RequestContext {
  /** From Accept-Language: the frame's language where the question's own is undecidable. */
  readonly acceptLanguage: FrameLanguage | null;
  /** What the links of citations begin with; without it they are relative to this server. */
  readonly linkBase?: string;
  readonly signal: AbortSignal;
}

/** Answers questions from the records. Implementations keep no state between calls. */
export interface Assistant {
  /**
   * @throws InvalidRequestValueError when a filter names a value that no record holds.
   * @throws InvalidCursorError when the cursor is not one of ours, or another question's; StaleCursorError when the records
   * have changed since it was given.
   * @throws the signal's reason when aborted.
   */
  ask(request: AskRequest, context: RequestContext): Promise<AskResponse>;
  /** Ranked passages, without composition or refusal. Throws as `ask`. */
  search(request: SearchRequest, context: RequestContext): Promise<SearchResponse>;
  /** Questions that the newest records may answer, best first; each is to be asked before it is offered. */
  examples(language: FrameLanguage): readonly string[];
}

/** A filter's value that cannot be served; `path` is where it stands in the request body. */
export class InvalidRequestValueError extends Error {
  override readonly name = "InvalidRequestValueError";
  readonly path: string;
  readonly value: string;

  constructor(path: string, value: string, message: string) {
    super(message);
    this.path = path;
    this.value = value;
  }
}

/** The cursor continues nothing that is asked here. */
export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError";
  readonly flaw: "not-ours" | "other-question";

  constructor(flaw: InvalidCursorError["flaw"]) {
    super(`Invalid cursor: ${flaw}`);
    this.flaw = flaw;
  }
}

/** The cursor was given over other records than those that are held now. */
export class StaleCursorError extends Error {
  override readonly name = "StaleCursorError";

  constructor() {
    super("Stale cursor");
  }
}
