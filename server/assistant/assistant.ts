import type { AskRequest, AskResponse, FrameLanguage, SearchRequest, SearchResponse } from "../protocol.ts";

/** What the transport knows of a request beside its body. */
export interface RequestContext {
  /** From Accept-Language: the frame's language where the question's own is undecidable. */
  readonly acceptLanguage: FrameLanguage | null;
  readonly signal: AbortSignal;
}

/** Answers questions from the records. Implementations keep no state between calls. */
export interface Assistant {
  /**
   * @throws InvalidRequestValueError when a filter names a value that no record holds, or the cursor is not one of ours.
   * @throws the signal's reason when aborted.
   */
  ask(request: AskRequest, context: RequestContext): Promise<AskResponse>;
  /** Ranked passages, without composition or refusal. Throws as `ask`. */
  search(request: SearchRequest, context: RequestContext): Promise<SearchResponse>;
  /** Questions that the newest records may answer, best first; each is to be asked before it is offered. */
  examples(language: FrameLanguage): readonly string[];
}

/** A filter or cursor value that cannot be served; `path` is where it stands in the request body. */
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
