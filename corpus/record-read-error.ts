/** Why a record cannot be read, for those who say it in another language than English. */
export const recordReadReasons = [
  /** None of the others: the message alone says it. */
  "unreadable",
  "empty",
  /** Text in an encoding that is not read: UTF-16, Windows-1252 and the like. */
  "encoding",
  /** Binary data of a kind that is not known. */
  "not-text",
  /** A picture: `details.looksLike` names the kind. */
  "image",
  /** ZIP, RAR, 7-Zip, TAR and the like: the files inside are to be added one by one. */
  "archive",
  /** An office format that is known and not read; `details.looksLike` names it ("doc", "rtf", "odt", "xlsx"). */
  "legacy-format",
  /** `details.looksLike` and `details.named`: plain text named .pdf. */
  "wrong-kind",
  "damaged",
  /** PDF or office file that asks for a password. */
  "encrypted",
  /**
   * A PDF without a text layer; `details.pages` counts its pages. `details.offer` is "ocr" where it can be read by
   * recognising its words, `details.install` names the packages that lack for that, parted by spaces.
   */
  "scanned-pdf",
  /** Its words could not be recognised. */
  "ocr-failed",
  /** Of bytes, pages, or of what it would grow to when unpacked: `details.limit`, and `details.unit` ("bytes", "pages", "characters"). */
  "too-large",
  /** Elements in one another deeper than any writer makes them. */
  "too-deep",
  /** XML that declares entities. */
  "unsafe-markup",
  /** The reading was stopped: by the limits of whoever runs it. */
  "too-long",
  "too-much-memory",
  "crashed",
] as const;

export type RecordReadReason = (typeof recordReadReasons)[number];

export interface RecordReadErrorOptions extends ErrorOptions {
  readonly reason?: RecordReadReason;
  /** What the sentence for the reason needs: kinds of file, counts, limits. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** A record cannot be read. The message says what is wrong and what the person who supplied the file can do. */
export class RecordReadError extends Error {
  override readonly name = "RecordReadError";
  readonly reason: RecordReadReason;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(message: string, options: RecordReadErrorOptions = {}) {
    super(message, options);
    this.reason = options.reason ?? "unreadable";
    this.details = options.details ?? {};
  }
}
