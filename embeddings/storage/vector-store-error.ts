/** The index on disk cannot be read or written, for a reason that rebuilding it would not mend. */
export class VectorStoreError extends Error {
  override readonly name = "VectorStoreError";
}
