/** Asymmetric retrieval models embed a question and a text to be found with different prefixes (E5, arXiv:2402.05672). */
export type TextRole = "query" | "passage";

/** Progress of a long embedding call, in texts. */
export interface EmbeddingProgress {
  readonly done: number;
  readonly total: number;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EmbeddingProgress) => void;
}

/** Turns texts into unit vectors. */
export interface Embedder {
  /** What an index must name to be searched with this embedder's vectors. */
  readonly model: { readonly id: string; readonly sha256: string; readonly dimensions: number };
  /**
   * @param texts Any length; one that exceeds the model's window is embedded in windows and averaged, never cut.
   * @returns One L2-normalised vector of `model.dimensions` a text, in the order given.
   * @throws EmbeddingError when the model fails or the embedder is closed.
   */
  embed(texts: readonly string[], role: TextRole, options?: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
}
