import { createHash } from "node:crypto";
import { RecordReadError } from "../record-read-error.ts";

/**
 * The text of a file: UTF-8, without its byte order mark, otherwise character for character.
 *
 * @throws RecordReadError when the bytes are empty, binary or in another encoding.
 */
export function decodeSource(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) throw new RecordReadError(UTF16_MESSAGE, { reason: "encoding" });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) throw new RecordReadError(UTF16_MESSAGE, { reason: "encoding" });
  if (bytes.includes(0)) {
    throw new RecordReadError(
      "The file is not text: it holds NUL bytes. Supply the record as a text (.txt) or Markdown (.md) file in UTF-8.",
      { reason: "not-text" },
    );
  }
  const source = decodeUtf8(bytes);
  if (source.trim() === "")
    throw new RecordReadError("The file is empty. Supply the text of the record.", { reason: "empty" });
  return source;
}

const UTF16_MESSAGE = "The file is encoded in UTF-16. Save it again as UTF-8 and supply it again.";

function decodeUtf8(bytes: Uint8Array): string {
  try {
    // TextDecoder drops one byte order mark by default, and only at the start.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RecordReadError(
      "The file is not UTF-8 text (it may be Windows-1252 or a word processor's format). Save it as plain text in UTF-8 and supply it again.",
      { cause, reason: "encoding" },
    );
  }
}

/** `sha256:<hex>` of the source in UTF-8. */
export function revisionOf(source: string): string {
  return `sha256:${createHash("sha256").update(source, "utf8").digest("hex")}`;
}
