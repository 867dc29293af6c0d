/** A neighbour of a query: the vector's label and the cosine similarity, in [-1, 1]. */
export interface Neighbor {
  readonly label: number;
  readonly similarity: number;
}

/** Nearest neighbours by cosine similarity over unit vectors. Labels are integers from 0, as inserted. */
export interface VectorIndex {
  readonly size: number;
  readonly dimensions: number;
  /**
   * @param query Unit vector of `dimensions`.
   * @param count Most neighbours wanted; fewer come back only where fewer vectors pass.
   * @param accept Restricts the search to labels for which it is true.
   * @returns Best first; ties by label.
   */
  search(query: Float32Array, count: number, accept?: (label: number) => boolean): Neighbor[];
}
