/** A record cannot be read. The message says what is wrong and what the person who supplied the file can do. */
export class RecordReadError extends Error {
  override readonly name = "RecordReadError";
}
