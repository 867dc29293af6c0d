/**
 * Why an embedding failed:
 * `model-missing` a file of the model is not there; `model-altered` a file is not the one that the manifest names;
 * `model-invalid` the manifest or the model cannot be read; `model-failed` the model refused a text;
 * `worker-failed` the worker ended unasked; `closed` the embedder is closed.
 */
export type EmbeddingFailure =
  | "model-missing"
  | "model-altered"
  | "model-invalid"
  | "model-failed"
  | "worker-failed"
  | "closed";

/** What every embedder throws, apart from the reason of an aborted signal. */
export class EmbeddingError extends Error {
  override readonly name = "EmbeddingError";
  readonly failure: EmbeddingFailure;

  constructor(failure: EmbeddingFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}
