import { assertSearchable, dotProduct, selectNeighbors } from "./exact-index.ts";
import type { VectorIndex } from "./vector-index.ts";

export interface LayeredIndexOptions {
  /** Of the vectors of before. */
  readonly index: VectorIndex;
  /** The label that each vector of before has now, ascending; -1 where it has gone. */
  readonly labels: Int32Array;
  /** Labels of the vectors that have come since, ascending. */
  readonly fresh: Int32Array;
  /** All vectors by label. */
  readonly vectors: Float32Array;
  readonly dimensions: number;
}

/** Searches an index that has changed little since it was built: what has gone is left out, what has come is compared. */
export function createLayeredIndex({ index, labels, fresh, vectors, dimensions }: LayeredIndexOptions): VectorIndex {
  const isWhole = labels.every((label, at) => label === at);
  return {
    size: vectors.length / dimensions,
    dimensions,
    search: (query, count, accept) => {
      assertSearchable(query, count, dimensions);
      const acceptBefore = (before: number): boolean => {
        const label = labels[before] as number;
        return label !== -1 && (accept === undefined || accept(label));
      };
      const selection = selectNeighbors(count);
      const found = index.search(query, count, isWhole && accept === undefined ? undefined : acceptBefore);
      for (const { label, similarity } of found) selection.offer(labels[label] as number, similarity);
      for (const label of fresh) {
        if (accept !== undefined && !accept(label)) continue;
        selection.offer(label, dotProduct(query, 0, vectors, label * dimensions, dimensions));
      }
      return selection.take();
    },
  };
}
