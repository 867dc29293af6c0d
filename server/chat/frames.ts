import type { RawData } from "ws";
import { type FrameLanguage, limits } from "../protocol.ts";
import { BodyTooLargeError, MalformedRequestError } from "../request-errors.ts";

/** @throws MalformedRequestError, BodyTooLargeError */
export function readFrame(data: RawData, isBinary: boolean, limitBytes: number): Uint8Array {
  if (isBinary) throw new MalformedRequestError("binary");
  // The socket's `binaryType` is the default one, so every message comes as a single buffer.
  const bytes = data as Buffer;
  if (bytes.length > limitBytes) throw new BodyTooLargeError(limitBytes);
  return bytes;
}

/** Which request a frame that is refused is of; null where it does not say. */
export function readRequestId(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("requestId" in value)) return null;
  const { requestId } = value;
  const usable =
    typeof requestId === "string" && requestId.length > 0 && requestId.length <= limits.requestIdCharacters;
  return usable ? requestId : null;
}

export function readLanguage(value: unknown): FrameLanguage | null {
  if (typeof value !== "object" || value === null || !("language" in value)) return null;
  return value.language === "es" || value.language === "en" ? value.language : null;
}
